"""Scoring in a komisi: the board of the komisi, and one screen per usulan.

< Komisi Sarpras. 12 usulan ...  [Mulai menilai] [Nilai sama]
> [Mulai menilai]
< Usulan 1 dari 12 ... A. Keterdesakan: belum ...  [A1] [A2] [A3] [A4] [A5] / [B1] ...
> [A4] [B3] [C3]          (the next usulan opens by itself)
"""

from __future__ import annotations

from handlers.buttons import Press, show_again, view
from handlers.context import Ctx
from handlers.paging import PER_PAGE, page_of, turns
from models.enums import CommissionState, Komisi
from models.meeting import Commission, TeamMember
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.attendance import is_present
from sop.commissions import close, finished_member, nudge, open_scoring, ready_to_close
from sop.criteria import HIGHEST, LOWEST, Criterion
from sop.meeting import commission, four, komisi_name, leads, member_of, usulan_of
from sop.refused import Refused
from sop.scores import Doing, Sheet, Taken, doing, give, scorer, sheets
from sop.standings import standings
from texts import Html, join, plain, say
from texts.figures import rupiah

NAMED = 6  #: members on the board; the rest are counted
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


# ---- the komisi


@view("s5:four")
def show_four(ctx: Ctx) -> None:
    """The four komisi and how far each is."""
    found = four(ctx.unit, ctx.season)
    lines = [
        say(
            "scoring.of_four",
            komisi=komisi_name(one.komisi),
            count=_size(ctx, one),
            state=plain(f"scoring.state_{one.state}"),
        )
        for one in found
    ]
    ways = [choice(komisi_name(one.komisi), "s5:board", one.komisi) for one in found]
    ctx.show(
        join(say("scoring.four_title"), *lines),
        [*columns(ways), [button("step5_meeting.back", "s5:home")]],
    )


def _size(ctx: Ctx, one: Commission) -> int:
    if one.state == CommissionState.CLOSED:
        return len(standings(ctx.unit, ctx.season, one.komisi))
    return len(usulan_of(ctx.unit, ctx.season, one.komisi))


@view("s5:board")
def show_board(ctx: Ctx, komisi: str) -> None:
    """One komisi: its state, and for its ketua who has finished; never what anybody gave."""
    name = known_komisi(komisi)
    four(ctx.unit, ctx.season)
    one = commission(ctx.unit, ctx.season, name)
    member = member_of(ctx.unit, ctx.season, ctx.actor)
    mine = member if member is not None and member.komisi == name else None
    head = [
        say("scoring.board_title", komisi=komisi_name(name)),
        say(f"scoring.board_{one.state}", count=_size(ctx, one)),
    ]
    ctx.show(
        join(*head, *_present(ctx, one, mine)),
        [*_member_rows(ctx, one, mine), *_ketua_rows(ctx, one), [button("step5_meeting.back", "s5:home")]],
    )


def _present(ctx: Ctx, one: Commission, mine: TeamMember | None) -> list[Html]:
    if one.state == CommissionState.CLOSED:
        return []
    found = doing(ctx.unit, ctx.season, one.komisi)
    lines = [say("scoring.present", count=len(found), done=sum(doer.finished for doer in found))]
    if leads(ctx.unit, ctx.actor, ctx.season, one.komisi):
        lines += [_doer(doer) for doer in found[:NAMED]]
        if len(found) > NAMED:
            lines.append(say("scoring.more_members", count=len(found) - NAMED))
    elif mine is not None:
        lines += [_doer(doer) for doer in found if doer.member.id == mine.id]
    if mine is not None and not is_present(ctx.unit, mine):
        lines.append(say("scoring.not_present"))
    return lines


def _doer(doer: Doing) -> Html:
    key = "scoring.doer_done" if doer.finished else "scoring.doer"
    return say(key, name=doer.member.name, done=doer.done, of=doer.of)


