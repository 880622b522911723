"""What a visitor sends, read in one way only: counted before it is read, never unpacked, and not for ever.

Whoever announces too much is answered at once, and nothing of it is read. Who sends slower than the slowest
line that people have is cut off: it is not the bytes that cost, it is the place that they hold.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

GRACE_SECONDS = 10.0  #: that a body has whatever it brings
LEAST_RATE = 20 * 1024  #: bytes in each second after that, on average


class TooBig(Exception):
    """More than was asked for."""


class TooSlow(Exception):
    """It took longer than any line takes."""


class BrokenOff(Exception):
    """The visitor has gone, or what he sends is no body."""


async def body(
    request: web.Request, most: int, within: float, room: Callable[[int], None] = lambda _size: None
) -> bytearray:
    """All that was sent. Raises TooBig, TooSlow and BrokenOff; `room` hears how much there is so far."""
    if (request.content_length or 0) > most:
        raise TooBig
    content = bytearray()
    try:
        await _read(request, content, most, within, room)
    except BaseException:
        content.clear()  # the fault is remembered by the connection, and with it would be what has arrived
        raise
    return content


async def _read(
    request: web.Request, content: bytearray, most: int, within: float, room: Callable[[int], None]
) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while True:
        had = len(content)
        until = begun + min(within, GRACE_SECONDS + had / LEAST_RATE)
        try:
            async with asyncio.timeout_at(until):
                content += await request.content.readany()  # no name of ours holds a piece
        except TimeoutError:
            raise TooSlow from None
        except (ConnectionError, web.RequestPayloadError, HttpProcessingError):
            raise BrokenOff from None
        except RuntimeError:  # so aiohttp calls a connection that has ended before anything was read
            if request.transport is not None:
                raise
            raise BrokenOff from None
        if len(content) == had:
            return
        if len(content) > most:
            raise TooBig
        room(len(content))
        if loop.time() > until:  # readany does not wait for what is there already
            raise TooSlow
