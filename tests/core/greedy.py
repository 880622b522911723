"""A file that takes all memory, or a reader that does not come back: `python -m tests.core.greedy memory`."""

import asyncio
import hashlib
import importlib
import sys

from bot.jobs import child
from bot.jobs.subprocess_pool import OTHERS_MEMORY, SubprocessPool, within


def memory() -> int:
    return len(bytes(OTHERS_MEMORY))


def hang() -> int:
    """As a reader that is no Python: no signal is looked at meanwhile."""
    child.GRACE = 1
    return len(within(1, hashlib.pbkdf2_hmac, "sha256", b"a", b"b", 2**31 - 1))


async def main(bomb: str) -> None:
    pool = SubprocessPool(OTHERS_MEMORY, strict=True)
    try:
        # by its name: the other process has a main module of its own
        await pool.run(getattr(importlib.import_module("tests.core.greedy"), bomb))
    except Exception as ended:
        print(type(ended).__name__)
    print(await pool.run(sum, [1, 2, 3]))
    pool.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
