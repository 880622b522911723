"""What is kept of an update: what the office reads of it, in the shapes that it expects.

Telegram adds fields and kinds every few weeks, and whoever stands in its place can send anything. What nobody
here reads is not stored, a field of the wrong kind counts as missing, and an update without what it needs
says nothing. So a handler meets no surprise, and no message is parked because of a sticker of a new sort.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

#: A value as the office can use it, or None.
Reader = Callable[[object], Any]

LONGEST_TEXT = 4096  #: characters of a message, says Telegram
LONGEST_WORDS = 1024  #: characters of a caption; names are shorter
LONGEST_ID = 200  #: characters of a file's id, and of a press
_HALF = 2**31 - 1
_LARGEST_ID = 2**52  #: an id has at most 52 significant bits, says Telegram


def _whole(least: int, most: int) -> Reader:
    def read(value: object) -> int | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return value if fits else None  # type: ignore[return-value]

    return read


def _size(value: object) -> int | None:
    """Of a file, in bytes: one that is larger than we can count is too large in any case."""
    return min(value, _HALF) if isinstance(value, int) and value >= 0 else None


def _degrees(value: object) -> float | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 180
    return float(value) if fits and math.isfinite(value) else None  # type: ignore[arg-type]


def _yes_or_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _words(most: int) -> Reader:
    """What a person wrote, without what no database can keep: NUL, and half of a character."""

    def read(value: object) -> str | None:
        if not isinstance(value, str):
            return None
        return value[:most].replace("\0", "").encode("utf-8", "replace").decode()

    return read


def _mark(value: object) -> str | None:
    """A name that Telegram gave: whole or not at all."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        return None
    return value if value.isprintable() else None


def _data(value: object) -> str | None:
    """Of a press: whatever it carries it is answered, and what no button of ours can carry stays unknown."""
    return _words(LONGEST_ID)(value.replace("\0", "\ufffd")) if isinstance(value, str) else None


def _seen(**instead: Any) -> Reader:
    """That it is there is all that is asked: something small stands in its place."""
    return lambda value: dict(instead) if isinstance(value, dict) else None


def _each(read: Reader, most: int) -> Reader:
    def read_all(value: object) -> list[Any] | None:
        if not isinstance(value, list):
            return None
        found = [read(one) for one in value[:most]]
        return [one for one in found if one is not None] or None

    return read_all


def _shape(**fields: Reader) -> Reader:
    """An object; a name that ends in `_` may not be missing."""
    needed = {name.rstrip("_") for name in fields if name.endswith("_")}
    readers = {name.rstrip("_"): read for name, read in fields.items()}

    def read_object(value: object) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return None
        found = {name: read(value[name]) for name, read in readers.items() if value.get(name) is not None}
        kept = {name: one for name, one in found.items() if one is not None}
        return kept if needed <= kept.keys() else None

    return read_object


_id = _whole(-_LARGEST_ID, _LARGEST_ID)
_message_id = _whole(1, _HALF)
_date = _whole(0, 2**32 - 1)
_count = _whole(0, _HALF)
_file = {"file_id_": _mark, "file_unique_id_": _mark, "file_size": _size}

_USER = _shape(
    id_=_id,
    is_bot_=_yes_or_no,
    first_name_=_words(LONGEST_WORDS),
    last_name=_words(LONGEST_WORDS),
    username=_mark,
    language_code=_mark,
)
_CHAT = _shape(
    id_=_id,
    type_=_mark,
    title=_words(LONGEST_WORDS),
    first_name=_words(LONGEST_WORDS),
    last_name=_words(LONGEST_WORDS),
    username=_mark,
)
_DOCUMENT = _shape(**_file, file_name=_words(LONGEST_WORDS), mime_type=_words(LONGEST_WORDS))
_SOME_FILE = {"file_id": "-", "file_unique_id": "-"}
_SOMEBODY = {"id": 0, "is_bot": True, "first_name": "-"}
_MOVING = {**_SOME_FILE, "duration": 0}

_MESSAGE = _shape(
    message_id_=_message_id,
    date_=_date,
    chat_=_CHAT,
    **{"from": _USER},
    edit_date=_date,
    text=_words(LONGEST_TEXT),
    caption=_words(LONGEST_TEXT),
    entities=_each(_shape(type_=_mark, offset_=_count, length_=_count), 100),
    photo=_each(_shape(**_file, width_=_count, height_=_count), 20),
    document=_DOCUMENT,
    voice=_shape(**_file, duration_=_count),
    location=_shape(latitude_=_degrees, longitude_=_degrees, live_period=_count),
    contact=_shape(phone_number_=_words(LONGEST_WORDS), first_name_=_words(LONGEST_WORDS), user_id=_id),
    media_group_id=_mark,
    sticker=_seen(**_SOME_FILE, type="regular", width=1, height=1, is_animated=False, is_video=False),
    video=_seen(**_MOVING, width=1, height=1),
    video_note=_seen(**_MOVING, length=1),
    audio=_seen(**_MOVING),
    via_bot=_seen(**_SOMEBODY),
    forward_origin=_seen(type="hidden_user", date=0, sender_user_name="-"),
)
_PRESSED = _shape(
    message_id_=_message_id, date_=_date, chat_=_CHAT, **{"from": _USER}, document=_seen(**_SOME_FILE)
)

_KINDS: dict[str, Reader] = {
    "message": _MESSAGE,
    "edited_message": _MESSAGE,
    "callback_query": _shape(id_=_mark, from_=_USER, chat_instance_=_mark, data=_data, message=_PRESSED),
    "inline_query": _shape(id_=_mark, from_=_USER, query_=_words(LONGEST_WORDS), offset_=_words(LONGEST_ID)),
    "my_chat_member": _shape(chat_=_CHAT, from_=_USER, date_=_date, new_chat_member_=_shape(status_=_mark)),
}
KINDS = list(_KINDS)  #: what Telegram is asked for

_update_id = _whole(0, 2**63 - 1)


def known(body: object) -> dict[str, Any] | None:
    """The update without what nobody reads; None when it has no number by which it is told apart."""
    if not isinstance(body, dict) or (number := _update_id(body.get("update_id"))) is None:
        return None
    for kind, read in _KINDS.items():
        if kind in body:
            found = read(body[kind])
            return {"update_id": number, **({kind: found} if found is not None else {})}
    return {"update_id": number}
