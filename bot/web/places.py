"""Places for files that come in and are looked at: nobody has them all, and a small file always finds one.

A file that is being read costs a connection and what has arrived of it; so there are many such places, few of
one address, and for what has arrived beyond the first MiB of each there is room for so much and no more.
Looking at a file is done one at a time. There whoever has asked least lately is next, not whoever came first:
somebody who hands in twenty files that take long waits for himself.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

AT_ONCE, OF_ONE = 64, 2  #: files: of all, and of one address
WAITING = 32  #: files that wait until they are looked at
ALWAYS = 1024 * 1024  #: bytes of each for which there is always room
ROOM = 160 * 1024 * 1024  #: bytes, of all together, beyond these

_Waiting = tuple[float, int, asyncio.Future[None]]  #: how often he asked, which he is, and what he waits for


class Crowded(Exception):
    """There is no place now."""


class Places:
    """Of one process."""

    def __init__(self) -> None:
        self._of: Counter[str] = Counter()
        self._beyond: dict[
            object, int
        ] = {}  #: bytes of each that came after those for which there is always room
        self._waiting: list[_Waiting] = []
        self._looking = False
        self._came = 0

    @contextmanager
    def one(self, address: str) -> Iterator[Callable[[int], None]]:
        """A place until the file is answered; what it gives is told how much has arrived. Raises Crowded."""
        if self._of.total() >= AT_ONCE or self._of[address] >= OF_ONE:
            raise Crowded
        mark = object()

        def arrived(size: int) -> None:
            self._beyond[mark] = max(size - ALWAYS, 0)
            if self._beyond[mark] and sum(self._beyond.values()) > ROOM:
                raise Crowded

        self._of[address] += 1
        try:
            yield arrived
        finally:
            self._of -= Counter((address,))
            self._beyond.pop(mark, None)

    @asynccontextmanager
    async def turn(self, asked: float) -> AsyncIterator[None]:
        """One after the other, those who have asked least first; of too many the greediest goes (Crowded)."""
        self._came += 1
        if self._looking:
            mine = asyncio.get_running_loop().create_future()
            entry = (asked, self._came, mine)
            self._waiting.append(entry)
            if len(self._waiting) > WAITING:
                self._taken_out(max)[2].set_exception(Crowded())
            try:
                await mine
            except asyncio.CancelledError:
                if entry in self._waiting:
                    self._waiting.remove(entry)
                else:  # it had just become his turn
                    self._next()
                raise
        self._looking = True
        try:
            yield
        finally:
            self._next()

    def _next(self) -> None:
        self._looking = bool(self._waiting)
        if self._waiting:
            self._taken_out(min)[2].set_result(None)

    def _taken_out(self, which: Callable[..., _Waiting]) -> _Waiting:
        self._waiting.remove(entry := which(self._waiting, key=lambda one: one[:2]))
        return entry
