"""What kind of thing somebody sent."""

from __future__ import annotations

from telegram import Message

KINDS = (
    "photo",
    "document",
    "location",
    "contact",
    "sticker",
    "voice",
    "video_note",
    "video",
    "audio",
    "text",
)


def kind_of(message: Message) -> str:
    """A word for what was sent; each has a sentence form.got_WORD."""
    if message.forward_origin is not None and not message.photo:
        return "forward"
    if message.via_bot is not None:  # chosen from a search in the writing line
        return "picked"
    for kind in KINDS:
        if getattr(message, kind):
            return "video" if kind == "video_note" else kind
    return "other"
