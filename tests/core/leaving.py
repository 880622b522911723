"""A process that dies while its workshop is at work, or after it was, or is told to stop. For two tests."""

from __future__ import annotations

import asyncio
import os
import sys
import time

from bot.rooms.workshop import Workshop


async def main(when: str) -> None:
    workshop = Workshop()
    print(await workshop.run(os.getpid), flush=True)
    if when != "idle":
        working = asyncio.create_task(workshop.run(time.sleep, 600))
        await asyncio.sleep(0.1)
        assert not working.done()
    if when == "stopped":  # as the bot ends when systemd tells it to
        working.cancel()
        await asyncio.wait([working])
        workshop.close()
        return
    os._exit(9)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
