"""What the verifier has in front of him: which usulan wait, which were returned, which are decided."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from models.enums import Status
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.refused import Refused

#: A verdict after which nothing more happens in step 2.
DECIDED = (Status.VERIFIED, Status.REFUSED, Status.NOTED, Status.BANKED)

PAGE = 8


@dataclass(frozen=True)
class Counts:
    """How many usulan stand where."""

    by_status: dict[Status, int]

    def of(self, *statuses: Status) -> int:
        return sum(self.by_status.get(status, 0) for status in statuses)

    @property
    def waiting(self) -> int:
        return self.of(Status.SUBMITTED)

    @property
    def returned(self) -> int:
        return self.of(Status.RETURNED)

    @property
    def decided(self) -> int:
        return self.of(*DECIDED)


def counts(unit: Unit, season: Season) -> Counts:
    """Counted in one reading of the index."""
    query = (
        select(Proposal.status, func.count(Proposal.id))
        .where(Proposal.season_id == season.id)
        .group_by(Proposal.status)
    )
    return Counts({Status(status): count for status, count in unit.session.execute(query).all()})


def next_waiting(unit: Unit, season: Season, place: int) -> Proposal | None:
    """The oldest usulan that waits from this place of the queue on, else the oldest of all."""
    waiting = _in_order(season, Status.SUBMITTED)
    return unit.first(waiting.where(Proposal.sequence >= place)) or unit.first(waiting)


def place_of(unit: Unit, season: Season, proposal: Proposal) -> int:
    """How many of those that wait come up to and with this one."""
    query = select(func.count(Proposal.id)).where(
        Proposal.season_id == season.id,
        Proposal.status == Status.SUBMITTED,
        Proposal.sequence <= (proposal.sequence or 0),
    )
    return unit.first(query) or 0


def page_of(unit: Unit, season: Season, page: int, *statuses: Status) -> tuple[list[Proposal], int]:
    """One page of a list, and how many pages there are; a page that is no more becomes the last."""
    total = counts(unit, season).of(*statuses)
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    return unit.all(_in_order(season, *statuses).offset((page - 1) * PAGE).limit(PAGE)), pages


def proposal_here(unit: Unit, actor: Person, id: int) -> Proposal:
    """The usulan, if it was ever sent and belongs to the actor's kecamatan."""
    proposal = unit.get(Proposal, id)
    if proposal is None or proposal.kecamatan_id != actor.kecamatan_id or proposal.number is None:
        raise Refused("common.not_found")
    return proposal


def _in_order(season: Season, *statuses: Status) -> Select[Proposal]:
    found = select(Proposal).where(Proposal.season_id == season.id, Proposal.status.in_(statuses))
    return found.order_by(Proposal.sequence, Proposal.id)
