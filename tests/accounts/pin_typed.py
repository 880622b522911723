"""Typing a PIN, and what is kept of it."""

from __future__ import annotations

from sqlalchemy import select

from demo.phone import Phone
from models.chat import Chat, Inbox
from tests.support.office import Office


def types(phone: Phone, digits: str, answer: str) -> None:
    """Typed, answered, and gone from the chat."""
    phone.sends(digits)
    phone.sees(answer)
    phone.waits_for(lambda _: digits not in phone.shows(), what="the PIN to vanish")


def kept_words(office: Office) -> str:
    """All that the database holds of what people sent, and of what their chats remember."""
    bodies = [str(one.body) for one in office.read(select(Inbox))]
    return " ".join([*bodies, *(str(one.answers) for one in office.read(select(Chat)))])
