"""One stem per step of the SOP runs through rules, screens and words."""

import pytest

from handlers.routes import of_step
from handlers.talk.buttons import VIEWS
from sop.core.steps import STEP, STEPS
from tests.guards.source import ROOT

pytestmark = pytest.mark.quick

KEYS = [step.key for step in STEPS]


def test_steps_are_numbered_in_their_order_and_in_their_keys() -> None:
    assert [(step.number, step.key.split("_")[0]) for step in STEPS] == [
        (number, f"step{number}") for number in range(1, len(STEPS) + 1)
    ]


@pytest.mark.parametrize("key", KEYS)
def test_step_has_rules_a_screen_and_words(key: str) -> None:
    """Rules and screens are one file each, or a folder with a step.py, as a step grows."""
    for floor in ("sop", "handlers"):
        there = [path for path in (f"{floor}/{key}.py", f"{floor}/{key}/step.py") if (ROOT / path).exists()]
        assert len(there) == 1, (floor, key, there)

    assert (ROOT / "texts" / key / f"{key}.toml").exists()
    assert len(of_step(key)) > 0
    assert f"s{STEP[key].number}:home" in VIEWS, "where “it is your turn” and /tugas lead"
