"""Whether a pin lies where the usulan says it does."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Kecamatan, Kelurahan
from models.proposal import Proposal
from models.unit import Unit
from sop.places import Place, in_indonesia, inside, kota_bogor, nearest_kelurahan
from sop.refused import Refused
from texts import plain


def doubt_about(unit: Unit, proposal: Proposal, lat: float, lon: float) -> str | None:
    """Why the pin is questioned, as a sentence; None when it is not. A pin outside the country is no pin."""
    if not in_indonesia(lat, lon):
        raise Refused("step1_recap.pin_nowhere")
    kecamatan = unit.session.get_one(Kecamatan, proposal.kecamatan_id)
    border = (kecamatan.borders or {}).get(proposal.kelurahan.code or "")
    if border is not None:
        if inside(border, lat, lon):
            return None
        return plain("step1_recap.doubt_outside", kelurahan=proposal.kelurahan.name)
    nearest = nearest_kelurahan(lat, lon, _known(unit, kecamatan))
    if nearest is None or nearest.kecamatan == kecamatan.name:
        return None
    return plain("step1_recap.doubt_nearer", kecamatan=nearest.kecamatan, mine=kecamatan.name)


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
