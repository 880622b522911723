"""Which rows of the inbox are handled next: the oldest, in order within a chat, each chat by one process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, bindparam, func, or_, select

from models.base import Moment
from models.chat import Inbox
from models.enums import Waiting

AGAIN_AFTER = timedelta(seconds=2)  #: what failed is tried once more
NOBODY = 0  #: updates without a chat are claimed together, as if they were one

#: The table itself: a statement over the class would make SQLAlchemy ready for all tables while modules load.
_inbox = Inbox.metadata.tables["inbox"].c
_later = Inbox.metadata.tables["inbox"].alias().c
_chat = func.coalesce(_inbox.chat_id, NOBODY)
_ROW: tuple[Any, ...] = (_inbox.id, _inbox.chat_id, _inbox.body, _inbox.attempts, _inbox.received_at)
_now, _soon = bindparam("now", type_=Moment()), bindparam("soon", type_=Moment())
#: A fresh update never waits, nor another try longer than was meant: the clock may have gone back since.
_DUE = or_(_inbox.attempts == 0, _inbox.not_before <= _now, _inbox.not_before > _soon)
_WAITING = (
    select(*_ROW)
    .where(
        _inbox.state == Waiting.WAITING,
        _DUE,
        # One that waits for another try holds its chat, and nobody else.
        or_(
            _inbox.chat_id.is_(None),
            _inbox.chat_id.not_in(
                select(_later.chat_id).where(
                    _later.state == Waiting.WAITING,
                    _later.attempts > 0,
                    _later.not_before > _now,
                    _later.not_before <= _soon,
                    _later.chat_id.is_not(None),
                )
            ),
        ),
    )
    .order_by(_inbox.id)
)
_OLDEST = _WAITING.limit(bindparam("most", type_=Integer()))  # fixed: this is the hot path
_next = (
    _WAITING.with_only_columns(_chat.label("chat"))
    .where(_chat.not_in(bindparam("tried", expanding=True)))
    .limit(1)
    .subquery()
)
#: The limit stands inside: a chat that is not the next one must not be claimed in passing.
_CLAIM = select(_next.c.chat, func.pg_try_advisory_xact_lock(_next.c.chat).label("got"))
_FIRST_OF_CHAT: Select[Any] = (
    select(*_ROW, _DUE.label("due"))
    .where(_inbox.state == Waiting.WAITING, _chat == bindparam("chat"))
    .order_by(_inbox.id)
    .limit(1)
)


def oldest(connection: Connection, now: datetime, most: int) -> Sequence[Row[Any]]:
    """What is due, on SQLite, where nobody else takes anything meanwhile.

    Where half of it is of one chat, some of the others' come first: they do not wait for who sends most.
    """
    rows = connection.execute(_OLDEST, _at(now) | {"most": most}).all()
    if len(rows) < most:
        return rows
    ((chat, many),) = Counter(row.chat_id for row in rows).most_common(1)
    if many < most // 2:
        return rows
    others = _WAITING.where(_inbox.chat_id.is_distinct_from(chat)).limit(most // 3)
    first = connection.execute(others, _at(now)).all()
    return [*first, *(row for row in rows if row.chat_id == chat)]


def claimed(connection: Connection, now: datetime, last: int | None = None) -> Sequence[Row[Any]]:
    """The oldest row of the first chat that no other process works on; the claim ends with the transaction.

    PostgreSQL. Nobody waits: at most one chat per process is claimed, so few are tried in vain. The chat that
    was handled last comes after the others: they do not wait for who sends most.
    """
    if last is not None and (found := _claimed(connection, now, [last])):
        return found
    return _claimed(connection, now, [])


def _claimed(connection: Connection, now: datetime, besides: Sequence[int]) -> Sequence[Row[Any]]:
    tried = list(besides)
    while (first := connection.execute(_CLAIM, _at(now) | {"tried": tried}).first()) is not None:
        if first.got:
            # Read again, now that the chat is ours: who had it before may have handled its row just now.
            row = connection.execute(_FIRST_OF_CHAT, _at(now) | {"chat": first.chat}).first()
            if row is not None and row.due:
                return [row]
        tried.append(first.chat)
    return []


def _at(now: datetime) -> dict[str, Any]:
    return {"now": now, "soon": now + AGAIN_AFTER}
