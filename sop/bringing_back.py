"""A step that was ended too early, or by a slip, is opened again: with a reason that all concerned hear.

Scores, verdicts, seats and drafts stay as they are. When the step is ended once more its papers are made
anew, as the next edition, and the step after it goes on. What waited there for somebody's word is void.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from models.enums import CommissionState, Stage, StepState
from models.meeting import Commission
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.speech import Button, button
from models.unit import Unit
from sop.core.people import holders, must_hold, names
from sop.core.refused import Refused
from sop.core.steps import STEP, STEPS
from sop.flow.approval import paraf_topic, topic
from sop.flow.progress import moved, run_of
from sop.flow.season_settings import must_come
from sop.papers.opened_since import overtakes
from sop.papers.papers import decision_about, latest
from sop.papers.paraf_places import places
from sop.step6_report.step import topic as check_topic
from texts import Html, say
from texts.figures import date as in_words

OPENERS = (Post.SEKRETARIS, Post.CAMAT)
INTAKE = 1
LAST = 5  #: a report is given back by who reads it (6) or signs it (7); what was handed over (8) is archived


def bringing_back(unit: Unit, actor: Person, season: Season, number: int) -> tuple[Run, Run]:
    """The ended step and the one that goes on meanwhile, if this person may open the first again now."""
    if season.kecamatan_id != actor.kecamatan_id or not 1 <= number <= LAST:
        raise Refused("common.not_found")
    must_hold(unit, actor, *openers(unit, season, number))
    return _closed_door(unit, season, number)


def openers(unit: Unit, season: Season, number: int) -> list[Post]:
    """Who opens an ended step again; the intake also whoever takes it in."""
    own = [Post(run_of(unit, season, STEPS[number - 1].key).executor)] if number == INTAKE else []
    return list(dict.fromkeys((*own, *OPENERS)))


def _closed_door(unit: Unit, season: Season, number: int) -> tuple[Run, Run]:
    """The ended step and the one after it, if it can be opened again now, whoever does it."""
    run = run_of(unit, season, STEPS[number - 1].key)
    if run.state == StepState.OPEN:
        raise Refused("doors.open_already", number=number)
    if run.state != StepState.CLOSED:
        raise Refused("doors.not_closed", number=number)
    later = run_of(unit, season, STEPS[number].key)
    if later.state != StepState.OPEN:
        raise Refused("doors.next_over", number=number, later=number + 1)
    if number == LAST - 1 and _scoring_begun(unit, season):
        raise Refused("doors.scoring_begun")
    return run, later


def may_bring_back(unit: Unit, actor: Person, season: Season, number: int) -> bool:
    """Whether the screen offers it."""
    try:
        bringing_back(unit, actor, season, number)
    except Refused:
        return False
    return True


def said_of_door(unit: Unit, actor: Person, season: Season, number: int) -> Html:
    """Beside an ended step, for who has no button: who opens it again; for who would, why there is none."""
    if season.closed_at is not None or run_of(unit, season, STEPS[number - 1].key).state != StepState.CLOSED:
        return Html("")
    posts = openers(unit, season, number)
    mine = any(actor.holds(post, unit.now) for post in posts)
    try:
        _closed_door(unit, season, number)
    except Refused as shut:
        return say(shut.key, **shut.facts) if mine else Html("")
    return Html("") if mine else say("doors.who_opens", who=names(posts))


def _scoring_begun(unit: Unit, season: Season) -> bool:
    """Scores were given by the weights and in the komisi that this step has set."""
    begun = select(Commission.id).where(
        Commission.season_id == season.id, Commission.state != CommissionState.WAITING
    )
    return unit.first(begun) is not None


def bring_back(
    unit: Unit, actor: Person, season: Season, number: int, reason: str, *, closes: date | None = None
) -> None:
    """Buka lagi: the step is its executor's again, and the next one waits. The intake gets a new last day."""
    run, later = bringing_back(unit, actor, season, number)
    if number == INTAKE:
        _prolong(unit, season, run, closes)
    later.state, later.opened_at, later.closed_at = StepState.WAITING, None, None
    run.state, run.opened_at, run.closed_at, run.override = StepState.OPEN, unit.now, None, None
    overtakes(unit, run)
    unit.session.flush()
    unit.log(actor, "step.brought_back", run, None, {"reason": reason}, step=run.step)
    _void(unit, season, run)
    _tell(unit, actor, season, run, later, reason)
    moved(unit, season)


def _void(unit: Unit, season: Season, run: Run) -> None:
    """What waits for somebody's word and rests on this step is not decided about any more: the buttons go."""
    number = STEP[run.step].number
    waiting = select(Paper).where(
        Paper.season_id == season.id,
        Paper.stage != Stage.FINAL,
        Paper.step.in_([step.key for step in STEPS if step.number >= number]),
    )
    told = say("doors.settled_made_before", number=number)
    for paper in unit.all(waiting.order_by(Paper.id)):
        if decision_about(unit, paper) is None and latest(unit, season.id, paper.key) == paper:
            parafs = (paraf_topic(paper, place.number) for place in places(unit, paper))
            for about in (topic(paper), check_topic(paper), *parafs):
                unit.settle(about, told)


def _prolong(unit: Unit, season: Season, run: Run, closes: date | None) -> None:
    if closes is None:
        raise Refused("common.old_button")
    must_come(unit, closes)
    season.intake_closes = closes
    if run.deadline is not None and run.deadline < closes:
        run.deadline = closes


def _tell(unit: Unit, actor: Person, season: Season, run: Run, later: Run, reason: str) -> None:
    """Who works on either step, and who had heard that the first was done."""
    step, after = STEP[run.step], STEP[later.step]
    words = say(
        "doors.told_step",
        number=step.number,
        title=step.title,
        name=actor.name,
        reason=reason,
        later=after.number,
    )
    works = (run.executor, run.checker, *step.helps)
    hears = (later.executor, later.checker, *after.helps, *step.told)
    told = {actor.id}
    for post in dict.fromkeys(Post(one) for one in (*works, *hears) if one is not None):
        said, way = words, button("progress.status", "status:card")
        if post in works:
            way = button("progress.open", f"s{step.number}:home")
        elif step.number == INTAKE and post in (Post.DELEGASI, Post.LURAH):
            said, way = _of_the_intake(season, post, reason)
        for person in holders(unit, run.kecamatan_id, post):
            if person.id not in told:
                told.add(person.id)
                unit.tell(person, said, [[way]], broadcast=True)


def _of_the_intake(season: Season, post: Post, reason: str) -> tuple[Html, Button]:
    until = in_words(season.intake_closes) if season.intake_closes else "-"
    way = (
        button("menu.new", "usulan:new")
        if post == Post.DELEGASI
        else button("step1_recap.open_list", "lurah:list")
    )
    return say("doors.told_intake", day=until, reason=reason), way