def _member_rows(ctx: Ctx, one: Commission, mine: TeamMember | None) -> list[list[Button]]:
    if one.state == CommissionState.CLOSED:
        return [[button("scoring.results", "s5:result", one.komisi, 0)]]
    if mine is None or one.state != CommissionState.SCORING or not is_present(ctx.unit, mine):
        return []
    return [
        [button("scoring.start", "s5:next", one.komisi)],
        [button("scoring.sheets", "s5:sheets", 0), button("scoring.same", "s5:same", 0)],
    ]


def _ketua_rows(ctx: Ctx, one: Commission) -> list[list[Button]]:
    if not leads(ctx.unit, ctx.actor, ctx.season, one.komisi):
        return []
    if one.state == CommissionState.WAITING:
        return [[button("scoring.open", "s5:open", one.komisi)]]
    if one.state == CommissionState.SCORING:
        ask = button("scoring.nudge", "s5:nudge", one.komisi)
        return [[ask, button("scoring.close", "s5:close", one.komisi)]]
    return []


# ---- the ketua


def open_komisi(ctx: Ctx, komisi: str) -> None:
    name = known_komisi(komisi)
    open_scoring(ctx.unit, ctx.actor, ctx.season, name)
    ctx.banner(say("scoring.opened", komisi=komisi_name(name)))
    show_board(ctx, komisi)


def nudge_late(ctx: Ctx, komisi: str) -> None:
    count = nudge(ctx.unit, ctx.actor, ctx.season, known_komisi(komisi))
    ctx.banner(say("scoring.nudged", count=count))
    show_board(ctx, komisi)


@view("s5:close")
def ask_close(ctx: Ctx, komisi: str) -> None:
    """Before closing: who has not finished. Afterwards no score can be changed."""
    name = known_komisi(komisi)
    ready_to_close(ctx.unit, ctx.actor, ctx.season, name)
    late = [doer for doer in doing(ctx.unit, ctx.season, name) if not doer.finished]
    more = len(late) - NAMED
    ctx.show(
        join(
            say("scoring.ask_close", komisi=komisi_name(name)),
            say("scoring.late_title", count=len(late)) if late else say("scoring.nobody_left"),
            *[_doer(doer) for doer in late[:NAMED]],
            say("scoring.more_members", count=more) if more > 0 else "",
            say("scoring.half_sheets") if late else "",
        ),
        [
            [button("scoring.yes_close", "s5:closeyes", komisi)],
            [button("step5_meeting.back", "s5:board", komisi)],
        ],
    )


def do_close(ctx: Ctx, komisi: str) -> None:
    name = known_komisi(komisi)
    close(ctx.unit, ctx.actor, ctx.season, name)
    ctx.banner(say("scoring.closed_now", komisi=komisi_name(name)))
    if not show_again(ctx, f"s5:result:{komisi}:0"):
        show_board(ctx, komisi)


# ---- the member


def _mine(ctx: Ctx, komisi: str | None) -> tuple[TeamMember, list[Sheet]]:
    member = scorer(ctx.unit, ctx.actor, ctx.season, komisi)
    return member, sheets(ctx.unit, ctx.season, member)


def show_next(ctx: Ctx, komisi: str) -> None:
    """The first usulan that still lacks a score."""
    _, mine = _mine(ctx, known_komisi(komisi))
    _open_next(ctx, mine, after=-1)


def _open_next(ctx: Ctx, mine: list[Sheet], after: int) -> None:
    """The next unfinished usulan behind the one at `after`, round to the front; the list when all is done."""
    for sheet in [*mine[after + 1 :], *mine[: after + 1]]:
        if not sheet.complete:
            show_card(ctx, sheet.proposal.id)
            return
    show_sheets(ctx, 0)


