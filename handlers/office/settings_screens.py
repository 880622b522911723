"""The screens of /pengaturan."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.talk.buttons import view
from handlers.talk.context import Ctx
from models.enums import StepState
from models.posts import Post
from models.season import Run
from models.speech import Button, button, choice, columns
from sop.accounts.pin import RESETS, may_have_pin
from sop.alerts.backups import KEEPERS as BACKUP_KEEPERS
from sop.core.calendar import holiday_name, is_working_day, working_days_between
from sop.core.people import holders, may, must_hold, names, post_title
from sop.core.refused import Refused
from sop.core.steps import STEP, STEPS, step_name
from sop.flow.progress import run_of
from sop.flow.season_plan import PLANNERS
from sop.flow.season_settings import EXECUTORS, changing, closures_of, out_of_order
from sop.office.arms import SENDERS
from sop.office.own_data import OFFICE, SETS, missing_own, own_fields
from sop.office.ruling import RULERS
from texts import Html, join, plain, say
from texts.figures import date as in_words
from texts.figures import day_of, number

MOST_CLOSURES = 8

BACK = button("settings.back", "settings:show")
MENU = button("menu.back", "menu:show")


def sets(ctx: Ctx) -> bool:
    """Whether this person sets what holds for the kecamatan."""
    return any(ctx.actor.holds(post, ctx.now) for post in SETS)


@view("settings:show")
def show_settings(ctx: Ctx) -> None:
    """Who one is, and what can be set."""
    person = ctx.actor
    posts = ", ".join(post_title(held) for held in person.held(ctx.now)) or "-"
    parts = [say("settings.title", name=person.name, posts=posts), missing_words(ctx)]
    rows = [[button("settings.me", "settings:me"), button("settings.privacy", "settings:privacy")]]
    if sets(ctx):
        parts.append(say("settings.for_all"))
        rows.append(
            [button("settings.steps", "settings:steps"), button("settings.intake", "settings:intake")]
        )
        rows.append(
            [button("settings.office", "settings:office"), button("settings.closures", "settings:closures")]
        )
    elif may(person, ctx.unit, *SENDERS):
        rows.append([button("arms.open", "settings:arms"), button("templat.open", "settings:templat")])
    if may(person, ctx.unit, *RULERS):
        rows.append([button("rules.open", "settings:rules"), button("paraf.settings", "settings:paraf")])
    if may(person, ctx.unit, *PLANNERS):
        rows.append([button("plan.open", "plan:show")])
    if may_have_pin(ctx.unit, person) or may(person, ctx.unit, *RESETS):
        rows.append([button("pin.open", "settings:pin")])
    if may(person, ctx.unit, *BACKUP_KEEPERS):
        rows.append([button("backup.open", "settings:backup")])
    ctx.show(join(*parts), [*rows, [MENU]])


def missing_words(ctx: Ctx) -> str:
    missing = missing_own(ctx.unit, ctx.actor)
    if not missing:
        return ""
    return say("settings.missing", fields=", ".join(plain(f"settings.label_{field}") for field in missing))


@view("settings:me")
def show_me(ctx: Ctx) -> None:
    """One's own data, each line to be changed by a button."""
    fields = own_fields(ctx.unit, ctx.actor)
    lines = [_line(f"settings.label_{field}", getattr(ctx.actor, field)) for field in fields]
    rows = columns(button(f"settings.label_{field}", "settings:own", field) for field in fields)
    ctx.show(join(say("settings.me_title"), *lines, missing_words(ctx)), [*rows, [BACK, MENU]])


def _line(label: str, value: object) -> Html:
    return say("settings.line", label=plain(label), value=value or plain("settings.empty"))


# ---- steps


@view("settings:steps")
def show_steps(ctx: Ctx) -> None:
    """The eight steps: who, by when, how many working days are left."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    season = ctx.season
    lines = [
        say(
            "settings.step_line",
            number=step.number,
            title=step_name(step),
            executor=names([run.executor]),
            due=due_of(ctx, run),
        )
        for step in STEPS
        for run in [run_of(ctx.unit, season, step.key)]
    ]
    steps = columns((choice(str(step.number), "settings:step", step.number) for step in STEPS), 4)
    ctx.show(join(say("settings.steps_title"), *lines), [*steps, [BACK, MENU]])


@view("settings:step")
def show_step(ctx: Ctx, number: int) -> None:
    """One step, with what its settings mean."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    if not 1 <= number <= len(STEPS):
        raise Refused("common.not_found")
    run = run_of(ctx.unit, ctx.season, STEPS[number - 1].key)
    foot = [button("settings.steps_back", "settings:steps"), BACK]
    if run.state == StepState.CLOSED:
        ctx.show(join(_step_head(ctx, run), say("settings.step_closed")), [foot])
        return
    rows = [
        [button("settings.change_executor", "settings:who", number)],
        [button("settings.change_deadline", "settings:due", number)],
    ]
    ctx.show(join(_step_head(ctx, run), *_doubts(ctx, run, number)), [*rows, foot])


