"""One photo as an answer: sent as a picture or as a file, replaced by the next one, of an album the first."""

from __future__ import annotations

from typing import Any

from telegram import Message

from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from handlers.talk.form import Stay
from handlers.talk.sent_files import like, picture_of
from sop.core.refused import Refused
from sop.core.uploads import Sent, check_size
from texts import say


def take_picture(ctx: Ctx, draft: ChatDraft, message: Message, key: str) -> None:
    """Keep what Telegram says about it; the question stays open."""
    file = message.document
    if file is not None and (file.mime_type == "application/pdf" or (file.file_name or "").endswith(".pdf")):
        raise Refused("one_picture.pdf")
    sent = picture_of(message)
    check_size(sent)
    before: dict[str, Any] = draft.get(key) or {}
    album = message.media_group_id
    if album is not None and before.get("album") == album:
        # Not refused: an album brings its photos one by one, and the first was taken.
        ctx.banner(say("one_picture.enough"))
        raise Stay
    draft.put(key, {"file_id": sent.file_id, "unique_id": sent.unique_id, "size": sent.size, "album": album})
    like(ctx)
    raise Stay


def picture_in(draft: ChatDraft, key: str) -> Sent | None:
    """The photo that was taken, if one was."""
    kept = draft.get(key)
    return Sent(kept["file_id"], kept["unique_id"], kept["size"]) if kept else None
