"""Everything people can say and press, in the order in which it is tried."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from handlers import approval, fallback, menu, papers, start, status, tasks
from handlers.buttons import Press
from handlers.context import Ctx
from handlers.refusal import redraw

HANDLERS: tuple[BaseHandler[Update, Ctx, Any], ...] = (
    *start.HANDLERS,
    *menu.HANDLERS,
    *tasks.HANDLERS,
    *status.HANDLERS,
    *papers.HANDLERS,
    *approval.HANDLERS,
    Press("talk:resume", redraw),
    *fallback.HANDLERS,
)
