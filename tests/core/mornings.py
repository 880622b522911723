"""The morning in which reminders go out."""

from __future__ import annotations

from datetime import UTC, datetime

import sop.step8_distribute.step  # noqa: F401 -- its debts are reminded of too
from texts.figures import WIB


def morning(day: int, hour: int = 8, minute: int = 0, month: int = 1) -> datetime:
    """08.00 of a day of 2027; the 5th of January is a holiday, the 8th a Friday."""
    return datetime(2027, month, day, hour, minute, tzinfo=WIB).astimezone(UTC)
