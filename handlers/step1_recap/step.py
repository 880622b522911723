"""Step 1 on JFU's phone: how far the intake is, and the moment it is closed.

> [Langkah 1]
< Rekap masuk. 7 dari 11 kelurahan sudah dikonfirmasi ...  [Daftar kelurahan] [Ingatkan] [Isi atas nama] ...
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handlers.flow.doors import door_words, way_back
from handlers.home.menu import show_menu
from handlers.step1_recap import (
    differences,
    exporting,
    incoming_letter,
    intake_board,
    late,
    lurah,
    matrix,
    on_behalf,
    snapshots,
    unreached,
)
from handlers.step1_recap.intake_board import board_line
from handlers.step1_recap.late import late_row
from handlers.step1_recap.unreached import nudged_words, unreached_row
from handlers.step1_recap.voice_desk import voice_row
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.who import TAKES_IN, WATCHES
from models.enums import StepState
from models.posts import Post
from models.proposal import Proposal
from models.speech import Button, button
from sop.bringing_back import INTAKE
from sop.flow.progress import deadline_words, run_of
from sop.proposals.drafts import count_drafts
from sop.reading import sentence
from sop.step1_recap.differences import unsettled
from sop.step1_recap.intake import STEP, Standing, board, must_see, unsent
from sop.step1_recap.nudges import nudge
from sop.step1_recap.step import close_intake, missing_before_closing
from texts import Html, join, say
from texts.figures import number, rupiah


@view("s1:home")
def show_home(ctx: Ctx) -> None:
    """How far the intake is."""
    season = ctx.season
    run = run_of(ctx.unit, season, STEP)
    must_see(ctx.unit, ctx.actor, season)
    standings = board(ctx.unit, season)
    confirmed = sum(standing.confirmed for standing in standings)
    parts = [
        say("step1_recap.home_title", deadline=deadline_words(run)),
        say(
            "step1_recap.home_count",
            count=number(sum(standing.count for standing in standings)),
            total=rupiah(sum(standing.total for standing in standings)),
            drafts=number(sum(standing.drafts for standing in standings)),
        ),
        say("step1_recap.home_confirmed", confirmed=confirmed, of=len(standings)),
    ]
    rows = [[button("step1_recap.list", "s1:board", 0), button("recap.open", "recap:matrix", 0)]]
    if run.state != StepState.OPEN:
        parts += [say("step1_recap.home_closed"), door_words(ctx, INTAKE)]
    elif ctx.actor.holds(Post(run.executor), ctx.now):
        rows += _desk(ctx, standings)
        if waiting := len(unsettled(ctx.unit, season)):
            rows[0].append(button("recap.differences", "s1:differences", 0, count=waiting))
    if ctx.actor.holds(Post(run.executor), ctx.now):
        rows.append(voice_row(ctx))
    again = [*late_row(ctx), *way_back(ctx, INTAKE)]
    ctx.show(join(*parts), [*rows, again, [button("menu.back", "menu:show")]])


def _desk(ctx: Ctx, standings: Sequence[Standing]) -> list[list[Button]]:
    """What only who does the step can press."""
    drafts = count_drafts(ctx.unit, ctx.actor)
    go_on = [button("menu.draft", "usulan:drafts", 0, count=drafts)] if drafts else []
    return [
        [button("step1_recap.remind", "s1:nudge"), button("step1_recap.on_behalf", "s1:behalf", 0)],
        [*go_on, button("imports.button", "import:home", 0)],
        [*unreached_row(ctx, standings), button("step1_recap.close", "s1:close")],
    ]


def send_nudge(ctx: Ctx) -> None:
    """Ingatkan: those who still owe something."""
    count = nudge(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(nudged_words(ctx, count))
    show_home(ctx)


NAMED = 8  #: kelurahan that the question names


@view("s1:close")
def ask_close(ctx: Ctx) -> None:
    """Before the intake is closed: who is missing."""
    missing = missing_before_closing(ctx.unit, ctx.actor, ctx.season)
    if missing:
        missing.sort(key=lambda standing: not standing.count)  # those who wait for their Lurah first
        lines = [board_line(standing) for standing in missing[:NAMED]]
        if len(missing) > NAMED:
            lines.append(say("step1_recap.close_more", count=len(missing) - NAMED))
        head = join(say("step1_recap.close_missing", count=len(missing)), *lines)
        way = button("step1_recap.close_anyway", "s1:reason")
    else:
        head, way = say("step1_recap.close_all"), button("step1_recap.close_yes", "s1:closed")
    drafts = unsent(ctx.unit, ctx.season)
    ctx.show(
        join(head, *_drafts(drafts), *([] if missing else [say("step1_recap.close_ask")])),
        [
            [way, *([button("step1_recap.remind", "s1:nudge")] if missing or drafts else [])],
            [button("form.back", "s1:home")],
        ],
    )


def _drafts(drafts: Sequence[Proposal]) -> list[Html]:
    """Whose drafts do not come along: where, who, how many."""
    if not drafts:
        return []
    count = Counter((draft.kelurahan.name, draft.author.name) for draft in drafts)
    lines = [
        say("step1_recap.close_draft", kelurahan=kelurahan, author=author, count=number(many))
        for (kelurahan, author), many in list(count.items())[:NAMED]
    ]
    if len(count) > NAMED:
        lines.append(say("step1_recap.close_draft_more", count=len(count) - NAMED))
    return [say("step1_recap.close_drafts", count=number(len(drafts))), *lines]


def close(ctx: Ctx) -> None:
    close_intake(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step1_recap.closed"))
    show_menu(ctx)


def begin_reason(ctx: Ctx) -> str:
    missing_before_closing(ctx.unit, ctx.actor, ctx.season)
    return CLOSE.begin(ctx, ctx.season.id)


def _closing_words(ctx: Ctx, draft: ChatDraft) -> Html:
    """What closing means, before it is pressed: words that were typed alone close nothing."""
    missing = sum(not standing.confirmed for standing in board(ctx.unit, ctx.season))
    drafts = len(unsent(ctx.unit, ctx.season))
    left = say("step1_recap.close_review_drafts", count=number(drafts)) if drafts else ""
    return say("step1_recap.close_review", count=missing, reason=draft.get("reason"), drafts=left)


def _closed(ctx: Ctx, draft: ChatDraft) -> None:
    close_intake(ctx.unit, ctx.actor, ctx.season, reason=draft.get("reason"))
    ctx.banner(say("step1_recap.closed"))
    show_menu(ctx)


CLOSE = ask_one(
    "close_intake",
    title="step1_recap.close_title",
    key="reason",
    text="step1_recap.close_reason",
    label="step1_recap.label_reason",
    read=lambda typed: sentence(typed, 10, 500),
    finish=_closed,
    review=_closing_words,
    send="step1_recap.close_yes",
)


HANDLERS = (
    *intake_board.HANDLERS,
    *matrix.HANDLERS,
    *snapshots.HANDLERS,
    *exporting.HANDLERS,
    *on_behalf.HANDLERS,
    *incoming_letter.HANDLERS,
    *differences.HANDLERS,
    *lurah.HANDLERS,
    *late.HANDLERS,
    *unreached.HANDLERS,
    CLOSE.conversation(Press("s1:reason", begin_reason, TAKES_IN)),
    Press("s1:home", show_home, WATCHES),
    Press("s1:nudge", send_nudge, TAKES_IN),
    Press("s1:close", ask_close, TAKES_IN),
    Press("s1:closed", close, TAKES_IN),
)
