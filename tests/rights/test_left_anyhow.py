"""Every form of every post, left by ways drawn by lot: what is typed changes nothing, and one comes back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.desk import FrontDesk
from tests.rights.handlers import talks
from tests.rights.held import Held
from tests.rights.leaving import Leaving
from tests.rights.offices import two_offices
from tests.tools.sample import SEED

#: In which states of a season they are walked, each with a part of the ways; all: `make rights`.
STATES = (2, 5)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FrontDesk]:
    with FrontDesk(f"sqlite:///{tmp_path}/left.db", user_rate=10**9, kind=Held) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("state", STATES)
def test_a_form_left_anyhow_takes_nothing_and_is_found_again(
    state: int, desk: FrontDesk, tmp_path: Path
) -> None:
    with Leaving(two_offices(desk, tmp_path, state), random.Random(SEED)) as walk:
        walk.leave(talks())

    ways = len(walk.left)
    print(
        f"step {state}: {len(walk.entered)} of {len(talks())} forms, {ways} forms x ways, {dict(walk.count)}"
    )
    assert walk.faults == [], f"seed {SEED}\n" + "\n".join(walk.faults)
    assert ways > 10
