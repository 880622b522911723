"""One stem per step of the SOP runs through rules, screens and words."""

import importlib
import importlib.util

import pytest

from sop.core.steps import STEPS
from tests.guards.source import ROOT

pytestmark = pytest.mark.quick

KEYS = [step.key for step in STEPS]


def test_sop_has_its_eight_steps() -> None:
    assert [(step.number, step.key.startswith(f"step{step.number}_")) for step in STEPS] == [
        (number, True) for number in range(1, 9)
    ]


@pytest.mark.parametrize("key", KEYS)
def test_step_has_rules_a_screen_and_words(key: str) -> None:
    stem = [
        ROOT / "sop" / key / "step.py",
        ROOT / "handlers" / key / "step.py",
        ROOT / "texts" / key / f"{key}.toml",
    ]

    missing = [path.relative_to(ROOT).as_posix() for path in stem if not path.exists()]

    assert missing == []
    assert len(importlib.import_module(f"handlers.{key}.step").HANDLERS) > 0
