"""A file that takes all memory, or a reader that does not come back: `python -m tests.core.greedy memory`."""

import asyncio
import hashlib
import importlib
import sys

from bot.rooms import child
from bot.rooms.workshop import OTHERS_MEMORY, Workshop, within


def memory() -> int:
    return len(bytes(OTHERS_MEMORY))


def hang() -> int:
    """As a reader that is no Python: no signal is looked at meanwhile."""
    child.GRACE = 1
    return len(within(1, hashlib.pbkdf2_hmac, "sha256", b"a", b"b", 2**31 - 1))


async def main(bomb: str) -> None:
    room = Workshop(OTHERS_MEMORY, strict=True)
    try:
        # by its name: the other process has a main module of its own
        await room.run(getattr(importlib.import_module("tests.core.greedy"), bomb))
    except Exception as ended:
        print(type(ended).__name__)
    print(await room.run(sum, [1, 2, 3]))
    room.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
