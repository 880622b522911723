"""A session for several units of one transaction: it knows what is not to be taken for true any more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from models.base import Base
from models.chat import Chat
from models.looking import must_only_read
from models.people import Appointment, Kecamatan, Kelurahan, Person
from models.proposal import Proposal

#: Who works in the office; what hangs on these rows are rows of these tables too.
_PEOPLE = (Kecamatan, Kelurahan, Person, Appointment)


class Reading(Session):
    """Holds what was read; forgets what a unit has changed, and what may hang on it.

    Of many updates that are handled together most change their own chat and usulan, and none of the posts.
    """

    def __init__(self, connection: Connection) -> None:
        # What it does stands or falls with the transaction, which is not its own.
        super().__init__(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        self._held: list[Any] = []
        self._changed: set[Base] = set()
        self._people_changed = False

    @property
    def empty(self) -> bool:
        """Nothing is known of what was read before."""
        return not self._held

    def hold(self, row: object) -> None:
        """Keep it for what follows: a session lets go what nobody holds, and would read it again."""
        self._held.append(row)

    def note(self, written: Iterable[Base]) -> None:
        """These rows were written."""
        self._changed.update(written)
        self._people_changed |= any(isinstance(row, _PEOPLE) for row in self._changed)

    def note_any(self) -> None:
        """Rows were written past the session: nobody knows which."""
        self._people_changed = True

    def ends_unit(self) -> None:
        """What was changed is read anew, and where it is more than an usulan all that may hang on it."""
        self._held = list(self.identity_map.values())
        if self._people_changed:
            self.forget()
        elif any(not isinstance(row, Chat | Proposal) for row in self._changed):
            for row in self._held:
                if not isinstance(row, (Chat, *_PEOPLE)):  # on these hang none but themselves
                    self.expunge(row)
            self._held = list(self.identity_map.values())
        else:
            for row in self._changed:
                if isinstance(row, Proposal):  # not expunged: others may lead to it
                    self.expire(row)
        self._changed.clear()

    def forget(self) -> None:
        """Everything is read anew."""
        self.expunge_all()
        self._held.clear()
        self._changed.clear()
        self._people_changed = False


@event.listens_for(Reading, "loaded_as_persistent")
@event.listens_for(Reading, "pending_to_persistent")
def _known(session: Reading, row: object) -> None:
    session.hold(row)


@event.listens_for(Reading, "after_flush")
def _flushed(session: Reading, _flush: UOWTransaction) -> None:
    session.note({*session.new, *session.dirty, *session.deleted})


@event.listens_for(Reading, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if not state.is_select and isinstance(state.session, Reading):
        must_only_read(state)
        state.session.note_any()
