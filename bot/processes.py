"""One of several processes over one PostgreSQL: who is the leader, and how the others are woken.

Each process has a line of its own to the database, beside that of the database thread. The leader holds a
lock on it; the lock goes with the line, and the line with the process. On the same line everybody hears what
the others have stored. PgBouncer in transaction mode breaks both: behind a line must be one server process.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from typing import TYPE_CHECKING, Any

import psycopg
import structlog
from sqlalchemy import func, select

from bot.leader import Heard, Leader
from bot.thread import PASSING, Backoff, DatabaseThread
from models.database import LEADER_LOCK, STILL_SECONDS, line_to, name_of_process
from models.unit import Database

if TYPE_CHECKING:
    Line = psycopg.Connection[tuple[Any, ...]]

LOG = structlog.get_logger()

CHANNEL = "musrenbang"

LOOK_SECONDS = 1.0  #: between two looks whether the lock is still held
STALE_SECONDS = 3.0  #: a line that said nothing for so long may be cut without our knowing
TICK_SECONDS = 0.25  #: between two looks whether it is to be had; stopping takes no longer either
#: A leader whose line was cut sees it at once, but what it is sending in that moment has to end; and what one
#: sent that was killed may still be on its way to Telegram.
GRACE_SECONDS = 0.5
#: A process that stands still, or whose loop does, sends nothing: it must not keep the others from it.
HUNG_SECONDS = 6.0

_UNSENT = "SELECT EXISTS (SELECT FROM outbox WHERE state = 'waiting' AND chat_id IS NOT NULL)"
_TRY = "SELECT pg_try_advisory_lock(%s, %s)"
_HELD = """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND pid = pg_backend_pid() AND classid = %s AND objid = %s AND objsubid = 2"""

#: A leader asks something on its line every second. One that has not is stopped, or its machine is gone.
_END_SILENT = """SELECT pg_terminate_backend(a.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %s AND l.objid = %s AND l.objsubid = 2
    AND a.datname = current_database() AND a.application_name ~ '^musrenbang [0-9]+$'
    AND a.state_change < clock_timestamp() - make_interval(secs => %s)"""

#: What a process has locked that stands still between two statements PostgreSQL frees by itself. In the
#: middle of many that are sent at once (psycopg's executemany) it waits for the rest without end.
_END_STILL = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name ~ '^musrenbang [0-9]+$'
    AND state = 'active' AND wait_event = 'ClientRead'
    AND query_start < clock_timestamp() - make_interval(secs => %s)"""


class OneOfSeveral(Leader):
    """Becomes the leader when nobody is, and says so when it is no longer."""

    def __init__(self, database_url: str, database: Database, thread: DatabaseThread) -> None:
        self._url = database_url
        self._database = database
        self._thread = thread
        self._me = secrets.token_hex(4)
        self._held = False
        self._seen = 0.0  #: when the lock was last seen to be held
        self._refused = False  #: another process was the leader a moment ago
        self._beat = 0.0  #: when the loop last answered
        self._turn = asyncio.Event()
        self._closing = threading.Event()
        self._telling: dict[str, asyncio.Task[None]] = {}
        self._listener = threading.Thread(target=self._listens, name="leader", daemon=True)

    @property
    def holds(self) -> bool:
        return self._held and time.monotonic() - self._seen < STALE_SECONDS

    async def mine(self) -> None:
        while not self.holds:
            self._turn.clear()
            await self._turn.wait()

    def begins(self, heard: Heard) -> None:
        self._heard = heard
        self._loop = asyncio.get_running_loop()
        self._beat = time.monotonic()
        self._listener.start()

    def close(self) -> None:
        self._closing.set()
        if self._listener.is_alive():
            self._listener.join(2 * GRACE_SECONDS)

    # ---- telling the others

    def tells(self, word: str) -> None:
        if word not in self._telling:
            self._telling[word] = asyncio.create_task(self._tells(word))

    async def _tells(self, word: str) -> None:
        await asyncio.sleep(0)  # whatever else this moment brings is told with it
        del self._telling[word]
        try:
            await self._thread.run(self._notify, word)
        except PASSING:
            LOG.info("not told", word=word)  # they look by themselves

    def _notify(self, word: str) -> None:
        with self._database.transaction() as connection:
            connection.execute(select(func.pg_notify(CHANNEL, f"{self._me} {word}")))

    # ---- the line, in a thread of its own: the loop never waits for the database

    def _listens(self) -> None:
        backoff = Backoff(LOOK_SECONDS)
        while not self._closing.is_set():
            try:
                with line_to(self._url, name_of_process()) as line:
                    line.execute(f"LISTEN {CHANNEL}")
                    self._keeps(line, backoff)
                    self._held = False  # the lock goes with the line
            except (psycopg.Error, OSError) as cut:
                if self._held:
                    LOG.warning("no longer the leader", error=type(cut).__name__)
                self._held = False
                self._closing.wait(backoff.more())

    def _keeps(self, line: Line, backoff: Backoff) -> None:
        looked = 0.0
        while not self._closing.is_set():
            if not self._held or time.monotonic() - looked >= LOOK_SECONDS:
                self._look(line)
                looked = time.monotonic()
                backoff.again()
            for said in line.notifies(timeout=TICK_SECONDS):
                sender, _, word = said.payload.partition(" ")
                if sender != self._me:
                    self._to_the_loop(self._heard, word)

    def _look(self, line: Line) -> None:
        """See whether the lock is held, take it when nobody holds it, leave it when the loop stands still."""
        self._to_the_loop(self._beats)
        if time.monotonic() - self._beat > HUNG_SECONDS:
            raise psycopg.OperationalError("the loop stands still")
        if self._held:
            if not _one(line, _HELD):
                raise psycopg.OperationalError("the lock is gone")
            if line.execute(_END_STILL, (STILL_SECONDS,)).fetchone():
                LOG.warning("a process stood still in the middle of what it wrote")
        elif not _one(line, _TRY):
            self._refused = True
            self._frees(line)
            return
        elif self._refused or _one(line, _UNSENT):
            self._closing.wait(GRACE_SECONDS)
            if not _one(line, _HELD):
                raise psycopg.OperationalError("the lock is gone")
        self._seen = time.monotonic()
        if not self._held:
            self._refused = False
            self._held = True
            LOG.info("this process is the leader")
        self._to_the_loop(self._turn.set)

    def _frees(self, line: Line) -> None:
        """The lock of a leader that stands still is taken from it; it sees that as soon as it goes on."""
        if line.execute(_END_SILENT, (*LEADER_LOCK, HUNG_SECONDS)).fetchone():
            LOG.warning("the leader stood still")

    def _beats(self) -> None:
        self._beat = time.monotonic()

    def _to_the_loop(self, act: Any, *given: Any) -> None:
        try:
            self._loop.call_soon_threadsafe(act, *given)
        except RuntimeError:  # the loop has ended
            self._closing.set()


def _one(line: Line, question: str) -> bool:
    row = line.execute(question, LEADER_LOCK if "%s" in question else None).fetchone()
    return bool(row and row[0])
