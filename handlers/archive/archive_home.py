"""The archive's own screen, for those who keep it.

> [Arsip]
< Arsip. Terakhir diperiksa 11 Januari 2027 ...: 31 berkas utuh.  [Periksa arsip] [Cari dokumen]
> [Periksa arsip]
< Arsip sedang diperiksa. Hasilnya dikirim di sini.
> [ZIP RKPD 2028]
< Arsip Musrenbang Kecamatan ..., RKPD 2028. 31 berkas ...  (arsip-tanah-sareal-2028.zip)
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.form import Rows
from handlers.talk.rights import Who
from models.posts import Post
from models.season import Season
from models.speech import button, columns
from sop.archive.file_check import KEEPERS, last_check, order_check, outcome
from sop.archive.season_zip import GETTERS, order_season, season_here, seasons
from sop.core.people import may, must_hold
from texts import join, say
from texts.figures import moment

MOST_YEARS = 6


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
            *_seasons(ctx),
            [button("archive.agenda", "arsip:agenda", 0)] if may(ctx.actor, ctx.unit, Post.JFU) else [],
            [button("archive.papers", "status:papers"), button("menu.back", "menu:show")],
        ],
    )


def check(ctx: Ctx) -> None:
    """Periksa arsip."""
    order_check(ctx.unit, ctx.actor)
    ctx.banner(say("archive.check_begun"))
    show_home(ctx)


def _seasons(ctx: Ctx) -> Rows:
    """The last years, one press each."""
    if not may(ctx.actor, ctx.unit, *GETTERS):
        return []
    newest = seasons(ctx.unit, ctx.actor.kecamatan_id)[:MOST_YEARS]
    return columns(button("archive.zip", "arsip:zip", one.id, year=one.year) for one in newest)


def order(ctx: Ctx, id: int) -> None:
    """ZIP: the season is put together and sent here."""
    order_season(ctx.unit, ctx.actor, id)
    ctx.banner(say("archive.zip_begun", year=season_here(ctx.unit, ctx.actor, id).year))
    show_home(ctx)


HANDLERS = (
    Press("arsip:home", show_home, Who(KEEPERS)),
    Press("arsip:check", check, Who(KEEPERS)),
    Press("arsip:zip", order, Who(GETTERS).on(Season)),
)
