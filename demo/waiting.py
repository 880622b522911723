"""Letting time pass until the bot has something to say."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.server.clock import Clock
from demo.server.world import World

_WIB = ZoneInfo("Asia/Jakarta")
_MOST_DAYS = 14
_SATURDAY = 5
_PATIENCE = 2.0  #: seconds of real time for a morning: the bot looks at its clock twice a second
_LOOK = 0.1


async def next_word(world: World) -> bool:
    """Turn the clock to the next mornings, a minute past eight; whether the bot wrote to anybody by then."""
    clock = world.clock
    if not isinstance(clock, Clock):
        return False
    for _ in range(_MOST_DAYS):
        said = _said(world)
        clock.set(_next_morning(clock()))
        if await _says_more(world, said):
            return True
    return False


def _next_morning(now: datetime) -> datetime:
    """A minute past eight, today if that is still to come, on a day on which an office works."""
    local = now.astimezone(_WIB)
    day = local.replace(hour=8, minute=1, second=0, microsecond=0)
    while day <= local or day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


async def _says_more(world: World, said: int) -> bool:
    for _ in range(round(_PATIENCE / _LOOK)):
        await asyncio.sleep(_LOOK)
        if _said(world) > said:
            return True
    return False


def _said(world: World) -> int:
    """How many messages the bot has written."""
    chats = world.chats.values()
    return sum(kept.by_bot for chat in chats for kept in chat.messages.values())
