"""Posts with letter and period: one more for somebody who is in, or the period of one that is held.

> [Beri jabatan lain]
< Untuk jabatan apa?  [Delegasi Kelurahan] [Lurah]
> [Lurah] [Kedung Badak] 821/45/BKPSDM/2027 [Lewati] 31 Desember 2027
< Budi Santosa mendapat jabatan Lurah Kedung Badak dan diberi tahu.
"""

from __future__ import annotations

from datetime import date

from handlers.accounts.choosing import KELURAHAN, POST, kelurahan_id, post_in
from handlers.accounts.leaving import show_people, show_person
from handlers.accounts.seconding import waits_banner
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.who import GIVES
from models.people import Appointment, Person
from models.posts import Post
from sop.core.people import must_hold, post_title
from sop.core.posts import GIVERS
from sop.handover.leaving import held_one
from sop.handover.terms import Period, check_period, give, person_here, set_period
from sop.reading import day, sentence
from texts import say


def _day(ctx: Ctx, draft: ChatDraft, typed: str) -> str:
    return day(typed, ctx.today).isoformat()


def _last_day(ctx: Ctx, draft: ChatDraft, typed: str) -> str:
    """Refused here already, while it is easy to answer again."""
    ends = day(typed, max(_date(draft, "begins") or ctx.today, ctx.today))
    check_period(ctx.unit, Period(begins=_date(draft, "begins"), ends=ends))
    return ends.isoformat()


def _date(draft: ChatDraft, key: str) -> date | None:
    value = draft.get(key)
    return date.fromisoformat(value) if value else None


BASIS: Question[ChatDraft] = Question(
    key="basis",
    text="terms.ask_basis",
    label="acting.label_basis",
    read=lambda typed: sentence(typed, 3, 120),
    optional=True,
)
BEGINS: Question[ChatDraft] = Question(
    key="begins", text="terms.ask_begins", label="acting.label_begins", reads=_day, optional=True
)
ENDS: Question[ChatDraft] = Question(
    key="ends", text="terms.ask_ends", label="acting.label_ends", reads=_last_day, optional=True
)


def _period(draft: ChatDraft) -> Period:
    return Period(basis=draft.get("basis"), begins=_date(draft, "begins"), ends=_date(draft, "ends"))


def begin_giving(ctx: Ctx, person_id: int) -> str:
    """Beri jabatan lain."""
    must_hold(ctx.unit, ctx.actor, *GIVERS[Post.DELEGASI])
    person_here(ctx.unit, ctx.actor, person_id)
    return GIVE.begin(ctx, person_id)


def _given(ctx: Ctx, draft: ChatDraft) -> None:
    person = person_here(ctx.unit, ctx.actor, draft.about)
    made = give(
        ctx.unit,
        ctx.actor,
        person,
        post_in(draft),
        kelurahan_id=kelurahan_id(draft),
        period=_period(draft),
    )
    done = say("terms.done_given", name=person.name, post=post_title(made))
    ctx.banner(waits_banner(ctx, made) or done)
    show_people(ctx, 0)


def begin_changing(ctx: Ctx, id: int) -> str:
    """Masa jabatan: asked from the beginning each time."""
    held_one(ctx.unit, ctx.actor, id)
    return TERM.anew(ctx, id)


def _changed(ctx: Ctx, draft: ChatDraft) -> None:
    held = set_period(ctx.unit, ctx.actor, draft.about, _period(draft))
    done = say("terms.done_changed", name=held.person.name, post=post_title(held))
    ctx.banner(waits_banner(ctx, held) or done)
    show_person(ctx, held.id)


GIVE = ChatForm(
    "give",
    title="terms.give_title",
    questions=[POST, KELURAHAN, BASIS, BEGINS, ENDS],
    finish=_given,
    leave=lambda ctx: show_people(ctx, 0),
)

TERM = ChatForm(
    "term",
    title="terms.change_title",
    questions=[BASIS, BEGINS, ENDS],
    finish=_changed,
    leave=lambda ctx: show_people(ctx, 0),
)


HANDLERS = (
    GIVE.conversation(Press("people:give", begin_giving, GIVES.on(Person, anytime=True))),
    TERM.conversation(Press("people:term", begin_changing, GIVES.on(Appointment, anytime=True))),
)
