"""A file that takes all memory, or a reader that does not come back: `python -m tests.core.greedy memory`."""

import asyncio
import hashlib
import sys

from bot.rooms import workshop
from bot.rooms.workshop import OTHERS_MEMORY, Workshop, within


def memory() -> int:
    return len(bytes(OTHERS_MEMORY))


def hang() -> int:
    """As a reader that is no Python: no signal is looked at meanwhile."""
    workshop._GRACE = 1
    return len(within(1, hashlib.pbkdf2_hmac, "sha256", b"a", b"b", 2**31 - 1))


async def main(bomb: str) -> None:
    room = Workshop(OTHERS_MEMORY)
    try:
        await room.run({"memory": memory, "hang": hang}[bomb])
    except Exception as ended:
        print(type(ended).__name__)
    print(await room.run(sum, [1, 2, 3]))
    room.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
