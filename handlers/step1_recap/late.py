"""Usulan susulan: what is let in after the intake was closed, what came so, and how either ends.

> [Susulan]
< Usulan susulan. Penerimaan sudah ditutup ... 1. Kelurahan Kedung Badak, sampai Rabu, 20 Januari 2027 ...
  [1] [Satu draf 10] [Satu kelurahan]
> [1]
< Izin susulan Kelurahan Kedung Badak ...  [Isi atas nama] [Akhiri izin]
"""

from __future__ import annotations

from handlers.step1_recap import late_forms
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import LETS_IN
from models.late_entry import LateEntry
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.flow.progress import run_of
from sop.proposals.label import listed, named
from sop.proposals.late import late_words, standing
from sop.step1_recap.intake import STEP, unsent
from sop.step1_recap.late import (
    came_by,
    count_late,
    end_leave,
    late_ones,
    leave_here,
    letting_in,
    may_let_in,
    take_out,
    taking_out,
)
from texts import Html, join, plain, say
from texts.figures import cut, moment
from texts.figures import date as in_words

LONGEST_REASON = 300
NAMED = 6  #: usulan that the screen of a leave names


def late_row(ctx: Ctx) -> list[Button]:
    """[Susulan] on the screen of a closed intake, for who may let somebody in."""
    if not may_let_in(ctx.unit, ctx.actor, ctx.season):
        return []
    count = count_late(ctx.unit, ctx.season)
    if not count:
        return [button("late.open", "late:home", 0)]
    return [button("late.open_count", "late:home", 0, count=count)]


@view("late:home")
def show_late(ctx: Ctx, page: int) -> None:
    """What is let in now, what came so, and the two ways to let in more."""
    letting_in(ctx.unit, ctx.actor, ctx.season)
    shown = page_of(standing(ctx.unit, ctx.season), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    came, drafts = count_late(ctx.unit, ctx.season), len(unsent(ctx.unit, ctx.season))
    parts = [
        say("late.title"),
        say("late.intro"),
        *(_leave_line(ctx, at, leave) for at, leave in numbered),
        *([] if numbered else [say("late.none")]),
        say("late.came_count", count=came) if came else Html(""),
    ]
    every = [button("late.see_came", "late:came", 0, count=came)] if came else []
    ctx.show(
        join(*parts),
        [
            *columns((choice(str(at), "late:one", leave.id) for at, leave in numbered), 4),
            turns(shown, "late:home"),
            [
                button("late.one_draft", "late:drafts", 0, count=drafts),
                button("late.one_kelurahan", "late:places", 0),
            ],
            [*every, button("form.back", "s1:home"), button("menu.back", "menu:show")],
        ],
    )


def _leave_line(ctx: Ctx, at: int, leave: LateEntry) -> Html:
    facts = {"at": at, "kelurahan": leave.kelurahan.name, "day": in_words(leave.until)}
    reason = cut(leave.reason, 80)
    if leave.one_draft:
        return say("late.leave_draft", **facts, reason=reason)
    return say("late.leave_kelurahan", **facts, reason=reason, count=len(came_by(ctx.unit, leave)))


# ---- what became of it


@view("late:one")
def show_leave(ctx: Ctx, id: int) -> None:
    """One leave: for whom, why, until when, by whom, and what came by it."""
    leave = leave_here(ctx.unit, ctx.actor, ctx.season, id)
    came = came_by(ctx.unit, leave)
    facts = {
        "name": ctx.unit.session.get_one(Person, leave.by_id).name,
        "at": moment(leave.at),
    }
    open_now = leave.id in {one.id for one in standing(ctx.unit, ctx.season)}
    when = (
        say("late.one_until", **facts, day=in_words(leave.until))
        if open_now
        else say(
            "late.one_ended",
            **facts,
            ended=moment(leave.ended_at) if leave.ended_at else in_words(leave.until),
        )
    )
    parts = [
        say("late.one_title", kelurahan=leave.kelurahan.name),
        say("late.one_scope", scope=plain(f"late.scope_{'draft' if leave.one_draft else 'kelurahan'}")),
        when,
        say("late.one_reason", reason=cut(leave.reason, LONGEST_REASON)),
        *(say("late.one_came", what=listed(one)) for one in came[:NAMED]),
        *([] if came else [say("late.one_nothing")]),
    ]
    ends = [button("late.end", "late:end", leave.id)] if open_now else []
    executor = ctx.actor.holds(Post(run_of(ctx.unit, ctx.season, STEP).executor), ctx.now)
    types = open_now and not leave.one_draft and executor
    behalf = [button("late.behalf", "s1:for", leave.kelurahan_id)] if types else []
    back = [button("form.back", "late:home", 0), button("menu.back", "menu:show")]
    ctx.show(join(*parts), [[*behalf, *ends], back])


def end(ctx: Ctx, id: int) -> None:
    """Akhiri izin: nothing more comes by it."""
    end_leave(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("late.ended"))
    show_late(ctx, 0)


@view("late:came")
def show_came(ctx: Ctx, page: int) -> None:
    """All that came late; what is not judged yet can be taken out again."""
    letting_in(ctx.unit, ctx.actor, ctx.season)
    shown = page_of(late_ones(ctx.unit, ctx.season), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [say("late.came_line", at=at, what=listed(one), mark=late_words(one)) for at, one in numbered]
    keys = columns(button("late.take_out", "late:out", one.id, at=at) for at, one in numbered)
    head = say("late.came_title", count=count_late(ctx.unit, ctx.season))
    back = [button("form.back", "late:home", 0), button("menu.back", "menu:show")]
    ctx.show(
        join(head, *lines) if lines else say("late.nothing_came"), [*keys, turns(shown, "late:came"), back]
    )


@view("late:out")
def ask_out(ctx: Ctx, id: int) -> None:
    """What follows when it is taken out."""
    proposal = taking_out(ctx.unit, ctx.actor, ctx.season, id)
    ctx.show(
        say("late.out_ask", **named(proposal)),
        [[button("late.out_yes", "late:outyes", id), button("form.back", "late:came", 0)]],
    )


def out(ctx: Ctx, id: int) -> None:
    proposal = take_out(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("late.out_done", number=proposal.number or "-"))
    show_came(ctx, 0)


HANDLERS = (
    *late_forms.HANDLERS,
    Press("late:home", show_late, LETS_IN),
    Press("late:one", show_leave, LETS_IN.on(LateEntry)),
    Press("late:end", end, LETS_IN.on(LateEntry)),
    Press("late:came", show_came, LETS_IN),
    Press("late:out", ask_out, LETS_IN.on(Proposal)),
    Press("late:outyes", out, LETS_IN.on(Proposal)),
)
