"""What could not be done now is tried again later; the clock may be turned in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

LONGEST = 30  #: seconds from one try to the next


class Tried(Protocol):
    """A row that waits for its next try."""

    attempts: int
    not_before: datetime


def put_off(row: Tried, now: datetime) -> None:
    """Twice as long each time."""
    row.attempts += 1
    row.not_before = now + timedelta(seconds=min(2**row.attempts, LONGEST))


def ripe(not_before: InstrumentedAttribute[datetime], now: datetime) -> ColumnElement[bool]:
    """Its time has come; what lies further ahead than that was noted before the clock went back."""
    return or_(not_before <= now, not_before > now + timedelta(seconds=LONGEST))
