"""PTB's ConversationHandler with its memory in the chat's row: it survives restarts and rolls back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from warnings import catch_warnings, simplefilter

from telegram import Update
from telegram.ext import BaseHandler, ConversationHandler
from telegram.warnings import PTBUserWarning

from handlers.talk.context import DESK, Ctx

Key = tuple[int | str, ...]
Handlers = list[BaseHandler[Update, Ctx, Any]]

END = ConversationHandler.END

#: name of a conversation -> what shows its open question again.
TALKS: dict[str, Callable[[Ctx], None]] = {}


class _Memory(dict[Key, object]):
    """Stands where PTB keeps its states; one conversation is open in a chat, and entering another ends it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def get(self, _key: Key, default: object = None) -> object:
        chat = DESK.get().chat
        return chat.state if chat.talk == self.name else default

    def __contains__(self, key: object) -> bool:
        return DESK.get().chat.talk == self.name

    def __setitem__(self, _key: Key, state: object) -> None:
        chat = DESK.get().chat
        chat.talk, chat.state = self.name, str(state)

    def __delitem__(self, _key: Key) -> None:
        chat = DESK.get().chat
        chat.talk = chat.state = None


class Conversation(ConversationHandler[Ctx]):
    """A talk of more than one question. `redraw` shows the open question again."""

    def __init__(
        self,
        name: str,
        *,
        entry_points: Handlers,
        states: dict[object, Handlers],
        redraw: Callable[[Ctx], None],
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
        TALKS[name] = redraw


def end_talk(ctx: Ctx) -> None:
    """Close whatever conversation is open here."""
    ctx.chat.talk = ctx.chat.state = None
