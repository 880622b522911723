"""Papers as Word, for who works on them.

> [Naskah Word]
< Naskah dalam Word ...  [SK Tim] [Tata Tertib] [Laporan]
> [SK Tim]
< (sk-tim-v1.docx) Keputusan Camat ... dalam Word, versi 1 (final).
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from models.paper import Paper
from models.speech import button, choice, columns
from sop.papers import short_title
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


HANDLERS = (Press("word:list", show_word), Press("word:get", get_word))
