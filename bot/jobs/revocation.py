"""Lists of revoked certificates, fetched where the authorities of good signatures say that they lie."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import aiohttp
import structlog

from documents.sealing.signed_copy import Signed

LOG = structlog.get_logger()

SECONDS = 5.0  #: for all lists together: who sent the file waits, and others behind him
MOST_LISTS = 4
LARGEST = 8 * 1024 * 1024


async def revocation_lists(signed: Iterable[Signed]) -> tuple[bytes, ...]:
    """What could be had in time. Their addresses are of authorities that a root of the office vouches for."""
    addresses = list(dict.fromkeys(address for one in signed for address in one.lists))[:MOST_LISTS]
    if not addresses:
        return ()
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session:
        fetched = await asyncio.gather(*(_fetched(session, address) for address in addresses))
    return tuple(one for one in fetched if one is not None)


async def _fetched(session: aiohttp.ClientSession, address: str) -> bytes | None:
    try:
        async with session.get(address, allow_redirects=False) as answer:
            if answer.status != 200:
                raise aiohttp.ClientError
            content = bytearray()
            async for piece in answer.content.iter_chunked(64 * 1024):
                content += piece
                if len(content) > LARGEST:
                    raise aiohttp.ClientError
            return bytes(content)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as away:
        LOG.warning("list of revoked certificates not fetched", error=type(away).__name__)
        return None
