"""Jadwal: the days of a season, counted back from the Musrenbang; agreed to or changed by JFU or Sekretaris.

> /tugas [Jadwal]
< Jadwal Musrenbang, RKPD 2028. 1. Rekap hasil kelurahan: sampai Senin, 21 Desember 2026 ...
  [Sudah benar] [Ubah hari Musrenbang]
> [Ubah hari Musrenbang]
< Pada hari apa Musrenbang Kecamatan? ...
> 27 Januari
< Pakai jadwal ini? ... 5. Musrenbang kecamatan: Rabu, 27 Januari 2027 ...  [Pakai jadwal ini] [Ubah]
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlers.office.settings_screens import BACK, MENU, sets
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from models.enums import StepState
from models.speech import button, choice, columns
from sop.core.calendar import holiday_name, is_working_day
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.steps import STEPS, Step, step_name
from sop.flow.progress import run_of
from sop.flow.season_plan import INTAKE, MEETING, PLANNERS, agree, may_plan, planned, set_plan
from sop.flow.season_settings import closures_of, must_come
from sop.reading import day
from texts import Html, join, plain, say
from texts.figures import date as in_words
from texts.figures import short_date


@view("plan:show")
def show_plan(ctx: Ctx) -> None:
    """Every step and its last day, and whether somebody has agreed to them."""
    must_hold(ctx.unit, ctx.actor, *PLANNERS)
    season = ctx.season
    runs = {step.number: run_of(ctx.unit, season, step.key) for step in STEPS}
    days = {number: run.deadline for number, run in runs.items()}
    over = {number for number, run in runs.items() if run.state == StepState.CLOSED}
    waits = season.days_wait
    yes = [[button("plan.agree", "plan:agree")]] if waits else []
    change = [] if MEETING in over else [[button("plan.change", "plan:day")]]
    steps = columns((choice(str(step.number), "settings:step", step.number) for step in STEPS), 4)
    parts = [
        say("plan.title", year=season.year),
        *_days(season.intake_closes, days, over),
        say("plan.proposed") if waits else "",
        say("plan.change_one") if sets(ctx) else "",
    ]
    ctx.show(join(*parts), [*yes, *change, *(steps if sets(ctx) else []), [BACK, MENU]])


def _days(intake: date | None, days: Mapping[int, date | None], over: set[int]) -> list[Html]:
    """A line a step: with what stands around them they fill a phone."""
    return [_step(step, intake, days.get(step.number), over=step.number in over) for step in STEPS]


def _step(step: Step, intake: date | None, last: date | None, *, over: bool) -> Html:
    facts = {"number": step.number, "title": step_name(step)}
    if over:
        return say("plan.step_over", **facts)
    if last is None:
        return say("plan.step_open", **facts)
    if step.number == MEETING:
        return say("plan.step_meeting", **facts, day=in_words(last))
    if step.number == INTAKE and intake is not None:
        return say("plan.step_intake", **facts, day=in_words(last), intake=short_date(intake))
    return say("plan.step", **facts, day=in_words(last))


def agreed(ctx: Ctx) -> None:
    """Sudah benar."""
    agree(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("plan.agreed"))
    show_plan(ctx)


def begin_day(ctx: Ctx) -> str:
    must_hold(ctx.unit, ctx.actor, *PLANNERS)
    may_plan(ctx.season)
    return DAY.anew(ctx, ctx.season.id)


def _day(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    meeting = day(typed, ctx.today)
    must_come(ctx.unit, meeting)
    if not is_working_day(meeting, closures_of(ctx.actor.kecamatan)):
        why = holiday_name(meeting) or plain("settings.day_off")
        raise Refused("plan.day_off", day=in_words(meeting), why=why)
    return meeting.isoformat()


def _review(ctx: Ctx, draft: ChatDraft) -> Html:
    """What would be set, before it is pressed."""
    meeting = date.fromisoformat(draft.get("day"))
    days, intake = planned(ctx.unit, ctx.season, meeting)
    over = {step.number for step in STEPS} - set(days)
    return join(say("plan.review"), *_days(intake, days, over))


def _planned(ctx: Ctx, draft: ChatDraft) -> None:
    set_plan(ctx.unit, ctx.actor, ctx.season, date.fromisoformat(draft.get("day")))
    ctx.banner(say("plan.set"))
    show_plan(ctx)


DAY = ask_one(
    "plan_day",
    title="plan.form",
    key="day",
    text="plan.ask_day",
    label="plan.label_day",
    reads=_day,
    finish=_planned,
    review=_review,
    send="plan.use",
)


HANDLERS = (
    DAY.conversation(Press("plan:day", begin_day, Who(PLANNERS))),
    Press("plan:show", show_plan, Who(PLANNERS)),
    Press("plan:agree", agreed, Who(PLANNERS)),
)
