"""PTB's ConversationHandler with its memory in the chat's row: it survives restarts and rolls back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from warnings import catch_warnings, simplefilter

from telegram import Update
from telegram.ext import BaseHandler, ConversationHandler
from telegram.warnings import PTBUserWarning

from handlers.talk.context import DESK, App, Ctx
from handlers.talk.resting import RESTING, TITLES, ends, is_asking
from handlers.talk.rights import Right, Who, must_be

Key = tuple[int | str, ...]
Handlers = list[BaseHandler[Update, Ctx, Any]]

END = ConversationHandler.END


@dataclass(frozen=True)
class Talk:
    """A conversation, for who comes back to it."""

    shown: Callable[[Ctx], None]  #: shows its open question again
    begun: Callable[[Ctx], bool]  #: something has been answered in it


#: By their names.
TALKS: dict[str, Talk] = {}


class _Memory(dict[Key, object]):
    """Stands where PTB keeps its states; one conversation is open in a chat, and only what it shows opens it.

    While another screen is shown it rests: PTB is told of a state in which nothing is taken.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def get(self, _key: Key, default: object = None) -> object:
        chat = DESK.get().chat
        if chat.talk != self.name:
            return default
        return chat.state if is_asking(chat) else RESTING

    def __contains__(self, key: object) -> bool:
        return DESK.get().chat.talk == self.name

    def __setitem__(self, _key: Key, _state: object) -> None:
        """Nothing: the question that was shown has said so, or what was shown since says otherwise."""

    def __delitem__(self, _key: Key) -> None:
        ends(DESK.get().chat)


class Conversation(ConversationHandler[Ctx]):
    """A talk of more than one question. `redraw` shows the open question again, by `ctx.ask`.

    Answers are taken from whoever may enter it, by one of its entry points: a post may end in the middle.
    """

    def __init__(
        self,
        name: str,
        *,
        entry_points: Handlers,
        states: dict[object, Handlers],
        redraw: Callable[[Ctx], None],
        title: str = "",
        begun: Callable[[Ctx], bool] = lambda _ctx: True,
    ) -> None:
        with catch_warnings():
            # "CallbackQueryHandler will not be tracked for every message": we track the chat, on purpose.
            simplefilter("ignore", PTBUserWarning)
            super().__init__(
                entry_points=entry_points,
                states=states,
                fallbacks=[],
                name=name,
                allow_reentry=True,
                per_user=False,
            )
        self._conversations = _Memory(name)
        self.who = self._who(entry_points)

        def shown(ctx: Ctx) -> None:
            must_be(ctx, self.who)
            redraw(ctx)

        TALKS[name] = Talk(shown, begun)
        if title:
            TITLES[name] = title

    @staticmethod
    def _who(entry_points: Handlers) -> Who:
        """Whoever may enter; what is entered by no button (a shared phone number) is open to everybody."""
        rights: list[Right] = [entry.right for entry in entry_points if hasattr(entry, "right")]
        return reduce(or_, (right.who for right in rights)) if rights else Who(strangers=True)

    async def handle_update(self, update: Update, application: App, check_result: Any, context: Ctx) -> Any:
        state, _key, handler, _check = check_result
        if state is not None and handler not in self.entry_points:
            must_be(context, self.who)
        return await super().handle_update(update, application, check_result, context)


def end_talk(ctx: Ctx, *names: str) -> None:
    """Close the conversation that is open or rests here, if it is one of these; the one behind it follows."""
    if not names or ctx.chat.talk in names:
        ends(ctx.chat)
