"""A database in which nothing is kept: each try happens in one transaction and is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from models.unit import Database


class Held(Database):
    """The office's database; once it is held, all runs as ever, behind savepoints, and is not stored."""

    _connection: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        if self._connection is None:
            with super().transaction() as connection:
                yield connection
        else:
            with self._connection.begin_nested():
                yield self._connection

    def hold(self) -> None:
        """From now on nothing is stored any more."""
        self._connection = self.engine.connect()
        self._connection.begin()

    @property
    def connection(self) -> Connection:
        assert self._connection is not None, "not held"
        return self._connection

    @contextmanager
    def taken_back(self) -> Iterator[Connection]:
        """What happens within has not happened afterwards."""
        before = self.connection.begin_nested()
        try:
            yield self.connection
        finally:
            before.rollback()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        super().close()
