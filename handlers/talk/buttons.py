"""From a press to a function: strict data in, typed arguments out; and screens shown again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, wraps
from inspect import signature
from typing import Any, get_type_hints

from telegram import CallbackQuery, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler
from telegram.ext.filters import BaseFilter, UpdateType

from handlers.talk.context import Ctx
from handlers.talk.rights import RIGHTS, Right, Who, allow, given
from models.notice import unmarked
from models.speech import data
from sop.core.refused import Refused

Act = Callable[..., Any]

#: What an argument looks like in a button. Anything else was forged, or is older than this program.
_SHAPES: dict[type, str] = {int: r"(\d{1,15})", str: r"([A-Za-z0-9_.=-]{1,40})"}

#: word:verb -> the function that shows a screen, for showing it again after a refusal.
VIEWS: dict[str, Act] = {}


#: word:verb -> its button. Those of every form ("form:pick") are looked for in the form.
PRESSES: dict[str, Press] = {}


def view(word: str) -> Callable[[Act], Act]:
    """Mark a function as the screen `word`: its chat remembers it, and a refusal shows it again.

    So it may be shown at any time, to anybody who has its right, however often: it changes no row.
    """

    def mark(act: Act) -> Act:
        @wraps(act)
        def shown(ctx: Ctx, *args: Any) -> Any:
            ctx.desk.place = data(word, *args)
            with ctx.unit.only_looking():
                return act(ctx, *args)

        VIEWS[word] = shown
        return shown

    return mark


def open_view(ctx: Ctx, word: str, *args: Any) -> None:
    """Show a screen by its word: for those that lead to one which itself leads to them."""
    VIEWS[word](ctx, *args)


def plainly(act: Callable[[Ctx], Any]) -> Callable[[Update, Ctx], Any]:
    """A function of ours as the coroutine that PTB wants. Ours are none: inside a unit nothing waits."""

    async def run(_update: Update, ctx: Ctx) -> Any:
        return act(ctx)

    return run


class Press(CallbackQueryHandler[Ctx, Any]):
    """A button: `Press("s2:one", show_one, REVIEWS.on(Proposal))` calls show_one(ctx, 12) for "s2:one:12".

    Beside it stands who may press it (handlers/talk/who.py), and of which tables its numbers are ids. Nothing
    in `sop/` relies on this: it asks again and knows more, whose usulan it is and whether it is the time.
    """

    def __init__(self, word: str, act: Act, right: Right | Who) -> None:
        super().__init__(self._run)
        self.word, self.act, self.right = word, act, given(word, right)
        PRESSES[word] = self

    # There are hundreds: what one takes is looked at when it is pressed for the first time.

    @cached_property
    def kinds(self) -> list[type]:
        return _kinds(self.act)

    @cached_property
    def shape(self) -> re.Pattern[str]:
        """What its data may be."""
        parts = "".join(":" + _SHAPES[kind] for kind in self.kinds)
        return re.compile(f"{re.escape(self.word)}{parts}\\Z", re.ASCII)

    def check_update(self, update: object) -> re.Match[str] | None:
        pressed = update.callback_query.data if isinstance(update, Update) and update.callback_query else None
        if pressed is None or self.word not in pressed:
            return None
        return self.shape.match(unmarked(pressed))

    def collect_additional_context(self, context: Ctx, _update: Update, _app: Any, check_result: Any) -> None:
        context.matches = [check_result]

    async def _run(self, update: Update, ctx: Ctx) -> Any:
        parts = ctx.matches[0].groups() if ctx.matches else ()
        return self._act(ctx, parts, update.callback_query)

    def by_label(self, ctx: Ctx, data: str) -> Any:
        """Its label was typed: the same as a press."""
        match = self.shape.match(data)
        if match is None:
            raise Refused("form.old_button")
        return self._act(ctx, match.groups(), None)

    def _act(self, ctx: Ctx, parts: Sequence[str], pressed: CallbackQuery | None) -> Any:
        values = [kind(part) for kind, part in zip(self.kinds, parts, strict=True)]
        allow(ctx, self.right, values, pressed)
        return self.act(ctx, *values)


class Command(CommandHandler[Ctx, Any]):
    """A command, answered by a function of ours."""

    def __init__(self, name: str, act: Callable[[Ctx], Any], right: Right | Who) -> None:
        self.word, self.right = f"/{name}", given(f"/{name}", right)
        # Not an old command that is edited: PTB would take that as well.
        super().__init__(name, plainly(_by(self.right, act)), filters=UpdateType.MESSAGE)


class Typed(MessageHandler[Ctx, Any]):
    """A message that passes the filter, answered by a function of ours.

    `word`: what its right is noted under; within a conversation it is the conversation that is asked.
    """

    def __init__(
        self,
        which: BaseFilter,
        act: Callable[[Ctx], Any],
        word: str | None = None,
        right: Right | Who | None = None,
    ) -> None:
        self.word, self.right = word, given(word, right) if word is not None and right is not None else None
        super().__init__(which, plainly(_by(self.right, act) if self.right is not None else act))


def _by(right: Right, act: Callable[[Ctx], Any]) -> Callable[[Ctx], Any]:
    def checked(ctx: Ctx) -> Any:
        allow(ctx, right, ())
        return act(ctx)

    return checked


def show_again(ctx: Ctx, place: str) -> bool:
    """Show the screen that the chat remembers; false when there is none like it."""
    word, parts = ":".join(place.split(":")[:2]), place.split(":")[2:]
    act = VIEWS.get(word)
    if act is None:
        return False
    kinds = _kinds(act)
    if len(kinds) != len(parts):
        return False
    values = [kind(part) for kind, part in zip(kinds, parts, strict=True)]
    allow(ctx, RIGHTS[word], values)  # his post may be over since
    act(ctx, *values)
    return True


def _kinds(act: Act) -> list[type]:
    hints = get_type_hints(act)
    return [hints[name] for name in list(signature(act).parameters)[1:]]
