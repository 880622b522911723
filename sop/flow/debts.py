"""What somebody still owes: read by /tugas and, at the moment of sending, by the reminders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.enums import StepState
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.speech import Button, button
from models.unit import Unit
from sop.core.people import holders
from sop.core.steps import STEP
from sop.core.wired import Wired
from sop.flow.approval import decides
from sop.flow.progress import open_runs, others, with_checker
from sop.papers.papers import title, undecided
from sop.papers.paraf_places import next_place
from texts import Html, say


@dataclass(frozen=True)
class Debt:
    """One task of one person. `task` never changes while it is owed."""

    task: str
    person: Person
    words: Html  #: one line
    open: Button  #: leads to where it can be done
    due: date | None


@dataclass(frozen=True)
class Owing:
    """What the steps add to the general debts: of a season, and where it can, of one person at less cost."""

    of_season: Sequence[Callable[[Unit, Season], Iterable[Debt]]]
    of_person: Sequence[Callable[[Unit, Season, Person | None], Iterable[Debt]]]


OWING: Wired[Owing] = Wired("what somebody owes")


def debts(unit: Unit, season: Season, person: Person | None = None) -> list[Debt]:
    """All that is owed in a season now; of one person: his, and perhaps some of others."""
    found = list(_of_steps(unit, season))
    for find in OWING().of_season:
        found.extend(find(unit, season))
    for of_person in OWING().of_person:
        found.extend(of_person(unit, season, person))
    return found


def debts_of(unit: Unit, season: Season, person: Person) -> list[Debt]:
    """What waits for one person, the nearest deadline first."""
    mine = [debt for debt in debts(unit, season, person) if debt.person.id == person.id]
    return sorted(mine, key=lambda debt: (debt.due or date.max, debt.task))


def _of_steps(unit: Unit, season: Season) -> Iterator[Debt]:
    for run in open_runs(season):
        if run.state == StepState.OPEN and not with_checker(unit, run) and others(unit, run) is None:
            yield from _executors(unit, run)
        yield from _signers(unit, run)  # of an open step too: the criteria are agreed before it ends


def _executors(unit: Unit, run: Run) -> Iterator[Debt]:
    step = STEP[run.step]
    for person in holders(unit, run.kecamatan_id, Post(run.executor)):
        words = say("tasks.step", number=step.number, title=step.title)
        yield Debt(
            f"step:{run.id}",
            person,
            words,
            button("tasks.open_step", f"s{step.number}:home", number=step.number),
            run.deadline,
        )


def _signers(unit: Unit, run: Run) -> Iterator[Debt]:
    paper = undecided(unit, run)
    if paper is None or next_place(unit, paper) is not None:
        return
    for person in holders(unit, run.kecamatan_id, decides(run)):
        words = say("tasks.decide", title=title(paper), edition=paper.edition)
        yield Debt(
            f"approval:{paper.id}",
            person,
            words,
            button("tasks.open_decide", "approve:show", paper.id),
            run.deadline,
        )
