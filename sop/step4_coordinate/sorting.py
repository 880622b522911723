"""The verified usulan fall into four komisi by the kamus; whoever moves one says why."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from models.enums import Komisi, Status
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.proposals import changing
from texts import plain

STEP = "step4_coordinate"
SHORTEST_REASON = 10
LONGEST_REASON = 500


@dataclass(frozen=True)
class Pile:
    """The usulan of one komisi; None: those that no kamus entry places."""

    komisi: Komisi | None
    count: int
    cost: int


def fall(unit: Unit, season: Season) -> None:
    """Put each verified usulan into the komisi of its kamus entry, unless somebody moved it."""
    query = select(Proposal).where(
        Proposal.season_id == season.id,
        Proposal.status == Status.VERIFIED,
        Proposal.kamus_id.is_not(None),
        Proposal.moved_reason.is_(None),
    )
    for proposal in unit.all(query):
        if proposal.kamus is not None and proposal.komisi != proposal.kamus.komisi:
            changing.fall_into(proposal, proposal.kamus.komisi)


def board(unit: Unit, season: Season) -> list[Pile]:
    """How many and how much in each komisi; what belongs to none comes last."""
    rows = unit.session.execute(
        select(Proposal.komisi, func.count(Proposal.id), func.coalesce(func.sum(Proposal.cost), 0))
        .where(Proposal.season_id == season.id, Proposal.status == Status.VERIFIED)
        .group_by(Proposal.komisi)
    ).all()
    found = {komisi: (int(count), int(cost or 0)) for komisi, count, cost in rows}
    return [Pile(komisi, *found.get(komisi, (0, 0))) for komisi in (*Komisi, None)]


def unplaced(unit: Unit, season: Season) -> int:
    """Belum terpetakan: must be none before the step ends."""
    return board(unit, season)[-1].count


def pile(unit: Unit, season: Season, komisi: Komisi | None, *, start: int, count: int) -> list[Proposal]:
    """Some usulan of one komisi, by their number."""
    query = select(Proposal).where(
        Proposal.season_id == season.id, Proposal.status == Status.VERIFIED, Proposal.komisi == komisi
    )
    return unit.all(query.order_by(Proposal.sequence, Proposal.id).offset(start).limit(count))


def sorted_usulan(unit: Unit, season: Season) -> list[Proposal]:
    """All that the komisi will discuss, by number."""
    query = select(Proposal).where(Proposal.season_id == season.id, Proposal.status == Status.VERIFIED)
    return unit.all(query.order_by(Proposal.sequence, Proposal.id))


def usulan_of(unit: Unit, season: Season, id: int) -> Proposal:
    """A verified usulan of this season; an id of another kecamatan is nobody's."""
    proposal = unit.get(Proposal, id)
    if proposal is None or proposal.season_id != season.id:
        raise Refused("common.not_found")
    if proposal.status != Status.VERIFIED:
        raise Refused("sorting.not_verified", number=proposal.number or "-")
    return proposal


def place(unit: Unit, actor: Person, season: Season, id: int, komisi: Komisi) -> Proposal:
    """Give a komisi to an usulan that has none: there is nothing to explain yet."""
    working_on(unit, actor, season, STEP)
    proposal = usulan_of(unit, season, id)
    if proposal.komisi is not None:
        raise Refused("sorting.needs_reason")
    changing.fall_into(proposal, komisi)
    unit.log(actor, "usulan.placed", proposal, to=komisi)
    return proposal


def move(unit: Unit, actor: Person, season: Season, id: int, komisi: Komisi, reason: str) -> Proposal:
    """Move an usulan to another komisi, with a reason that is printed. Back where it came from, the reason
    goes too."""
    working_on(unit, actor, season, STEP)
    proposal = usulan_of(unit, season, id)
    if proposal.komisi == komisi:
        raise Refused("sorting.already_there", komisi=plain(f"paper_common.short_{komisi}"))
    if len(reason) < SHORTEST_REASON:
        raise Refused("reading.too_short", least=SHORTEST_REASON, have=len(reason))
    before = proposal.komisi
    changing.move_to(proposal, komisi, reason)
    unit.log(actor, "usulan.moved", proposal, before=before, to=komisi, letters=len(reason))
    return proposal
