"""Where connections come in, and where those are turned away who have been told so often enough.

To answer somebody with a page costs a hundred times what it costs to close his connection before anything
is made of it. So whoever comes again and again after he was refused is not refused in words any more: what he
has sent is looked at where it lies, and he is gone. Of the others few are let in at a time, for the chat is
part of each turn of the loop; and of each address one before anybody's second, so a crowd waits for itself.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.starting.handles import handles

LOG = structlog.get_logger()

WAITING_TO_COME_IN = 4096  #: what does not fit knocks again a second later
LOOKED_AT_ONCE = 64  #: of these in one turn of the loop
WAITING_INSIDE = 400  #: until they are let in; of more, one of the greatest crowd goes
TAKEN_AT_ONCE = 16  #: let in in one turn of the loop
UNHEARD = ""  #: in place of an address
AGAIN_SECONDS = 1.0  #: where the system has no handle
_HEAD = 8192  #: bytes
_FOR_WHOM = re.compile(rb"\r\nX-Forwarded-For:([^\r\n]*)(?=\r\n)", re.IGNORECASE)


class Door:
    """One address that is listened at."""

    def __init__(
        self,
        ear: socket.socket,
        made: Callable[[], asyncio.Protocol],
        *,
        full: Callable[[], bool],
        turned_away: Callable[[str], bool],
        behind_proxy: bool,
    ) -> None:
        self._ear = ear
        self._made = made
        self._full = full
        self._turned_away = turned_away  #: whether this address is
        self._behind_proxy = behind_proxy
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[str, deque[socket.socket]] = {}  #: by whom they are for, whose turn it is first
        self._many, self._most = 0, min(WAITING_INSIDE, handles() // 4)
        self._letting_in = False
        self._coming: set[asyncio.Task[object]] = set()
        ear.setblocking(False)
        ear.listen(WAITING_TO_COME_IN)
        self._opens()

    def close(self) -> None:
        self._loop.remove_reader(self._ear)
        self._ear.close()
        while self._many:
            self._leaves(next(iter(self._waiting))).close()

    def _opens(self) -> None:
        if self._ear.fileno() >= 0:
            self._loop.add_reader(self._ear, self._take)

    def _take(self) -> None:
        for _ in range(LOOKED_AT_ONCE):
            try:
                line, (host, *_) = self._ear.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                break
            except OSError as none_left:
                LOG.warning("no connection taken", error=none_left.strerror)
                self._loop.remove_reader(self._ear)
                self._loop.call_later(AGAIN_SECONDS, self._opens)
                break
            self._queues(line, host)
        if self._many > self._most:
            self._makes_room()
        if not self._letting_in:
            self._let_in()

    def _queues(self, line: socket.socket, host: str) -> None:
        """Behind those of whom it is for."""
        whose = self._whose(line, host)
        if whose is None:
            line.close()
        else:
            self._waiting.setdefault(whose, deque()).append(line)
            self._many += 1

    def _makes_room(self) -> None:
        """Who had said nothing when he came may have said it since; then the greatest crowd pays."""
        unheard = self._waiting.pop(UNHEARD, deque())
        self._many -= len(unheard)
        for line in unheard:
            self._queues(line, UNHEARD)
        while self._many > self._most:
            crowd = max(self._waiting, key=lambda one: len(self._waiting[one]))
            self._leaves(crowd, first=crowd == UNHEARD).close()

    def _let_in(self) -> None:
        for _ in range(min(TAKEN_AT_ONCE, self._many)):
            whose = next(iter(self._waiting))
            line = self._leaves(whose, first=True)
            if whose == UNHEARD and self._whose(line, UNHEARD) is None:
                line.close()
                continue
            task = self._loop.create_task(self._comes_in(line))
            self._coming.add(task)
            task.add_done_callback(self._coming.discard)
        self._letting_in = self._many > 0
        if self._letting_in:
            self._loop.call_soon(self._let_in)

    def _leaves(self, whose: str, *, first: bool = False) -> socket.socket:
        """One of those who wait; who has had one let in comes after the others."""
        his = self._waiting.pop(whose)
        line = his.popleft() if first else his.pop()
        if his:
            self._waiting[whose] = his
        self._many -= 1
        return line

    async def _comes_in(self, line: socket.socket) -> None:
        try:
            line.setblocking(False)
            await self._loop.connect_accepted_socket(self._made, line)
        except OSError:  # he has gone already
            line.close()

    def _whose(self, line: socket.socket, host: str) -> str | None:
        """For whom it comes, as far as what has come so far says it; None: nobody who is let in.

        Nothing is waited for, and nothing is taken out.
        """
        if not self._behind_proxy:
            return None if self._turned_away(host) else host
        head = b""
        with suppress(OSError):
            head = line.recv(_HEAD, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        head, whole, _ = head.partition(b"\r\n\r\n")
        if head and not whole and len(head) < _HEAD and self._full():
            return None  # a web server in front says what it wants in one go
        told = _FOR_WHOM.findall(head + b"\r\n") if whole else []
        whom = told[-1].rpartition(b",")[2].strip().decode("latin-1") if told else UNHEARD
        return None if whom and self._turned_away(whom) else whom