def _step_head(ctx: Ctx, run: Run) -> Html:
    step = STEP[run.step]
    given = "settings.step_executor_default" if run.executor == step.executor else "settings.step_executor"
    return join(
        say("settings.step_title", number=step.number, title=step.title),
        say(given, executor=names([run.executor])),
        say("settings.step_due", due=due_of(ctx, run)),
    )


def _doubts(ctx: Ctx, run: Run, number: int) -> list[Html]:
    """What is allowed but may be a mistake."""
    found = []
    if not holders(ctx.unit, run.kecamatan_id, Post(run.executor)):
        found.append(say("settings.step_nobody", executor=names([run.executor])))
    if run.deadline is not None and not is_working_day(run.deadline, closures_of(ctx.actor.kecamatan)):
        why = holiday_name(run.deadline) or plain("settings.day_off")
        found.append(say("settings.step_day_off", day=in_words(run.deadline), why=why))
    other = out_of_order(ctx.season, number)
    if other is not None:
        found.append(say("settings.step_out_of_order", other=other))
    return found


def due_of(ctx: Ctx, run: Run) -> str:
    """The same of a step; what is closed was done on its day, and is not late any more."""
    if run.state != StepState.CLOSED or run.closed_at is None:
        return due_words(ctx, run.deadline)
    done = day_of(run.closed_at)
    late = run.deadline is not None and done > run.deadline
    return plain("settings.due_done_late" if late else "settings.due_done", day=in_words(done))


def due_words(ctx: Ctx, day: date | None) -> str:
    """A deadline with the working days that are left."""
    if day is None:
        return plain("settings.due_none")
    if day == ctx.today:
        return plain("settings.due_today")
    if day < ctx.today:
        return plain("settings.due_late", day=in_words(day))
    left = working_days_between(ctx.today, day, closures_of(ctx.actor.kecamatan))
    return plain("settings.due_left", day=in_words(day), left=number(left))


@view("settings:who")
def show_who(ctx: Ctx, number: int) -> None:
    """Which post does a step."""
    run = changing(ctx.unit, ctx.actor, ctx.season, number)
    posts = columns(
        choice(names([post]), "settings:post", number, post) for post in EXECUTORS if post != run.executor
    )
    ctx.show(
        say("settings.who_title", number=number),
        [*posts, [button("settings.cancel", "settings:step", number)]],
    )


# ---- intake, letterhead, closures


@view("settings:intake")
def show_intake(ctx: Ctx) -> None:
    """From when until when usulan are taken in."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    season = ctx.season
    opens = (
        say("settings.intake_opens", day=in_words(season.intake_opens))
        if season.intake_opens
        else say("settings.intake_opens_at_once")
    )
    closes = (
        say("settings.intake_closes", due=due_words(ctx, season.intake_closes))
        if season.intake_closes
        else say("settings.intake_closes_by_hand")
    )
    rows = [
        [
            button("settings.change_opens", "settings:days", "opens"),
            button("settings.change_closes", "settings:days", "closes"),
        ]
    ]
    ctx.show(join(say("settings.intake_title"), opens, closes), [*rows, [BACK, MENU]])


@view("settings:office")
def show_office(ctx: Ctx) -> None:
    """What stands in the letterhead."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    kecamatan = ctx.actor.kecamatan
    given = kecamatan.office or {}
    lines = [_line(f"settings.label_office_{field}", given.get(field)) for field in OFFICE]
    rows = columns(button(f"settings.label_office_{field}", "settings:kop", field) for field in OFFICE)
    rows.append([button("arms.open", "settings:arms"), button("norms.open", "settings:norms")])
    rows.append([button("signing_for.open", "settings:signers"), button("templat.open", "settings:templat")])
    title = say("settings.office_title", kecamatan=kecamatan.name)
    ctx.show(join(title, *lines), [*rows, [BACK, MENU]])


@view("settings:closures")
def show_closures(ctx: Ctx) -> None:
    """The days to come on which the office is closed."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    days = coming_closures(ctx)[:MOST_CLOSURES]
    lines = [say("settings.closure_line", at=at, day=in_words(day)) for at, day in enumerate(days, start=1)]
    removes: list[Button] = [
        button("settings.closure_remove", "settings:open", day.isoformat(), at=at)
        for at, day in enumerate(days, start=1)
    ]
    words = join(say("settings.closures_title"), *(lines or [say("settings.closures_none")]))
    ctx.show(words, [*columns(removes, 4), [button("settings.closure_add", "settings:closed")], [BACK, MENU]])


def coming_closures(ctx: Ctx) -> list[date]:
    yesterday = ctx.today - timedelta(days=1)
    return sorted(day for day in closures_of(ctx.actor.kecamatan) if day > yesterday)
