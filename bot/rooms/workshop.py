"""A process of its own for what takes long: a thread would hold everybody up."""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import NoReturn, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST_MEMORY = 4 * 1024**3  #: bytes of address space; what wants more was made to want more
_BEHIND = 10  #: steps of priority after the bot itself
_DEATH_OF_THE_PARENT = 1  #: PR_SET_PDEATHSIG of <linux/prctl.h>
LONGEST_LOOK = 20  #: seconds; a file that takes longer was made to take longer


class Workshop:
    """Runs one function at a time in a child process, which is started when it is first needed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()  #: what a file breaks is its own: nobody else's waits in that process

    async def run(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result. Raises BrokenProcessPool when the process died of it."""
        async with self._turn:
            if self._pool is None:
                spawn = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin)
            try:
                return await asyncio.wrap_future(self._pool.submit(act, *args, **kwargs))
            except BrokenProcessPool:
                self._pool = None
                raise

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _begin() -> None:
    """In the child process, before its first work."""
    _modest()
    _end_with_the_bot()


def _end_with_the_bot() -> None:
    """A bot that was killed leaves nobody behind who draws on: nobody would ever take it."""
    bot = multiprocessing.parent_process()
    if bot is None:
        return

    def watch() -> None:
        wait([bot.sentinel])
        os._exit(1)

    if sys.platform == "linux":  # at once, even from within something that lets no thread run
        ctypes.CDLL(None).prctl(_DEATH_OF_THE_PARENT, signal.SIGKILL)
    threading.Thread(target=watch, daemon=True).start()


def _modest() -> None:
    """People who press come first; a file that would fill the machine's memory ends its own process."""
    import resource  # not on every system

    os.nice(_BEHIND)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, hard))


class TookTooLong(Exception):
    """What was given was made to take long."""


def within(seconds: int, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In the child process: what `act` says, if it says it in time. Raises TookTooLong."""

    def enough(_number: int, _frame: object) -> NoReturn:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, enough)
    signal.alarm(seconds)
    try:
        return act(*args, **kwargs)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
