"""The connections of a web server: how many there may be, in all and of one address, and who has to go.

A connection is a file handle, and the chat needs handles too. So the limit holds at the very moment in which
somebody knocks, and it counts everybody: those who rest, those who are being read and those who are answered.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection

from aiohttp.web_protocol import RequestHandler

from bot.starting.handles import handles

MOST, OF_ONE = 500, 50  #: in all; of one address that comes by itself, without a web server in front
BUSY_OF_ONE = 40  #: requests of one address that are being answered at one time
ANSWERED, UNHEARD, KNOWN, BUSY = range(4)  #: what a connection is worth where one has to go
HEADER_SECONDS = 10.0  #: to say what is wanted; also how long a connection may rest


def most_connections() -> int:
    """Most of what this process may open is for others than visitors, and for those that knock at once."""
    return min(MOST, handles() // 3)


class Connections:
    """Of one server. `there`, wherever it is asked for: all that aiohttp holds."""

    def __init__(self, *, behind_proxy: bool) -> None:
        self._most = most_connections()
        self._behind_proxy = (
            behind_proxy  #: then all come from one address, and only their requests say whose
        )
        self._resting: dict[RequestHandler, tuple[int, float]] = {}  #: what it is worth; since when
        self._busy: dict[RequestHandler, tuple[float, str]] = {}  #: since when, and for whom
        self._of: Counter[str] = Counter()
        self._trims = False

    def knocks(self, one: RequestHandler, there: Callable[[], Collection[RequestHandler]]) -> None:
        """Somebody comes. However many come in one turn of the loop, it is looked once who has to go."""
        self._resting[one] = (UNHEARD, _now())
        if not self._trims:
            self._trims = True
            loop = asyncio.get_running_loop()
            loop.call_soon(loop.call_soon, lambda: self._trim(there()))  # by then they are among those there

    def full(self, there: Collection[RequestHandler]) -> bool:
        """Whoever comes now takes the place of another."""
        return len(there) >= self._most

    def _trim(self, there: Collection[RequestHandler]) -> None:
        """Where there is no place left, the greatest crowd gives its oldest."""
        self._trims = False
        if len(there) <= self._most:
            return
        crowds: dict[object, list[RequestHandler]] = {}
        for one in filter(_is_open, there):
            crowds.setdefault(self._whose(one), []).append(one)
        for crowd in crowds.values():
            crowd.sort(key=self._worth, reverse=True)
        for _ in range(sum(map(len, crowds.values())) - self._most):
            cut(max(crowds.values(), key=len).pop())

    def begins(self, one: RequestHandler, address: str) -> bool:
        """A request is to be answered; False: this address has too many that are."""
        if self._of[address] >= BUSY_OF_ONE:
            return False
        self._of[address] += 1
        self._busy[one] = (_now(), address)
        self._resting.pop(one, None)
        return True

    def ends(self, one: RequestHandler, *, known: bool = False) -> None:
        """It is answered; `known`: to somebody who has proved who he is."""
        found = self._busy.pop(one, None)
        if found is not None:
            self._of -= Counter((found[1],))
            self._resting[one] = (KNOWN if known else ANSWERED, _now())

    def sweep(self, there: Collection[RequestHandler]) -> None:
        """Whoever sends his request letter by letter is cut off; aiohttp would wait for him for ever."""
        now = _now()
        resting = [one for one in there if one not in self._busy and _is_open(one)]
        self._resting = {one: self._resting.get(one, (ANSWERED, now)) for one in resting}
        for one, (_, since) in self._resting.items():
            if now - since > HEADER_SECONDS:
                cut(one)
        if not self._behind_proxy:
            self._sweep_crowds([one for one in there if _is_open(one)])

    def _sweep_crowds(self, open_ones: list[RequestHandler]) -> None:
        for host, count in Counter(_host(one) for one in open_ones).items():
            his = sorted((one for one in open_ones if _host(one) == host), key=self._worth)
            for one in his[: max(count - OF_ONE, 0)]:
                cut(one)

    def _whose(self, one: RequestHandler) -> object:
        return self._busy[one][1] if one in self._busy else _host(one)

    def _worth(self, one: RequestHandler) -> tuple[int, float]:
        """The least goes first, and of the same the older."""
        if one in self._busy:
            return BUSY, self._busy[one][0]
        return self._resting.get(one, (ANSWERED, 0.0))


def _now() -> float:
    return asyncio.get_running_loop().time()


def _is_open(one: RequestHandler) -> bool:
    return one.transport is not None and not one.transport.is_closing()


def cut(one: RequestHandler) -> None:
    if one.transport is not None:
        one.transport.abort()


def _host(one: RequestHandler) -> object:
    name = one.peername
    return name[0] if isinstance(name, tuple) else name
