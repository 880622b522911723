"""The bench measures what people do: its talk comes to the end of an usulan; a missed goal is called so."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.enums import Status
from models.proposal import Proposal
from models.unit import Database
from tests.bench.figures import Goal
from tests.bench.talks import USULAN, ours
from tests.core.desk import START


@pytest.mark.slow
def test_talk_of_the_bench_sends_an_usulan_to_the_live_bot(tmp_path: Path) -> None:
    acts = 0
    with ours(tmp_path) as bot:
        while acts <= len(USULAN):  # a run may begin and end anywhere in the talk
            acts += bot.run(1, 0.5, warm=0).acts
    database = Database(f"sqlite:///{tmp_path}/musrenbang.db")
    with database.unit(START) as unit:
        query = select(func.count(Proposal.id)).where(Proposal.status == Status.SUBMITTED)
        sent = unit.session.scalars(query).one()
    database.close()

    assert sent >= 1


@pytest.mark.parametrize(
    ("figure", "bound", "least", "verdict"),
    [
        (1.3, 1.25, True, "reached"),
        (1.0, 1.25, True, "**missed by 25 %**"),
        (2.0, 2.0, False, "reached"),
        (3.0, 2.0, False, "**missed by 50 %**"),
    ],
)
def test_goal_says_by_how_much_it_is_missed(figure: float, bound: float, least: bool, verdict: str) -> None:
    goal = Goal("P0", ours="-", peer="-", figure=figure, bound=bound, least=least)

    assert goal.verdict == verdict
