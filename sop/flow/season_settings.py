"""What a kecamatan sets for its season: who does each step and by when, the intake, the days it is closed."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select

from models.enums import Status, StepState
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.calendar import holiday_name, is_working_day
from sop.core.people import holders, must_hold, names
from sop.core.refused import Refused
from sop.core.steps import STEP, STEPS
from sop.flow.progress import deadline_words, open_step, run_of
from sop.office.own_data import SETS
from texts import say
from texts.figures import date as in_words
from texts.figures import day_of

#: Posts that a step can be given to.
EXECUTORS = (Post.JFU, Post.KEPALA_BIDANG, Post.SEKRETARIS, Post.TIM, Post.CAMAT)

FARTHEST = timedelta(days=2 * 366)
LONGEST_CLOSURE = 31  #: days that are entered at once

_INTAKE = "step1_recap"


def closures_of(kecamatan: Kecamatan) -> frozenset[date]:
    """The days on which this office is closed besides holidays."""
    return frozenset(date.fromisoformat(day) for day in kecamatan.closures or [])


# ---- steps


def changing(unit: Unit, actor: Person, season: Season, number: int) -> Run:
    """The run of a step whose settings this person may change, as long as it is not over."""
    must_hold(unit, actor, *SETS)
    if season.kecamatan_id != actor.kecamatan_id or not 1 <= number <= len(STEPS):
        raise Refused("common.not_found")
    run = run_of(unit, season, STEPS[number - 1].key)
    if run.state == StepState.CLOSED:
        raise Refused("settings.step_over", number=number)
    return run


def set_executor(unit: Unit, actor: Person, season: Season, number: int, post: Post) -> None:
    """Give a step to another post; where it is open, old and new executors are told."""
    changing(unit, actor, season, number)
    give_step(unit, actor, season, number, post)


def give_step(unit: Unit, actor: Person | None, season: Season, number: int, post: Post) -> None:
    """The same by who may: without an actor it is whoever has the machine. Next seasons begin with it.

    Raises Refused("common.old_button") for a post that does no step, "settings.step_over" and
    "settings.step_closing".
    """
    run = run_of(unit, season, STEPS[number - 1].key)
    if post not in EXECUTORS:
        raise Refused("common.old_button")
    if run.state == StepState.CLOSED:
        raise Refused("settings.step_over", number=number)
    if run.state == StepState.CLOSING:
        raise Refused("settings.step_closing", number=number)
    if run.executor == post:
        return
    before, run.executor = Post(run.executor), post
    unit.log(actor, "step.executor", run, step=run.step, before=before, after=post)
    if run.state != StepState.OPEN:
        return
    title = STEP[run.step].title
    new = holders(unit, run.kecamatan_id, post)
    for person in new:
        told = say("progress.opened", number=number, title=title, deadline=deadline_words(run))
        unit.tell(person, told, [[button("progress.open", f"s{number}:home")]])
    kept = {person.id for person in new} | ({actor.id} if actor is not None else set())
    for person in holders(unit, run.kecamatan_id, before):
        if person.id not in kept:
            unit.tell(person, say("settings.told_given", number=number, title=title, post=names([post])))


def set_deadline(unit: Unit, actor: Person, season: Season, number: int, day: date | None) -> None:
    """By when a step is to be done, or no date at all; executors of an open step are told."""
    run = changing(unit, actor, season, number)
    if day is not None:
        must_come(unit, day)
    if run.deadline == day:
        return
    before, run.deadline = run.deadline, day
    unit.log(actor, "step.deadline", run, step=run.step, before=_iso(before), after=_iso(day))
    tell_deadline(unit, run, actor)


def tell_deadline(unit: Unit, run: Run, actor: Person) -> None:
    """The executors of an open step hear by when it is to be done now."""
    if run.state != StepState.OPEN:
        return
    number = STEP[run.step].number
    told = say("settings.told_deadline", number=number, title=STEP[run.step].title, day=deadline_words(run))
    for person in holders(unit, run.kecamatan_id, Post(run.executor)):
        if person.id != actor.id:
            unit.tell(person, told, [[button("progress.open", f"s{number}:home")]])


def out_of_order(season: Season, number: int) -> int | None:
    """The earlier step whose deadline lies after that of this one; None where the order holds."""
    due = {STEP[run.step].number: run.deadline for run in season.runs}
    mine = due[number]
    if mine is None:
        return None
    return next(
        (other for other in range(1, number) if (theirs := due[other]) is not None and theirs > mine), None
    )


# ---- the intake


def set_intake(unit: Unit, actor: Person, season: Season, opens: date | None, closes: date | None) -> None:
    """From when until when usulan are taken in. Step 1 waits for the first day, unless usulan came before."""
    must_hold(unit, actor, *SETS)
    run = run_of(unit, season, _INTAKE)
    if run.state not in (StepState.WAITING, StepState.OPEN):
        raise Refused("settings.intake_over")
    now = day_of(unit.now)
    if closes is not None and closes != season.intake_closes:
        must_come(unit, closes)
    if opens is not None and opens != season.intake_opens:
        must_come(unit, opens)
        if opens > now and _brought_in(unit, season):
            raise Refused("settings.intake_begun")
    if opens is not None and closes is not None and closes < opens:
        raise Refused("settings.intake_order", opens=in_words(opens), closes=in_words(closes))
    longer = closes != season.intake_closes
    season.intake_opens, season.intake_closes = opens, closes
    unit.log(actor, "season.intake", season, opens=_iso(opens), closes=_iso(closes))
    if opens is not None and opens > now:
        run.state, run.opened_at = StepState.WAITING, None
    elif run.state == StepState.WAITING:
        open_step(unit, run)
    elif longer:
        tell_closing(unit, season)


def open_due_intakes(unit: Unit) -> int:
    """Open step 1 where the intake begins today, or began while nobody looked; how many were opened."""
    query = (
        select(Run.id)
        .join(Season, Season.id == Run.season_id)
        .where(Run.step == _INTAKE, Run.state == StepState.WAITING, Season.intake_opens <= day_of(unit.now))
        .order_by(Run.id)
    )
    return sum(unit.tries(_open_intake, one) for one in unit.all(query))


def _open_intake(unit: Unit, run_id: int) -> int:
    open_step(unit, unit.session.get_one(Run, run_id))
    return 1


def _brought_in(unit: Unit, season: Season) -> bool:
    sent = select(func.count(Proposal.id)).where(
        Proposal.season_id == season.id, Proposal.status.not_in((Status.DRAFT, Status.DISCARDED))
    )
    return bool(unit.first(sent))


def tell_closing(unit: Unit, season: Season) -> None:
    """Until when usulan are taken in now: who sends them, answers for them and takes them in hears it."""
    closes = season.intake_closes
    words = say("settings.told_closes", day=in_words(closes)) if closes else say("settings.told_no_end")
    for post in (Post.DELEGASI, Post.LURAH, Post.JFU):
        for person in holders(unit, season.kecamatan_id, post):
            unit.tell(person, words, broadcast=True)


# ---- days on which the office is closed


def add_closure(unit: Unit, actor: Person, first: date, last: date) -> int:
    """The office is closed from one day to another; how many working days that takes away."""
    must_hold(unit, actor, *SETS)
    must_come(unit, first)
    if last < first or (last - first).days >= LONGEST_CLOSURE:
        raise Refused("settings.closure_span", most=LONGEST_CLOSURE)
    kecamatan = actor.kecamatan
    known = closures_of(kecamatan)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    new = [day for day in days if is_working_day(day, known)]
    if not new:
        raise Refused(
            "settings.closure_useless",
            day=in_words(first),
            why=holiday_name(first) or say("settings.day_off"),
        )
    kecamatan.closures = sorted({day.isoformat() for day in (*known, *new)})
    unit.log(actor, "office.closed", kecamatan, first=first.isoformat(), last=last.isoformat())
    return len(new)


def remove_closure(unit: Unit, actor: Person, day: date) -> None:
    must_hold(unit, actor, *SETS)
    kecamatan = actor.kecamatan
    if day not in closures_of(kecamatan):
        raise Refused("common.old_button")
    kecamatan.closures = [kept for kept in kecamatan.closures if kept != day.isoformat()]
    unit.log(actor, "office.opened", kecamatan, day=day.isoformat())


def must_come(unit: Unit, day: date) -> None:
    """A day that is set is not over, and not beyond what anybody plans."""
    if day < day_of(unit.now):
        raise Refused("settings.day_past", day=in_words(day))
    if day - day_of(unit.now) > FARTHEST:
        raise Refused("reading.day_far", day=in_words(day))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
