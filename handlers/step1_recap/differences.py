"""What the Lurah found different, on JFU's phone: a list, a card each, an answer.

> [Selisih 2]
< Selisih menurut Lurah. 1. Kedung Badak: Ada yang kurang ...  [1] [2]
> [1]
< Kelurahan Kedung Badak. Ada yang kurang: usulan posyandu RW 04 belum masuk.  [Jawab]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import TAKES_IN
from models.people import Kelurahan, Person
from models.proposal import Proposal
from models.recap import Difference
from models.speech import Button, button, choice, columns
from sop.core.people import must_hold
from sop.flow.progress import run_of, working_on
from sop.proposals.label import named
from sop.reading import sentence
from sop.step1_recap.differences import difference_here, kind_words, settle, unsettled
from sop.step1_recap.intake import STEP
from texts import Html, join, say
from texts.figures import cut, moment


@view("s1:differences")
def show_differences(ctx: Ctx, page: int) -> None:
    """What waits for an answer."""
    must_hold(ctx.unit, ctx.actor, run_of(ctx.unit, ctx.season, STEP).executor)
    shown = page_of(unsettled(ctx.unit, ctx.season), page)
    lines = [
        say(
            "recap.difference_line",
            at=at,
            kelurahan=_place(ctx, one),
            kind=kind_words(one),
            note=cut(one.note, 60),
        )
        for at, one in enumerate(shown.items, start=shown.first)
    ]
    keys = columns(
        (choice(str(at), "s1:difference", one.id) for at, one in enumerate(shown.items, start=shown.first)), 4
    )
    head = say("recap.differences_title") if lines else say("recap.no_differences")
    back = [button("form.back", "s1:home"), button("menu.back", "menu:show")]
    ctx.show(join(head, *lines), [*keys, turns(shown, "s1:differences"), back])


@view("s1:difference")
def show_difference(ctx: Ctx, id: int) -> None:
    """One of them, with the usulan it is about, and its answer when it has one."""
    found = difference_here(ctx.unit, ctx.actor, ctx.season, id)
    about = ctx.unit.get(Proposal, found.proposal_id)
    by = ctx.unit.session.get_one(Person, found.by_id)
    parts = [
        say("step1_recap.kelurahan_title", kelurahan=_place(ctx, found)),
        say("recap.difference_kind", kind=kind_words(found)),
        say(
            "recap.difference_about",
            **named(about),
        )
        if about
        else Html(""),
        say("recap.difference_note", note=cut(found.note, 500)),
        say("recap.difference_by", name=by.name, at=moment(found.at)),
    ]
    see = [button("step1_recap.see", "usulan:see", about.id)] if about else []
    every = [button("step1_recap.see_list", "s1:list", found.kelurahan_id, 0)]
    acts: list[Button] = [button("recap.answer", "s1:settle", found.id)]
    if found.settled_at is not None:
        parts.append(
            say(
                "recap.difference_settled",
                at=moment(found.settled_at),
                answer=cut(found.answer or "-", 400),
            )
        )
        acts = []
    back = [button("form.back", "s1:differences", 0), button("menu.back", "menu:show")]
    ctx.show(join(*parts), [acts, [*see, *every], back])


def _place(ctx: Ctx, found: Difference) -> str:
    return ctx.unit.session.get_one(Kelurahan, found.kelurahan_id).name


def begin_settle(ctx: Ctx, id: int) -> str:
    working_on(ctx.unit, ctx.actor, ctx.season, STEP)
    difference_here(ctx.unit, ctx.actor, ctx.season, id)
    return SETTLE.begin(ctx, id)


def _settled(ctx: Ctx, draft: ChatDraft) -> None:
    answer = draft.get("answer")
    found = difference_here(ctx.unit, ctx.actor, ctx.season, draft.about or 0)
    if found.settled_at is not None:  # a colleague was quicker: nothing is left to be answered
        ctx.banner(
            say(
                "recap.already_settled",
                at=moment(found.settled_at),
                answer=cut(found.answer or "-", 400),
            )
        )
        show_difference(ctx, found.id)
        return
    settle(ctx.unit, ctx.actor, ctx.season, found.id, answer)
    ctx.banner(say("recap.answer_sent"))
    show_differences(ctx, 0)


SETTLE = ask_one(
    "settle",
    title="recap.settle_title",
    key="answer",
    text="recap.ask_answer",
    label="recap.label_answer",
    read=lambda typed: sentence(typed, 10, 500),
    finish=_settled,
)


HANDLERS = (
    SETTLE.conversation(Press("s1:settle", begin_settle, TAKES_IN.on(Difference))),
    Press("s1:differences", show_differences, TAKES_IN),
    Press("s1:difference", show_difference, TAKES_IN.on(Difference)),
)
