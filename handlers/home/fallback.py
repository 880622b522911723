"""Whatever nothing else understood: where you are, and the way on."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CallbackQueryHandler, filters

from handlers.home.refusal import redraw
from handlers.talk.buttons import Typed
from handlers.talk.context import Ctx
from handlers.talk.hiding import LeftSecret
from handlers.talk.resting import TITLES, is_asking
from handlers.talk.who import ANYBODY
from sop.core.refused import Refused
from texts import plain, say


def not_understood(ctx: Ctx) -> None:
    """Text, a picture, a sticker where nothing is asked."""
    if ctx.person is None:
        raise Refused("common.unknown_person")
    must_not_rest(ctx)
    raise Refused("common.not_understood")


def must_not_rest(ctx: Ctx) -> None:
    """What was meant for a form that was left has to be told so: nothing of it was taken down."""
    title = TITLES.get(ctx.chat.talk or "")
    if title is not None and not is_asking(ctx.chat):
        raise Refused("form.rests", title=plain(title))


def left_secret(ctx: Ctx) -> None:
    """A PIN typed after its question was left: taken out of the chat all the same; nothing else is done."""
    ctx.banner(say("form.left_secret" if ctx.chat.talk else "form.late_secret"))
    redraw(ctx)


def edited(ctx: Ctx) -> None:
    """A message that was an answer long ago, or never was one."""
    if ctx.person is not None:
        must_not_rest(ctx)
        raise Refused("form.edit_too_late")


async def stale(_update: Update, ctx: Ctx) -> None:
    """A button of another time, or one that no message of ours ever had."""
    if ctx.person is None:
        raise Refused("common.unknown_person")
    raise Refused("common.old_button")


#: Before whatever looks for a number: it would be said aloud.
SECRETS = (
    Typed(
        (filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE) & LeftSecret(),
        left_secret,
        "text",
        ANYBODY,
    ),
)

HANDLERS = (
    CallbackQueryHandler(stale),
    Typed(filters.UpdateType.MESSAGE, not_understood, "text", ANYBODY),
    Typed(filters.UpdateType.EDITED_MESSAGE, edited, "edited", ANYBODY),
)
