"""What became of the usulan of an earlier season: kept for the years after it."""

from __future__ import annotations

from sqlalchemy import select

from models.enums import Status
from models.following import LaterOutcome
from models.likeness import PastProposal
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.duplicates.find import norm_of

#: From the last word to the first.
STAGES = ("apbd", "rkpd", "kota")


def keep(unit: Unit, season: Season) -> None:
    """Every usulan that was sent, with its outcome; run again, what is known by then."""
    known = {
        past.number: past
        for past in unit.all(
            select(PastProposal).where(
                PastProposal.kecamatan_id == season.kecamatan_id, PastProposal.year == season.year
            )
        )
    }
    sent = select(Proposal).where(
        Proposal.season_id == season.id,
        Proposal.number.is_not(None),
        Proposal.status.not_in((Status.DRAFT, Status.DISCARDED)),
    )
    every = {one.id: one for one in unit.all(sent.order_by(Proposal.id))}
    later = _later(unit, season)
    for one in every.values():
        past = known.get(one.number or "")
        if past is None:
            past = _copied(unit, season, one)
            unit.session.add(past)
        # what lives on in another shares its outcome
        root = every.get(one.merged_into_id or 0, one)
        past.accommodated, past.stage, past.reason = _outcome(root, later.get(root.id))
    unit.session.flush()


def keep_closed(unit: Unit, season: Season) -> None:
    """The season has just closed."""
    if season.closed_at is not None:
        keep(unit, season)


def keep_before(unit: Unit, season: Season) -> None:
    """A new season begins: what is known of the one before it."""
    query = select(Season).where(Season.kecamatan_id == season.kecamatan_id, Season.year < season.year)
    before = unit.first(query.order_by(Season.year.desc()))
    if before is not None:
        keep(unit, before)


def _copied(unit: Unit, season: Season, one: Proposal) -> PastProposal:
    norm = norm_of(unit, one)
    return PastProposal(
        kecamatan_id=one.kecamatan_id,
        year=season.year,
        number=one.number or "",
        kelurahan_id=one.kelurahan_id,
        komisi=one.komisi,
        kamus_code=norm.code or None,
        title=one.title or "",
        problem=one.problem,
        place=one.place,
        rt=one.rt,
        rw=one.rw,
        lat=one.lat,
        lon=one.lon,
        volume=one.volume,
        unit=one.unit,
        cost=one.cost,
        times=one.times,
        norm=norm.stored(),
    )


def _later(unit: Unit, season: Season) -> dict[int, LaterOutcome]:
    """The last word of the city about each usulan."""
    query = select(LaterOutcome).join(Proposal, Proposal.id == LaterOutcome.proposal_id)
    found: dict[int, LaterOutcome] = {}
    for outcome in unit.all(query.where(Proposal.season_id == season.id)):
        kept = found.get(outcome.proposal_id)
        if kept is None or STAGES.index(outcome.stage) < STAGES.index(kept.stage):
            found[outcome.proposal_id] = outcome
    return found


def _outcome(one: Proposal, later: LaterOutcome | None) -> tuple[bool | None, str, str | None]:
    """Accommodated or not (None: what the city says is not known yet), where that was decided, and why."""
    if later is not None:
        return later.accommodated, later.stage, later.reason
    return (None if one.status == Status.AGREED else False), "kecamatan", one.reason
