"""What the bot tells systemd, where that started it: that it listens, that its loop turns, that it ends."""

from __future__ import annotations

import asyncio
import os
import socket

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def tell(state: str) -> None:
    """One datagram to the socket that systemd named (sd_notify(3))."""
    where = os.environ.get("NOTIFY_SOCKET")
    if not where:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
        line.connect("\0" + where[1:] if where.startswith("@") else where)
        line.sendall(state.encode())


async def stay_alive() -> None:
    """Say it thrice in the time after which systemd starts a bot anew whose loop hangs.

    A database or a Telegram that is away is no reason for that: the loop turns meanwhile.
    """
    microseconds = int(os.environ.get("WATCHDOG_USEC") or 0)
    if os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        microseconds = 0  # it was meant for a parent of ours
    while True:
        await asyncio.sleep(microseconds / 3_000_000 or 3600)
        if microseconds:
            tell(ALIVE)
