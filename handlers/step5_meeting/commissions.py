"""The board of a komisi: how far it is, and its ketua who opens, asks and closes.

< Komisi Sarpras. 12 usulan ...  [Buka penilaian]
> [Buka penilaian]
< Anggota hadir: 3, selesai menilai: 1. ✔ Ani: 12 dari 12 ...  [Menilai] [Ingatkan] [Tutup penilaian]
> [Tutup penilaian]
< Tutup penilaian Komisi Sarpras? Yang belum selesai ...  [Ya, tutup] [Kembali]
"""

from __future__ import annotations

from handlers.step5_meeting.scoring import known_komisi
from handlers.step5_meeting.standings import show_result
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import POST, SCORES
from models.enums import CommissionState
from models.meeting import Commission, TeamMember
from models.speech import Button, button, choice, columns
from sop.step5_meeting.attendance import is_present
from sop.step5_meeting.commissions import (
    close,
    nudge,
    open_scoring,
    ready_to_close,
    seats_taken,
    unscored,
)
from sop.step5_meeting.meeting import (
    STEP5,
    commission,
    four,
    is_under_way,
    komisi_name,
    leads,
    member_of,
    state_of,
    usulan_of,
)
from sop.step5_meeting.scores import Doing, doing
from sop.step5_meeting.standings import standings
from texts import Html, join, plain, say

NAMED = 6  #: members on the board; the rest are counted


@view("s5:four")
def show_four(ctx: Ctx) -> None:
    """The four komisi and how far each is."""
    found = four(ctx.unit, ctx.season)
    lines = [
        say(
            "scoring.of_four",
            komisi=komisi_name(one.komisi),
            count=_size(ctx, one),
            state=plain(f"scoring.state_{_state(ctx, one)}"),
        )
        for one in found
    ]
    ways = [choice(komisi_name(one.komisi), "s5:board", one.komisi) for one in found]
    ctx.show(
        join(say("scoring.four_title"), *lines),
        [*columns(ways), [button("step5_meeting.back", "s5:home")]],
    )


def _state(ctx: Ctx, one: Commission) -> CommissionState:
    return state_of(ctx.unit, ctx.season, one)


def _size(ctx: Ctx, one: Commission) -> int:
    if one.state == CommissionState.CLOSED:
        return len(standings(ctx.unit, ctx.season, one.komisi))
    return len(usulan_of(ctx.unit, ctx.season, one.komisi))


@view("s5:board")
def show_board(ctx: Ctx, komisi: str) -> None:
    """One komisi: its state, and for its ketua who has finished; never what anybody gave."""
    name = known_komisi(komisi)
    one = commission(ctx.unit, ctx.season, name)
    member = member_of(ctx.unit, ctx.season, ctx.actor)
    mine = member if member is not None and member.komisi == name else None
    head = [
        say("scoring.board_title", komisi=komisi_name(name)),
        say(f"scoring.board_{_state(ctx, one)}", count=_size(ctx, one)),
    ]
    ctx.show(
        join(*head, *_present(ctx, one, mine)),
        [*_member_rows(ctx, one, mine), *_ketua_rows(ctx, one), [button("step5_meeting.back", "s5:home")]],
    )


def _present(ctx: Ctx, one: Commission, mine: TeamMember | None) -> list[Html]:
    if _state(ctx, one) == CommissionState.CLOSED:
        return []
    found = doing(ctx.unit, ctx.season, one.komisi)
    here, seats, quorum = seats_taken(ctx.unit, ctx.season, one.komisi)
    lines = [say("scoring.quorum", here=here, of=seats, quorum=quorum)]
    lines += [say("scoring.present", count=len(found), done=sum(doer.finished for doer in found))]
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
    if _state(ctx, one) == CommissionState.CLOSED:
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
    if _state(ctx, one) == CommissionState.WAITING:
        return [[button("scoring.open", "s5:open", one.komisi)]]
    if one.state == CommissionState.SCORING:
        ask = button("scoring.nudge", "s5:nudge", one.komisi)
        rows = [[ask, button("scoring.close", "s5:close", one.komisi)]]
        if unscored(ctx.unit, ctx.season, one.komisi):
            rows.append([button("scoring.close_without", "s5:without", one.komisi)])
        return rows
    if one.state == CommissionState.CLOSED and is_under_way(ctx.unit, ctx.season):
        return [[button("doors.open_again", "s5:again", one.komisi)]]
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
    show_result(ctx, komisi, 0)


HANDLERS = (
    Press("s5:four", show_four, POST.on(since=STEP5)),
    Press("s5:board", show_board, POST.on(since=STEP5)),
    Press("s5:open", open_komisi, SCORES.on(since=STEP5)),
    Press("s5:nudge", nudge_late, SCORES.on(since=STEP5)),
    Press("s5:close", ask_close, SCORES.on(since=STEP5)),
    Press("s5:closeyes", do_close, SCORES.on(since=STEP5)),
)
