"""Five weeks of reminders over kills, hours down and a clock that is turned: each once, none missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.a_year import play

pytestmark = pytest.mark.slow


def test_reminders_of_weeks_are_each_said_once_and_none_is_missing(tmp_path: Path) -> None:
    """`python -m tests.torture.a_year` plays a year, on PostgreSQL with two at the same moment."""
    found = play(f"sqlite:///{tmp_path}/year.db", days=38, seed=1)

    assert found.faults == []
    assert found.expected > 5
    assert found.kills > 10
