"""PTB's Application as the inbox needs it: loud, without network, driven inside a unit."""

from __future__ import annotations

import inspect
from collections.abc import Coroutine
from typing import Any, NoReturn, TypeVar

from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot

from bot.transport import NoNetwork
from handlers.routes import HANDLERS
from handlers.talk.context import ADDRESS, App, Ctx
from handlers.talk.switchboard import Switchboard

T = TypeVar("T")


class Loud(Application[Any, Any, Any, Any, Any, Any]):
    """An Application that raises what its handlers raise; PTB's own swallows it: the update looks handled."""

    async def process_error(self, update: object, error: Exception, *_args: Any, **_options: Any) -> NoReturn:
        raise error

    def create_task(self, coroutine: Any, *_args: Any, **_options: Any) -> NoReturn:
        """Work that escapes the unit would escape its rollback."""
        if inspect.iscoroutine(coroutine):
            coroutine.close()
        raise RuntimeError("a handler began a task inside a unit")


async def build(token: str, me: dict[str, Any], address: str | None = None) -> App:
    """The application with all handlers, ready to process updates. `me` is what getMe answered.

    `address`: what a code is put behind in a QR; without it, it opens the bot.
    """
    bot: ExtBot[None] = ExtBot(token, request=NoNetwork(me), get_updates_request=NoNetwork(me))
    application: App = (
        ApplicationBuilder()
        .application_class(Loud)
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Ctx))
        .build()
    )
    application.bot_data[ADDRESS] = address or f"https://t.me/{me['username']}?start="
    application.add_handler(Switchboard(HANDLERS))
    await application.initialize()
    return application


def run_now(coroutine: Coroutine[Any, Any, T]) -> T:
    """Drive a coroutine to its end here and now; one that really waits fails loudly."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    coroutine.close()
    raise RuntimeError("a handler waited inside a unit")
