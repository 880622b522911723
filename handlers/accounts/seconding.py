"""A post with power waits for a second person.

< Agus Salim memberi Rudi Hartono jabatan Camat ...  [Lihat]
> [Lihat]
< Rudi Hartono, Camat. Diberikan oleh Agus Salim. ...  [Setujui] [Tolak] [Nanti]
> [Setujui]
< Disetujui: Rudi Hartono sebagai Camat.
"""

from __future__ import annotations

from handlers.accounts.inviting import send_link
from handlers.home.menu import show_menu
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.rights import Who
from handlers.talk.who import GIVES
from models.people import Appointment, Person
from models.speech import button, columns
from sop.accounts.lapsing import issue_anew
from sop.accounts.seconding import facts_of, is_alone, open_ones, state_words, waits_on
from sop.core.people import must_hold, post_title
from sop.core.posts import SECONDS
from sop.handover.second_word import asked_about, refuse
from sop.handover.terms import period_words
from texts import Html, join, say


@view("people:seconds")
def show_all(ctx: Ctx, page: int) -> None:
    """What waits for one's word, and what counts on the word of one so far."""
    must_hold(ctx.unit, ctx.actor, *SECONDS)
    shown = page_of(open_ones(ctx.unit, ctx.actor), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [_line(ctx, at, one) for at, one in numbered] or [say("seconding.none")]
    keys = columns((button("leaving.open_one", "people:second", one.id, at=at) for at, one in numbered), 4)
    ctx.show(
        join(say("seconding.list_title"), *lines),
        [*keys, turns(shown, "people:seconds"), [button("menu.back", "menu:show")]],
    )


def _line(ctx: Ctx, at: int, one: Appointment) -> Html:
    key = "seconding.line_alone" if is_alone(ctx.unit, one) else "seconding.line_waits"
    return say(key, at=at, name=one.person.name, post=post_title(one))


@view("people:second")
def show_one(ctx: Ctx, id: int) -> None:
    """Who is to have which post, by whom, for how long; and the two answers."""
    held = asked_about(ctx.unit, ctx.actor, id)
    words = join(
        say("seconding.card", **facts_of(ctx.unit, held)),
        say("seconding.card_period", period=period_words(held)),
        state_words(ctx.unit, held),
        say("seconding.card_ask"),
    )
    keys = [button("seconding.agree", "people:agree", id), button("seconding.refuse", "people:object", id)]
    ctx.show(words, [keys, [button("seconding.later", "menu:show")]])


@view("people:object")
def ask_refusal(ctx: Ctx, id: int) -> None:
    """Tolak is asked once more."""
    held = asked_about(ctx.unit, ctx.actor, id)
    words = say("seconding.refuse_ask", name=held.person.name, post=post_title(held))
    no = button("seconding.refuse_no", "people:second", id)
    ctx.show(words, [[no], [button("seconding.refuse_yes", "people:objected", id)]])


def say_no(ctx: Ctx, id: int) -> None:
    held = refuse(ctx.unit, ctx.actor, id)
    ctx.banner(say("seconding.refused", name=held.person.name, post=post_title(held)))
    show_menu(ctx)


def make_anew(ctx: Ctx, person_id: int) -> None:
    """Terbitkan lagi: what lapsed with its issuer, on one's own word."""
    made, given, left = issue_anew(ctx.unit, ctx.actor, person_id)
    for invitation, token in made:
        send_link(ctx, invitation, token)
    count = len(made) + len(given)
    ctx.banner(
        say("joining.anew_more", count=count, left=left) if left else say("joining.anew_done", count=count)
    )
    show_menu(ctx)


def waits_banner(ctx: Ctx, held: Appointment) -> Html | None:
    """Instead of "done", where a post with power has to wait: on whom."""
    if held.waits_since is None:
        return None
    facts = {"name": held.person.name, "post": post_title(held)}
    if held.person.telegram_id is None:
        return say("seconding.done_to_come", **facts)
    return say("seconding.done_waits", who=waits_on(ctx.unit, held), **facts)


HANDLERS = (
    Press("people:seconds", show_all, Who(SECONDS).on(anytime=True)),
    Press("people:second", show_one, Who(SECONDS).on(Appointment, anytime=True)),
    Press("people:object", ask_refusal, Who(SECONDS).on(Appointment, anytime=True)),
    Press("people:objected", say_no, Who(SECONDS).on(Appointment, anytime=True)),
    Press("people:anew", make_anew, GIVES.on(Person, anytime=True)),
)
