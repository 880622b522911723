"""Whatever nothing else understood: where you are, and the way on."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CallbackQueryHandler, filters

from handlers.talk.buttons import Typed
from handlers.talk.context import Ctx
from sop.refused import Refused


def not_understood(ctx: Ctx) -> None:
    """Text, a picture, a sticker where nothing is asked."""
    if ctx.person is None:
        raise Refused("common.unknown_person")
    raise Refused("common.not_understood")


def edited(ctx: Ctx) -> None:
    """A message that was an answer long ago, or never was one."""
    if ctx.person is not None:
        raise Refused("form.edit_too_late")


async def stale(_update: Update, ctx: Ctx) -> None:
    """A button of another time, or one that no message of ours ever had."""
    if ctx.person is None:
        raise Refused("common.unknown_person")
    raise Refused("common.old_button")


HANDLERS = (
    CallbackQueryHandler(stale),
    Typed(filters.UpdateType.MESSAGE, not_understood, "text"),
    Typed(filters.UpdateType.EDITED_MESSAGE, edited, "edited"),
)
