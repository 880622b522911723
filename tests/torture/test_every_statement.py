"""The bot dies at a statement and at a call of one usulan; SEED=... chooses others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.sample import SEED
from tests.torture.every_statement import play, stage

#: What one usulan takes at least; `python -m tests.torture.every_statement` goes on until nobody dies.
MANY = {"statement": 300, "call": 80}

pytestmark = pytest.mark.slow


def test_a_death_at_any_statement_or_call_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    with stage(tmp_path, "sqlite") as made:
        for what, many in MANY.items():
            first = 1 + SEED * 137 % many
            when = ("before", "after")[SEED % 2]
            found = play(made, what, when, iter([first]))

            assert found.faults == []
            assert (found.runs, found.died) == (1, 1)
