"""Izin susulan: which draft or which kelurahan is let in late, why, and until when.

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

from collections.abc import Callable
from datetime import date

from handlers.flow.doors import coming_day
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.proposals.proposal_form import USULAN
from handlers.talk.buttons import Press, show_again, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, told_apart, turns
from handlers.talk.who import LETS_IN
from models.people import Kelurahan
from models.proposal import Proposal
from models.speech import button, choice, columns
from sop.core.kelurahan import kelurahan_in
from sop.proposals.label import told_apart as title_of
from sop.reading import sentence
from sop.step1_recap.intake import kelurahan_here, unsent
from sop.step1_recap.late import (
    SHORTEST_REASON,
    draft_here,
    let_draft_in,
    let_kelurahan_in,
    letting_in,
    take_draft_in,
)
from texts import Html, join, plain, say
from texts.figures import date as in_words
from texts.figures import day_of

LONGEST_REASON = 300
MOST_LACKS = 3


def _why(what: Callable[[Ctx, ChatDraft], str]) -> Question[ChatDraft]:
    """Why it comes late; what it is stands above the question."""
    return Question(
        key="reason",
        text="late.ask_reason",
        label="late.label_reason",
        facts=lambda ctx, given: {"what": what(ctx, given)},
        read=lambda typed: sentence(typed, SHORTEST_REASON, LONGEST_REASON),
    )


def _until_when(when: Callable[[ChatDraft], bool]) -> Question[ChatDraft]:
    return Question(key="day", text="late.ask_day", label="late.label_day", reads=coming_day, when=when)


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
    show_again(ctx, "late:home:0")


OF_DRAFT = ChatForm(
    "late_draft",
    title="late.form_title",
    questions=[
        _why(_draft_words),
        _until_when(lambda given: not given.get("whole")),
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
    show_again(ctx, "late:home:0")


OF_KELURAHAN = ChatForm(
    "late_kelurahan",
    title="late.form_title",
    questions=[
        _why(lambda ctx, given: plain("late.what_kelurahan", kelurahan=_place(ctx, given).name)),
        _until_when(lambda _given: True),
    ],
    finish=_place_let_in,
    review=_place_review,
    send="late.yes",
)


HANDLERS = (
    OF_DRAFT.conversation(Press("late:draft", begin_draft, LETS_IN.on(Proposal))),
    OF_KELURAHAN.conversation(Press("late:place", begin_place, LETS_IN.on(Kelurahan))),
    Press("late:drafts", show_drafts, LETS_IN),
    Press("late:places", show_places, LETS_IN),
)
