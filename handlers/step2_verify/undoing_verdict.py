"""A verdict taken back before its author hears of it; results announced together.

> [Layak]
< ✔ US-2028-TNS-KDB-0042: Layak. Pengusul dikabari setelah pukul 10.20.  [Batalkan 0042]
> [Batalkan 0042]
< US-2028-TNS-KDB-0042 kembali seperti semula. Pengusul tidak dikabari. (its card again)
"""

from __future__ import annotations

from handlers.step2_verify.verdict_screens import show_home, show_one
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import REVIEWS, VERIFIES
from models.proposal import Verdict
from models.speech import button
from sop.step2_verify.step import looking
from sop.step2_verify.undoing_verdict import announce_results, undo, would_hear
from texts import say


def take_back(ctx: Ctx, id: int) -> None:
    """Batalkan: the card lies open again, as if nothing had been said."""
    row = undo(ctx.unit, ctx.actor, id)
    ctx.banner(say("step2_verify.undone", number=row.number or "-"))
    show_one(ctx, row.id)


@view("s2:release")
def ask_release(ctx: Ctx) -> None:
    """Umumkan hasil: how many verdicts would be told, and to how many people."""
    looking(ctx.unit, ctx.actor, ctx.season)
    count, people = would_hear(ctx.unit, ctx.season)
    back = [button("step2_verify.home_back", "s2:home")]
    if not count:
        ctx.show(say("step2_verify.nothing_to_announce"), [back])
        return
    yes = [button("step2_verify.release_yes", "s2:announce", count)]
    ctx.show(say("step2_verify.release_ask", count=count, people=people), [yes, back])


def announce(ctx: Ctx, count: int) -> None:
    """Every author hears now."""
    heard = announce_results(ctx.unit, ctx.actor, ctx.season, count=count)
    ctx.banner(say("step2_verify.released", count=count, people=heard))
    show_home(ctx)


HANDLERS = (
    Press("s2:undo", take_back, VERIFIES.on(Verdict)),
    Press("s2:release", ask_release, REVIEWS),
    Press("s2:announce", announce, VERIFIES),
)
