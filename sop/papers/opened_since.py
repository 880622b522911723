"""What a paper rests on was opened again after it was made: nobody decides about it any more."""

from __future__ import annotations

from sqlalchemy import func, select

from models.paper import Paper
from models.season import Run
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.steps import STEP, STEPS


def overtakes(unit: Unit, run: Run) -> None:
    """The step is open again: every paper that the season has by now was made before."""
    run.newest_before = unit.first(select(func.max(Paper.id)).where(Paper.season_id == run.season_id))


def opened_since(unit: Unit, paper: Paper) -> Run | None:
    """The step, its own or an earlier one, that was opened after this paper's data were frozen.

    By the order in which they came, never by the clock: both may fall into one second.
    """
    before = [step.key for step in STEPS if step.number <= STEP[paper.step].number]
    opened = select(Run).where(
        Run.season_id == paper.season_id, Run.step.in_(before), Run.newest_before >= paper.id
    )
    return unit.first(opened.order_by(Run.opened_at, Run.id))


def must_rest(unit: Unit, paper: Paper) -> None:
    """Refuses what was made before a step was opened again: its next edition says what holds by then."""
    run = opened_since(unit, paper)
    if run is not None:
        raise Refused("doors.made_before", number=STEP[run.step].number, edition=paper.edition)
