"""Updates that nobody would send: each is handled, none is parked, nothing is changed by who may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.desk import FrontDesk
from tests.fuzz.live import live
from tests.fuzz.schema import SHARED, schema
from tests.fuzz.trial import Trial
from tests.rights.offices import STATES
from tests.tools.sample import SEED

SHARES = 3  #: states of a season that are looked at
COUNT = 600


@pytest.mark.parametrize("share", range(SHARES))
def test_no_update_breaks_the_inbox(share: int, tmp_path: Path) -> None:
    """With the schema of Telegram where it is at hand; one share always with our own."""
    shapes, _ = schema(SHARED if share else tmp_path / "none")
    with FrontDesk(f"sqlite:///{tmp_path}/fuzz.db", user_rate=10**9) as desk:
        trial = Trial(desk, tmp_path, SEED + share, STATES[(SEED + share) % len(STATES)])
        trial.run(shapes, COUNT // SHARES)

    assert trial.faults == [], f"seed {SEED + share}\n" + "\n".join(trial.faults)
    assert trial.handled == COUNT // SHARES


def test_no_update_over_http_stops_the_bot(tmp_path: Path) -> None:
    found = live(tmp_path, schema()[0], 80, SEED, lambda _process: 0.0)

    assert found.faults == [], f"seed {SEED}\n" + "\n".join(found.faults)
