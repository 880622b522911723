"""A process that dies while its pool is at work, or after it was, or is told to stop. For two tests."""

from __future__ import annotations

import asyncio
import os
import sys
import time

from bot.jobs.subprocess_pool import SubprocessPool


async def main(when: str) -> None:
    pool = SubprocessPool()
    print(await pool.run(os.getpid), flush=True)
    if when != "idle":
        working = asyncio.create_task(pool.run(time.sleep, 600))
        await asyncio.sleep(0.1)
        assert not working.done()
    if when == "stopped":  # as the bot ends when systemd tells it to
        working.cancel()
        await asyncio.wait([working])
        pool.close()
        return
    os._exit(9)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
