"""The result of a komisi, and its ketua who puts an usulan on another place.

< Hasil Komisi Sarpras. 1. Drainase ... 82,50 (selisih 2)
> [2. PJU]
< PJU ... Urutan 2 dari 12, total 78,00 ...  [Pindahkan urutan]
> [Pindahkan urutan]
< Ke urutan berapa? ...
"""

from __future__ import annotations

from fractions import Fraction

from handlers.step5_meeting.scoring import known_komisi
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, page_of, turns
from handlers.talk.who import POST, SCORES
from models.enums import Status
from models.meeting import Standing
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.proposals.label import listed, on_button, told_apart
from sop.reading import sentence, whole
from sop.reading.words import tidy
from sop.step4_coordinate.weights import criteria_of
from sop.step5_meeting.meeting import STEP5, komisi_name, leads
from sop.step5_meeting.standings import (
    SHORTEST_REASON,
    closed_standings,
    movable,
    move,
    standing_in,
    tie_words,
)
from texts import Html, join, plain, say
from texts.figures import fixed, number

LONGEST_REASON = 400


@view("s5:result")
def show_result(ctx: Ctx, komisi: str, page: int) -> None:
    """The order of a komisi with totals and spreads; only after its ketua has closed."""
    name = known_komisi(komisi)
    found = closed_standings(ctx.unit, ctx.season, name)
    shown = page_of(found, page)
    ways = [choice(f"{one.rank}. {on_button(one.proposal)}", "s5:place", one.id) for one in shown.items]
    ctx.show(
        join(
            say("standings.title", komisi=komisi_name(name), count=len(found)),
            *([_line(one) for one in shown.items] or [say("standings.none")]),
        ),
        [
            *columns(ways),
            turns(shown, "s5:result", komisi),
            [button("step5_meeting.back", "s5:board", komisi)],
        ],
    )


def spread(standing: Standing) -> int:
    """The largest disagreement of the members on any criterion."""
    return max((high - low for low, high, _ in standing.spreads.values()), default=0)


def _line(one: Standing) -> Html:
    key = "standings.line_moved" if one.moved_reason else "standings.line"
    return say(
        key,
        rank=one.rank,
        what=listed(one.proposal),
        total=total_words(one),
        spread=number(spread(one)),
    )


def total_words(one: Standing) -> str:
    """ "82,50", or that nobody scored it."""
    return plain("standings.unscored") if one.exact_total is None else fixed(one.exact_total)


@view("s5:place")
def show_place(ctx: Ctx, id: int) -> None:
    """One usulan: mean and spread per criterion, and why it stands where it stands."""
    one = standing_in(ctx.unit, ctx.season, ctx.unit.get(Standing, id))
    found = closed_standings(ctx.unit, ctx.season, one.komisi)
    tie = tie_words(found, ctx.season).get(one.id)
    ctx.show(
        join(
            say("standings.place_title", title=one.proposal.title or "", number=one.proposal.number or ""),
            say("standings.place", rank=one.rank, of=len(found), total=total_words(one)),
            *_means(ctx, one),
            say("standings.tie", rule=tie) if tie else "",
            say("standings.why_unscored", reason=one.unscored) if one.unscored else "",
            say("standings.moved", was=one.scored_rank, reason=one.moved_reason) if one.moved_reason else "",
        ),
        _place_rows(ctx, one),
    )


def _means(ctx: Ctx, one: Standing) -> list[Html]:
    lines = []
    for criterion in criteria_of(ctx.season):
        if criterion.key not in one.means:
            continue
        low, high, members = one.spreads[criterion.key]
        mean = fixed(Fraction(one.means[criterion.key]))
        if members == 0:
            lines.append(say("standings.ruled", name=criterion.short, mean=mean, weight=criterion.weight))
        else:
            facts = {"name": criterion.short, "mean": mean, "weight": criterion.weight}
            lines.append(say("standings.mean", low=low, high=high, members=members, **facts))
    return lines


def _place_rows(ctx: Ctx, one: Standing) -> list[list[Button]]:
    back = [button("step5_meeting.back", "s5:result", one.komisi, (one.rank - 1) // PER_PAGE)]
    may = leads(ctx.unit, ctx.actor, ctx.season, one.komisi) and one.proposal.status == Status.VERIFIED
    return [*([[button("standings.move", "s5:move", one.id)]] if may else []), back]


# ---- moving


def begin_move(ctx: Ctx, id: int) -> str:
    """Pindahkan urutan: to which place, and why."""
    standing = movable(ctx.unit, ctx.actor, ctx.season, ctx.unit.get(Standing, id))
    return MOVE.begin(ctx, standing.id)


def _about(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    standing, of = _standing(ctx, draft)
    return {"what": told_apart(standing.proposal), "rank": standing.rank, "of": of}


def _standing(ctx: Ctx, draft: ChatDraft) -> tuple[Standing, int]:
    """What is being moved, and among how many."""
    standing = standing_in(ctx.unit, ctx.season, ctx.unit.get(Standing, draft.about))
    return standing, len(closed_standings(ctx.unit, ctx.season, standing.komisi))


def _take_place(ctx: Ctx, draft: ChatDraft, typed: str) -> None:
    """Read against this komisi, which the question alone does not know."""
    standing, of = _standing(ctx, draft)
    place = whole(typed, 1, of)
    if place == standing.rank:
        raise Refused("standings.same_place", rank=place)
    draft.put("to", place)


def _move(ctx: Ctx, draft: ChatDraft) -> None:
    standing = ctx.unit.get(Standing, draft.about)
    given = draft.values
    moved = move(ctx.unit, ctx.actor, ctx.season, standing, to=given["to"], reason=given["reason"])
    ctx.banner(say("standings.moved_now", what=told_apart(moved.proposal), rank=moved.rank))
    show_result(ctx, moved.komisi, (moved.rank - 1) // PER_PAGE)


def _leave(ctx: Ctx) -> None:
    standing = ctx.unit.get(Standing, MOVE.draft(ctx).about)
    if standing is not None:
        show_place(ctx, standing.id)


MOVE = ChatForm(
    "s5move",
    title="standings.move_title",
    questions=[
        Question(
            key="to",
            text="standings.ask_to",
            label="standings.label_to",
            facts=_about,
            read=tidy,
            apply=_take_place,
        ),
        Question(
            key="reason",
            text="standings.ask_reason",
            label="standings.label_reason",
            read=lambda typed: sentence(typed, SHORTEST_REASON, LONGEST_REASON),
        ),
    ],
    finish=_move,
    leave=_leave,
)

HANDLERS = (
    MOVE.conversation(Press("s5:move", begin_move, SCORES.on(Standing, since=STEP5))),
    Press("s5:result", show_result, POST.on(since=STEP5)),
    Press("s5:place", show_place, POST.on(Standing, since=STEP5)),
)
