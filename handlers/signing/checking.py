"""A PDF that somebody was given, sent to the bot.

> (laporan.pdf)
< 👍
< Asli. Laporan hasil kegiatan Musrenbang, versi 1, Kecamatan Tanah Sareal. ...
"""

from __future__ import annotations

from telegram import Message
from telegram.ext import filters

from handlers.talk.buttons import Typed
from handlers.talk.context import Ctx
from handlers.talk.sent_files import like
from handlers.talk.who import JOINED
from sop.core.refused import Refused
from sop.reading.words import tidy
from sop.signing.checks import ask_about


class _Pdf(filters.MessageFilter):
    """A PDF, or what calls itself one."""

    def filter(self, message: Message) -> bool:
        file = message.document
        if file is None:
            return False
        return file.mime_type == "application/pdf" or (file.file_name or "").lower().endswith(".pdf")


def arrived(ctx: Ctx) -> None:
    """A file came: it is fetched and compared after this."""
    file = ctx.message.document
    if file is None:
        raise Refused("common.not_understood")
    name = tidy(file.file_name or "") or "PDF"
    ask_about(ctx.unit, ctx.actor, file_id=file.file_id, name=name, size=file.file_size or 0)
    like(ctx)


HANDLERS = (Typed(filters.UpdateType.MESSAGE & _Pdf(), arrived, "pdf", JOINED),)
