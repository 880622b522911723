"""Utusan Musrenbang Kota: the list, and choosing one.

> [Utusan 0]
< Belum ada utusan. ...  [Tambah utusan]
> [Tambah utusan]
< Siapa nama lengkap utusan? ...
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, page_of, turns
from handlers.talk.who import MEETS, OFFICE
from models.meeting import Delegate
from models.posts import Post
from models.speech import button, choice, columns, data
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.privacy.phones import looked_up
from sop.reading import person_name, phone, sentence
from sop.step5_meeting.delegates import choose, delegates, dismiss
from sop.step5_meeting.meeting import STEP5, working, works_on_it
from texts import join, say


def _may_look(ctx: Ctx) -> None:
    """Telephone numbers and addresses are for those who carry the meeting."""
    if not works_on_it(ctx.unit, ctx.actor, ctx.season):
        must_hold(ctx.unit, ctx.actor, Post.TIM, Post.SEKRETARIS, Post.CAMAT, Post.JFU)


@view("s5:utusan")
def show_delegates(ctx: Ctx, page: int) -> None:
    """The utusan so far."""
    _may_look(ctx)
    found = delegates(ctx.unit, ctx.season)
    here = page_of(found, page)
    shown = list(enumerate(here.items, start=here.first))
    lines = [say("delegates.line", at=n, name=one.name, institution=one.institution) for n, one in shown]
    ctx.show(
        join(say("delegates.title", count=len(found)), *(lines or [say("delegates.none")])),
        [
            *columns(choice(f"{n}. {one.name}", "s5:delegate", one.id) for n, one in shown),
            turns(here, "s5:utusan"),
            [button("delegates.add", "s5:choose"), button("step5_meeting.back", "s5:home")],
        ],
    )


def open_delegate(ctx: Ctx, id: int) -> None:
    """One utusan, and taking him off the list. His number is on the card: who opened it is noted."""
    _may_look(ctx)
    one = ctx.unit.get(Delegate, id)
    if one is None or one.season_id != ctx.season.id:
        raise Refused("common.not_found")
    if one.removed_at is not None:
        raise Refused("delegates.gone", name=one.name)
    looked_up(ctx.unit, ctx.actor, one)
    ctx.desk.place = data("s5:utusan", 0)
    ctx.show(
        say(
            "delegates.card", name=one.name, institution=one.institution, address=one.address, phone=one.phone
        ),
        [[button("delegates.remove", "s5:dismiss", one.id), button("step5_meeting.back", "s5:utusan", 0)]],
    )


def remove(ctx: Ctx, id: int) -> None:
    name = dismiss(ctx.unit, ctx.actor, ctx.season, ctx.unit.get(Delegate, id))
    ctx.banner(say("delegates.removed", name=name))
    show_delegates(ctx, 0)


# ---- the form


def begin_choose(ctx: Ctx) -> str:
    """Tambah utusan."""
    working(ctx.unit, ctx.actor, ctx.season)
    return CHOOSE.begin(ctx, ctx.season.id)


def _choose(ctx: Ctx, draft: ChatDraft) -> None:
    chosen = choose(ctx.unit, ctx.actor, ctx.season, **draft.values)
    ctx.banner(say("delegates.chosen", name=chosen.name))
    show_delegates(ctx, len(delegates(ctx.unit, ctx.season)) // PER_PAGE)


CHOOSE = ChatForm(
    "s5choose",
    title="delegates.form_title",
    questions=[
        Question(key="name", text="delegates.ask_name", label="delegates.label_name", read=person_name),
        Question(
            key="institution",
            text="delegates.ask_institution",
            label="delegates.label_institution",
            read=lambda typed: sentence(typed, 2, 120),
        ),
        Question(
            key="address",
            text="delegates.ask_address",
            label="delegates.label_address",
            read=lambda typed: sentence(typed, 5, 200),
        ),
        Question(key="phone", text="delegates.ask_phone", label="delegates.label_phone", read=phone),
    ],
    review=lambda _ctx, draft: say("delegates.review", **draft.values),
    send="delegates.save",
    finish=_choose,
    leave=lambda ctx: show_delegates(ctx, 0),
)

HANDLERS = (
    CHOOSE.conversation(Press("s5:choose", begin_choose, MEETS.on(since=STEP5))),
    Press("s5:utusan", show_delegates, (MEETS | OFFICE).on(since=STEP5)),
    Press("s5:delegate", open_delegate, (MEETS | OFFICE).on(Delegate, since=STEP5)),
    Press("s5:dismiss", remove, MEETS.on(Delegate, since=STEP5)),
)
