"""A komisi and the plenary's order are opened again: what follows from it, then why.

> [Buka lagi]
< Buka lagi penilaian Komisi Sarpras? Nilai yang sudah diberikan tetap ...  [Tulis alasan] [Kembali]
> [Tulis alasan]
< Mengapa dibuka lagi? ...
> Dua usulan tertukar saat dinilai
< Penilaian Komisi Sarpras. Alasan: ...  [Ya, buka lagi] [Ubah] [Simpan & keluar]
> [Ya, buka lagi]
< Penilaian Komisi Sarpras dibuka lagi. ...
"""

from __future__ import annotations

from handlers.flow.doors import as_given, why_again
from handlers.step5_meeting.commissions import show_board
from handlers.step5_meeting.plenary import show_plenary
from handlers.step5_meeting.scoring import known_komisi
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm
from handlers.talk.context import Ctx
from handlers.talk.who import SCORES
from models.meeting import Commission
from models.speech import button
from sop.core.refused import Refused
from sop.step5_meeting.meeting import STEP5, komisi_name
from sop.step5_meeting.plenary import Order
from sop.step5_meeting.reopening import open_order, opening_order, reopen, reopening
from sop.step5_meeting.standings import is_fixed, standings
from texts import Html, join, plain, say


@view("s5:again")
def ask_komisi(ctx: Ctx, komisi: str) -> None:
    """What follows when the scoring of a komisi is opened again."""
    name = known_komisi(komisi)
    reopening(ctx.unit, ctx.actor, ctx.season, name)
    found = standings(ctx.unit, ctx.season)
    too = say("doors.order_too", count=len(found)) if is_fixed(found) else Html("")
    ctx.show(
        join(say("doors.ask_komisi", komisi=komisi_name(name)), too),
        [[button("doors.go", "s5:againwhy", komisi)], [button("form.back", "s5:board", komisi)]],
    )


def begin_komisi(ctx: Ctx, komisi: str) -> str:
    one = reopening(ctx.unit, ctx.actor, ctx.season, known_komisi(komisi))
    return KOMISI_AGAIN.anew(ctx, one.id)


def _of_this_season(ctx: Ctx, draft: ChatDraft) -> Commission:
    one = ctx.unit.get(Commission, draft.about)
    if one is None or one.season_id != ctx.season.id:
        raise Refused("common.old_button")
    return one


def _komisi(ctx: Ctx, draft: ChatDraft) -> str:
    return plain("doors.what_komisi", komisi=komisi_name(_of_this_season(ctx, draft).komisi))


def _komisi_opened(ctx: Ctx, draft: ChatDraft) -> None:
    one = _of_this_season(ctx, draft)
    reopen(ctx.unit, ctx.actor, ctx.season, one.komisi, draft.get("reason"))
    ctx.banner(say("doors.opened_komisi", komisi=komisi_name(one.komisi)))
    show_board(ctx, one.komisi)


KOMISI_AGAIN = ChatForm(
    "s5again",
    title="doors.title",
    questions=[why_again(_komisi)],
    finish=_komisi_opened,
    review=lambda ctx, draft: as_given(_komisi(ctx, draft), draft),
    send="doors.yes",
)


# ---- the plenary's order


@view("s5:unfix")
def ask_order(ctx: Ctx) -> None:
    """What follows when the order is opened again."""
    found = opening_order(ctx.unit, ctx.actor, ctx.season)
    ctx.show(
        say("doors.ask_order", count=len(found)),
        [[button("doors.go", "s5:unfixwhy")], [button("form.back", "s5:plenary", Order.TOTAL)]],
    )


def begin_order(ctx: Ctx) -> str:
    opening_order(ctx.unit, ctx.actor, ctx.season)
    return ORDER_AGAIN.anew(ctx)


def _order_opened(ctx: Ctx, draft: ChatDraft) -> None:
    open_order(ctx.unit, ctx.actor, ctx.season, draft.get("reason"))
    ctx.banner(say("doors.opened_order"))
    show_plenary(ctx, Order.TOTAL)


ORDER_AGAIN = ChatForm(
    "s5unfix",
    title="doors.title",
    questions=[why_again(lambda _ctx, _draft: plain("doors.what_order"))],
    finish=_order_opened,
    review=lambda _ctx, draft: as_given(plain("doors.what_order"), draft),
    send="doors.yes",
)


HANDLERS = (
    KOMISI_AGAIN.conversation(Press("s5:againwhy", begin_komisi, SCORES.on(since=STEP5))),
    ORDER_AGAIN.conversation(Press("s5:unfixwhy", begin_order, SCORES.on(since=STEP5))),
    Press("s5:again", ask_komisi, SCORES.on(since=STEP5)),
    Press("s5:unfix", ask_order, SCORES.on(since=STEP5)),
)
