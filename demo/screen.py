"""What a phone shows: messages, buttons, files, and the answers to presses."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Button:
    """A button under a message, or one of the reply keyboard."""

    text: str
    data: str = ""
    url: str = ""
    search: str | None = None  #: what a tap puts behind the name of the bot in the writing line
    style: str = ""  #: "success" or "danger", on phones that show colours
    asks: str = ""  #: "contact" or "location" when a tap shares it

    def called(self, label: str) -> bool:
        """Whether people would call it that: a number or an emoji may follow the words."""
        return self.text == label or self.text.startswith(f"{label} ")


@dataclass(frozen=True)
class Document:
    """A file as the chat shows it."""

    file_id: str
    name: str
    size: int
    mime: str


@dataclass(frozen=True)
class Photo:
    """A picture as the chat shows it, in its biggest size."""

    file_id: str
    size: int
    width: int
    height: int


@dataclass(frozen=True)
class Voice:
    """A voice note as the chat shows it."""

    file_id: str
    size: int
    seconds: int


@dataclass(frozen=True)
class Message:
    """A message on the screen."""

    id: int
    text: str  #: the words, or the caption
    date: datetime
    by_bot: bool
    edited: bool = False
    buttons: tuple[tuple[Button, ...], ...] = ()
    document: Document | None = None
    photo: Photo | None = None
    voice: Voice | None = None
    liked: bool = False  #: the bot put a mark on it
    pinned: bool = False
    deleted: bool = False
    service: bool = False  #: a line of the chat itself, as "… pinned a message"
    sender: str = ""
    raw: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def labels(self) -> list[str]:
        """The words on its buttons, row by row."""
        return [button.text for row in self.buttons for button in row]

    def button(self, label: str) -> Button | None:
        """The button of that name: exact words first."""
        every = [button for row in self.buttons for button in row]
        exact = next((button for button in every if button.text == label), None)
        return exact or next((button for button in every if button.called(label)), None)


@dataclass(frozen=True)
class Alert:
    """What a press was answered: a toast, or a box to close."""

    text: str
    show_alert: bool = False
    url: str = ""


@dataclass(frozen=True)
class Event:
    """One change of the screen, as it was at that moment."""

    at: datetime
    became: str  #: new, edited, deleted, marked (pinned or liked)
    message: Message


@dataclass(frozen=True)
class Act:
    """One line of a person's own record."""

    at: datetime
    what: str  #: sends, taps, presses, edits, ...
    said: str
    message_id: int | None = None
    answer: Alert | None = None
    answered: bool = False  #: a press that got an answer, an empty one included


def message_of(raw: dict[str, Any]) -> Message:
    """A message as the phone API tells it."""
    markup = raw.get("reply_markup", {}).get("inline_keyboard", [])
    file, sizes, voice = raw.get("document"), raw.get("photo"), raw.get("voice")
    return Message(
        id=raw["message_id"],
        text=raw.get("text", raw.get("caption", "")),
        date=datetime.fromtimestamp(raw["date"], UTC),
        by_bot=raw["by_bot"],
        edited="edit_date" in raw,
        buttons=tuple(tuple(_inline_button(button) for button in row) for row in markup),
        document=_document(file) if file else None,
        photo=_photo(sizes[-1]) if sizes else None,
        voice=_voice(voice) if voice else None,
        liked=bool(raw.get("reactions")),
        pinned=raw["pinned"],
        deleted=raw["deleted"],
        service=any(name in raw for name in ("pinned_message", "group_chat_created", "left_chat_member")),
        sender=raw["from"]["first_name"],
        raw=raw,
    )


def _inline_button(button: dict[str, Any]) -> Button:
    search = button.get("switch_inline_query_current_chat")
    return Button(
        button["text"],
        button.get("callback_data", ""),
        button.get("url", ""),
        search,
        button.get("style", ""),
    )


def _document(file: dict[str, Any]) -> Document:
    return Document(file["file_id"], file.get("file_name", ""), file["file_size"], file["mime_type"])


def _photo(size: dict[str, Any]) -> Photo:
    return Photo(size["file_id"], size["file_size"], size["width"], size["height"])


def _voice(file: dict[str, Any]) -> Voice:
    return Voice(file["file_id"], file["file_size"], file["duration"])


def keyboard_of(markup: dict[str, Any] | None) -> list[list[Button]]:
    """The rows of a reply keyboard; none when it is closed."""
    return [[_reply_button(button) for button in row] for row in (markup or {}).get("keyboard", [])]


def _reply_button(button: dict[str, Any] | str) -> Button:
    if isinstance(button, str):
        return Button(button)
    asks = next((what for what in ("contact", "location") if button.get(f"request_{what}")), "")
    return Button(button["text"], asks=asks)
