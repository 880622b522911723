"""Many write in the same second: all is kept, each usulan has its own number, the log stays one chain."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.writers import WARM, play

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("database", "people"), [("sqlite", 4), pytest.param("postgresql", 12, marks=pytest.mark.postgres)]
)
def test_what_many_send_and_decide_at_once_is_all_kept(
    database: str, people: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path}/writers.db"
    if database == "postgresql":
        url = str(request.getfixturevalue("postgres_url"))

    found = play(tmp_path, url, people=people, each=WARM + 2)

    assert found.faults == []
    assert {what: len(took.seconds) for what, took in found.took.items()} == {
        "usulan sent": 4 * people,
        "verdicts": 2 * people,
    }
