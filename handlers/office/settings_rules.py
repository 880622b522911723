"""Aturan: what the office chooses for a season besides dates, all on one screen.

> [Aturan]
< Kuota per kelurahan: tanpa batas. ...  [Kuota kelurahan] [Kuota komisi] ...
> [Kuota kelurahan]
< Paling banyak berapa usulan boleh dikirim satu kelurahan?  [Tanpa batas] [Batalkan]
> 10
< Kuota kelurahan sudah disimpan.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from handlers.office.settings_screens import BACK, MENU, show_settings
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from models.speech import button, columns
from sop.core.people import may, must_hold
from sop.core.refused import Refused
from sop.core.rules import Rules, rules_of
from sop.office.ruling import BOUNDS, CHOICES, RULERS, SWITCHES, WITHOUT, read_rule, set_rule
from texts import join, plain, say
from texts.figures import number

D = ChatDraft

NAMES = tuple(field.name for field in fields(Rules))

#: Stand for values that are not numbers: an answer that is None would be asked for again.
NONE, YES, NO = "none", "yes", "no"


@view("settings:rules")
def show_rules(ctx: Ctx) -> None:
    """Every rule and what it is now."""
    must_hold(ctx.unit, ctx.actor, *RULERS)
    rules = rules_of(ctx.season)
    lines = [
        say("rules.line", label=plain(f"rules.label_{name}"), value=words_of(name, getattr(rules, name)))
        for name in NAMES
    ]
    rows = columns(button(f"rules.button_{name}", "settings:rule", name) for name in NAMES)
    ctx.show(join(say("rules.title", year=ctx.season.year), *lines), [*rows, [BACK, MENU]])


def words_of(name: str, value: int | bool | str | None) -> str:
    if isinstance(value, str):
        return plain(f"rules.value_{name}_{value}")
    if value is None:
        return plain("rules.no_limit")
    if isinstance(value, bool):
        return plain("rules.yes" if value else "rules.no")
    return plain(f"rules.value_{name}", value=number(value))


# ---- one rule


def begin_rule(ctx: Ctx, name: str) -> str:
    """One of them is to be another."""
    must_hold(ctx.unit, ctx.actor, *RULERS)
    if name not in NAMES:
        raise Refused("common.old_button")
    return RULE.anew(ctx, ctx.season.id, field=name)


def _rows(name: str) -> Rows:
    rows: Rows = []
    if name in WITHOUT:
        rows.append([pick(plain("rules.without"), name, NONE)])
    if name in SWITCHES:
        rows.append([pick(plain("rules.pick_yes"), name, YES), pick(plain("rules.pick_no"), name, NO)])
    rows += [[pick(plain(f"rules.pick_{name}_{one}"), name, one)] for one in CHOICES.get(name, ())]
    return [*rows, [button("settings.cancel", "settings:unruled")]]


def _choose(name: str, value: str) -> str:
    allowed: Collection[str] = (NONE,) if name in WITHOUT else (YES, NO) if name in SWITCHES else ()
    allowed = set(CHOICES[name]) if name in CHOICES else allowed
    if value not in allowed:
        raise Refused("form.old_button")
    return value


def _typed(name: str, typed: str) -> int | str:
    value = read_rule(name, typed)
    return NONE if value is None else value


def _question(name: str) -> Question[D]:
    return Question(
        key=name,
        text=f"rules.ask_{name}",
        label=f"rules.label_{name}",
        read=(lambda typed: _typed(name, typed)) if name in BOUNDS else None,
        facts=lambda ctx, _draft: {"now": words_of(name, getattr(rules_of(ctx.season), name))},
        rows=lambda _ctx, _draft: _rows(name),
        chosen=lambda _ctx, _draft, value: _choose(name, value),
        when=lambda draft: draft.get("field") == name,
        expects="form.expects_button" if name not in BOUNDS else "form.expects_text",
    )


def _finish(ctx: Ctx, draft: D) -> None:
    name = draft.get("field")
    stored: Any = draft.get(name)
    words: dict[Any, Any] = {NONE: None, YES: True, NO: False}
    value = words.get(stored, stored)
    set_rule(ctx.unit, ctx.actor, ctx.season, name, value)
    ctx.banner(say("settings.saved", label=plain(f"rules.label_{name}")))
    show_rules(ctx)


RULE = ChatForm(
    "rule",
    title="rules.form",
    questions=[_question(name) for name in NAMES],
    finish=_finish,
    leave=show_rules,
)


def leave_rule(ctx: Ctx) -> None:
    """Batalkan: the rule stays."""
    RULE.cancel(ctx)
    if may(ctx.actor, ctx.unit, *RULERS):
        show_rules(ctx)
    else:
        show_settings(ctx)


HANDLERS = (
    RULE.conversation(Press("settings:rule", begin_rule, Who(RULERS))),
    Press("settings:rules", show_rules, Who(RULERS)),
    Press("settings:unruled", leave_rule, Who(RULERS)),
)
