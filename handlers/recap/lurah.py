"""The Lurah about the list of his kelurahan.

> [Rekap kelurahan]
< Kelurahan Kedung Badak. Masuk ke kecamatan: 12 usulan, Rp2.410.000.000. Benar?  [Benar] [Ada selisih]
"""

from __future__ import annotations

from handlers.menu import show_menu
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from handlers.talk.form import Form, Question
from handlers.usulan.proposal_card import cut
from models.enums import StepState
from models.posts import Post
from models.speech import button
from sop.people import kelurahan_of
from sop.progress import run_of
from sop.reading import sentence
from sop.recap.intake import STEP, standing_of
from sop.step1_recap import confirm, differ
from texts import Html, join, say
from texts.figures import number, rupiah


@view("lurah:list")
def show_lurah(ctx: Ctx) -> None:
    """His kelurahan's count and total, to be confirmed."""
    place = kelurahan_of(ctx.unit, ctx.actor, Post.LURAH)
    season = ctx.season
    standing = standing_of(ctx.unit, season, place.id)
    open_now = run_of(ctx.unit, season, STEP).state == StepState.OPEN
    see = [
        button("step1_recap.see_list", "s1:list", place.id, 0),
        button("recap.by_komisi", "recap:place", place.id),
        button("menu.back", "menu:show"),
    ]
    facts = {"kelurahan": place.name, "count": number(standing.count), "total": rupiah(standing.total)}
    if standing.confirmed or not open_now:
        ctx.show(
            say("step1_recap.lurah_confirmed" if standing.confirmed else "step1_recap.lurah_closed", **facts),
            [see],
        )
        return
    said = standing.confirmation
    parts = [
        say("step1_recap.lurah_ask", **facts),
        say("step1_recap.lurah_drafts", drafts=standing.drafts) if standing.drafts else Html(""),
        say("step1_recap.lurah_said", note=cut(said.note or "", 200))
        if said and not said.agrees
        else Html(""),
    ]
    right = button("step1_recap.right", "lurah:right", standing.count, standing.total)
    ctx.show(join(*parts), [[right, button("step1_recap.wrong", "lurah:wrong")], see])


def say_right(ctx: Ctx, count: int, total: int) -> None:
    confirm(ctx.unit, ctx.actor, ctx.season, count=count, total=total)
    ctx.tell(say("step1_recap.confirmed_receipt", count=number(count), total=rupiah(total)))
    show_lurah(ctx)


def begin_wrong(ctx: Ctx) -> str:
    kelurahan_of(ctx.unit, ctx.actor, Post.LURAH)
    ChatDraft.begin(ctx, "differs")
    return DIFFERS.begin(ctx)


def _differs(ctx: Ctx, draft: ChatDraft) -> None:
    differ(ctx.unit, ctx.actor, ctx.season, draft.get("note"))
    draft.drop()
    ctx.banner(say("step1_recap.differs_noted"))
    show_menu(ctx)


DIFFERS: Form[ChatDraft] = Form(
    "differs",
    title="step1_recap.differs_title",
    questions=[
        Question(
            key="note",
            text="step1_recap.differs_ask",
            label="step1_recap.label_note",
            read=lambda typed: sentence(typed, 10, 500),
        )
    ],
    draft=lambda ctx: ChatDraft(ctx, "differs"),
    finish=_differs,
)


HANDLERS = (
    DIFFERS.conversation(Press("lurah:wrong", begin_wrong)),
    Press("lurah:list", show_lurah),
    Press("lurah:right", say_right),
)
