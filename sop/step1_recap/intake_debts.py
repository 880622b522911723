"""What is still owed while usulan are taken in: drafts, confirmations, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, partial

from sqlalchemy import ColumnElement, and_, func, or_, select

from models.enums import Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import doer, holders
from sop.flow.debts import Debt
from sop.flow.progress import run_of
from sop.proposals.drafts import desk_of
from sop.proposals.label import for_label, told_apart
from sop.proposals.late import standing as leaves
from sop.step1_recap.intake import STEP, Standing, board
from texts import say
from texts.figures import number

#: Who has to do something about an usulan: who typed it, else its author.
_WHOSE = func.coalesce(Proposal.entered_by_id, Proposal.author_id)


def owed_in_intake(unit: Unit, season: Season, person: Person | None = None) -> Iterator[Debt]:
    """Delegates with an open draft, Lurah who have not confirmed."""
    run = run_of(unit, season, STEP)
    if run.state != StepState.OPEN:
        yield from _late_drafts(unit, season, person)
        return
    due = due_of(unit, season)
    yield from _open_drafts(unit, season, due, person)
    if person is not None and not person.holds(Post.LURAH, unit.now):
        return
    for standing in board(unit, season):
        if not standing.confirmed and standing.count:
            yield from _confirmation(unit, season, standing, due)


def due_of(unit: Unit, season: Season) -> date | None:
    """The day on which the intake ends."""
    return season.intake_closes or run_of(unit, season, STEP).deadline


def _confirmation(unit: Unit, season: Season, standing: Standing, due: date | None) -> Iterator[Debt]:
    place = standing.kelurahan
    words = say("step1_recap.owes_confirmation", count=number(standing.count), kelurahan=place.name)
    way = button("step1_recap.open_list", "lurah:list")
    for lurah in holders(unit, season.kecamatan_id, Post.LURAH, place.id):
        yield Debt(f"confirm:{place.id}", lurah, words, way, due)


def _of(unit: Unit, person: Person | None) -> list[ColumnElement[bool]]:
    """Those of one person; of everybody when no one is named."""
    if person is None:
        return []
    nobody_else = and_(Proposal.entered_by_id.is_(None), Proposal.author_id == person.id)
    return [or_(Proposal.entered_by_id.in_(desk_of(unit, person)), nobody_else)]


def _late_drafts(unit: Unit, season: Season, person: Person | None) -> Iterator[Debt]:
    """Only what may still be sent, each until the last day of its leave."""
    for leave in leaves(unit, season):
        mine = (
            Proposal.late_id == leave.id if leave.one_draft else Proposal.kelurahan_id == leave.kelurahan_id
        )
        yield from _open_drafts(unit, season, leave.until, person, mine)


def _open_drafts(
    unit: Unit, season: Season, due: date | None, person: Person | None, *only: ColumnElement[bool]
) -> Iterator[Debt]:
    query = (
        select(Proposal, _WHOSE)
        .options(*for_label())
        .where(
            Proposal.season_id == season.id,
            Proposal.status == Status.DRAFT,
            Proposal.komisi.is_not(None),
            *_of(unit, person),
            *only,
        )
        .order_by(Proposal.id)
    )
    for draft, whose in unit.session.execute(query).all():
        found = unit.get(Person, whose)
        if found is None:
            continue
        owner = doer(unit, found)
        words = say("step1_recap.owes_draft", what=told_apart(draft))
        yield Debt(
            f"draft:{draft.id}", owner, words, button("step1_recap.go_on", "usulan:resume", draft.id), due
        )


def owed_corrections(unit: Unit, season: Season, person: Person | None = None) -> Iterator[Debt]:
    """Usulan that came back for correction, or that their author took back, while somebody waits for them."""
    runs = (run_of(unit, season, step) for step in (STEP, "step2_verify"))
    run = next((one for one in runs if one.state == StepState.OPEN), None)
    if run is None:
        return
    due = due_of(unit, season) if run.step == STEP else run.deadline
    both = (Proposal.author_id, Proposal.entered_by_id)
    query = (
        select(Proposal.id, *both, Proposal.number, Proposal.revision, Proposal.reason)
        .where(Proposal.season_id == season.id, Proposal.status == Status.RETURNED)
        .where(Proposal.known(unit.now))
        .order_by(Proposal.id)
    )
    if person is not None:
        mine = desk_of(unit, person)
        query = query.where(or_(*(column.in_(mine) for column in both)))
    menders = cache(partial(_menders, unit))  # few people have many usulan
    for row_id, author_id, typist_id, named, revision, reason in unit.session.execute(query).all():
        for owner in menders(author_id, typist_id):
            words = say("step1_recap.owes_correction", number=named or "-", reason=reason or "-")
            way = button("step1_recap.mend", "usulan:mend", row_id)
            yield Debt(f"mend:{row_id}:{revision}", owner, words, way, due)


def _menders(unit: Unit, author_id: int, typist_id: int | None) -> list[Person]:
    """Who typed it, and its author where he has Telegram, or there is nobody else."""
    author, typist = unit.get(Person, author_id), unit.get(Person, typist_id)
    both = [typist, author if typist is None or (author and author.telegram_id) else None]
    return list(dict.fromkeys(doer(unit, one) for one in both if one is not None))


def owed_beginnings(unit: Unit, season: Season) -> Iterator[Debt]:
    """Delegates whose kelurahan has neither sent nor begun anything: asked when JFU nudges, not before."""
    due = due_of(unit, season)
    for standing in board(unit, season):
        if standing.count or standing.drafts:
            continue
        words = say("step1_recap.owes_first", kelurahan=standing.kelurahan.name)
        way = button("menu.new", "usulan:new")
        for person in holders(unit, season.kecamatan_id, Post.DELEGASI, standing.kelurahan.id):
            yield Debt(f"first:{standing.kelurahan.id}", person, words, way, due)
