"""What the verifier has in front of him: which usulan wait, which were returned, which are decided."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models.enums import Status
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.step2_verify.queue_filter import Sieve, about, given_to, late, passing

#: A verdict after which nothing more happens in step 2.
DECIDED = (Status.VERIFIED, Status.REFUSED, Status.NOTED, Status.BANKED)

PAGE = 8

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Counts:
    """How many usulan stand where."""

    by_status: dict[Status, int]
    late: int = 0  #: of those that wait
    mine: int = 0

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


def counts(unit: Unit, season: Season, actor: Person | None = None) -> Counts:
    """Counted in one reading; what is late, and what was given to the actor, where one is named."""
    late_now = late(unit, season) if actor is not None else false()
    given = given_to(unit, actor) if actor is not None else false()
    query = (
        select(Proposal.status, func.count(Proposal.id), _how_many(late_now), _how_many(given))
        .where(Proposal.season_id == season.id)
        .group_by(Proposal.status)
    )
    rows = {Status(row[0]): row for row in unit.session.execute(query).all()}
    waiting = rows.get(Status.SUBMITTED)
    return Counts(
        {status: row[1] for status, row in rows.items()},
        late=int(waiting[2] or 0) if waiting else 0,
        mine=int(waiting[3] or 0) if waiting else 0,
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


@dataclass(frozen=True)
class Queue:
    """Those that wait and pass the reviewer's sieve."""

    unit: Unit
    season: Season
    actor: Person
    sieve: Sieve

    def next(self, on: int | None, place: int, skipped: list[int]) -> Proposal | None:
        """The one he was reading, else one that came back to him, else the oldest from his place on."""
        waiting = self._waiting()
        left = waiting.where(Proposal.id.not_in(skipped)) if skipped else waiting
        came_back = left.where(given_to(self.unit, self.actor), Proposal.revision > 1)
        reading = self.unit.first(waiting.where(Proposal.id == on)) if on is not None else None
        return (
            reading
            or self.unit.first(came_back)
            or self.unit.first(left.where(Proposal.sequence >= place))
            or self.unit.first(waiting)
        )

    def before(self, proposal: Proposal) -> Proposal | None:
        """The nearest one in front of it."""
        earlier = self._waiting().order_by(None).where(Proposal.sequence < (proposal.sequence or 0))
        return self.unit.first(earlier.order_by(Proposal.sequence.desc(), Proposal.id.desc()))

    def standing(self, proposal: Proposal | None = None) -> tuple[int, int]:
        """How many come up to and with this one, and how many there are."""
        at = (proposal.sequence or 0) if proposal is not None else 0
        query = select(_how_many(Proposal.sequence <= at), func.count(Proposal.id)).where(*self._which)
        place, every = self.unit.session.execute(query).one()
        return int(place or 0), every

    @cached_property
    def _which(self) -> Conditions:
        passes = passing(self.unit, self.season, self.actor, self.sieve)
        return [Proposal.season_id == self.season.id, Proposal.status == Status.SUBMITTED, *passes]

    def _waiting(self) -> Select[Proposal]:
        return select(Proposal).where(*self._which).order_by(Proposal.sequence, Proposal.id)


def page_of(
    unit: Unit, season: Season, actor: Person, sieve: Sieve, page: int, *statuses: Status
) -> tuple[list[Proposal], int]:
    """One page of a list, and how many there are; a page that is no more becomes the last."""
    waits = statuses == (Status.SUBMITTED,)
    passes = passing(unit, season, actor, sieve) if waits else about(sieve)
    which = (Proposal.season_id == season.id, Proposal.status.in_(statuses), *passes)
    total = unit.first(select(func.count(Proposal.id)).where(*which)) or 0
    if total == 0:  # a search that finds nothing has read every text already
        return [], 0
    first = min(max(page, 0), max(total - 1, 0) // PAGE) * PAGE
    query = select(Proposal).where(*which).order_by(Proposal.sequence, Proposal.id)
    return unit.all(query.offset(first).limit(PAGE)), total


def proposal_here(unit: Unit, actor: Person, id: int) -> Proposal:
    """The usulan, if it was ever sent and belongs to the actor's kecamatan."""
    proposal = unit.get(Proposal, id)
    if proposal is None or proposal.kecamatan_id != actor.kecamatan_id or proposal.number is None:
        raise Refused("common.not_found")
    return proposal


def waiting_by(unit: Unit, season: Season, column: InstrumentedAttribute[Any]) -> dict[Any, int]:
    """How many wait in each kelurahan or komisi."""
    query = (
        select(column, func.count(Proposal.id))
        .where(Proposal.season_id == season.id, Proposal.status == Status.SUBMITTED)
        .group_by(column)
    )
    return {row[0]: row[1] for row in unit.session.execute(query).all()}
