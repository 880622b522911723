"""What a paper rests on was opened again after it was made: nobody decides about it any more."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models.paper import Paper
from models.season import Run
from models.unit import Unit
from sop.refused import Refused
from sop.steps import STEP, STEPS


def opened_since(unit: Unit, paper: Paper) -> Run | None:
    """The step, its own or an earlier one, that was opened after this paper's data were frozen."""
    before = [step.key for step in STEPS if step.number <= STEP[paper.step].number]
    opened = select(Run).where(
        Run.season_id == paper.season_id,
        Run.step.in_(before),
        Run.opened_at >= paper.made_at + timedelta(seconds=1),  # which was kept to the second
    )
    return unit.first(opened.order_by(Run.opened_at, Run.id))


def must_rest(unit: Unit, paper: Paper) -> None:
    """Refuses what was made before a step was opened again: its next edition says what holds by then."""
    run = opened_since(unit, paper)
    if run is not None:
        raise Refused("doors.made_before", number=STEP[run.step].number, edition=paper.edition)
