"""Daftar nomor: the lines of JFU's list that still let somebody in.

> [Daftar nomor]
< 1. Siti Aminah, +6281234567890: Delegasi Kelurahan Kedung Badak  [Hapus 1] [Impor Excel]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import HANDED_IN
from models.people import PhoneEntry
from models.speech import button, columns
from sop.accounts.post_words import post_words
from sop.imports.phone_list import strike, unused
from texts import join, say


@view("people:numbers")
def show_numbers(ctx: Ctx, page: int) -> None:
    """Who can join with his number alone, by name."""
    shown = page_of(unused(ctx.unit, ctx.actor), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [
        say("joining_phone.list_line", at=at, name=one.name, phone=one.phone, post=post_words(one))
        for at, one in numbered
    ] or [say("joining_phone.list_empty")]
    keys = columns(
        (button("joining_phone.strike", "people:strike", one.id, at=at) for at, one in numbered), 4
    )
    foot = [button("imports.button", "import:home", 0), button("form.back", "people:home")]
    ctx.show(join(say("joining_phone.list_title"), *lines), [*keys, turns(shown, "people:numbers"), foot])


def do_strike(ctx: Ctx, id: int) -> None:
    """Hapus n."""
    entry = strike(ctx.unit, ctx.actor, id)
    ctx.banner(say("joining_phone.struck", name=entry.name))
    show_numbers(ctx, 0)


HANDLERS = (
    Press("people:numbers", show_numbers, HANDED_IN.on(anytime=True)),
    Press("people:strike", do_strike, HANDED_IN.on(PhoneEntry, anytime=True)),
)
