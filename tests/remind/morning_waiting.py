"""Turning the clock to an hour."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(condition: Callable[[], bool], patience: float = 10) -> None:
    """Wait for what no phone shows."""
    given_up = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < given_up
        time.sleep(0.05)
