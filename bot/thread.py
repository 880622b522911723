"""The one thread that touches the database; the event loop only speaks to Telegram and the web."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from bot.watching.figures import DATABASE_BUSY

P = ParamSpec("P")
T = TypeVar("T")

#: What is nobody's fault and passes: the database or the disk is away, a lock was not to be had.
PASSING = (OperationalError, InterfaceError, OSError)

#: Whoever waits for the bot waits for this too, after the database or Telegram is there again.
LONGEST_PAUSE = 1.0


def why(fault: Exception) -> str:
    """What the log says of such a fault: its first line, without the statement that met it."""
    words = str(fault.orig if isinstance(fault, DBAPIError) else fault)
    return (words.splitlines() or [type(fault).__name__])[0]


class DatabaseThread:
    """Runs functions one after the other in a thread of their own."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")

    async def run(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def acted() -> T:
            begun = time.perf_counter()
            try:
                return act(*args, **kwargs)
            finally:
                DATABASE_BUSY.add(time.perf_counter() - begun)

        return await asyncio.get_running_loop().run_in_executor(self._pool, acted)

    async def rests(self, within: float) -> bool:
        """Whether it comes to rest within so many seconds."""
        rest = asyncio.get_running_loop().run_in_executor(self._pool, lambda: None)
        return bool((await asyncio.wait([rest], timeout=within))[0])

    def close(self) -> None:
        self._pool.shutdown(wait=True)


def in_database_thread() -> bool:
    """For the guard that nothing in the loop's thread touches the database."""
    return threading.current_thread().name.startswith("database")


class Backoff:
    """How long a loop waits after a failure that passes: longer each time, never longer than people do."""

    def __init__(self, longest: float = LONGEST_PAUSE) -> None:
        self._longest = longest
        self._next = 0.1

    def more(self) -> float:
        now, self._next = self._next, min(self._next * 2, self._longest)
        return now

    def again(self) -> None:
        """It worked: start from the shortest pause the next time."""
        self._next = 0.1
