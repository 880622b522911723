"""Whom no reminder reaches: JFU calls their Lurah.

> (JFU) [Ingatkan]
< 9 orang sudah diingatkan. 2 kelurahan belum ada di Telegram.  [Perlu ditelepon (2)]
> [Perlu ditelepon (2)] [Cibuluh]
< Lurah Cibuluh: Hj. Nani, +62812...
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, told_apart, turns
from handlers.talk.who import TAKES_IN
from models.people import Kelurahan
from models.speech import Button, button, choice, columns
from sop.core.people import must_hold
from sop.flow.progress import run_of
from sop.privacy.phones import looked_up
from sop.step1_recap.intake import STEP, Standing, board, kelurahan_here
from sop.step1_recap.unreached import lurah_to_call, unreached
from texts import Html, join, say


def unreached_row(ctx: Ctx, standings: Sequence[Standing]) -> list[Button]:
    """Nothing where everybody can be reached."""
    count = len(unreached(ctx.unit, ctx.season, standings))
    return [button("step1_recap.unreached", "s1:unreached", 0, count=count)] if count else []


def nudged_words(ctx: Ctx, count: int) -> Html:
    """How many were reminded, and how many kelurahan nobody could be reminded in."""
    told = say("step1_recap.nudged", count=count) if count else say("step1_recap.nobody_to_nudge")
    calls = len(unreached(ctx.unit, ctx.season, board(ctx.unit, ctx.season)))
    return join(told, say("step1_recap.nudge_unreached", count=calls)) if calls else told


@view("s1:unreached")
def show_unreached(ctx: Ctx, page: int) -> None:
    """The kelurahan, by name; the number is shown for the one that is pressed."""
    must_hold(ctx.unit, ctx.actor, run_of(ctx.unit, ctx.season, STEP).executor)
    shown = page_of(unreached(ctx.unit, ctx.season, board(ctx.unit, ctx.season)), page)
    labels = told_apart(one.name for one in shown.items)
    keys = columns(
        choice(label, "s1:call", one.id, shown.number) for label, one in zip(labels, shown.items, strict=True)
    )
    head = say("step1_recap.unreached_title") if keys else say("step1_recap.all_reached")
    back = [button("form.back", "s1:home"), button("menu.back", "menu:show")]
    ctx.show(head, [*keys, turns(shown, "s1:unreached"), back])


def call(ctx: Ctx, kelurahan_id: int, page: int) -> None:
    """The Lurah's number, above the list; it is noted who looked."""
    lurah = lurah_to_call(ctx.unit, ctx.actor, ctx.season, kelurahan_id)
    looked_up(ctx.unit, ctx.actor, lurah)
    place = kelurahan_here(ctx.unit, ctx.actor, kelurahan_id).name
    ctx.banner(say("step1_recap.call_lurah", kelurahan=place, name=lurah.name, phone=lurah.phone or "-"))
    show_unreached(ctx, page)


HANDLERS = (
    Press("s1:unreached", show_unreached, TAKES_IN),
    Press("s1:call", call, TAKES_IN.on(Kelurahan)),
)
