"""A process of its own for what takes long: a thread would hold everybody up."""

from __future__ import annotations

import asyncio
import ctypes
import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from typing import NoReturn, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

#: Bytes of address space; what wants more was made to want more. A report of 1,100 usulan takes 130 MiB of
#: it, 5,000 rows of Excel 105, a PDF that is checked 150, a photo of 25 million pixels 300.
MOST_MEMORY = 2048 * 1024**2  #: for what is our own, pictures and all
OTHERS_MEMORY = 768 * 1024**2  #: for what somebody sent
_BEHIND = 10  #: steps of priority after the bot itself
_DEATH_OF_THE_PARENT = 1  #: PR_SET_PDEATHSIG of <linux/prctl.h>
_GRACE = 5  #: seconds
_STDERR = 2
LONGEST_LOOK = 20  #: seconds; a file that takes longer was made to take longer
LONGEST_WORK = 600  #: seconds; what we make ourselves and is not done by then has no end


class Workshop:
    """Runs one function at a time in a child process, which is started when it is first needed."""

    def __init__(self, most: int = MOST_MEMORY) -> None:
        self._most = most
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()  #: what a file breaks is its own: nobody else's waits in that process

    async def run(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result. Raises BrokenProcessPool when the process died of it."""
        async with self._turn:
            try:
                return await asyncio.wrap_future(self._given(act, *args, **kwargs))
            except BrokenProcessPool:
                self._pool = None
                raise

    def _given(self, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Handed to the process; to a new one where the last died idle, which is not this file's fault."""
        if self._pool is not None:
            with suppress(BrokenProcessPool):
                return self._pool.submit(act, *args, **kwargs)
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_begin, initargs=(self._most,))
        return self._pool.submit(act, *args, **kwargs)

    def close(self) -> None:
        """What is being done ends here, and is begun again after the start: Python would wait for it."""
        if self._pool is not None:
            for process in list(self._pool._processes.values()):
                process.kill()
            self._pool.shutdown(wait=False, cancel_futures=True)


def _begin(most: int) -> None:
    """In the child process, before its first work."""
    _modest(most)
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


def _modest(most: int) -> None:
    """People who press come first; a file that would fill the machine's memory ends its own process."""
    import resource  # not on every system

    os.nice(_BEHIND)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


class TookTooLong(Exception):
    """What was given was made to take long."""


def within(seconds: int, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """In the child process: what `act` says, if it says it in time. Raises TookTooLong.

    What lets no Python run meanwhile, as a reader written in Rust, ends the process a little later.
    """

    def enough(_number: int, _frame: object) -> NoReturn:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, enough)
    signal.alarm(seconds)
    faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=_STDERR)
    try:
        return act(*args, **kwargs)
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
