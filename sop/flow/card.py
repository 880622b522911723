"""The SOP as a card: eight steps, whose turn, since when; pinned in the chats, and edited as it goes on."""

from __future__ import annotations

from models.enums import StepState
from models.people import Person
from models.season import Run, Season
from models.speech import Button, button
from models.unit import Unit
from sop.core.steps import STEP, STEPS, step_name
from sop.flow.progress import whose_turn
from sop.papers.papers import BACK_OFFICE
from texts import Html, join, say
from texts.figures import day_of, short_date

MARKS = {StepState.WAITING: "·", StepState.OPEN: "▶", StepState.CLOSING: "⏳", StepState.CLOSED: "✔"}


def card(unit: Unit, season: Season) -> Html:
    """The eight steps on one screen: a projection of the runs."""
    runs = {run.step: run for run in season.runs}
    head = say("status.head", kecamatan=season.kecamatan.name, year=season.year)
    return join(head, *(_line(unit, runs[step.key]) for step in STEPS))


def _line(unit: Unit, run: Run) -> Html:
    step = STEP[run.step]
    facts = {"mark": MARKS[run.state], "number": step.number, "title": step_name(step)}
    if run.state in (StepState.OPEN, StepState.CLOSING):
        return say("status.line_open", **facts, who=whose_turn(unit, run))
    if run.closed_at is not None:
        return say("status.line_closed", **facts, day=short_date(day_of(run.closed_at)))
    return say("status.line", **facts)


def topic(season: Season) -> str:
    return f"card:{season.id}"


def _keyboard() -> list[list[Button]]:
    return [[button("status.open", "status:card"), button("menu.tasks_plain", "tasks:show")]]


def pin_card(unit: Unit, season: Season, person: Person) -> None:
    """Give a person of the kecamatan the card, once a season, pinned; others look when they want to."""
    wanted = any(person.holds(post, unit.now) for post in BACK_OFFICE)
    if wanted and unit.once(f"card:{season.id}:{person.id}"):
        unit.tell(person, card(unit, season), _keyboard(), topic=topic(season), silent=True, pinned=True)


def renew_cards(unit: Unit, season: Season) -> None:
    """Something moved: every pinned card shows it."""
    unit.session.flush()
    unit.session.refresh(season, ["runs"])
    unit.renew(topic(season), card(unit, season), _keyboard())
