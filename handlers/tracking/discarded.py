"""Draf dibuang: what was thrown away, by hand or by time, is brought back.

> [Draf dibuang 2]
< 1. Pembangunan saluran drainase (12 Jan 2027) ...  [Kembalikan 1] [Kembalikan 2]
> [Kembalikan 1]
< Draf Pembangunan saluran drainase sudah dikembalikan.
"""

from __future__ import annotations

from handlers.talk.buttons import Press, open_view, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import POST, WRITES
from models.proposal import Proposal
from models.speech import Button, button, columns
from sop.proposals.discarded import bring_back, thrown
from sop.proposals.label import told_apart
from texts import join, say
from texts.figures import moment

LONGEST = 60


def thrown_row(ctx: Ctx) -> list[Button]:
    """The way in, where there is something to bring back."""
    count = len(thrown(ctx.unit, ctx.actor, ctx.season))
    return [button("resting.thrown", "usulan:thrown", 0, count=count)] if count else []


@view("usulan:thrown")
def show_thrown(ctx: Ctx, page: int) -> None:
    """A page of them."""
    found = thrown(ctx.unit, ctx.actor, ctx.season)
    shown = page_of(found, page)
    numbered = list(enumerate(shown.items, start=shown.first))
    rows = columns(button("resting.thrown_back", "usulan:back", one.id, at=at) for at, one in numbered)
    lines = [
        say(
            "resting.thrown_line",
            at=at,
            what=told_apart(one),
            when=moment(one.touched_at),
        )
        for at, one in numbered
    ]
    words = join(say("resting.thrown_title"), *lines) if found else say("resting.thrown_none")
    back = [button("form.back", "usulan:drafts", 0), button("menu.back", "menu:show")]
    ctx.show(words, [*rows, turns(shown, "usulan:thrown"), back])


def bring(ctx: Ctx, id: int) -> None:
    """Kembalikan."""
    draft = bring_back(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("resting.brought_back", what=told_apart(draft)))
    open_view(ctx, "usulan:drafts", 0)


HANDLERS = (Press("usulan:thrown", show_thrown, POST), Press("usulan:back", bring, WRITES.on(Proposal)))
