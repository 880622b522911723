"""Waiting for what is drawn beside the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(1500):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")


async def end(loops: list[asyncio.Task[None]]) -> None:
    """Who is woken in the moment in which it is told to end does not hear it in Python 3.11 (wait_for)."""
    while any(not loop.done() for loop in loops):
        for loop in loops:
            loop.cancel()
        await asyncio.wait(loops, timeout=1)
