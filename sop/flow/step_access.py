"""Who may look at a step of the SOP, and who may work on it now."""

from __future__ import annotations

from models.enums import StepState
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.unit import Unit
from sop.core.people import must_hold
from sop.flow.progress import run_of
from sop.papers.papers import BACK_OFFICE


def looked_at(unit: Unit, actor: Person, season: Season, step: str) -> Run:
    """The run of a step, for those who write, check and sign; others are refused."""
    run = run_of(unit, season, step)
    must_hold(unit, actor, run.executor, *BACK_OFFICE)
    return run


def may_work(unit: Unit, actor: Person, run: Run) -> bool:
    """Whether the buttons that change something belong on this person's screen."""
    return run.state == StepState.OPEN and actor.holds(Post(run.executor), unit.now)
