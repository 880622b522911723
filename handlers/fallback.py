"""Whatever nothing else understood: where you are, and the way on."""

from __future__ import annotations

from telegram.ext import filters

from handlers.buttons import Typed
from handlers.context import Ctx
from sop.refused import Refused
from telegram import Update
from telegram.ext import CallbackQueryHandler


def not_understood(ctx: Ctx) -> None:
    """Text, a picture, a sticker where nothing is asked."""
    if ctx.person is None:
        raise Refused("common.unknown_person")
    raise Refused("common.not_understood")


async def stale(_update: Update, ctx: Ctx) -> None:
    """A button of another time, or one that no message of ours ever had."""
    if ctx.person is None:
        raise Refused("common.unknown_person")
    raise Refused("common.old_button")


HANDLERS = (
    CallbackQueryHandler(stale),
    Typed(filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE, not_understood),
)
