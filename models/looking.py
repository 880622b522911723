"""A look changes nothing: while a screen is shown no row of the office is written, or it fails loudly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy import Delete, Insert, Update, event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from models.base import Base
from models.chat import Chat, Outbox

#: What showing a screen itself needs: where the chat stands, and what is said in it.
SCREEN = (Chat, Outbox)
_NAMES = {table.__tablename__ for table in SCREEN}
_LOOKING = "looking"  #: of the session's `info`


class WroteWhileLookingError(RuntimeError):
    """Whoever only looks was about to change what the office has stored: a fault of ours."""


@contextmanager
def only_looking(session: Session) -> Iterator[None]:
    """What was changed before it is stored; what is changed in it is refused."""
    if is_looking(session):  # a screen that is shown by another
        yield
        return
    if _changed(session):
        session.flush()
    session.info[_LOOKING] = True
    try:
        yield
        must_be_unchanged(session)
    finally:
        del session.info[_LOOKING]


def is_looking(session: Session) -> bool:
    return _LOOKING in session.info


def must_not_look(session: Session, what: str) -> None:
    """Refuse something that only an act may do."""
    if is_looking(session):
        _refuse([what])


def must_be_unchanged(session: Session) -> None:
    """Refuse changes of the office's rows that wait to be stored."""
    if found := _changed(session):
        _refuse([f"{row.__tablename__} {row.id}" for row in found])


def _changed(session: Session) -> list[Base]:
    changed = [row for row in session.dirty if not isinstance(row, SCREEN) and session.is_modified(row)]
    return [*changed, *(row for row in (*session.new, *session.deleted) if not isinstance(row, SCREEN))]


def _refuse(what: Sequence[str]) -> NoReturn:
    raise WroteWhileLookingError(f"a look changes nothing, but this was to be written: {', '.join(what)}")


@event.listens_for(Session, "before_flush")
def _flushing(session: Session, _flush: UOWTransaction, _rows: object) -> None:
    if is_looking(session):
        must_be_unchanged(session)


def must_only_read(state: ORMExecuteState) -> None:
    """The same for a statement that writes past the rows which the session knows."""
    statement = state.statement
    if isinstance(statement, Insert | Update | Delete):
        name = str(getattr(statement.table, "name", "?"))
        if name not in _NAMES:
            must_not_look(state.session, name)
