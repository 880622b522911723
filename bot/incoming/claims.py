"""Which rows of the inbox are handled next: the oldest, in order within a chat, each chat by one process.

Where much waits, each chat's first comes before anybody's second: nobody waits for those who send most, be it
one of them or twenty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, bindparam, func, or_, select

from models.base import Moment
from models.chat import Inbox
from models.enums import Waiting

AGAIN_AFTER = timedelta(seconds=2)  #: what failed is tried once more
NOBODY = 0  #: updates without a chat are claimed together, as if they were one
LOOKED_AT = 2000  #: of those that wait, when it is decided who is next
OFTEN = 3  #: among those handled lately

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
_QUEUE = _WAITING.with_only_columns(_inbox.id, _chat.label("chat")).limit(LOOKED_AT)
_THESE = select(*_ROW).where(_inbox.id.in_(bindparam("ids", expanding=True)))
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
    """What is due, on SQLite, where nobody else takes anything meanwhile."""
    rows = connection.execute(_OLDEST, _at(now) | {"most": most}).all()
    if len(rows) < most:
        return rows
    queue = connection.execute(_QUEUE, _at(now)).all()
    place = {row_id: at for at, row_id in enumerate(in_turn((row.id, row.chat) for row in queue)[:most])}
    found = connection.execute(_THESE, {"ids": list(place)}).all()
    return sorted(found, key=lambda row: place[row.id])


def in_turn(queue: Iterable[tuple[int, int]]) -> list[int]:
    """Rows in the order in which they are handled: each chat's first, those first who wait for least."""
    queue, so_far = list(queue), Counter[int]()
    many = Counter(chat for _, chat in queue)
    turns = []
    for row_id, chat in queue:
        turns.append((so_far[chat], many[chat], row_id))
        so_far[chat] += 1
    return [row_id for *_, row_id in sorted(turns)]


def claimed(connection: Connection, now: datetime, lately: Iterable[int] = ()) -> Sequence[Row[Any]]:
    """The oldest row of the first chat that no other process works on; the claim ends with the transaction.

    PostgreSQL. Nobody waits: at most one chat per process is claimed, so few are tried in vain. `lately`: the
    chats of the rows that were handled last. They come after the others, and who was among them often, last.
    """
    often = Counter(lately)
    for besides in (sorted(often), sorted(chat for chat in often if often[chat] >= OFTEN)):
        if besides and (found := _claimed(connection, now, besides)):
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
