"""Several people at once before the inbox: on PostgreSQL each has a process of the bot to himself.

There each clerk handles in a process of his own, whatever is next, as the processes of a city do. On SQLite
the bot is one process of which one thread touches the database: the clerks queue for it.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select

from bot.database import office_database
from bot.incoming.handling import build
from bot.incoming.inbox import Worker, store
from bot.thread import PASSING
from models.chat import Inbox
from models.enums import Waiting
from models.unit import Database
from tests.core.desk import ME, FrontDesk, in_a_loop

WAIT_SECONDS = 120.0

Updates = Sequence[dict[str, Any]]


@dataclass
class Took:
    """What the work of one or of all was."""

    seconds: list[float] = field(default_factory=list)  #: of each update, from its coming until it was stored
    transactions: list[float] = field(default_factory=list)  #: of each, without the wait for it
    passing: int = 0  #: how often the database was not to be had; the bot tries again

    def add(self, other: Took) -> None:
        self.seconds += other.seconds
        self.transactions += other.transactions
        self.passing += other.passing


class Gate(Protocol):
    """Opens when all stand before it."""

    def wait(self) -> object: ...


class Clerk:
    """One of them."""

    def __init__(self, database: Database, now: datetime, queue: Executor) -> None:
        self.took = Took()
        self._now = now
        self._database = database
        self._queue = queue
        began = time.monotonic()
        self._worker = Worker(
            database,
            in_a_loop(build("4242:a-test-token", ME)),
            lambda: now + timedelta(seconds=time.monotonic() - began),
            10**6,
        )

    def brings(self, update: dict[str, Any]) -> None:
        """An update is stored, and handled by whoever is free."""
        began = time.monotonic()
        self._at_last(lambda: store(self._database, self._now, [update]))
        while not self._at_last(lambda: self._done(update["update_id"])):
            if time.monotonic() - began > WAIT_SECONDS:
                raise AssertionError(f"update {update['update_id']} is not handled")
            if self._at_last(self._handles) is None:
                time.sleep(0.02)  # another has it in hand
        self.took.seconds.append(time.monotonic() - began)

    def _handles(self) -> object:
        began = time.monotonic()
        answers = self._worker.handle_next()
        if answers is not None:
            self.took.transactions.append(time.monotonic() - began)
        return answers

    def _done(self, update_id: int) -> bool:
        query = select(Inbox.state).where(Inbox.update_id == update_id)
        with self._database.engine.connect() as connection:
            return connection.execute(query).scalar() in (Waiting.DONE, Waiting.PARKED)

    def _at_last(self, act: Callable[[], Any]) -> Any:
        while True:
            try:
                return self._queue.submit(act).result()
            except PASSING:
                self.took.passing += 1


def together(desk: FrontDesk, url: str, updates: Sequence[Updates], warm: int = 0) -> Took:
    """Each clerk brings his updates one after the other, all clerks at once.

    `warm`: so many of them before it counts. A process that has just begun makes each statement for the first
    time, and Python's modules are read as they are needed.
    """
    took = Took()
    with (_threads if desk.database.is_sqlite else _processes)(url, desk.now, updates, warm) as working:
        for one in working:
            took.add(one.result())
    return took


@contextmanager
def _threads(url: str, now: datetime, updates: Sequence[Updates], warm: int) -> Iterator[list[Future[Took]]]:
    """Clerks of one process, which queue for the thread that touches the database."""
    gate = threading.Barrier(len(updates), timeout=WAIT_SECONDS)
    database = office_database(url)
    try:
        with ThreadPoolExecutor(1) as queue, ThreadPoolExecutor(len(updates)) as pool:
            yield [pool.submit(_works, Clerk(database, now, queue), mine, warm, gate) for mine in updates]
    finally:
        database.close()


@contextmanager
def _processes(
    url: str, now: datetime, updates: Sequence[Updates], warm: int
) -> Iterator[list[Future[Took]]]:
    """A process for each clerk."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    gate = context.Barrier(len(updates), timeout=WAIT_SECONDS)
    with ProcessPoolExecutor(len(updates), context, _opens, (gate,)) as pool:
        yield [pool.submit(_works_alone, url, now, mine, warm) for mine in updates]


_gate: Gate


def _opens(gate: Gate) -> None:
    global _gate
    _gate = gate


def _works_alone(url: str, now: datetime, mine: Updates, warm: int) -> Took:
    database = office_database(url)
    try:
        with ThreadPoolExecutor(1) as queue:
            return _works(Clerk(database, now, queue), mine, warm, _gate)
    finally:
        database.close()


def _works(clerk: Clerk, mine: Updates, warm: int, gate: Gate) -> Took:
    for update in mine[:warm]:
        clerk.brings(update)
    clerk.took = Took()
    gate.wait()
    for update in mine[warm:]:
        clerk.brings(update)
    return clerk.took


def parked(desk: FrontDesk) -> int:
    """Updates that failed for good."""
    return len(desk.rows(select(Inbox.id).where(Inbox.state == Waiting.PARKED)))
