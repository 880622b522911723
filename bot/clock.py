"""The only clock, handed in where the bot is started."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def real_clock() -> datetime:
    return datetime.now(UTC)
