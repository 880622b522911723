"""What was typed as a secret is taken out of the chat and out of our own rows, whatever became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unicodedata import digit

from sqlalchemy import select
from telegram import Message
from telegram.ext import filters

from handlers.talk.arrival import Arrival
from handlers.talk.context import DESK, Desk
from handlers.talk.resting import in_the_middle_of, is_asking
from models.chat import Chat, Inbox
from models.unit import Unit
from sop.accounts.pin import is_his

HIDDEN = "••••••"
LATELY = timedelta(minutes=10)  #: how long after a secret was asked for six digits are taken for one

#: Forms in which a secret is asked for, by name, and which of their questions do.
SECRET_TALKS: dict[str, set[str]] = {}

_AT = "secret"  #: among the chat's answers: when a secret was asked for last
_KEPT = ("message_id", "date", "edit_date", "chat", "from")
_PIN = re.compile(r"\s*(?:/?(?:pin|kode)\b(?:\s+\w{1,6})?\s*[:=]?)?\s*((?:\d\s*){6})\W*", re.IGNORECASE)


def blanked(body: dict[str, Any]) -> dict[str, Any]:
    """An update without what its message says: text, caption, what it answers, the name of a file."""
    kinds = [kind for kind in ("message", "edited_message") if kind in body]
    bare = {kind: {name: body[kind][name] for name in _KEPT if name in body[kind]} for kind in kinds}
    return {**body, **{kind: {**bare[kind], "text": HIDDEN} for kind in kinds}}


def hide(desk: Desk) -> None:
    """Take the message of this update out of the chat, and its words out of our rows."""
    message = desk.update.message or desk.update.edited_message
    if message is not None:
        desk.unit.delete_message(desk.chat.id, message.message_id)
    row = desk.unit.first(select(Inbox).where(Inbox.update_id == desk.update.update_id))
    if row is not None:
        row.body = blanked(row.body)


def holds_secret(desk: Desk) -> bool:
    """Whether what was sent has to be hidden: anything while a secret is asked for; else what is a PIN.

    While another form asks six digits are its answer, an amount say. Where nothing asks they are a secret if
    one was asked for in the last minutes or its form rests, or if they are the very PIN of who writes.
    """
    message, chat = desk.update.message or desk.update.edited_message, desk.chat
    if message is None:
        return False
    if asks_secret(chat):
        return True
    digits = None if is_asking(chat) else as_pin(message.text or message.caption or "")
    if digits is None:
        return False
    return _secret(chat) or _lately(desk.unit, chat) or is_his(desk.unit, chat.person_id, digits)


def as_pin(typed: str) -> str | None:
    """The digits of what looks like a PIN: six of them alone, behind the word, before a full stop."""
    found = _PIN.fullmatch(typed)
    return "".join(str(digit(one)) for one in "".join(found[1].split())) if found else None


def asks_secret(chat: Chat) -> bool:
    """Whether the question on the screen is one for a secret."""
    talk = chat.talk or ""
    open_now = ((chat.answers or {}).get(talk) or {}).get("asked") if talk in SECRET_TALKS else None
    return is_asking(chat) and open_now in SECRET_TALKS.get(talk, ())


def remember(desk: Desk) -> None:
    """A secret is asked for, or was until now: what is typed a little later may still be one."""
    desk.chat.answers = {**(desk.chat.answers or {}), _AT: {"at": int(desk.unit.now.timestamp())}}


@contextmanager
def without_secrets(desk: Desk) -> Iterator[None]:
    """However an update is handled or refused: what may be a secret in it stays nowhere."""
    desk.secret, asked = holds_secret(desk), asks_secret(desk.chat)
    yield
    if asked or asks_secret(desk.chat):
        remember(desk)
    if desk.secret:
        hide(desk)


def may_hold_secret(unit: Unit, arrival: Arrival) -> bool:
    """Whether a form with a secret was open, or rested, when it was written: a PIN that failed, say."""
    chat = unit.get(Chat, arrival.chat_id)
    return arrival.query_id is None and chat is not None and (_secret(chat) or _lately(unit, chat))


class LeftSecret(filters.MessageFilter):
    """A PIN below another screen: typed too late, twice, or after its question was left."""

    def filter(self, message: Message) -> bool:
        desk = DESK.get()
        return desk.secret and not is_asking(desk.chat)


def _secret(chat: Chat) -> bool:
    return not SECRET_TALKS.keys().isdisjoint(in_the_middle_of(chat))


def _lately(unit: Unit, chat: Chat) -> bool:
    at = ((chat.answers or {}).get(_AT) or {}).get("at")
    return at is not None and unit.now.timestamp() - at <= LATELY.total_seconds()
