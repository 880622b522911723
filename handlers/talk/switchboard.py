"""Which of hundreds of handlers an update may be for, looked up and not tried one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from handlers.talk.buttons import Press
from handlers.talk.context import DESK, App, Ctx
from handlers.talk.conversation import Conversation
from models.notice import unmarked

Handler = BaseHandler[Update, Ctx, Any]


class Switchboard(BaseHandler[Update, Ctx, Any]):
    """Stands for many handlers. The first that wants an update gets it, as PTB itself would have it.

    A button is asked of those that know its word, anything else of those that are no buttons; and both of the
    conversation that is open in the chat.
    """

    def __init__(self, handlers: Sequence[Handler]) -> None:
        super().__init__(_nothing)
        self._handlers = handlers
        self._buttons: dict[str, list[int]] = defaultdict(list)
        self._others: list[int] = []
        self._talks: dict[str, int] = {}
        for place, handler in enumerate(handlers):
            for word in _words(handler):
                (self._others if word is None else self._buttons[word]).append(place)
            if isinstance(handler, Conversation):
                self._talks[str(handler.name)] = place
        self._known: dict[tuple[str | None, str | None], list[Handler]] = {}

    def check_update(self, update: object) -> tuple[Handler, Any] | None:
        if not isinstance(update, Update):
            return None
        for handler in self._asked(_word_of(update), DESK.get().chat.talk):
            check = handler.check_update(update)
            if check is not None and check is not False:
                return handler, check
        return None

    async def handle_update(self, update: Update, application: App, check_result: Any, context: Ctx) -> Any:
        handler, check = check_result
        return await handler.handle_update(update, application, check, context)

    def _asked(self, word: str | None, talk: str | None) -> list[Handler]:
        key = (word if word in self._buttons else None, talk if talk in self._talks else None)
        if key not in self._known:
            places = {*self._others, *self._buttons.get(key[0] or "", ())}
            if key[1] is not None:
                places.add(self._talks[key[1]])
            self._known[key] = [self._handlers[place] for place in sorted(places)]
        return self._known[key]


def _words(handler: Handler) -> set[str | None]:
    """The words of its buttons; None among them: it may want something else as well."""
    if isinstance(handler, Press):
        return {handler.word}
    if isinstance(handler, Conversation):  # its other states count only while it is open
        return {word for entry in handler.entry_points for word in _words(entry)}
    return {None}


def _word_of(update: Update) -> str | None:
    """The word of a button: verify:card of !verify:card:12."""
    query = update.callback_query
    if query is None or query.data is None:
        return None
    return ":".join(unmarked(query.data).split(":")[:2])


async def _nothing(_update: Update, _ctx: Ctx) -> None:
    """PTB wants every handler to have a function of its own."""
