"""The archive's own screen, for those who keep it.

> [Arsip]
< Arsip. Terakhir diperiksa 11 Januari 2027 ...: 31 berkas utuh.  [Periksa arsip] [Cari dokumen]
> [Periksa arsip]
< Arsip sedang diperiksa. Hasilnya dikirim di sini.
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from models.speech import button
from sop.archive.checking import KEEPERS, last_check, order_check, outcome
from sop.people import must_hold
from texts import join, say
from texts.figures import moment


@view("arsip:home")
def show_home(ctx: Ctx) -> None:
    """When the archive was last read, what was found, and what can be done with it."""
    must_hold(ctx.unit, ctx.actor, *KEEPERS)
    check = last_check(ctx.unit, ctx.actor.kecamatan_id)
    found = (
        join(say("archive.checked_at", at=moment(check.at)), outcome(check))
        if check is not None
        else say("archive.never_checked")
    )
    ctx.show(
        join(say("archive.home"), found),
        [
            [button("archive.check", "arsip:check"), button("archive.find", "arsip:find")],
            [button("archive.papers", "status:papers"), button("menu.back", "menu:show")],
        ],
    )


def check(ctx: Ctx) -> None:
    """Periksa arsip."""
    order_check(ctx.unit, ctx.actor)
    ctx.banner(say("archive.check_begun"))
    show_home(ctx)


HANDLERS = (Press("arsip:home", show_home), Press("arsip:check", check))
