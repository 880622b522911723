"""Letting time pass until the bot has something to say."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.server.clock import Clock
from demo.server.people import Chat, Kept
from demo.server.refusals import JSON
from demo.server.world import World

_WIB = ZoneInfo("Asia/Jakarta")
_MOST_DAYS = 14
_SATURDAY = 5
_PATIENCE = 2.0  #: seconds of real time for a morning: the bot looks at its clock twice a second
_LOOK = 0.1
_MOST_LETTERS = 200
_SETTLES = 1.0  #: what is written the same morning to others


async def next_word(world: World) -> list[JSON]:
    """Turn the clock to the next mornings, a minute past eight, until the bot writes to anybody.

    Each beginning of a message, `words`, with the people who got it, `to`; none where nobody heard anything.
    """
    clock = world.clock
    if not isinstance(clock, Clock):
        return []
    for _ in range(_MOST_DAYS):
        last = max((kept.id for kept, _ in _written(world)), default=0)
        clock.set(_next_morning(clock()))
        if await _writes_more(world, last):
            await asyncio.sleep(_SETTLES)
            return _told(world, last)
    return []


def _next_morning(now: datetime) -> datetime:
    """A minute past eight, today if that is still to come, on a day on which an office works."""
    local = now.astimezone(_WIB)
    day = local.replace(hour=8, minute=1, second=0, microsecond=0)
    while day <= local or day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


async def _writes_more(world: World, last: int) -> bool:
    for _ in range(round(_PATIENCE / _LOOK)):
        await asyncio.sleep(_LOOK)
        if any(kept.id > last for kept, _ in _written(world)):
            return True
    return False


def _told(world: World, last: int) -> list[JSON]:
    people: dict[str, list[int]] = {}
    for kept, chat in _written(world):
        words = " ".join(str(kept.body.get("text", kept.body.get("caption", ""))).split())
        words = words if len(words) <= _MOST_LETTERS else f"{words[:_MOST_LETTERS].rstrip()}…"
        if kept.id > last and words and chat.id not in people.setdefault(words, []):
            people[words].append(chat.id)
    return [{"words": words, "to": to} for words, to in people.items()]


def _written(world: World) -> Iterator[tuple[Kept, Chat]]:
    """What the bot wrote and did not take back, with the chat it went to."""
    for chat in list(world.chats.values()):
        yield from ((kept, chat) for kept in list(chat.messages.values()) if kept.by_bot and not kept.deleted)
