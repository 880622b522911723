"""Walks that make a press several times inside one transaction, and roll it back to a savepoint each time.

Where the whole database is laid down again before a press, the first reading of it is slow, and the slower
the more is in it. In an office it lies there warm.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from models.unit import Database
from tests.core.desk import FrontDesk
from tests.walking.walker import Step, Walk, _Stand, recall, sign_of


@contextmanager
def held(desk: FrontDesk) -> Iterator[Connection]:
    """Everything that the desk does is in one transaction that is never stored."""
    whole = desk.database
    with whole.engine.connect() as connection:
        outer = connection.begin()
        desk.database = desk.worker._database = _Held(whole, connection)
        try:
            yield connection
        finally:
            outer.rollback()
            desk.database = desk.worker._database = whole


class _Held(Database):
    """The same database inside one transaction that is never stored."""

    def __init__(self, whole: Database, connection: Connection) -> None:
        self.engine, self.connection = whole.engine, connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with self.connection.begin_nested():
            yield self.connection


@dataclass
class Dive(Walk):
    """A walk that goes back by savepoints: each screen is left before the next one beside it is opened."""

    depth: int = 4  #: screens below the first

    def steps(self) -> Iterator[Step]:
        with held(self.desk) as connection:
            yield from self._below(connection, _Stand(b"", ["/start"], None), self.depth)

    def _below(self, connection: Connection, stand: _Stand, depth: int) -> Iterator[Step]:
        for act in self._choices(stand):
            sign = sign_of(act, stand)
            if self.seen[sign] >= self.each or sum(self.seen.values()) >= self.most:
                continue
            self.seen[sign] += 1
            quickest: Step | None = None
            for left in reversed(range(self.times)):
                save = connection.begin_nested()
                step = self._acts(act, sign)
                if quickest is None or step.seconds < quickest.seconds:
                    quickest = step
                if left == 0:
                    yield quickest
                    if step.buttons and depth > 1:
                        yield from self._below(connection, _Stand(b"", step.buttons, step.talk), depth - 1)
                save.rollback()


class Warm(Walk):
    """The walk through everything, each press first made where what it reads was read a moment ago."""

    def _best(self, stand: _Stand, act: str, sign: str) -> Step:
        recall(self.desk.database, stand.memory)
        found = []
        with held(self.desk) as connection:
            for _ in range(self.times - 1):
                save = connection.begin_nested()
                found.append(self._acts(act, sign))
                save.rollback()
        found.append(self._acts(act, sign))  # to stay
        return min(found, key=lambda step: step.seconds)
