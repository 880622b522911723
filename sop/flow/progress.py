"""The eight steps in motion: one opens when the one before is closed, and closes with its outputs stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select

from models.enums import StepState
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders, must_hold, names
from sop.core.refused import Refused
from sop.core.steps import STEP, STEPS, Step, next_step
from sop.core.wired import Wired
from sop.papers.opened_since import overtakes
from sop.papers.papers import complete, decision_about, with_signer
from sop.papers.paraf_places import next_place
from texts import Html, join, plain, say
from texts.figures import clock
from texts.figures import date as in_words

#: step -> what has to happen when it opens, beside telling its executor.
WHEN_OPENED: Wired[Mapping[str, Callable[[Unit, Run], None]]] = Wired("what a step does as it opens")

#: what else follows whenever a step opens, closes or goes back (the pinned cards are edited).
WHEN_MOVED: Wired[Sequence[Callable[[Unit, Season], None]]] = Wired("what follows as a step moves")

#: step -> what lies with its checker now, before the step can be closed; meanwhile its executors wait.
READ_BY_CHECKER: Wired[Mapping[str, Callable[[Unit, Run], object | None]]] = Wired("what a checker reads")

#: step -> whom its executors wait for, while nothing is left for them to do: nobody counts their days.
WAITED_FOR: Wired[Mapping[str, Callable[[Unit, Run], str | None]]] = Wired("whom executors wait for")


def moved(unit: Unit, season: Season) -> None:
    """A run has another state."""
    for act in WHEN_MOVED():
        act(unit, season)


def with_checker(unit: Unit, run: Run) -> bool:
    """Whether the checker of an open step is waited for, and not its executors."""
    find = READ_BY_CHECKER().get(run.step)
    return find is not None and run.state == StepState.OPEN and find(unit, run) is not None


def others(unit: Unit, run: Run) -> str | None:
    """Who is waited for in an open step instead of its executors, in words."""
    find = WAITED_FOR().get(run.step)
    return find(unit, run) if find is not None and run.state == StepState.OPEN else None


def run_of(unit: Unit, season: Season, step: str) -> Run:
    """The run of a step in a season; a season that was read has its runs with it."""
    known = next((run for run in season.runs if run.step == step), None)
    run = known or unit.first(select(Run).where(Run.season_id == season.id, Run.step == step))
    if run is None:
        raise Refused("common.not_found")
    return run


def working_on(unit: Unit, actor: Person, season: Season, step: str, *also: Post) -> Run:
    """The open run of a step, when the actor is its executor (or holds one of the posts `also`)."""
    run = run_of(unit, season, step)
    must_hold(unit, actor, run.executor, *also)
    if run.state != StepState.OPEN:
        raise Refused("common.step_not_open")
    return run


def open_step(unit: Unit, run: Run) -> None:
    """It is somebody's turn: the executors are told, with the way in."""
    run.state, run.opened_at, run.closed_at = StepState.OPEN, unit.now, None
    unit.log(None, "step.opened", run, step=run.step)
    step = STEP[run.step]
    words = say("progress.opened", number=step.number, title=step.title, deadline=deadline_words(run))
    for person in holders(unit, run.kecamatan_id, Post(run.executor)):
        unit.tell(
            person,
            join(words, _gaps_before(unit, run)),
            [[button("progress.open", f"s{step.number}:home")]],
            broadcast=True,
        )
    if act := WHEN_OPENED().get(run.step):
        act(unit, run)
    moved(unit, unit.session.get_one(Season, run.season_id))


def _gaps_before(unit: Unit, run: Run) -> Html:
    """A warning, when the step before was closed as it was: with what reason."""
    season = unit.session.get_one(Season, run.season_id)
    for earlier in STEPS:
        if earlier.number == STEP[run.step].number - 1 and (
            why := run_of(unit, season, earlier.key).override
        ):
            return say("progress.opened_with_gaps", number=earlier.number, reason=why)
    return Html("")


