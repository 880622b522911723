"""What stands under a message: buttons, without knowing Telegram."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from texts import plain
from texts.colours import Colour, colour_of

LONGEST_LABEL = 20
LONGEST_DATA = 60  #: of a screen's button; a notice's has a mark in front (models/notice.py)
TELEGRAM_TAKES = 64


@dataclass(frozen=True)
class Button:
    """A word to press. `data` is word:verb:id (64 bytes at most), never a right; or it opens `url`.

    `inline` puts the bot's name and these words into the writing line instead, for a search while typing;
    `page` opens a one-time page, whose address is made only when the message goes out.
    """

    text: str
    data: str | None = None
    url: str | None = None
    inline: str | None = None
    style: Colour | None = None
    page: int | None = None


Keyboard = Sequence[Sequence[Button]]


def stored(keyboard: Keyboard, *, mark: str = "") -> list[Any]:
    """As it is kept in the outbox. `mark` tells the buttons of notices from those of the home message."""
    return [[_stored(button, mark) for button in row] for row in keyboard if row]


def _stored(button: Button, mark: str) -> dict[str, Any]:
    if button.url:
        return {"text": button.text, "url": button.url}
    if button.page is not None:
        return {"text": button.text, "page": button.page}
    if button.inline is not None:
        return {"text": button.text, "inline": button.inline}
    sent = f"{mark}{button.data}"
    if len(sent.encode()) > TELEGRAM_TAKES:
        raise ValueError(f"too long for the button of a notice: {sent}")
    looks = {"style": str(button.style)} if button.style else {}
    return {"text": button.text, "data": sent, **looks}


def columns(buttons: Iterable[Button], count: int = 2) -> list[list[Button]]:
    """Buttons in rows of `count`."""
    every = list(buttons)
    return [every[start : start + count] for start in range(0, len(every), count)]


def data(word: str, /, *parts: object) -> str:
    """The data of a button: its word and verb, then ids."""
    made = ":".join([word, *(str(part) for part in parts)])
    if len(made.encode()) > LONGEST_DATA:
        raise ValueError(f"too long for a button: {made}")
    return made


def button(key: str, word: str, /, *parts: object, **facts: object) -> Button:
    """A button labelled with a sentence of texts/, sending word:verb and ids."""
    return Button(shortened(plain(key, **facts)), data(word, *parts), style=colour_of(key))


def choice(label: str, word: str, /, *parts: object) -> Button:
    """A button labelled with a name (of a kelurahan, of a kamus entry)."""
    return Button(shortened(label), data(word, *parts))


def shortened(label: str) -> str:
    """As much of a label as a phone shows."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
