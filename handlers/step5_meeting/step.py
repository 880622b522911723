"""Step 5, the Musrenbang: what is done, what is open, the ways in; and Selesai.

< Langkah 5. Musrenbang kecamatan ... 1. Kehadiran: 12 orang ...  [Hadir] [Daftar hadir 12] [Pleno] ...
> [Selesai]
< Terbitkan Skala Prioritas, daftar utusan, dan berita acara? ...  [Ya, selesai] [Kembali]
"""

from __future__ import annotations

from handlers.flow.doors import door_words, way_back
from handlers.step5_meeting import (
    attendance,
    commissions,
    delegates,
    paper_scores,
    plenary,
    reopening,
    same_scores,
    scoring,
    seating,
    session_notes,
    standings,
)
from handlers.step5_meeting import (
    extra_papers as beside,
)
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import MEETS, POST
from models.enums import StepState
from models.meeting import TeamMember
from models.posts import Post
from models.season import Run, Season
from models.speech import Button, button
from sop.core.steps import STEP
from sop.flow.progress import run_of
from sop.step4_coordinate.meeting_days import MUSRENBANG
from sop.step4_coordinate.meeting_days import STEP as STEP4
from sop.step5_meeting.attendance import arrive, here
from sop.step5_meeting.extra_papers import makes
from sop.step5_meeting.meeting import (
    STEP5,
    chairs,
    has_begun,
    komisi_name,
    member_of,
    musrenbang,
    works_on_it,
)
from sop.step5_meeting.step import Progress, end, progress, ready_to_finish
from texts import Html, join, plain, say
from texts.figures import clock
from texts.figures import date as in_words


@view("s5:home")
def show_home(ctx: Ctx) -> None:
    """How far the meeting is, and what this person can do in it."""
    season = ctx.season
    run = run_of(ctx.unit, season, STEP5)
    head = [say("step5_meeting.head"), _when(ctx, season)]
    menu = [button("menu.back", "menu:show")]
    if run.state == StepState.WAITING:
        ctx.show(join(*head, say("step5_meeting.waiting")), [menu])
        return
    far = progress(ctx.unit, season)
    lines = [
        say("step5_meeting.attendance", mark=_mark(far.present > 0), count=far.present),
        say("step5_meeting.scoring", mark=_mark(far.closed == 4), closed=far.closed),
        say("step5_meeting.plenary", mark=_mark(far.fixed), state=plain(_plenary_key(far))),
        say("step5_meeting.delegates", mark=_mark(far.delegates > 0), count=far.delegates),
    ]
    ctx.show(join(*head, *lines, _hint(ctx, run, far)), [*_rows(ctx, run, far), menu])


def _when(ctx: Ctx, season: Season) -> Html:
    meeting = musrenbang(ctx.unit, season)
    if meeting is None:
        return say("step5_meeting.no_day")
    day, hour = in_words(meeting.day), f"{meeting.hour:%H.%M}"
    return say("step5_meeting.when", day=day, hour=hour, place=meeting.place)


def _mark(done: bool) -> str:
    return "✔" if done else "·"


def _plenary_key(far: Progress) -> str:
    return "step5_meeting.plenary_fixed" if far.fixed else "step5_meeting.plenary_open"


def _hint(ctx: Ctx, run: Run, far: Progress) -> Html:
    """What comes next, in one sentence."""
    if run.state == StepState.CLOSING:
        return say("step5_meeting.being_drawn")
    if run.state == StepState.CLOSED:
        return join(say("step5_meeting.is_closed"), door_words(ctx, STEP[STEP5].number))
    if not has_begun(ctx.unit, ctx.season):
        return say("step5_meeting.opens_on_the_day")
    if here(ctx.unit, ctx.season, ctx.actor) is None:
        return say("step5_meeting.tap_here")
    return say("step5_meeting.next", lacks=far.lacks[0]) if far.lacks else say("step5_meeting.may_end")


def _rows(ctx: Ctx, run: Run, far: Progress) -> list[list[Button]]:
    works = works_on_it(ctx.unit, ctx.actor, ctx.season)
    open_now = run.state == StepState.OPEN and has_begun(ctx.unit, ctx.season)
    rows: list[list[Button]] = []
    if open_now and here(ctx.unit, ctx.season, ctx.actor) is None:
        rows.append([button("step5_meeting.here", "s5:here")])
    if run.state == StepState.OPEN and far.present == 0 and _sets_the_day(ctx):
        rows.append([button("meeting_days.move", "s4:meet", MUSRENBANG)])
    rows.append(_commission_row(member_of(ctx.unit, ctx.season, ctx.actor)))
    rows.append([button("plenary.open", "s5:plenary", "nilai")])
    if works:
        lists = [button("attendance.list", "s5:people", 0, count=far.present)]
        rows.append([*lists, button("delegates.list", "s5:utusan", 0, count=far.delegates)])
    if works or makes(ctx.unit, ctx.actor, ctx.season):
        rows.append([button("beside.open", "s5:papers")])
    if open_now and chairs(ctx.unit, ctx.actor, ctx.season):
        rows.append([button("seating.open", "s5:seats")])
    if works and open_now:
        rows.append([button("session_notes.open", "s5:notes"), button("step5_meeting.end", "s5:end")])
    return [*rows, way_back(ctx, STEP[STEP5].number)]


def _sets_the_day(ctx: Ctx) -> bool:
    """Who carries out step 4, once that is over: until then the day is set there."""
    before = run_of(ctx.unit, ctx.season, STEP4)
    return before.state == StepState.CLOSED and ctx.actor.holds(Post(before.executor), ctx.now)


def _commission_row(member: TeamMember | None) -> list[Button]:
    every = button("scoring.four", "s5:four")
    if member is None or member.komisi is None:
        return [every]
    mine = button("scoring.mine", "s5:board", member.komisi, komisi=komisi_name(member.komisi))
    return [mine, every]


def tap_here(ctx: Ctx) -> None:
    """Hadir."""
    row = arrive(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step5_meeting.noted_here", at=clock(row.at)))
    show_home(ctx)


@view("s5:end")
def ask_end(ctx: Ctx) -> None:
    """Selesai: once more, for the papers are final."""
    ready_to_finish(ctx.unit, ctx.actor, ctx.season)
    far = progress(ctx.unit, ctx.season)
    ctx.show(
        say("step5_meeting.ask_end", present=far.present, delegates=far.delegates),
        [[button("step5_meeting.yes_end", "s5:endyes")], [button("step5_meeting.back", "s5:home")]],
    )


def do_end(ctx: Ctx) -> None:
    end(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step5_meeting.ended"))
    show_home(ctx)


HANDLERS = (
    Press("s5:home", show_home, POST),
    Press("s5:here", tap_here, POST.on(since=STEP5)),
    Press("s5:end", ask_end, MEETS.on(since=STEP5)),
    Press("s5:endyes", do_end, MEETS.on(since=STEP5)),
    *attendance.HANDLERS,
    *commissions.HANDLERS,
    *scoring.HANDLERS,
    *same_scores.HANDLERS,
    *standings.HANDLERS,
    *plenary.HANDLERS,
    *reopening.HANDLERS,
    *delegates.HANDLERS,
    *seating.HANDLERS,
    *paper_scores.HANDLERS,
    *session_notes.HANDLERS,
    *beside.HANDLERS,
)