@view("s5:card")
def show_card(ctx: Ctx, id: int) -> None:
    """One usulan and its rows of five."""
    proposal = ctx.unit.get(Proposal, id)
    if proposal is None or proposal.season_id != ctx.season.id:
        raise Refused("common.not_found")
    _, mine = _mine(ctx, proposal.komisi)
    at = next((place for place, one in enumerate(mine) if one.proposal.id == id), None)
    if at is None:
        raise Refused("common.not_found")
    sheet, done = mine[at], sum(one.complete for one in mine)
    criteria, given = tuple(sheet.criteria), dict(sheet.given)
    ctx.show(
        join(
            say(
                "scoring.card_head",
                komisi=komisi_name(proposal.komisi or ""),
                at=at + 1,
                of=len(mine),
                done=done,
            ),
            say("scoring.card_title", title=proposal.title or "", number=proposal.number or ""),
            say("scoring.card_place", kelurahan=proposal.kelurahan.name, place=_where(proposal)),
            say("scoring.card_cost", cost=rupiah(proposal.cost or 0), gain=_gain(proposal)),
            *lines_of(criteria, given),
            say("scoring.saved", done=len(given), of=len(criteria))
            if criteria
            else say("scoring.by_rule_all"),
        ),
        [*rows_of_five("s5:give", criteria, given, id), *_turns(mine, at, str(proposal.komisi))],
    )


def _where(proposal: Proposal) -> str:
    if proposal.rt is None or proposal.rw is None:
        return proposal.place or ""
    return plain(
        "scoring.rt_rw", place=proposal.place or "", rt=f"{proposal.rt:02d}", rw=f"{proposal.rw:02d}"
    )


def _gain(proposal: Proposal) -> str:
    if proposal.households is not None:
        return plain("scoring.households", count=proposal.households)
    if proposal.people is not None:
        return plain("scoring.people", count=proposal.people)
    return plain("scoring.no_gain")


def _turns(mine: list[Sheet], at: int, komisi: str) -> list[list[Button]]:
    before = [button("scoring.before", "s5:card", mine[at - 1].proposal.id)] if at > 0 else []
    after = [button("scoring.after", "s5:card", mine[at + 1].proposal.id)] if at + 1 < len(mine) else []
    ways = [
        button("scoring.sheets", "s5:sheets", at // PER_PAGE),
        button("step5_meeting.back", "s5:board", komisi),
    ]
    return [[*before, *after], ways]


def give_score(ctx: Ctx, id: int, key: str, value: int) -> None:
    """One tap, one score, saved. With the last missing one of an usulan the next opens by itself."""
    proposal = ctx.unit.get(Proposal, id)
    taken = give(ctx.unit, ctx.actor, ctx.season, proposal, key, value)
    if taken is Taken.SAME and show_again(ctx, ctx.chat.place or ""):
        return  # a second tap: what it opened stays open
    member, mine = _mine(ctx, proposal.komisi if proposal else None)
    at = next(place for place, one in enumerate(mine) if one.proposal.id == id)
    if taken is not Taken.NEW or not mine[at].complete:
        show_card(ctx, id)
        return
    if all(one.complete for one in mine):
        finished_member(ctx.unit, ctx.season, member)
        ctx.banner(say("scoring.all_done", count=len(mine)))
    _open_next(ctx, mine, at)


@view("s5:sheets")
def show_sheets(ctx: Ctx, page: int) -> None:
    """The usulan of one's komisi, each with how much one has given."""
    member = member_of(ctx.unit, ctx.season, ctx.actor)
    if member is None:
        raise Refused("scoring.not_in_commission")
    _, mine = _mine(ctx, member.komisi)
    here = page_of(mine, page)
    shown = list(enumerate(here.items, start=here.first))
    lines = [
        say(
            "scoring.sheet_line",
            at=n,
            title=one.proposal.title or "",
            kelurahan=one.proposal.kelurahan.name,
            given=len(one.given),
            of=len(one.criteria),
        )
        for n, one in shown
    ]
    ways = [choice(f"{n}. {one.proposal.title}", "s5:card", one.proposal.id) for n, one in shown]
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
    Press("s5:four", show_four),
    Press("s5:board", show_board),
    Press("s5:open", open_komisi),
    Press("s5:nudge", nudge_late),
    Press("s5:close", ask_close),
    Press("s5:closeyes", do_close),
    Press("s5:next", show_next),
    Press("s5:card", show_card),
    Press("s5:give", give_score),
    Press("s5:sheets", show_sheets),
)
