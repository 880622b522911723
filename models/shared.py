"""Units of one transaction, one after the other, that share what they have read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from models.base import Base
from models.chat import Chat
from models.people import Appointment, Kecamatan, Kelurahan, Person
from models.proposal import Proposal
from models.unit import Unit

#: Who works in the office; what hangs on these rows are rows of these tables too.
_PEOPLE = (Kecamatan, Kelurahan, Person, Appointment)


class _Reading(Session):
    """A session that knows what was changed through it since it was last asked."""

    def __init__(self, connection: Connection) -> None:
        # What it does stands or falls with the transaction, which is not its own.
        super().__init__(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        self.changed: set[Base] = set()
        self.people_changed = False


@event.listens_for(_Reading, "after_flush")
def _flushed(session: _Reading, _flush: UOWTransaction) -> None:
    written = {*session.new, *session.dirty, *session.deleted}
    session.changed |= written
    if any(isinstance(row, _PEOPLE) for row in written):
        session.people_changed = True


@event.listens_for(_Reading, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if not state.is_select and isinstance(state.session, _Reading):
        state.session.people_changed = True


class Shared:
    """Of many updates that are handled together most change their own chat and usulan, none of the posts.

    What one has changed is read anew by the next; and everything, after one that failed or changed posts.
    """

    def __init__(self, connection: Connection) -> None:
        if not connection.in_transaction():
            raise RuntimeError("units need a transaction that has begun")
        self._session = _Reading(connection)
        self._held: list[Any] = []  #: or the session forgets what nobody holds

    @property
    def empty(self) -> bool:
        """Nothing is left of what was read ahead."""
        return not self._held

    @contextmanager
    def unit(self, now: datetime) -> Iterator[Unit]:
        """A unit behind a savepoint of its own."""
        part = self._session.begin_nested()
        try:
            yield Unit(self._session, now)
            part.commit()
        except BaseException:
            part.rollback()
            self._forget()
            raise
        self._held = list(self._session.identity_map.values())
        self._forget_changed()

    def hold(self, rows: Iterable[Any]) -> None:
        """Keep these for the units that follow."""
        self._held.extend(rows)

    def _forget(self) -> None:
        self._held.clear()
        self._session.expunge_all()
        self._session.people_changed = False
        self._session.changed.clear()

    def _forget_changed(self) -> None:
        """What was changed is read anew, and where it is more than an usulan all that may hang on it."""
        session = self._session
        if session.people_changed:
            self._forget()
        elif any(not isinstance(row, Chat | Proposal) for row in session.changed):
            for row in list(session.identity_map.values()):
                if not isinstance(row, (Chat, *_PEOPLE)):  # on these hang none but themselves
                    session.expunge(row)
            self._held = list(session.identity_map.values())
        else:
            for row in session.changed:
                if isinstance(row, Proposal):  # not expunged: others may lead to it
                    session.expire(row)
        session.changed.clear()

    def close(self) -> None:
        """All of it is as stored as its transaction."""
        self._session.commit()
        self._session.close()
