"""What Telegram says about a picture or a voice note, as the office notes it."""

from __future__ import annotations

from pathlib import PurePosixPath

from telegram import Message

from handlers.talk.context import Ctx
from sop.core.refused import Refused
from sop.core.uploads import Sent
from texts import say

_HEIC = (".heic", ".heif")


def picture_of(message: Message) -> Sent:
    """A photo, or a picture that was sent as a file."""
    picture = message.photo[-1] if message.photo else message.document
    if picture is None:
        raise Refused("form.got_other", expects=say("form.expects_photo"))
    if (file := message.document) is not None:
        mime = file.mime_type or ""
        if mime in ("image/heic", "image/heif") or _ending(file.file_name) in _HEIC:
            raise Refused("media.heic")
        if not mime.startswith("image/"):
            raise Refused("step1_recap.not_a_photo")
    return Sent(
        file_id=picture.file_id,
        unique_id=picture.file_unique_id,
        size=picture.file_size or 0,
        as_document=message.document is not None,
    )


def voice_of(message: Message) -> Sent:
    voice = message.voice
    if voice is None:
        raise Refused("form.got_other", expects=say("form.expects_text"))
    seconds = voice._duration.total_seconds()  # the public one warns, and changes its type
    return Sent(
        file_id=voice.file_id,
        unique_id=voice.file_unique_id,
        size=voice.file_size or 0,
        seconds=round(seconds),
    )


def like(ctx: Ctx) -> None:
    """It has arrived: said by a thumb, not by one more message."""
    ctx.unit.like(ctx.chat, ctx.message.message_id)


def _ending(name: str | None) -> str:
    return PurePosixPath(name or "").suffix.lower()
