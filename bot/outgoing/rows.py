"""The outbox as rows: what is due, and what may become of it. Fixed Core statements: this is the hot path."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    FromClause,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from bot.outgoing.files import File, file_of, still_coming
from models.base import Moment
from models.chat import Chat, Outbox
from models.enums import Said, Waiting
from models.unit import Database, Unit
from sop.core.calendar import is_quiet
from sop.signing.one_time import addressed

#: Telegram asks for seconds, at worst for some minutes; who is asked again sooner says it once more.
LONGEST_WAIT = timedelta(minutes=10)
ATTEMPTS = 60  #: half an hour of trouble; then somebody has to look

#: What changes something that stands already. It holds up only what changes the same: what somebody waits for
#: goes past it.
BESIDE = (Said.EDIT, Said.DELETE, Said.LIKE)
TALK, COMMANDS = 0, -1  #: no message has these numbers
Lane = tuple[int, int]  #: the chat, and the number of a message that stands or one of these

_outbox, _chat = Outbox.__table__, Chat.__table__
_earlier = _outbox.alias("earlier")


def _lane(table: FromClause) -> Any:
    """What a row is in line for within its chat: the talk, one message that stands, the list of commands."""
    return case(
        (table.c.kind.in_(BESIDE), func.coalesce(table.c.message_id, TALK)),
        (table.c.kind == Said.MENU, COMMANDS),
        else_=TALK,
    )


_ROWS = select(
    _outbox.c.id,
    _outbox.c.chat_id,
    _outbox.c.person_id,
    _outbox.c.kind,
    _outbox.c.text,
    _outbox.c.keyboard,
    _outbox.c.file,
    _outbox.c.message_id,
    _outbox.c.topic,
    _outbox.c.silent,
    _outbox.c.broadcast,
    _outbox.c.pinned,
    _outbox.c.attempts,
    _chat.c.home_message_id,
    _chat.c.newest_message_id,
    _chat.c.prompt_message_id,
).select_from(_outbox.outerjoin(_chat, _chat.c.id == _outbox.c.chat_id))
_DUE = (
    _ROWS.where(
        _outbox.c.state == Waiting.WAITING,
        _outbox.c.chat_id.is_not(None),
        tuple_(_outbox.c.chat_id, _lane(_outbox)).not_in(bindparam("busy", expanding=True)),
        # A message that has to wait holds those behind it in its lane, and no others.
        or_(~_outbox.c.broadcast, bindparam("broadcasts", type_=Boolean)),
        ~exists().where(
            _earlier.c.chat_id == _outbox.c.chat_id,
            _lane(_earlier) == _lane(_outbox),
            _earlier.c.state == Waiting.WAITING,
            _earlier.c.id <= _outbox.c.id,
            _earlier.c.not_before > bindparam("now"),
            # Nothing waits that was never tried, nor longer than was meant: the clock went back since.
            _earlier.c.not_before != _earlier.c.created_at,
            _earlier.c.not_before <= bindparam("soon", type_=Moment()),
        ),
    )
    .order_by(_outbox.c.broadcast, _outbox.c.id)
    .limit(bindparam("most"))
)
#: What was held (a verdict that could be taken back) waits like all else once its time has come.
_RIPE = (
    update(Outbox)
    .where(
        _outbox.c.state == Waiting.HELD,
        _outbox.c.not_before <= bindparam("now"),
        ~still_coming(_outbox.c.file),
    )
    .values(state=Waiting.WAITING, not_before=bindparam("now"))
)
#: A message whose file is still coming is held until it is there, however the clock is turned meanwhile.
_ASIDE = (
    update(Outbox)
    .where(_outbox.c.id.in_(bindparam("ids", expanding=True)), _outbox.c.state == Waiting.WAITING)
    .values(state=Waiting.HELD, not_before=datetime(2000, 1, 1, tzinfo=UTC))
)


@dataclass(frozen=True)
class Job:
    """One row to send."""

    id: int
    chat_id: int
    person_id: int | None
    kind: Said
    text: str | None
    keyboard: list[Any]
    file: File | None
    caption: bool  #: of EDIT: the message carries a file
    message_id: int | None
    topic: str | None
    silent: bool
    broadcast: bool
    pinned: bool
    attempts: int
    home_message_id: int | None
    newest_message_id: int | None
    prompt_message_id: int | None

    @property
    def lane(self) -> Lane:
        """What it is in line for; see _lane."""
        if self.kind in BESIDE:
            return self.chat_id, self.message_id or TALK
        return self.chat_id, COMMANDS if self.kind is Said.MENU else TALK


@dataclass(frozen=True)
class Result:
    """What became of it."""

    job: Job
    home_message_id: int | None = None
    home_before: int | None = None  #: the chat's home as it was known when this was said
    message_id: int | None = None
    file_id: str | None = None
    left: tuple[int, ...] = ()  #: messages that should go, now that this is said
    sent: bool = False
    error: str | None = None
    blocked: bool = False
    moved_to: int | None = None  #: the chat has another number now
    retry_after: float | None = None
    counts: bool = True

    @property
    def parked(self) -> bool:
        """It will not be tried again."""
        tries_on = self.retry_after is not None and (self.job.attempts < ATTEMPTS or not self.counts)
        return not self.sent and not tries_on

    @property
    def outcome(self) -> str:
        """In a word, for the figures."""
        if self.sent:
            return "sent"
        if self.blocked:
            return "blocked"
        return "parked" if self.parked else "again"


def due(
    database: Database, now: datetime, busy: frozenset[Lane], most: int, broadcasts: int | None = None
) -> list[Job]:
    """What may be sent now, replies first, in order within a lane; nothing of a lane in which something goes.

    Of broadcasts so many at most; None: no limit.
    """
    with database.transaction() as connection:
        connection.execute(_RIPE, {"now": now})
        room, quiet = most if broadcasts is None else broadcasts, is_quiet(now)
        asked: dict[str, Any] = {"most": most, "busy": list(busy), "broadcasts": room > 0}
        asked |= {"now": now, "soon": now + LONGEST_WAIT}
        while True:
            rows = connection.execute(_DUE, asked).all()
            replies = sum(not row.broadcast for row in rows)  # these come first
            jobs = [_job(connection, row, quiet) for row in rows[: replies + room]]
            coming = [job.id for job in jobs if job.file is not None and job.file.coming]
            if not coming:
                return jobs
            connection.execute(_ASIDE, {"ids": coming})  # and look who stood behind them


def waiting_job(database: Database, row_id: int) -> Job | None:
    """One row, if it still waits."""
    asked = _ROWS.where(_outbox.c.id == row_id, _outbox.c.state == Waiting.WAITING)
    with database.transaction() as connection:
        row = connection.execute(asked).first()
        return None if row is None else _job(connection, row)


def begun(database: Database, job: Job) -> None:
    """A file is about to go out: if the process dies now, its second coming says that it is one."""
    with database.transaction() as connection:
        connection.execute(update(Outbox).where(Outbox.id == job.id).values(attempts=job.attempts + 1))


def with_pages(database: Database, now: datetime, job: Job, root: str | None) -> Job:
    """Buttons of one-time pages get their address now, and only its hash is kept; without `root` they go."""
    rows: list[Any] = []
    with database.unit(now) as unit:
        for row in job.keyboard:
            keys = [_opening(unit, key, root) for key in row]
            rows.append([key for key in keys if key is not None])
    return replace(job, keyboard=[row for row in rows if row])


def _opening(unit: Unit, key: dict[str, Any], root: str | None) -> dict[str, Any] | None:
    if "page" not in key:
        return key
    return {"text": key["text"], "url": f"{root}/s/{addressed(unit, key['page'])}"} if root else None


def hurry(database: Database, now: datetime) -> None:
    """Telegram is back: what waits for another try need not wait any longer."""
    with database.transaction() as connection:
        connection.execute(
            update(Outbox)
            .where(_outbox.c.state == Waiting.WAITING, _outbox.c.not_before > now)
            .values(not_before=now)
        )


def _job(connection: Connection, row: Any, quiet: bool = False) -> Job:
    file = row.file or {}
    return Job(
        id=row.id,
        chat_id=row.chat_id,
        person_id=row.person_id,
        kind=Said(row.kind),
        text=row.text,
        keyboard=row.keyboard or [],
        file=file_of(connection, file),
        caption=bool(file.get("caption")),
        message_id=row.message_id,
        topic=row.topic,
        silent=row.silent or (quiet and row.broadcast),
        broadcast=row.broadcast,
        pinned=row.pinned,
        attempts=row.attempts,
        home_message_id=row.home_message_id,
        newest_message_id=row.newest_message_id,
        prompt_message_id=row.prompt_message_id,
    )
