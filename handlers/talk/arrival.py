"""Who an update is from, and what it says about the messages in his chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_
from sqlalchemy import update as change
from telegram import Update

from handlers.talk.context import Desk
from models.chat import Chat, Outbox
from models.enums import Waiting
from models.notice import is_notice
from models.people import Person
from models.unit import Unit
from texts import say

SEARCH = "inline_query"  #: words typed behind the name of the bot
TALKED = ("message", "edited_message", "callback_query", SEARCH)  #: what a handler may answer


@dataclass(frozen=True)
class Arrival:
    """The outside of an update, read before anything is decided."""

    kind: str  #: "message", "edited_message", "callback_query", SEARCH, "my_chat_member", another, or ""
    chat_id: int | None  #: of the person's private chat with the bot
    private: bool
    place_id: int | None  #: the chat it happened in
    message_id: int | None
    query_id: str | None  #: of a press or of a search
    data: str
    member: str  #: of my_chat_member: the bot's new standing


def arrival_of(body: dict[str, Any]) -> Arrival:
    """Read the outside of an update as Telegram sends it; never fails, whatever is missing."""
    kind = next((key for key, value in body.items() if key != "update_id" and isinstance(value, dict)), "")
    inner = _object(body.get(kind))
    sender = _object(inner.get("from"))
    message = _object(inner.get("message")) if kind == "callback_query" else inner
    place = _object(message.get("chat"))
    # Who acts is who sent the update, not whose chat the message stands in: a card may have been forwarded.
    return Arrival(
        kind=kind,
        chat_id=_number(sender.get("id")) if not sender.get("is_bot") else None,
        private=place.get("type") == "private",
        place_id=_number(place.get("id")),
        message_id=_number(message.get("message_id")),
        query_id=str(inner["id"]) if kind in ("callback_query", SEARCH) and "id" in inner else None,
        data=_written(str(inner.get("data") or "")) if kind == "callback_query" else "",
        member=str(_object(inner.get("new_chat_member")).get("status") or ""),
    )


def _written(data: str) -> str:
    """Data that a database can write down: no button of ours has NUL or half a surrogate pair in it."""
    return data.replace("\0", "�").encode(errors="replace").decode()


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int | None:
    """An id, if it is one: 52 significant bits, says Telegram."""
    return value if isinstance(value, int) and abs(value) < 2**52 else None


def arrive(unit: Unit, arrival: Arrival, update: Update) -> Desk | None:
    """Lay out the desk for an update, or None when there is nothing to handle in it."""
    if arrival.chat_id is None:
        return None
    if arrival.kind == "my_chat_member" and arrival.private:
        _member(unit, arrival)
        return None
    if arrival.kind == SEARCH:  # typed behind the bot's name in any chat: it changes nothing in ours
        known = unit.get(Chat, arrival.chat_id)
        return Desk(unit, known or Chat(id=arrival.chat_id, answers={}, flood_count=0), update)
    if arrival.kind not in TALKED:
        return None
    if not arrival.private:
        if (
            arrival.kind == "message"
            and arrival.place_id is not None
            and unit.once(f"group:{arrival.place_id}")
        ):
            unit.tell_chat(arrival.place_id, say("start.only_private"))
        return None
    chat = unit.get(Chat, arrival.chat_id)
    if chat is None:
        chat = unit.add(Chat(id=arrival.chat_id, answers={}, flood_count=0))
    person = _hears_again(unit, chat)
    if arrival.place_id == chat.id and arrival.message_id is not None:
        _note_message(unit, chat, arrival)
    return Desk(unit, chat, update, held={person} if person else set())


def _note_message(unit: Unit, chat: Chat, arrival: Arrival) -> None:
    """Keep account of where the home message is, and what has come below it (docs/architecture.md)."""
    message_id = arrival.message_id or 0
    if arrival.kind == "message" or is_notice(arrival.data):
        chat.newest_message_id = max(chat.newest_message_id or 0, message_id)
    elif arrival.kind == "callback_query" and message_id != chat.home_message_id:
        if chat.home_message_id is None or message_id > chat.home_message_id:
            _drop(unit, chat, chat.home_message_id)
            chat.home_message_id = message_id  # sent, but the process died before it could note so
        else:
            _drop(unit, chat, message_id)


def _drop(unit: Unit, chat: Chat, message_id: int | None) -> None:
    if message_id is not None:
        unit.delete_message(chat.id, message_id)


def _member(unit: Unit, arrival: Arrival) -> None:
    """The person blocked the bot, or came back: then what was parked goes out."""
    chat = unit.get(Chat, arrival.chat_id)
    person = unit.get(Person, chat.person_id) if chat else None
    if person is None:
        return
    if arrival.member == "kicked":
        person.blocked_at = unit.now
    elif arrival.member == "member":
        _back(unit, person)


def _hears_again(unit: Unit, chat: Chat) -> Person | None:
    """Who writes is there, even where a late "blocked by the user" was noted after he came back."""
    person = unit.get(Person, chat.person_id)
    if person is not None and person.blocked_at is not None:
        _back(unit, person)
    return person


def _back(unit: Unit, person: Person) -> None:
    """The person can be spoken to: what was parked meanwhile goes out."""
    person.blocked_at = None
    unit.session.execute(
        change(Outbox)
        .where(
            # What only changes or deletes a message names no person.
            or_(Outbox.person_id == person.id, Outbox.chat_id == person.telegram_id),
            Outbox.state == Waiting.PARKED,
        )
        .values(state=Waiting.WAITING, not_before=unit.now, attempts=0)
    )
