"""The questions of /pengaturan, each a form of one question; two for the days when the office is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.office.settings_screens import (
    due_words,
    show_closures,
    show_intake,
    show_me,
    show_office,
    show_settings,
    show_step,
)
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, ask_one, pick
from handlers.talk.context import Ctx
from models.speech import Button, button
from sop.core.calendar import add_working_days
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.steps import STEPS
from sop.flow.progress import run_of
from sop.flow.season_settings import add_closure, changing, closures_of, set_deadline, set_intake
from sop.office.own_data import ERASABLE, OFFICE, OWN, SETS, change_office, change_own, own_fields
from sop.reading import day
from texts import plain, say

D = ChatDraft

#: Stands for "no value": an answer that is None would be asked for again.
NOTHING = ""

QUICK_DAYS = (3, 5, 10)


def _typed_day(ctx: Ctx, _draft: D, typed: str) -> str:
    return day(typed, ctx.today).isoformat()


def _day_or_none(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _cancel(word: str, *parts: object) -> list[Button]:
    """Batalkan: the draft of a single question is worth nothing."""
    return [button("settings.cancel", word, *parts)]


# ---- one's own data


def begin_me(ctx: Ctx, field: str) -> str:
    """One line of one's own data."""
    if field not in own_fields(ctx.unit, ctx.actor):
        raise Refused("common.old_button")
    return ME.anew(ctx, ctx.actor.id, field=field)


def _own_rows(field: str) -> Rows:
    erase = [[pick(plain("settings.erase"), field, "none")]] if field in ERASABLE else []
    return [*erase, _cancel("settings:leave", "me")]


def _finish_me(ctx: Ctx, draft: D) -> None:
    field = draft.get("field")
    change_own(ctx.unit, ctx.actor, field, draft.get(field) or None)
    ctx.banner(say("settings.saved", label=plain(f"settings.label_{field}")))
    show_me(ctx)


def _own_question(field: str) -> Question[D]:
    return Question(
        key=field,
        text=f"settings.ask_{field}",
        label=f"settings.label_{field}",
        read=OWN[field],
        rows=lambda _ctx, _draft: _own_rows(field),
        chosen=_nothing if field in ERASABLE else None,
        when=lambda draft: draft.get("field") == field,
    )


def _nothing(_ctx: Ctx, _draft: D, value: str) -> str:
    if value != "none":
        raise Refused("form.old_button")
    return NOTHING


ME = ChatForm(
    "me",
    title="settings.me",
    questions=[_own_question(field) for field in OWN],
    finish=_finish_me,
    leave=show_me,
)


# ---- the letterhead


def begin_office(ctx: Ctx, field: str) -> str:
    """One line of the letterhead."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    if field not in OFFICE:
        raise Refused("common.old_button")
    return OFFICE_LINE.anew(ctx, ctx.actor.kecamatan_id, field=field)


def _finish_office(ctx: Ctx, draft: D) -> None:
    field = draft.get("field")
    change_office(ctx.unit, ctx.actor, field, draft.get(field) or None)
    ctx.banner(say("settings.saved", label=plain(f"settings.label_office_{field}")))
    show_office(ctx)


def _office_question(field: str) -> Question[D]:
    erase = pick(plain("settings.erase"), field, "none")
    return Question(
        key=field,
        text=f"settings.ask_office_{field}",
        label=f"settings.label_office_{field}",
        read=OFFICE[field],
        rows=lambda _ctx, _draft: [[erase], _cancel("settings:leave", "office")],
        chosen=_nothing,
        when=lambda draft: draft.get("field") == field,
    )


OFFICE_LINE = ChatForm(
    "office",
    title="settings.office_form",
    questions=[_office_question(field) for field in OFFICE],
    finish=_finish_office,
    leave=show_office,
)


# ---- the deadline of a step


def begin_deadline(ctx: Ctx, number: int) -> str:
    """By when?"""
    changing(ctx.unit, ctx.actor, ctx.season, number)
    return DEADLINE.anew(ctx, number)


def _deadline_rows(_ctx: Ctx, draft: D) -> Rows:
    quick = [pick(plain("settings.in_days", count=count), "deadline", count) for count in QUICK_DAYS]
    none = [pick(plain("settings.no_deadline"), "deadline", "none")]
    return [quick, none, _cancel("settings:leave", "deadline")]


def _choose_deadline(ctx: Ctx, _draft: D, value: str) -> str:
    if value == "none":
        return NOTHING
    if value not in {str(count) for count in QUICK_DAYS}:
        raise Refused("form.old_button")
    return add_working_days(ctx.today, int(value), closures_of(ctx.actor.kecamatan)).isoformat()


def _finish_deadline(ctx: Ctx, draft: D) -> None:
    number = draft.about or 0
    set_deadline(ctx.unit, ctx.actor, ctx.season, number, _day_or_none(draft.get("deadline")))
    run = run_of(ctx.unit, ctx.season, STEPS[number - 1].key)
    ctx.banner(say("settings.deadline_set", number=number, due=due_words(ctx, run.deadline)))
    show_step(ctx, number)


DEADLINE = ask_one(
    "deadline",
    title="settings.deadline_title",
    key="deadline",
    text="settings.ask_deadline",
    label="settings.label_deadline",
    reads=_typed_day,
    rows=_deadline_rows,
    chosen=_choose_deadline,
    facts=lambda _ctx, draft: {"number": draft.about or 0},
    finish=_finish_deadline,
    leave=show_settings,
)


# ---- the intake


def begin_intake(ctx: Ctx, which: str) -> str:
    """Its first or its last day."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    if which not in ("opens", "closes"):
        raise Refused("common.old_button")
    return INTAKE.anew(ctx, ctx.season.id, field=which)


