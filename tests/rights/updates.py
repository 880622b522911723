"""What can be sent at any time besides a press: commands, links, words, files, contacts, a search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.core.desk import FrontDesk

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILE = {"file_id": "f1", "file_unique_id": "u1", "file_size": 900}

COMMANDS = ("/start", "/usulan", "/tugas", "/status", "/bantuan", "/pengaturan")

#: Something else than words: what the message holds, by the word of its line in the table of rights.
THINGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("rows", {"document": {**_FILE, "file_name": "usulan.xlsx", "mime_type": _XLSX}}),
    ("docx", {"document": {**_FILE, "file_name": "laporan.docx", "mime_type": _DOCX}}),
    ("pdf", {"document": {**_FILE, "file_name": "laporan.pdf", "mime_type": "application/pdf"}}),
    ("text", {"document": {**_FILE, "file_name": "foto.jpg", "mime_type": "image/jpeg"}}),
    ("text", {"photo": [{**_FILE, "width": 900, "height": 900}]}),
    ("text", {"voice": {**_FILE, "duration": 4}}),
    ("text", {"location": {"latitude": -6.57, "longitude": 106.79}}),
    ("contact", {"contact": {"phone_number": "+6281234567890", "first_name": "Warga"}}),
)


def sent(desk: FrontDesk, user: int, more: dict[str, Any], *, message_id: int) -> dict[str, Any]:
    """A message that holds something else than words."""
    body = desk.makes_message(user, "x", message_id=message_id)
    del body["message"]["text"]
    body["message"] |= more
    if "contact" in more:  # his own number
        body["message"]["contact"] = more["contact"] | {"user_id": user}
    return body


def edited(desk: FrontDesk, user: int, *, message_id: int) -> dict[str, Any]:
    """A message that was sent before and says something else now."""
    body = desk.makes_message(user, "Saluran tersumbat di RT 03", message_id=message_id)
    message = body.pop("message")
    return body | {"edited_message": message | {"edit_date": message["date"] + 1}}


def searched(user: int, update_id: int, words: str) -> dict[str, Any]:
    """Words typed behind the name of the bot."""
    who = {"id": user, "is_bot": False, "first_name": "Warga"}
    return {"update_id": update_id, "inline_query": {"id": "9", "from": who, "query": words, "offset": ""}}


def answers() -> Iterator[str | dict[str, Any]]:
    """What an open question may be answered with: buttons of the form as data, words, a photo, a place."""
    yield from ("form:send", "form:save", "form:list", "talk:resume", "form:card:0")
    yield {"text": "Saluran tersumbat di RT 03 RW 05"}
    yield dict(THINGS[4][1])
    yield dict(THINGS[6][1])
