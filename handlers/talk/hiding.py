"""What was typed as a secret is taken out of the chat and out of our own rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from telegram import Message
from telegram.ext import filters

from handlers.arrival import Arrival
from handlers.talk.context import DESK, Ctx
from handlers.talk.resting import in_the_middle_of, is_asking
from models.chat import Chat, Inbox
from models.unit import Unit
from sop.pin import six_digits

HIDDEN = "••••••"

#: Forms in which a secret is asked for, by name.
SECRET_TALKS: set[str] = set()


def blanked(body: dict[str, Any]) -> dict[str, Any]:
    """An update without the text of its message."""
    kinds = [kind for kind in ("message", "edited_message") if kind in body]
    return {**body, **{kind: {**body[kind], "text": HIDDEN} for kind in kinds}}


def hide(ctx: Ctx) -> None:
    """Take the message of this update out of the chat, and its words out of our rows."""
    ctx.unit.delete_message(ctx.chat.id, ctx.message.message_id)
    row = ctx.unit.first(select(Inbox).where(Inbox.update_id == ctx.desk.update.update_id))
    if row is not None:
        row.body = blanked(row.body)


def may_hold_secret(unit: Unit, arrival: Arrival) -> bool:
    """Whether a form with a secret was open, or rested, when it was written: a PIN that failed, say."""
    chat = unit.get(Chat, arrival.chat_id)
    return arrival.query_id is None and chat is not None and _secret(chat)


class LeftSecret(filters.MessageFilter):
    """Six digits below another screen, while a form that asks for a secret rests: a PIN typed too late."""

    def filter(self, message: Message) -> bool:
        chat = DESK.get().chat
        return not is_asking(chat) and _secret(chat) and six_digits(message.text or "") is not None


def _secret(chat: Chat) -> bool:
    return not SECRET_TALKS.isdisjoint(in_the_middle_of(chat))
