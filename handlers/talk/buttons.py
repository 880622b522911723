"""From a press to a function: strict data in, typed arguments out; and screens shown again."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, get_type_hints

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler
from telegram.ext.filters import BaseFilter, UpdateType

from handlers.talk.context import Ctx
from models.speech import data
from models.unit import NOTICE

Act = Callable[..., Any]

#: What an argument looks like in a button. Anything else was forged, or is older than this program.
_SHAPES: dict[type, str] = {int: r"(\d{1,15})", str: r"([A-Za-z0-9_.=-]{1,40})"}

#: word:verb -> the function that shows a screen, for showing it again after a refusal.
VIEWS: dict[str, Act] = {}


def view(word: str) -> Callable[[Act], Act]:
    """Mark a function as the screen `word`: its chat remembers it, and a refusal shows it again."""

    def mark(act: Act) -> Act:
        @wraps(act)
        def shown(ctx: Ctx, *args: Any) -> Any:
            ctx.desk.place = data(word, *args)
            return act(ctx, *args)

        VIEWS[word] = shown
        return shown

    return mark


def plainly(act: Callable[[Ctx], Any]) -> Callable[[Update, Ctx], Any]:
    """A function of ours as the coroutine that PTB wants. Ours are none: inside a unit nothing waits."""

    async def run(_update: Update, ctx: Ctx) -> Any:
        return act(ctx)

    return run


class Press(CallbackQueryHandler[Ctx, Any]):
    """A button: `Press("verify:card", show_card)` calls show_card(ctx, 12) for "verify:card:12"."""

    def __init__(self, word: str, act: Act) -> None:
        kinds = _kinds(act)
        shape = "".join(":" + _SHAPES[kind] for kind in kinds)
        found = re.compile(f"^{NOTICE}?{re.escape(word)}{shape}\\Z", re.ASCII)

        async def run(_update: Update, ctx: Ctx) -> Any:
            parts = ctx.matches[0].groups() if ctx.matches else ()
            return act(ctx, *(kind(part) for kind, part in zip(kinds, parts, strict=True)))

        super().__init__(run, pattern=found)
        self.word = word


class Command(CommandHandler[Ctx, Any]):
    """A command, answered by a function of ours."""

    def __init__(self, name: str, act: Callable[[Ctx], Any]) -> None:
        # Not an old command that is edited: PTB would take that as well.
        super().__init__(name, plainly(act), filters=UpdateType.MESSAGE)


class Typed(MessageHandler[Ctx, Any]):
    """A message that passes the filter, answered by a function of ours."""

    def __init__(self, which: BaseFilter, act: Callable[[Ctx], Any]) -> None:
        super().__init__(which, plainly(act))


def show_again(ctx: Ctx, place: str) -> bool:
    """Show the screen that the chat remembers; false when there is none like it."""
    word, parts = ":".join(place.split(":")[:2]), place.split(":")[2:]
    act = VIEWS.get(word)
    if act is None:
        return False
    kinds = _kinds(act)
    if len(kinds) != len(parts):
        return False
    act(ctx, *(kind(part) for kind, part in zip(kinds, parts, strict=True)))
    return True


def _kinds(act: Act) -> list[type]:
    hints = get_type_hints(act)
    return [hints[name] for name in list(signature(act).parameters)[1:]]
