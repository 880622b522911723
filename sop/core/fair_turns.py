"""Whose file is next: one of each person in turn, and who sends much keeps nobody waiting but himself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models.unit import Unit

HEAVY = 5.0  #: seconds; a paper of ours takes less than one, a photo of a phone too
AFTER = 2  #: times as long as a heavy file took, its sender's next one waits


class Turns:
    """Of one kind of file. Who was served last is remembered by this process: a restart may begin anew."""

    def __init__(self) -> None:
        self._count = 0
        self._served: dict[int, int] = {}
        self._rests: dict[int, datetime] = {}
        self._last: tuple[int, datetime] | None = None

    def next(
        self,
        unit: Unit,
        id: InstrumentedAttribute[int],
        sender: InstrumentedAttribute[Any],
        *which: ColumnElement[bool],
    ) -> int | None:
        """The oldest file of whoever was served longest ago."""
        first = select(sender, func.min(id)).where(*which).group_by(sender)
        self._rests = {who: until for who, until in self._rests.items() if until > unit.now}
        every = [(who or 0, one) for who, one in unit.session.execute(first)]
        waiting = [(who, one) for who, one in every if who not in self._rests]
        if not waiting:
            return None
        who, found = min(waiting, key=lambda one: (self._served.get(one[0], 0), one[1]))
        self._count += 1
        self._served[who] = self._count
        self._last = who, unit.now
        return int(found)

    def took(self, seconds: float) -> None:
        """What the file cost that was named last."""
        if self._last is not None and seconds > HEAVY:
            who, at = self._last
            self._rests[who] = at + timedelta(seconds=seconds * (1 + AFTER))
