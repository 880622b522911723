"""Papers as Word, for who works on them.

> [Naskah Word]
< Naskah dalam Word ...  [SK Tim] [Tata Tertib] [Laporan]
> (tata-tertib-v1.docx)
< Suntingan Tata Tertib versi 1: 2 perubahan ...  [Lihat semua] [Pakai suntingan] [Batal]
> [SK Tim]
< (sk-tim-v1.docx) Keputusan Camat ... dalam Word, versi 1 (final).
"""

from __future__ import annotations

from telegram import Message
from telegram.ext import filters

from handlers.talk.buttons import Press, Typed, view
from handlers.talk.context import Ctx
from handlers.talk.paging import turning, within
from handlers.talk.sent_files import like
from handlers.talk.who import OFFICE
from models.archive import WordEdition
from models.paper import Paper
from models.speech import button, choice, columns
from sop.core.refused import Refused
from sop.papers.papers import short_title, title
from sop.reading.words import tidy
from sop.word.back import compared_in, drop, hand_back, line_of, use
from sop.word.papers import in_word, order_word
from texts import join, say

SHOWN = 2  #: paragraphs of a screen, before and after each


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
    """A paper, edited: it is fetched and compared after this."""
    file = ctx.message.document
    if file is None:
        raise Refused("common.not_understood")
    name = tidy(file.file_name or "")
    hand_back(ctx.unit, ctx.actor, file_id=file.file_id, name=name, size=file.file_size or 0)
    like(ctx)


@view("word:diff")
def show_differences(ctx: Ctx, id: int, page: int) -> None:
    """Lama and baru, paragraph by paragraph."""
    edition, paper = compared_in(ctx.unit, ctx.actor, id)
    here = within(page, len(edition.changes), SHOWN)
    first = here * SHOWN
    facts = {"title": title(paper), "edition": paper.edition, "count": len(edition.changes)}
    lines = [line_of(change) for change in edition.changes[first : first + SHOWN]]
    rows = [turning(here, len(edition.changes), "word:diff", id, per=SHOWN)]
    if edition.changes and edition.made_id is None:
        rows.append([button("word.use", "word:use", id), button("word.drop", "word:drop", id)])
    ctx.show(join(say("word.changed", **facts), *lines), [*rows, [button("word.back", "word:list")]])


def use_words(ctx: Ctx, id: int) -> None:
    """Pakai suntingan."""
    made = use(ctx.unit, ctx.actor, id)
    ctx.banner(say("word.used", title=title(made), edition=made.edition))
    show_word(ctx)


def drop_words(ctx: Ctx, id: int) -> None:
    """Batal."""
    drop(ctx.unit, ctx.actor, id)
    ctx.banner(say("word.dropped"))
    show_word(ctx)


HANDLERS = (
    Press("word:list", show_word, OFFICE),
    Press("word:get", get_word, OFFICE.on(Paper)),
    Press("word:diff", show_differences, OFFICE.on(WordEdition)),
    Press("word:use", use_words, OFFICE.on(WordEdition)),
    Press("word:drop", drop_words, OFFICE.on(WordEdition)),
)

#: Tried after what a conversation may want with a file.
RETURNS = (Typed(filters.UpdateType.MESSAGE & _Docx(), came_back, "docx", OFFICE),)
