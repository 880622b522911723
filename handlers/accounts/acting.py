"""Plt. and Plh.: who stands in for whom, until when; ended before its day where that is needed.

> [Plt./Plh.]
< 1. Rudi Hartono: Plh. Lurah Kedung Badak, 18 Jan 2027 s.d. 31 Jan 2027  [Lihat 1] [Tambah Plt./Plh.]
> [Lihat 1]
< ...  [Akhiri sekarang]
"""

from __future__ import annotations

from datetime import date

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import GIVES
from models.people import Appointment
from models.posts import Post
from models.speech import button, columns
from sop.accounts.acting import acting_of, acting_ones, end
from sop.accounts.seconding import state_words
from sop.core.people import may, must_hold, post_title
from sop.core.posts import GIVERS
from sop.office.own_data import SETS
from texts import Html, join, say
from texts.figures import long_date, short_date


@view("people:acting")
def show_acting(ctx: Ctx, page: int) -> None:
    """Who stands in for whom, now and later."""
    must_hold(ctx.unit, ctx.actor, *GIVERS[Post.DELEGASI])
    shown = page_of(acting_ones(ctx.unit, ctx.actor), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [_line(at, one) for at, one in numbered] or [say("acting.none")]
    keys = columns((button("acting.open_one", "people:stand", one.id, at=at) for at, one in numbered), 4)
    foot = [button("acting.add", "people:stands"), button("form.back", "people:home")]
    others = [button("signing_for.open", "settings:signers")] if may(ctx.actor, ctx.unit, *SETS) else []
    ctx.show(join(say("acting.list_title"), *lines), [*keys, turns(shown, "people:acting"), others, foot])


def _line(at: int, one: Appointment) -> Html:
    return say(
        "acting.line",
        at=at,
        name=one.person.name,
        post=post_title(one),
        begins=short_date(one.begins or one.created_at.date()),
        ends=short_date(one.ends) if one.ends else "-",
    )


@view("people:stand")
def show_one(ctx: Ctx, id: int) -> None:
    """One Plt. or Plh., which can be ended early."""
    one = acting_of(ctx.unit, ctx.actor, id)
    whose = one.stands_in_for
    words = join(
        say("acting.card_who", kind=one.acting, post=_bare(one), name=one.person.name),
        say("acting.card_whom", name=whose.person.name) if whose else say("acting.card_vacant"),
        say("acting.card_basis", basis=one.basis or "-"),
        term_line(one.begins, one.ends),
        state_words(ctx.unit, one),
    )
    ctx.show(words, [[button("acting.end", "people:endask", id), button("form.back", "people:acting", 0)]])


def _bare(one: Appointment) -> str:
    return post_title(one).removeprefix(one.acting).strip()


def term_line(begins: date | None, ends: date | None) -> Html:
    return say(
        "acting.card_term",
        begins=long_date(begins) if begins else "-",
        ends=long_date(ends) if ends else "-",
    )


@view("people:endask")
def ask_end(ctx: Ctx, id: int) -> None:
    one = acting_of(ctx.unit, ctx.actor, id)
    no, yes = button("acting.end_no", "people:stand", id), button("acting.end_yes", "people:ended", id)
    ctx.show(say("acting.end_ask", name=one.person.name, post=post_title(one)), [[no], [yes]])


def do_end(ctx: Ctx, id: int) -> None:
    one = end(ctx.unit, ctx.actor, id)
    ctx.banner(say("acting.ended", name=one.person.name, post=post_title(one)))
    show_acting(ctx, 0)


HANDLERS = (
    Press("people:acting", show_acting, GIVES.on(anytime=True)),
    Press("people:stand", show_one, GIVES.on(Appointment, anytime=True)),
    Press("people:endask", ask_end, GIVES.on(Appointment, anytime=True)),
    Press("people:ended", do_end, GIVES.on(Appointment, anytime=True)),
)
