"""Guesses open nothing and get one answer; one link that many use in the same moment lets in one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.guesses import play

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_guesses_let_nobody_in_and_one_link_lets_in_one(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`python -m tests.torture.guesses` tries ten thousand."""
    url = f"sqlite:///{tmp_path}/guesses.db"
    if database == "postgresql":
        url = str(request.getfixturevalue("postgres_url"))

    found = play(url, people=10, each=6, rivals=4)

    assert found.faults == []
    assert (found.let_in, len(found.answers), found.alarms.total()) == (0, 2, 2)
    assert (found.rivals_in, found.rivals_told) == (1, 3)
