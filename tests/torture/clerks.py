"""Several people at once before the inbox: on PostgreSQL each has a process's worth of the bot to himself.

There each clerk handles on a connection of his own, whatever is next, as processes do. On SQLite the bot is
one process of which one thread touches the database: the clerks queue for it.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.incoming.handling import build
from bot.incoming.inbox import Worker, store
from bot.thread import PASSING
from models.chat import Inbox
from models.enums import Waiting
from models.unit import Database
from tests.core.desk import ME, FrontDesk, in_a_loop

WAIT_SECONDS = 120.0


class Clerk:
    """One of them."""

    def __init__(self, database: Database, desk: FrontDesk, queue: ThreadPoolExecutor) -> None:
        self.desk = desk
        self.database = database
        self._queue = queue
        began = time.monotonic()
        self.worker = Worker(
            self.database,
            in_a_loop(build("4242:a-test-token", ME)),
            lambda: desk.now + timedelta(seconds=time.monotonic() - began),
            10**6,
        )
        self.passing = 0  #: how often the database was not to be had; the bot tries again
        self.transactions: list[
            float
        ] = []  #: seconds of each that handled something, without the wait for it

    def brings(self, update: dict[str, Any]) -> float:
        """An update is stored, and handled by whoever is free; the seconds until it is done."""
        began = time.monotonic()
        self._at_last(lambda: store(self.database, self.desk.now, [update]))
        while not self._at_last(lambda: self._done(update["update_id"])):
            if time.monotonic() - began > WAIT_SECONDS:
                raise AssertionError(f"update {update['update_id']} is not handled")
            if self._at_last(self._handles) is None:
                time.sleep(0.02)  # another has it in hand
        return time.monotonic() - began

    def _handles(self) -> object:
        began = time.monotonic()
        answers = self.worker.handle_next()
        if answers is not None:
            self.transactions.append(time.monotonic() - began)
        return answers

    def _done(self, update_id: int) -> bool:
        query = select(Inbox.state).where(Inbox.update_id == update_id)
        with self.database.engine.connect() as connection:
            return connection.execute(query).scalar() in (Waiting.DONE, Waiting.PARKED)

    def _at_last(self, act: Callable[[], Any]) -> Any:
        while True:
            try:
                return self._queue.submit(act).result()
            except PASSING:
                self.passing += 1


@contextmanager
def clerks(url: str, desk: FrontDesk, count: int) -> Iterator[list[Clerk]]:
    """So many, until they are not needed any more."""
    with ExitStack() as stack:
        queues = [
            stack.enter_context(ThreadPoolExecutor(1)) for _ in range(1 if desk.database.is_sqlite else count)
        ]
        databases = [Database(url) for _ in queues]
        for database in databases:
            stack.callback(database.close)
        pairs = itertools.cycle(zip(databases, queues, strict=True))
        yield [Clerk(database, desk, queue) for database, queue in itertools.islice(pairs, count)]


def together(made: Sequence[Clerk], updates: Sequence[Sequence[dict[str, Any]]]) -> list[float]:
    """Each brings its updates one after the other, all clerks at once; the seconds of every one."""
    gate, took, wrong = threading.Barrier(len(made)), list[float](), list[BaseException]()

    def works(clerk: Clerk, mine: Sequence[dict[str, Any]]) -> None:
        try:
            gate.wait()
            took.extend([clerk.brings(update) for update in mine])
        except BaseException as trouble:  # told below
            wrong.append(trouble)

    threads = [
        threading.Thread(target=works, args=(clerk, mine)) for clerk, mine in zip(made, updates, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return took


def parked(desk: FrontDesk) -> int:
    """Updates that failed for good."""
    return len(desk.rows(select(Inbox.id).where(Inbox.state == Waiting.PARKED)))
