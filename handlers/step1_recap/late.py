"""Usulan susulan: after the intake was closed JFU or Sekretaris lets one draft or one kelurahan in.

> [Susulan]
< Usulan susulan. Penerimaan sudah ditutup ...  [Satu draf 10] [Satu kelurahan]
> [Satu draf 10]
< Draf mana yang diizinkan masuk? 1. Pelatihan kader, RW 04, oleh Siti Aminah (kurang: Foto) ...  [1] [2]
> [1]
< Izin susulan: ... Mengapa baru sekarang? ...
> Musrenbang Kelurahan diundur karena banjir
< Sampai kapan masih boleh dikirim? ...
> 20 Januari
< Izinkan draf ini dikirim sampai Rabu, 20 Januari 2027? ...  [Ya, izinkan] [Ubah] [Simpan & keluar]
"""

from __future__ import annotations

from datetime import date

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.proposals.proposal_form import USULAN
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, told_apart, turns
from handlers.talk.who import LETS_IN
from models.late_entry import LateEntry
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.core.kelurahan import kelurahan_in
from sop.flow.progress import run_of
from sop.flow.season_settings import must_come
from sop.proposals.label import listed, named
from sop.proposals.label import told_apart as title_of
from sop.proposals.late import late_words, standing
from sop.reading import day, sentence
from sop.step1_recap.intake import STEP, kelurahan_here, unsent
from sop.step1_recap.late import (
    SHORTEST_REASON,
    came_by,
    draft_here,
    end_leave,
    late_ones,
    leave_here,
    let_draft_in,
    let_kelurahan_in,
    letting_in,
    may_let_in,
    take_draft_in,
    take_out,
    taking_out,
)
from texts import Html, join, plain, say
from texts.figures import cut, day_of, moment
from texts.figures import date as in_words

LONGEST_REASON = 300
MOST_LACKS = 3
NAMED = 6  #: usulan that the screen of a leave names


def late_row(ctx: Ctx) -> list[Button]:
    """[Susulan] on the screen of a closed intake, for who may let somebody in."""
    if not may_let_in(ctx.unit, ctx.actor, ctx.season):
        return []
    count = len(late_ones(ctx.unit, ctx.season))
    if not count:
        return [button("late.open", "late:home", 0)]
    return [button("late.open_count", "late:home", 0, count=count)]


