"""Scoring: one screen per usulan, and the list of them.

> [Menilai]
< Usulan 1 dari 12 ... A. Keterdesakan: belum ...  [A1] [A2] [A3] [A4] [A5] / [B1] ...
> [A4] [B3] [C3]          (the next usulan opens by itself)
"""

from __future__ import annotations

from handlers.talk.buttons import Press, show_again, view
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, page_of, turns
from handlers.talk.who import SCORES
from models.enums import Komisi
from models.meeting import TeamMember
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.proposals.label import listed, on_button
from sop.proposals.proposal_words import place_words
from sop.step4_coordinate.criteria import HIGHEST, LOWEST, Criterion
from sop.step5_meeting.commissions import finished_member
from sop.step5_meeting.meeting import STEP5, komisi_name, member_of
from sop.step5_meeting.score_sheets import Mark, marks, sheets
from sop.step5_meeting.scores import Taken, give, scorer
from texts import Html, join, plain, say
from texts.figures import rupiah

LETTERS = "ABCDEFGHIJ"


def known_komisi(value: str) -> Komisi:
    if value not in list(Komisi):
        raise Refused("common.old_button")
    return Komisi(value)


def mark(given: int | None, value: int) -> str:
    return " ✓" if given == value else ""


def rows_of_five(
    word: str, criteria: tuple[Criterion, ...], given: dict[str, int], *ids: object
) -> list[list[Button]]:
    """A row of five buttons per criterion: A1 to A5, B1 to B5; the chosen one is marked."""
    return [
        [
            choice(f"{letter}{value}{mark(given.get(one.key), value)}", word, *ids, one.key, value)
            for value in range(LOWEST, HIGHEST + 1)
        ]
        for letter, one in zip(LETTERS, criteria, strict=False)
    ]


def lines_of(criteria: tuple[Criterion, ...], given: dict[str, int]) -> list[Html]:
    return [
        say(
            "scoring.criterion",
            letter=letter,
            name=one.title,
            given=given.get(one.key) or plain("scoring.not_given"),
        )
        for letter, one in zip(LETTERS, criteria, strict=False)
    ]


def _mine(ctx: Ctx, komisi: str | None) -> tuple[TeamMember, list[Mark]]:
    member = scorer(ctx.unit, ctx.actor, ctx.season, komisi)
    return member, marks(ctx.unit, ctx.season, member)


def show_next(ctx: Ctx, komisi: str) -> None:
    """The first usulan that still lacks a score."""
    _, mine = _mine(ctx, known_komisi(komisi))
    _open_next(ctx, mine, after=-1)


def _open_next(ctx: Ctx, mine: list[Mark], after: int) -> None:
    """The next unfinished usulan behind the one at `after`, round to the front; the list when all is done."""
    for one in [*mine[after + 1 :], *mine[: after + 1]]:
        if not one.complete:
            show_card(ctx, one.usulan)
            return
    show_sheets(ctx, 0)


@view("s5:card")
def show_card(ctx: Ctx, id: int) -> None:
    """One usulan and its rows of five."""
    proposal = ctx.unit.get(Proposal, id)
    if proposal is None or proposal.season_id != ctx.season.id:
        raise Refused("common.not_found")
    member, mine = _mine(ctx, proposal.komisi)
    at = next((place for place, one in enumerate(mine) if one.usulan == id), None)
    if at is None:
        raise Refused("common.not_found")
    (sheet,) = sheets(ctx.unit, ctx.season, member, [id])
    criteria, given, done = tuple(sheet.criteria), dict(sheet.given), sum(one.complete for one in mine)
    name = komisi_name(proposal.komisi or "")
    ctx.show(
        join(
            say("scoring.card_head", komisi=name, at=at + 1, of=len(mine), done=done),
            say("scoring.card_title", title=proposal.title or "", number=proposal.number or ""),
            say("scoring.card_place", kelurahan=proposal.kelurahan.name, place=place_words(proposal)),
            say("scoring.card_cost", cost=rupiah(proposal.cost or 0), gain=_gain(proposal)),
            *lines_of(criteria, given),
            say("scoring.saved", done=len(given), of=len(criteria))
            if criteria
            else say("scoring.by_rule_all"),
        ),
        [*rows_of_five("s5:give", criteria, given, id), *_turns(mine, at, str(proposal.komisi))],
    )


def _gain(proposal: Proposal) -> str:
    if proposal.households is not None:
        return plain("scoring.households", count=proposal.households)
    if proposal.people is not None:
        return plain("scoring.people", count=proposal.people)
    return plain("scoring.no_gain")


def _turns(mine: list[Mark], at: int, komisi: str) -> list[list[Button]]:
    before = [button("scoring.before", "s5:card", mine[at - 1].usulan)] if at > 0 else []
    after = [button("scoring.after", "s5:card", mine[at + 1].usulan)] if at + 1 < len(mine) else []
    ways = [
        button("scoring.sheets", "s5:sheets", at // PER_PAGE),
        button("step5_meeting.back", "s5:board", komisi),
    ]
    return [[*before, *after], ways]


def give_score(ctx: Ctx, id: int, key: str, value: int) -> None:
    """One tap, one score, saved. With the last missing one of an usulan the next opens by itself."""
    proposal = ctx.unit.get(Proposal, id)
    taken = give(ctx.unit, ctx.actor, ctx.season, proposal, key, value)
    member, mine = _mine(ctx, proposal.komisi if proposal else None)
    done = all(one.complete for one in mine)
    if done and taken is not Taken.CHANGED:
        ctx.banner(say("scoring.all_done", count=len(mine)))
    if taken is Taken.SAME and show_again(ctx, ctx.chat.place or ""):
        return  # a second tap: what it opened stays open
    at = next(place for place, one in enumerate(mine) if one.usulan == id)
    if taken is not Taken.NEW or not mine[at].complete:
        show_card(ctx, id)
        return
    if done:
        finished_member(ctx.unit, ctx.season, member)
    _open_next(ctx, mine, at)


@view("s5:sheets")
def show_sheets(ctx: Ctx, page: int) -> None:
    """The usulan of one's komisi, each with how much one has given."""
    member = member_of(ctx.unit, ctx.season, ctx.actor)
    if member is None:
        raise Refused("scoring.not_in_commission")
    _, mine = _mine(ctx, member.komisi)
    here = page_of(mine, page)
    filled = sheets(ctx.unit, ctx.season, member, [one.usulan for one in here.items])
    shown = list(enumerate(filled, start=here.first))
    lines = [
        say(
            "scoring.sheet_line",
            at=n,
            what=listed(one.proposal),
            given=len(one.given),
            of=len(one.criteria),
        )
        for n, one in shown
    ]
    ways = [choice(f"{n}. {on_button(one.proposal)}", "s5:card", one.proposal.id) for n, one in shown]
    done = sum(one.complete for one in mine)
    ctx.show(
        join(say("scoring.sheets_title", done=done, of=len(mine)), *lines),
        [
            *columns(ways),
            turns(here, "s5:sheets"),
            [
                button("scoring.same", "s5:same", 0),
                button("step5_meeting.back", "s5:board", str(member.komisi)),
            ],
        ],
    )


HANDLERS = (
    Press("s5:next", show_next, SCORES.on(since=STEP5)),
    Press("s5:card", show_card, SCORES.on(Proposal, since=STEP5)),
    Press("s5:give", give_score, SCORES.on(Proposal, since=STEP5)),
    Press("s5:sheets", show_sheets, SCORES.on(since=STEP5)),
)
