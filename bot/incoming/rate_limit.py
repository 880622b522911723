"""How fast one person may go: when an update was made, whether it is one too many or a trembling finger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.talk.arrival import Arrival
from models.chat import Chat
from models.unit import Unit
from texts import say

WINDOW = timedelta(seconds=10)


def made_at(updates: Sequence[dict[str, Any]], now: datetime) -> list[datetime]:
    """When each was made, as far as is known: what waited while the bot was down did not come all at once.

    A press has no date of its own (its message's is that of the question). It was made before whatever came
    after it, of anybody; with nothing after it, it counts as made now: nobody presses twenty buttons that do
    not answer, and the same one again is no second wish anyway.
    """
    made: list[datetime] = []
    after = now
    for body in reversed(updates):
        after = _date_of(body) or after
        # A clock of ours that is some seconds off must not make a difference while the bot is up.
        made.append(after if now - after > WINDOW else now)
    return made[::-1]


def _date_of(body: dict[str, Any]) -> datetime | None:
    for kind, field in (("message", "date"), ("edited_message", "edit_date")):
        seconds = inner.get(field) if isinstance(inner := body.get(kind), dict) else None
        if isinstance(seconds, int) and 0 < seconds < 2**32:
            return datetime.fromtimestamp(seconds, UTC)
    return None


def too_fast(unit: Unit, chat: Chat, at: datetime, most: int) -> bool:
    """More than one person can mean: told once, and not handled until he was quiet for ten seconds."""
    if chat.flood_from is None or abs(at - chat.flood_from) > WINDOW:
        chat.flood_from, chat.flood_count = at, 0
    chat.flood_count += 1
    if chat.flood_count == most + 1:
        unit.tell_chat(chat.id, say("common.too_fast"))
    if chat.flood_count > most:
        chat.flood_from = at  # who goes on is not handled in each ten seconds anew
    return chat.flood_count > most


def second_tap(unit: Unit, chat: Chat, arrival: Arrival, at: datetime) -> bool:
    """The same press again, made before the first was handled: a finger that trembled, not a second wish."""
    if arrival.query_id is None:
        return False
    press = f"{arrival.message_id}:{arrival.data}"[:90]
    # A press that lies in the future was handled before the clock was turned back: it says nothing.
    handled = chat.pressed_at is not None and at <= chat.pressed_at <= unit.now
    again = handled and chat.pressed == press
    chat.pressed, chat.pressed_at = press, unit.now
    return again
