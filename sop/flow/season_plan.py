"""The days of a season, counted back from the day of the Musrenbang in working days of this office.

The SOP leaves them to each kecamatan ("Tentatif Kecamatan"), in Kota Bogor the meeting is in January. How
many days each step takes is our proposal (docs/decisions/0031): JFU or Sekretaris agrees to it or changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from models.enums import StepState
from models.people import Person
from models.posts import Post
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.calendar import add_working_days, is_working_day, minus_working_days, working_days_between
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.core.steps import STEP
from sop.flow.debts import Debt
from sop.flow.progress import moved
from sop.flow.season_settings import closures_of, must_come, tell_closing, tell_deadline
from texts import say
from texts.figures import day_of

PLANNERS = (Post.JFU, Post.SEKRETARIS, Post.ADMIN)
INTAKE, MEETING = 1, 5  #: the steps of the delegates' usulan, and of the Musrenbang itself

#: step -> working days before the Musrenbang (after it: less than none) on which it should have ended
BEFORE: Mapping[int, int] = {1: 20, 2: 11, 3: 8, 4: 3, 5: 0, 6: -5, 7: -8, 8: -12}
WHOLE = 30  #: working days that all of it takes, the intake among them; with fewer left all come closer
INTAKE_LEFT = 1  #: working days that JFU has between the last day of the delegates and the end of step 1

_TAKING_IN = (StepState.WAITING, StepState.OPEN)
_WEDNESDAY = 2
_SHORTEST = 15  #: working days ahead, below which the usual day is too near to be proposed
_FROM_NOW = WHOLE  #: working days until the Musrenbang of who begins later than is usual


def usual_day(year: int, today: date, closures: AbstractSet[date]) -> date:
    """The third Wednesday of January before the plan year; 30 working days ahead where that is too near."""
    first = date(year - 1, 1, 1)
    third = first + timedelta(days=(_WEDNESDAY - first.weekday()) % 7 + 14)
    while not is_working_day(third, closures):
        third += timedelta(days=1)
    near = working_days_between(today, third, closures) < _SHORTEST
    return add_working_days(today, _FROM_NOW, closures) if near else third


def days_before(meeting: date, today: date, closures: AbstractSet[date]) -> dict[int, date]:
    """Step -> its last day, with the Musrenbang on this day; with too few days left all come closer."""
    room = working_days_between(today, meeting, closures)
    found = {}
    for number, before in BEFORE.items():
        if before > 0:
            found[number] = minus_working_days(meeting, min(before, before * room // WHOLE), closures)
        else:
            found[number] = add_working_days(meeting, -before, closures)
    return found


def intake_end(plan: Mapping[int, date], today: date, closures: AbstractSet[date]) -> date:
    """The last day of the delegates: JFU has the rest of step 1 to close."""
    return max(minus_working_days(plan[INTAKE], INTAKE_LEFT, closures), today)


def planned(unit: Unit, season: Season, meeting: date) -> tuple[dict[int, date], date | None]:
    """What would be set: the steps that are not over, and the end of the intake while it is not closed."""
    closures = closures_of(season.kecamatan)
    today = day_of(unit.now)
    plan = days_before(meeting, today, closures)
    open_ones = {STEP[run.step].number for run in season.runs if run.state != StepState.CLOSED}
    intake = next(run for run in season.runs if STEP[run.step].number == INTAKE)
    ends = intake_end(plan, today, closures) if intake.state in _TAKING_IN else None
    return {number: day for number, day in plan.items() if number in open_ones}, ends


def propose(unit: Unit, season: Season, meeting: date) -> None:
    """A new season has its days from the first; JFU and Sekretaris are asked whether they are right."""
    _set(unit, None, season, meeting)
    season.days_wait = True


def set_plan(unit: Unit, actor: Person, season: Season, meeting: date) -> None:
    """The Musrenbang is on this day: every step that is not over has its day by it, agreed by who set it.

    Raises Refused("settings.day_past", "reading.day_far") for a day nobody plans, "plan.meeting_over" once
    the Musrenbang was held.
    """
    must_hold(unit, actor, *PLANNERS)
    may_plan(season)
    must_come(unit, meeting)
    before = season.intake_closes
    _set(unit, actor, season, meeting)
    season.days_wait = False
    for run in season.runs:
        tell_deadline(unit, run, actor)
    if season.intake_closes != before:
        tell_closing(unit, season)
    moved(unit, season)


def may_plan(season: Season) -> None:
    """Refuses once the Musrenbang was held: what comes after it is changed step by step."""
    meeting = next(run for run in season.runs if STEP[run.step].number == MEETING)
    if meeting.state == StepState.CLOSED:
        raise Refused("plan.meeting_over")


def _set(unit: Unit, actor: Person | None, season: Season, meeting: date) -> None:
    plan, ends = planned(unit, season, meeting)
    for run in season.runs:
        if (day := plan.get(STEP[run.step].number)) is not None:
            run.deadline = day
    if ends is not None:
        season.intake_closes = ends
    unit.log(actor, "season.planned", season, musrenbang=meeting.isoformat())


def agree(unit: Unit, actor: Person, season: Season) -> None:
    """Sudah benar: the proposed days are this office's own."""
    must_hold(unit, actor, *PLANNERS)
    if not season.days_wait:
        raise Refused("plan.agreed_already")
    season.days_wait = False
    unit.log(actor, "season.days_agreed", season)


def owed_plan(unit: Unit, season: Season) -> Iterator[Debt]:
    """JFU and Sekretaris look at the days that were proposed, until one of them has agreed."""
    if not season.days_wait or season.closed_at is not None:
        return
    told: dict[int, Person] = {}
    for post in (Post.SEKRETARIS, Post.JFU):
        told |= {person.id: person for person in holders(unit, season.kecamatan_id, post)}
    for person in told.values():
        yield Debt("days", person, say("plan.owes"), button("plan.open", "plan:show"), None)


def meeting_day(season: Season) -> date | None:
    """The day of the Musrenbang as it is planned."""
    return next((run.deadline for run in season.runs if STEP[run.step].number == MEETING), None)
