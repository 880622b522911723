"""Whether all is well: the database, Telegram, what waits, the last backup and the last look at what is owed.

It never waits longer than a second for anybody, least of all for what is broken.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, and_, case, exists, func, select
from telegram import Bot

from bot.clock import Clock
from bot.watching.figures import SWEPT
from models.chat import Inbox, Outbox, Remembered
from models.enums import Waiting
from models.unit import Database
from sop.alerts.backups import NAME as BACKUP
from sop.alerts.backups import has_been

T = TypeVar("T")

PATIENCE = 0.8  #: seconds until an answer counts as none
LATE_UPDATE = 60.0  #: seconds that an update may wait before somebody should look
LATE_MESSAGE = 300.0  #: seconds that a message may: the last of a broadcast to a city waits for a minute
SWEEPS_MISSED = 3
LAST_BYTES = 1_000_000  #: of a disk: with fewer nothing can be counted on to be stored

_outbox = Outbox.__table__
_earlier = _outbox.alias("earlier")
_UPDATES = select(
    func.count().filter(Inbox.state == Waiting.WAITING),
    func.min(case((and_(Inbox.state == Waiting.WAITING, Inbox.attempts == 0), Inbox.received_at))),
    func.count().filter(Inbox.state == Waiting.PARKED),
).where(Inbox.state.in_((Waiting.WAITING, Waiting.PARKED)))
#: One that waits for another try (a chat that Telegram holds) is no sign that all sending stands still.
_HELD_UP = exists().where(
    _earlier.c.chat_id == _outbox.c.chat_id,
    _earlier.c.state == Waiting.WAITING,
    _earlier.c.id <= _outbox.c.id,
    _earlier.c.attempts > 0,
)
_MESSAGES = select(
    func.count(),
    func.min(case((~_HELD_UP, _outbox.c.not_before))),
).where(_outbox.c.state == Waiting.WAITING, _outbox.c.chat_id.is_not(None))
_BACKUP = select(Remembered.value).where(Remembered.name == BACKUP)
_MESSAGES_PARKED = select(func.count()).where(_outbox.c.state == Waiting.PARKED)


@dataclass(frozen=True)
class Queue:
    """What the table says about the inbox or the outbox."""

    rows: int
    oldest_seconds: float | None  #: how long the oldest waits that nobody has tried yet
    parked: int  #: those that are not tried again


@dataclass(frozen=True)
class Waits:
    """Both queues."""

    updates: Queue
    messages: Queue


class Tables(NamedTuple):
    """What is read in one transaction."""

    waits: Waits
    backup_seconds: float | None


@dataclass(frozen=True)
class Health:
    """What was found; `wrong` says what is not as it should be, in words of ours."""

    database: str | None  #: why it is away; None: it is there
    telegram: str | None
    waits: Waits | None
    backup_seconds: float | None  #: since the newest good backup; None: there is none, or nobody knows
    sweep_seconds: float | None
    leader: bool  #: whether this process sends and reminds; another one may
    wrong: list[str] = field(default_factory=list)
    disk: str | None = None  #: why nothing can be stored

    def told(self) -> dict[str, Any]:
        """As /healthz says it."""
        waits = self.waits
        return {
            "ok": not self.wrong,
            "wrong": self.wrong,
            "database": self.database or "ok",
            "telegram": self.telegram or "ok",
            "disk": self.disk or "ok",
            "unhandled": asdict(waits.updates) if waits else None,
            "unsent": asdict(waits.messages) if waits else None,
            "backup_seconds_ago": self.backup_seconds,
            "sweep_seconds_ago": None if self.sweep_seconds is None else round(self.sweep_seconds, 1),
            "leader": self.leader,
        }


class _OneAtATime(Generic[T]):
    """Asks somebody who may never answer: who asks meanwhile waits for the same answer."""

    def __init__(self, ask: Callable[[], Awaitable[T]]) -> None:
        self._ask = ask
        self._asking: asyncio.Task[T] | None = None

    async def answer(self) -> T:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.ensure_future(self._asked())
            self._asking.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.wait_for(asyncio.shield(self._asking), PATIENCE)

    async def _asked(self) -> T:
        return await self._ask()

    def close(self) -> None:
        if self._asking is not None:
            self._asking.cancel()


class Watch:
    """Looks when it is asked. It has a connection and a thread of its own: the office's may hang."""

    def __init__(
        self,
        database_url: str,
        bot: Bot,
        clock: Clock,
        tick: float,
        leader: Callable[[], bool],
        folders: Sequence[Path] = (),
    ) -> None:
        self._folders = folders  #: where things are stored
        self._database = Database(database_url)
        self._bot = bot
        self._clock = clock
        self._tick = tick
        self._leader = leader
        self._waits = _OneAtATime(self._beside)
        self._telegram = _OneAtATime(self._called)
        SWEPT.now()  # the first sweep is not late yet

    async def look(self) -> Health:
        (database, tables), telegram = await asyncio.gather(
            _why(self._waits.answer()), _why(self._telegram.answer())
        )
        return self._judged(database, tables, telegram[0])

    def _judged(self, database: str | None, tables: Tables | None, telegram: str | None) -> Health:
        leader, sweep = self._leader(), SWEPT.ago
        waits, backup = tables or (None, None)
        disk = trouble_of_disk(self._folders)
        asked = (("database", database), ("telegram", telegram), ("disk", disk))
        wrong = [name for name, why in asked if why]
        if waits is not None and (waits.updates.oldest_seconds or 0) > LATE_UPDATE:
            wrong.append("unhandled")
        if waits is not None and (waits.messages.oldest_seconds or 0) > LATE_MESSAGE:
            wrong.append("unsent")
        if leader and (sweep or 0) > max(SWEEPS_MISSED * self._tick, LATE_UPDATE):
            wrong.append("sweep")
        return Health(database, telegram, waits, backup, sweep, leader, wrong, disk)

    async def _called(self) -> None:
        await self._bot.do_api_request("getMe")

    async def _beside(self) -> Tables:
        """The tables, read in a thread that nobody waits for when the process ends."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[Tables] = loop.create_future()

        def settle(tables: Tables | None, error: Exception | None) -> None:
            if found.done():
                return
            if tables is None:
                found.set_exception(error or LookupError())
            else:
                found.set_result(tables)

        def look() -> None:
            tables, error = None, None
            try:
                tables = self._read()
            except Exception as away:  # whatever it is, the page says it
                error = away
            if not loop.is_closed():
                loop.call_soon_threadsafe(settle, tables, error)

        threading.Thread(target=look, name="database-watch", daemon=True).start()
        return await found

    def _read(self) -> Tables:
        now = self._clock()
        with self._database.transaction() as connection:
            made = connection.execute(_BACKUP).scalar_one_or_none() or {}
            at = datetime.fromisoformat(made["good"]["at"]) if made.get("good") else None
            if at is not None and not has_been(at, now):
                at = None
            return Tables(waits_of(connection, now), _seconds(now, at))

    def close(self) -> None:
        self._waits.close()
        self._telegram.close()
        self._database.close()


def trouble_of_disk(folders: Sequence[Path]) -> str | None:
    """Why nothing can be stored in one of these folders; a folder that is not made yet has none."""
    for folder in folders:
        try:
            disk = os.statvfs(folder)
        except FileNotFoundError:
            continue
        except OSError as fault:
            return type(fault).__name__
        if disk.f_flag & os.ST_RDONLY:
            return "read-only"
        if disk.f_bavail * disk.f_frsize < LAST_BYTES:
            return "full"
    return None


def waits_of(connection: Connection, now: datetime) -> Waits:
    """Both queues as they are in this transaction."""
    updates, update_since, updates_parked = connection.execute(_UPDATES).one()
    messages, message_since = connection.execute(_MESSAGES).one()
    messages_parked = connection.execute(_MESSAGES_PARKED).scalar_one()
    return Waits(
        Queue(updates, _seconds(now, update_since), updates_parked),
        Queue(messages, _seconds(now, message_since), messages_parked),
    )


def _seconds(now: datetime, since: datetime | None) -> float | None:
    return None if since is None else round(max((now - since).total_seconds(), 0.0), 1)


async def _why(asked: Awaitable[T]) -> tuple[str | None, T | None]:
    """Why there is no answer, by the kind of fault only: its words may hold an address or a password."""
    try:
        return None, await asked
    except TimeoutError:
        return f"no answer within {PATIENCE} s", None
    except Exception as fault:  # whatever it is, the page says it
        return type(fault).__name__, None
