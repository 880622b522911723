"""A process that dies while its workshop is at work, or after it was. For one test."""

from __future__ import annotations

import asyncio
import os
import sys
import time

from bot.rooms.workshop import Workshop


async def main(busy: bool) -> None:
    workshop = Workshop()
    print(await workshop.run(os.getpid), flush=True)
    if busy:
        working = asyncio.create_task(workshop.run(time.sleep, 600))
        await asyncio.sleep(0.1)
        assert not working.done()
    os._exit(9)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] == "busy"))