@view("late:home")
def show_late(ctx: Ctx, page: int) -> None:
    """What is let in now, what came so, and the two ways to let in more."""
    letting_in(ctx.unit, ctx.actor, ctx.season)
    shown = page_of(standing(ctx.unit, ctx.season), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    came, drafts = len(late_ones(ctx.unit, ctx.season)), len(unsent(ctx.unit, ctx.season))
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


# ---- one draft


@view("late:drafts")
def show_drafts(ctx: Ctx, page: int) -> None:
    """Every draft that was not sent, with its author and what it lacks."""
    letting_in(ctx.unit, ctx.actor, ctx.season)
    shown = page_of(unsent(ctx.unit, ctx.season), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [_draft_line(ctx, at, draft) for at, draft in numbered]
    ctx.show(
        join(say("late.drafts_title"), *lines) if lines else say("late.no_drafts"),
        [
            *columns((choice(str(at), "late:draft", draft.id) for at, draft in numbered), 4),
            turns(shown, "late:drafts"),
            [button("form.back", "late:home", 0), button("menu.back", "menu:show")],
        ],
    )


def _draft_line(ctx: Ctx, at: int, draft: Proposal) -> Html:
    facts = {"at": at, "what": title_of(draft), "author": draft.author.name}
    lacks = _lacks(ctx, draft)
    return say("late.draft_line_lacks", **facts, lacks=lacks) if lacks else say("late.draft_line", **facts)


def _lacks(ctx: Ctx, draft: Proposal) -> str:
    """The names of what its form would still ask; empty: it is whole."""
    return ", ".join(USULAN.lacks(ProposalDraft.look(ctx, draft))[:MOST_LACKS])


def begin_draft(ctx: Ctx, id: int) -> str:
    draft = draft_here(ctx.unit, ctx.actor, ctx.season, id)
    return OF_DRAFT.anew(ctx, id, whole=not _lacks(ctx, draft))


def _draft(ctx: Ctx, given: ChatDraft) -> Proposal:
    return draft_here(ctx.unit, ctx.actor, ctx.season, given.about)


def _draft_words(ctx: Ctx, given: ChatDraft) -> str:
    draft = _draft(ctx, given)
    return plain("late.what_draft", what=title_of(draft), author=draft.author.name)


def _day(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    last = day(typed, day_of(ctx.now))
    must_come(ctx.unit, last)
    return last.isoformat()


def _until(ctx: Ctx, given: ChatDraft) -> date:
    """The day that was named; today, where the draft was whole when it was asked about."""
    named_day = given.get("day")
    return date.fromisoformat(named_day) if named_day else day_of(ctx.now)


def _draft_review(ctx: Ctx, given: ChatDraft) -> Html:
    draft = _draft(ctx, given)
    facts = {"what": title_of(draft), "author": draft.author.name, "reason": given.get("reason")}
    lacks = _lacks(ctx, draft)
    if not lacks:
        return say("late.review_now", **facts)
    return say("late.review_draft", **facts, lacks=lacks, day=in_words(_until(ctx, given)))


def _draft_let_in(ctx: Ctx, given: ChatDraft) -> None:
    draft, reason = _draft(ctx, given), given.get("reason")
    if _lacks(ctx, draft):
        until = _until(ctx, given)
        let_draft_in(ctx.unit, ctx.actor, ctx.season, draft, reason, until)
        ctx.banner(say("late.let_draft", day=in_words(until), author=draft.author.name))
    else:
        take_draft_in(ctx.unit, ctx.actor, ctx.season, draft, reason)
        ctx.banner(say("late.taken_in", number=draft.number or "-", author=draft.author.name))
    show_late(ctx, 0)


OF_DRAFT = ChatForm(
    "late_draft",
    title="late.form_title",
    questions=[
        Question(
            key="reason",
            text="late.ask_reason",
            label="late.label_reason",
            facts=lambda ctx, given: {"what": _draft_words(ctx, given)},
            read=lambda typed: sentence(typed, SHORTEST_REASON, LONGEST_REASON),
        ),
        Question(
            key="day",
            text="late.ask_day",
            label="late.label_day",
            reads=_day,
            when=lambda given: not given.get("whole"),
        ),
    ],
    finish=_draft_let_in,
    review=_draft_review,
    send="late.yes",
)


# ---- one kelurahan


@view("late:places")
def show_places(ctx: Ctx, page: int) -> None:
    """Which kelurahan may still send."""
    letting_in(ctx.unit, ctx.actor, ctx.season)
    shown = page_of(kelurahan_in(ctx.unit, ctx.season.kecamatan_id), page)
    labels = told_apart(place.name for place in shown.items)
    keys = columns(
        choice(label, "late:place", place.id) for label, place in zip(labels, shown.items, strict=True)
    )
    back = [button("form.back", "late:home", 0), button("menu.back", "menu:show")]
    ctx.show(say("late.places_title"), [*keys, turns(shown, "late:places"), back])


def begin_place(ctx: Ctx, kelurahan_id: int) -> str:
    letting_in(ctx.unit, ctx.actor, ctx.season)
    return OF_KELURAHAN.anew(ctx, kelurahan_here(ctx.unit, ctx.actor, kelurahan_id).id)


def _place(ctx: Ctx, given: ChatDraft) -> Kelurahan:
    return kelurahan_here(ctx.unit, ctx.actor, given.about)


def _place_review(ctx: Ctx, given: ChatDraft) -> Html:
    facts = {"kelurahan": _place(ctx, given).name, "reason": given.get("reason")}
    return say("late.review_kelurahan", **facts, day=in_words(_until(ctx, given)))


def _place_let_in(ctx: Ctx, given: ChatDraft) -> None:
    place, until = _place(ctx, given), _until(ctx, given)
    let_kelurahan_in(ctx.unit, ctx.actor, ctx.season, place, given.get("reason"), until)
    ctx.banner(say("late.let_kelurahan", kelurahan=place.name, day=in_words(until)))
    show_late(ctx, 0)


OF_KELURAHAN = ChatForm(
    "late_kelurahan",
    title="late.form_title",
    questions=[
        Question(
            key="reason",
            text="late.ask_reason",
            label="late.label_reason",
            facts=lambda ctx, given: {
                "what": plain("late.what_kelurahan", kelurahan=_place(ctx, given).name)
            },
            read=lambda typed: sentence(typed, SHORTEST_REASON, LONGEST_REASON),
        ),
        Question(key="day", text="late.ask_day", label="late.label_day", reads=_day),
    ],
    finish=_place_let_in,
    review=_place_review,
    send="late.yes",
)


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
    head = say("late.came_title", count=len(late_ones(ctx.unit, ctx.season)))
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
    OF_DRAFT.conversation(Press("late:draft", begin_draft, LETS_IN.on(Proposal))),
    OF_KELURAHAN.conversation(Press("late:place", begin_place, LETS_IN.on(Kelurahan))),
    Press("late:home", show_late, LETS_IN),
    Press("late:drafts", show_drafts, LETS_IN),
    Press("late:places", show_places, LETS_IN),
    Press("late:one", show_leave, LETS_IN.on(LateEntry)),
    Press("late:end", end, LETS_IN.on(LateEntry)),
    Press("late:came", show_came, LETS_IN),
    Press("late:out", ask_out, LETS_IN.on(Proposal)),
    Press("late:outyes", out, LETS_IN.on(Proposal)),
)
