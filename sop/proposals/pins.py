"""Whether a pin lies where the usulan says it does."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from sqlalchemy import select

from models.enums import Status
from models.people import Kecamatan, Kelurahan
from models.proposal import Proposal
from models.unit import Unit
from sop.core.refused import Refused
from sop.office.places import Place, distance_km, in_indonesia, inside, kota_bogor, nearest_kelurahan
from texts import plain


def doubt_about(unit: Unit, proposal: Proposal, lat: float, lon: float) -> str | None:
    """Why the pin is questioned, as a sentence; None when it is not. A pin outside the country is no pin."""
    if not in_indonesia(lat, lon):
        raise Refused("step1_recap.pin_nowhere")
    kecamatan, kelurahan = unit.session.get_one(Kecamatan, proposal.kecamatan_id), proposal.kelurahan
    borders = kecamatan.borders or {}
    border = borders.get(kelurahan.code or "") or borders.get(kelurahan.name)
    if border is not None:
        if inside(border, lat, lon):
            return None
        return plain("step1_recap.doubt_outside", kelurahan=kelurahan.name)
    known = _known(unit, kecamatan)
    nearest = nearest_kelurahan(lat, lon, known)
    ours = _distance(lat, lon, (place for place in known if place.kecamatan == kecamatan.name))
    # Without a middle of ours every pin would be nearer to somebody else's.
    if nearest is None or ours == inf or _distance(lat, lon, [nearest]) >= ours:
        return None
    return plain("step1_recap.doubt_nearer", kecamatan=nearest.kecamatan, mine=kecamatan.name)


def last_pin(unit: Unit, proposal: Proposal) -> Proposal | None:
    """The same author's newest other usulan in this kelurahan that has a pin: often it is the next house."""
    query = select(Proposal).where(
        Proposal.author_id == proposal.author_id,
        Proposal.season_id == proposal.season_id,
        Proposal.kelurahan_id == proposal.kelurahan_id,
        Proposal.id != proposal.id,
        Proposal.lat.is_not(None),
        Proposal.status != Status.DISCARDED,
    )
    return unit.first(query.order_by(Proposal.touched_at.desc(), Proposal.id.desc()))


def _distance(lat: float, lon: float, places: Iterable[Place]) -> float:
    """Kilometres to the nearest middle."""
    middles = ((place.lat, place.lon) for place in places)
    return min(
        (
            distance_km((lat, lon), (there, over))
            for there, over in middles
            if there is not None and over is not None
        ),
        default=inf,
    )


def _known(unit: Unit, kecamatan: Kecamatan) -> list[Place]:
    """Kota Bogor, and whatever else this installation serves."""
    query = select(Kelurahan, Kecamatan.name).join(Kecamatan, Kecamatan.id == Kelurahan.kecamatan_id)
    here = [
        Place(kecamatan=name, kelurahan=place.name, lat=place.lat, lon=place.lon)
        for place, name in unit.session.execute(query).all()
        if place.lat is not None
    ]
    names = {place.kecamatan for place in here}
    return here + [place for place in kota_bogor() if place.kecamatan not in names]
