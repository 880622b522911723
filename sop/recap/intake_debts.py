"""What is still owed while usulan are taken in, and the nudge to those who owe it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from models.chat import Once
from models.enums import Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.debts import Debt, owing
from sop.people import holders
from sop.progress import run_of, working_on
from sop.recap.intake import STEP, board
from sop.refused import Refused
from texts import join, say
from texts.figures import clock, number

REST = timedelta(hours=4)  #: between two nudges
MOST_LINES = 5  #: of one person's debts


@owing
def owed_in_intake(unit: Unit, season: Season) -> Iterator[Debt]:
    """Delegates with an open draft, Lurah who have not confirmed."""
    run = run_of(unit, season, STEP)
    if run.state != StepState.OPEN:
        return
    due = season.intake_closes or run.deadline
    yield from _open_drafts(unit, season, due)
    for standing in board(unit, season):
        if standing.confirmed or standing.count == 0:
            continue
        for lurah in holders(unit, season.kecamatan_id, Post.LURAH, standing.kelurahan.id):
            words = say(
                "step1_recap.owes_confirmation",
                count=number(standing.count),
                kelurahan=standing.kelurahan.name,
            )
            yield Debt(
                f"confirm:{standing.kelurahan.id}",
                lurah,
                words,
                button("step1_recap.open_list", "lurah:list"),
                due,
            )


def _open_drafts(unit: Unit, season: Season, due: date | None) -> Iterator[Debt]:
    query = (
        select(Proposal)
        .where(Proposal.season_id == season.id, Proposal.status == Status.DRAFT, Proposal.komisi.is_not(None))
        .options(lazyload(Proposal.kelurahan), lazyload(Proposal.uploads))  # a reminder needs the title alone
        .order_by(Proposal.id)
    )
    for proposal in unit.all(query):
        person = unit.get(Person, proposal.entered_by_id or proposal.author_id)
        if person is None:
            continue
        words = say("step1_recap.owes_draft", title=proposal.title or say("step1_recap.untitled"))
        yield Debt(
            f"draft:{proposal.id}",
            person,
            words,
            button("step1_recap.go_on", "usulan:resume", proposal.id),
            due,
        )


@owing
def owed_corrections(unit: Unit, season: Season) -> Iterator[Debt]:
    """Usulan that came back for correction, while step 2 waits for them."""
    run = run_of(unit, season, "step2_verify")
    if run.state != StepState.OPEN:
        return
    query = (
        select(Proposal)
        .where(Proposal.season_id == season.id, Proposal.status == Status.RETURNED)
        .order_by(Proposal.id)
    )
    for proposal in unit.all(query):
        person = unit.get(Person, proposal.entered_by_id or proposal.author_id)
        if person is not None:
            words = say(
                "step1_recap.owes_correction", number=proposal.number or "-", reason=proposal.reason or "-"
            )
            yield Debt(
                f"mend:{proposal.id}:{proposal.revision}",
                person,
                words,
                button("step1_recap.mend", "usulan:mend", proposal.id),
                run.deadline,
            )


def owed_beginnings(unit: Unit, season: Season) -> Iterator[Debt]:
    """Delegates whose kelurahan has neither sent nor begun anything: asked when JFU nudges, not before."""
    due = season.intake_closes or run_of(unit, season, STEP).deadline
    for standing in board(unit, season):
        if standing.count or standing.drafts:
            continue
        for person in holders(unit, season.kecamatan_id, Post.DELEGASI, standing.kelurahan.id):
            words = say("step1_recap.owes_first", kelurahan=standing.kelurahan.name)
            yield Debt(f"first:{standing.kelurahan.id}", person, words, button("menu.new", "usulan:new"), due)


def nudge(unit: Unit, actor: Person, season: Season) -> int:
    """Remind everybody who owes something, each in one message; once in four hours. How many it were."""
    working_on(unit, actor, season, STEP)
    _rested(unit, season)
    owed: dict[Person, list[Debt]] = {}
    for debt in (*owed_in_intake(unit, season), *owed_beginnings(unit, season)):
        if debt.person.id != actor.id and debt.person.telegram_id is not None:
            owed.setdefault(debt.person, []).append(debt)
    for person, debts in owed.items():
        lines = (say("step1_recap.nudge_line", words=debt.words) for debt in debts[:MOST_LINES])
        unit.tell(
            person,
            join(say("step1_recap.nudge", name=person.name), *lines),
            [[debts[0].open]],
            broadcast=True,
        )
    unit.log(actor, "recap.nudged", season, people=len(owed))
    return len(owed)


def _rested(unit: Unit, season: Season) -> None:
    """Refuse a second nudge within four hours; of two in the same moment the insert lets one through."""
    at = int(unit.now.timestamp() // REST.total_seconds())
    keys = [f"nudge:{season.id}:{at - 1}", f"nudge:{season.id}:{at}"]
    last = unit.first(select(Once).where(Once.key.in_(keys)).order_by(Once.at.desc()))
    if last is not None and unit.now - last.at < REST:
        raise Refused("step1_recap.nudged_already", at=clock(last.at), again=clock(last.at + REST))
    if not unit.once(keys[1]):
        raise Refused("step1_recap.nudged_already", at=clock(unit.now), again=clock(unit.now + REST))
