"""What was typed as a secret is taken out of the chat and out of our own rows."""

from __future__ import annotations

from typing import Any

from handlers.arrival import Arrival
from models.chat import Chat
from models.unit import Unit

HIDDEN = "••••••"

#: Forms in which a secret is asked for, by name.
SECRET_TALKS: set[str] = set()


def blanked(body: dict[str, Any]) -> dict[str, Any]:
    """An update without the text of its message."""
    kinds = [kind for kind in ("message", "edited_message") if kind in body]
    return {**body, **{kind: {**body[kind], "text": HIDDEN} for kind in kinds}}


def may_hold_secret(unit: Unit, arrival: Arrival) -> bool:
    """Whether it was written while a form with a secret was open: a PIN that nobody could handle, say."""
    chat = unit.get(Chat, arrival.chat_id)
    return arrival.query_id is None and chat is not None and chat.talk in SECRET_TALKS