def _finish_intake(ctx: Ctx, draft: D) -> None:
    season, which = ctx.season, draft.get("field")
    chosen = _day_or_none(draft.get(which))
    opens = chosen if which == "opens" else season.intake_opens
    closes = chosen if which == "closes" else season.intake_closes
    set_intake(ctx.unit, ctx.actor, season, opens, closes)
    ctx.banner(say("settings.intake_set"))
    show_intake(ctx)


def _intake_rows(which: str, without: str) -> Rows:
    return [[pick(plain(without), which, "none")], _cancel("settings:leave", "intake")]


INTAKE = ChatForm(
    "intake",
    title="settings.intake_form",
    questions=[
        Question(
            key="opens",
            text="settings.ask_opens",
            label="settings.change_opens",
            reads=_typed_day,
            rows=lambda _ctx, _draft: _intake_rows("opens", "settings.at_once"),
            chosen=_nothing,
            when=lambda draft: draft.get("field") == "opens",
        ),
        Question(
            key="closes",
            text="settings.ask_closes",
            label="settings.change_closes",
            reads=_typed_day,
            rows=lambda _ctx, _draft: _intake_rows("closes", "settings.by_hand"),
            chosen=_nothing,
            when=lambda draft: draft.get("field") == "closes",
        ),
    ],
    finish=_finish_intake,
    leave=show_intake,
)


# ---- days on which the office is closed


def begin_closure(ctx: Ctx) -> str:
    """Tambah hari tutup."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    return CLOSURE.anew(ctx, ctx.actor.kecamatan_id)


def _one_day(_ctx: Ctx, draft: D, value: str) -> Any:
    if value != "same":
        raise Refused("form.old_button")
    return draft.get("first")


def _finish_closure(ctx: Ctx, draft: D) -> None:
    first, last = date.fromisoformat(draft.get("first")), date.fromisoformat(draft.get("last"))
    count = add_closure(ctx.unit, ctx.actor, first, last)
    ctx.banner(say("settings.closure_added", count=count))
    show_closures(ctx)


CLOSURE = ChatForm(
    "closure",
    title="settings.closure_form",
    questions=[
        Question(
            key="first",
            text="settings.ask_first",
            label="settings.label_first",
            reads=_typed_day,
            rows=lambda _ctx, _draft: [_cancel("settings:leave", "closure")],
        ),
        Question(
            key="last",
            text="settings.ask_last",
            label="settings.label_last",
            reads=_typed_day,
            rows=lambda _ctx, _draft: [
                [pick(plain("settings.one_day"), "last", "same")],
                _cancel("settings:leave", "closure"),
            ],
            chosen=_one_day,
        ),
    ],
    finish=_finish_closure,
    leave=show_closures,
)
