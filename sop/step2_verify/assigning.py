"""Who verifies what: usulan are given to reviewers, one by one or by kelurahan and komisi, and moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, insert, select, update

from models.enums import Komisi, Status
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from models.verifying import Assignment
from sop.core.people import may
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.proposals import changing
from sop.proposals.label import named
from sop.step2_verify.queue_filter import STEP, reviewers
from texts import plain, say

#: Who shares out the work, beside those who verify.
SHARES = (Post.JFU,)

#: What can still be given to somebody: it waits, or will come back.
OPEN = (Status.SUBMITTED, Status.RETURNED)


@dataclass(frozen=True)
class Load:
    """What one reviewer has before him and behind him."""

    person: Person
    waiting: int
    returned: int
    decided: int


@dataclass(frozen=True)
class Part:
    """A part of what waits: of one kelurahan, or of one komisi."""

    kelurahan: Kelurahan | None = None
    komisi: Komisi | None = None

    @property
    def name(self) -> str:
        return self.kelurahan.name if self.kelurahan is not None else plain(f"komisi.{self.komisi}")

    def where(self, season: Season) -> list[ColumnElement[bool]]:
        mine = (
            Proposal.kelurahan_id == self.kelurahan.id
            if self.kelurahan is not None
            else Proposal.komisi == self.komisi
        )
        return [Proposal.season_id == season.id, Proposal.status == Status.SUBMITTED, mine]


def may_share(unit: Unit, actor: Person, run: Run) -> bool:
    return may(actor, unit, Post(run.executor), *SHARES)


def sharing(unit: Unit, actor: Person, season: Season) -> Run:
    """The open run, if this person shares out its work."""
    return working_on(unit, actor, season, STEP, *SHARES)


def loads(unit: Unit, season: Season) -> list[Load]:
    """Every reviewer, with what he has; counted in two readings."""
    given = (
        select(Proposal.assigned_to_id, Proposal.status, func.count(Proposal.id))
        .where(
            Proposal.season_id == season.id,
            Proposal.assigned_to_id.is_not(None),
            Proposal.status.in_(OPEN),
        )
        .group_by(Proposal.assigned_to_id, Proposal.status)
    )
    has = {(who, Status(status)): count for who, status, count in unit.session.execute(given).all()}
    done = (
        select(Proposal.decided_by_id, func.count(Proposal.id))
        .where(
            Proposal.season_id == season.id,
            Proposal.decided_by_id.is_not(None),
            Proposal.status.not_in((*OPEN, Status.DRAFT)),
        )
        .group_by(Proposal.decided_by_id)
    )
    behind = {row[0]: row[1] for row in unit.session.execute(done).all()}
    return [
        Load(
            person,
            has.get((person.id, Status.SUBMITTED), 0),
            has.get((person.id, Status.RETURNED), 0),
            behind.get(person.id, 0),
        )
        for person in reviewers(unit, season)
    ]


def reviewer(unit: Unit, season: Season, id: int) -> Person:
    """The person, if he may verify now."""
    found = next((person for person in reviewers(unit, season) if person.id == id), None)
    if found is None:
        raise Refused("assign.no_reviewer")
    return found


# ---- one


def assign(unit: Unit, actor: Person, proposal: Proposal, to: Person | None) -> None:
    """Give it to a reviewer, or (None) back to everybody; the same again changes nothing."""
    season = _season_of(unit, actor, proposal)
    sharing(unit, actor, season)
    if proposal.status not in OPEN:
        raise Refused("assign.decided", number=proposal.number or "-")
    if to is not None:
        reviewer(unit, season, to.id)
    before = proposal.assigned_to_id
    if before == (to.id if to is not None else None):
        return
    changing.assign(proposal, to.id if to is not None else None)
    unit.add(
        Assignment(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            to_id=proposal.assigned_to_id,
            by_id=actor.id,
            at=unit.now,
        )
    )
    unit.log(actor, "proposal.assigned", proposal, to=proposal.assigned_to_id, before=before)
    facts = {**named(proposal), "by": actor.name}
    if to is not None and to.id != actor.id:
        unit.tell(to, say("assign.told_one", **facts), [[button("assign.open_card", "s2:one", proposal.id)]])
    old = unit.get(Person, before)
    if old is not None and old.id != actor.id:
        name = to.name if to is not None else plain("assign.everybody")
        unit.tell(old, say("assign.told_moved", to=name, **facts), silent=True)


def assignments(unit: Unit, proposal: Proposal) -> list[tuple[Assignment, str | None, str]]:
    """Its history, newest first: to whom (None: to everybody) and by whom, by name."""
    query = select(Assignment).where(Assignment.proposal_id == proposal.id).order_by(Assignment.id.desc())
    return [(one, _name(unit, one.to_id), _name(unit, one.by_id) or "-") for one in unit.all(query)]


def _name(unit: Unit, id: int | None) -> str | None:
    person = unit.get(Person, id)
    return person.name if person is not None else None


def _season_of(unit: Unit, actor: Person, proposal: Proposal) -> Season:
    if proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return unit.session.get_one(Season, proposal.season_id)


# ---- many


def how_many(unit: Unit, season: Season, part: Part, to: Person) -> tuple[int, int]:
    """How many of a part nobody has, and how many others have already."""
    query = (
        select(Proposal.assigned_to_id, func.count(Proposal.id))
        .where(*part.where(season))
        .group_by(Proposal.assigned_to_id)
    )
    found: dict[int | None, int] = {row[0]: row[1] for row in unit.session.execute(query).all()}
    free = found.pop(None, 0)
    found.pop(to.id, None)
    return free, sum(found.values())


def assign_part(unit: Unit, actor: Person, season: Season, part: Part, to: Person, *, taken_too: bool) -> int:
    """Give a whole part to one reviewer, with or without what others have; how many it were."""
    sharing(unit, actor, season)
    reviewer(unit, season, to.id)
    mine = Proposal.assigned_to_id == to.id
    rest = [~mine | Proposal.assigned_to_id.is_(None)] if taken_too else [Proposal.assigned_to_id.is_(None)]
    query = select(Proposal.id, Proposal.assigned_to_id).where(*part.where(season), *rest)
    had = {row[0]: row[1] for row in unit.session.execute(query.order_by(Proposal.id)).all()}
    ids = list(had)
    if not ids:
        raise Refused("assign.nothing_left", part=part.name)
    _give(unit, actor, ids, to)
    for before, count in Counter(had.values()).items():
        old = unit.get(Person, before)
        if old is not None and old.id != actor.id:
            words = say("assign.told_many_moved", count=count, part=part.name, to=to.name, by=actor.name)
            unit.tell(old, words, silent=True)
    unit.log(actor, "proposals.assigned", season, to=to.id, count=len(ids), part=_mark(part))
    if to.id != actor.id:
        words = say("assign.told_many", count=len(ids), part=part.name, by=actor.name)
        unit.tell(to, words, [[button("assign.open_queue", "s2:home")]])
    return len(ids)


def _give(unit: Unit, actor: Person, ids: Sequence[int], to: Person) -> None:
    moved = (
        update(Proposal)
        .where(Proposal.id.in_(ids))
        .values(assigned_to_id=to.id, version=Proposal.version + 1)  # a verdict in this second notices
    )
    unit.session.execute(moved)
    unit.session.execute(
        insert(Assignment),
        [
            {
                "kecamatan_id": actor.kecamatan_id,
                "proposal_id": proposal_id,
                "to_id": to.id,
                "by_id": actor.id,
                "at": unit.now,
            }
            for proposal_id in ids
        ],
    )


def _mark(part: Part) -> str:
    return f"kelurahan:{part.kelurahan.id}" if part.kelurahan is not None else f"komisi:{part.komisi}"


def unassigned(unit: Unit, season: Season) -> int:
    """How many wait without a reviewer of their own."""
    query = select(func.count(Proposal.id)).where(
        Proposal.season_id == season.id,
        Proposal.status == Status.SUBMITTED,
        Proposal.assigned_to_id.is_(None),
    )
    return unit.first(query) or 0