def finish(unit: Unit, actor: Person | None, run: Run, *, override: str | None = None) -> None:
    """The people of the step are done. It closes when its papers are drawn and decided (see check)."""
    run.state, run.override = StepState.CLOSING, override
    unit.log(actor, "step.finished", run, step=run.step, override=override is not None)
    moved(unit, unit.session.get_one(Season, run.season_id))
    check(unit, run)


def check(unit: Unit, run: Run) -> None:
    """Close the step once all that it puts out is there; then the next actor's turn begins."""
    if run.state != StepState.CLOSING or not complete(unit, run):
        return
    run.state, run.closed_at = StepState.CLOSED, unit.now
    unit.log(None, "step.closed", run, step=run.step)
    step = STEP[run.step]
    season = unit.session.get_one(Season, run.season_id)
    _tell_closed(unit, run, step)
    following = next_step(run.step)
    if following is None:
        season.closed_at = unit.now
        unit.log(None, "season.closed", season, year=season.year)
        moved(unit, season)
    else:
        later = run_of(unit, season, following.key)
        if later.state in (StepState.WAITING, StepState.CLOSED):
            open_step(unit, later)


def reopen(unit: Unit, run: Run, step: str, note: str) -> None:
    """A return: this step waits again, and the one it goes back to is open again."""
    season = unit.session.get_one(Season, run.season_id)
    run.state, run.opened_at, run.closed_at = StepState.WAITING, None, None
    earlier = run_of(unit, season, step)
    unit.log(None, "step.returned", earlier, step=step)
    earlier.state, earlier.opened_at, earlier.closed_at = StepState.OPEN, unit.now, None
    overtakes(unit, earlier)
    numbered = STEP[step]
    told = dict.fromkeys(
        person
        for post in (earlier.executor, earlier.checker, *numbered.helps)
        if post is not None
        for person in holders(unit, run.kecamatan_id, Post(post))
    )
    for person in told:
        unit.tell(
            person,
            say("progress.returned", number=numbered.number, title=numbered.title, note=note),
            [[button("progress.open", f"s{numbered.number}:home")]],
        )
    moved(unit, season)


def _tell_closed(unit: Unit, run: Run, step: Step) -> None:
    posts = dict.fromkeys([Post(run.executor), *step.told])
    told: dict[Person, None] = {}
    for post in posts:
        told |= dict.fromkeys(holders(unit, run.kecamatan_id, post))
    sentence = say("progress.closed", number=step.number, title=step.title, output=step.output_text)
    if run.override:
        sentence = Html(f"{sentence}\n{say('progress.overridden', reason=run.override)}")
    for person in told:
        unit.tell(person, sentence, [[button("progress.status", "status:card")]], broadcast=True)


def deadline_words(run: Run) -> str:
    return in_words(run.deadline) if run.deadline else plain("progress.no_deadline")


def whose_turn(unit: Unit, run: Run) -> str:
    """Who is waited for: a paraf or the signer of a naskah, the checker of a draft, else the executor."""
    if with_checker(unit, run):
        return names([run.checker or run.executor])
    if run.state == StepState.CLOSING:
        paper = with_signer(unit, run)
        if paper is None:
            return plain("progress.being_drawn")
        decision = decision_about(unit, paper)
        if decision is not None and decision.effective_at is not None:
            return plain("progress.takes_effect", at=clock(decision.effective_at))
        place = next_place(unit, paper)
        return names([place.post if place is not None else run.signer or run.checker or run.executor])
    return others(unit, run) or names([run.executor])


def open_runs(season: Season) -> list[Run]:
    """The runs that somebody works on, in the order of the SOP."""
    order = {step.key: step.number for step in STEPS}
    working = [run for run in season.runs if run.state in (StepState.OPEN, StepState.CLOSING)]
    return sorted(working, key=lambda run: order[run.step])
