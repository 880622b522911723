"""Papers as Word, for who works on them.

> [Naskah Word]
< Naskah dalam Word ...  [SK Tim] [Tata Tertib] [Laporan]
> (draft-laporan-v1.docx)
< Suntingan draft laporan versi 1: 2 perubahan ...  [Pakai suntingan]
> [SK Tim]
< (sk-tim-v1.docx) Keputusan Camat ... dalam Word, versi 1 (final).
"""

from __future__ import annotations

from telegram import Message
from telegram.ext import filters

from handlers.talk.buttons import Press, Typed, view
from handlers.talk.context import Ctx
from handlers.usulan.sent_files import like
from models.paper import Paper
from models.speech import button, choice, columns
from sop.papers import short_title
from sop.reading.words import tidy
from sop.refused import Refused
from sop.report.from_word import hand_back, use
from sop.word_papers import in_word, order_word
from texts import say


@view("word:list")
def show_word(ctx: Ctx) -> None:
    """The papers in sentences."""
    papers = in_word(ctx.unit, ctx.actor, ctx.season)
    keys = columns(choice(short_title(paper.key), "word:get", paper.id) for paper in papers)
    words = say("word.choose") if papers else say("word.none")
    ctx.show(words, [*keys, [button("form.back", "status:papers"), button("menu.back", "menu:show")]])


def get_word(ctx: Ctx, id: int) -> None:
    """It is written a little later, and sent."""
    order_word(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    ctx.banner(say("recap.file_coming"))
    show_word(ctx)


class _Docx(filters.MessageFilter):
    """A Word file, by its name."""

    def filter(self, message: Message) -> bool:
        file = message.document
        return file is not None and (file.file_name or "").lower().endswith((".docx", ".docm", ".doc"))


def came_back(ctx: Ctx) -> None:
    """The draft of the report, edited: it is fetched and compared after this."""
    file = ctx.message.document
    if file is None:
        raise Refused("common.not_understood")
    name = tidy(file.file_name or "")
    hand_back(ctx.unit, ctx.actor, ctx.season, file_id=file.file_id, name=name, size=file.file_size or 0)
    like(ctx)


def use_words(ctx: Ctx, id: int) -> None:
    """Pakai suntingan."""
    made = use(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("word.used", edition=made.edition))
    show_word(ctx)


HANDLERS = (
    Press("word:list", show_word),
    Press("word:get", get_word),
    Press("word:use", use_words),
)

#: Tried after what a conversation may want with a file.
RETURNS = (Typed(filters.UpdateType.MESSAGE & _Docx(), came_back),)
