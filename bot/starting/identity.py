"""The bot as Telegram knows it: the one that really talks, and who it is."""

from __future__ import annotations

import warnings
from typing import Any

import structlog
from sqlalchemy import select
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.warnings import PTBUserWarning

from bot.clock import Clock
from bot.settings import Settings
from bot.thread import PASSING, Backoff, DatabaseThread, why
from bot.transport import AiohttpRequest, pause
from models.chat import Remembered
from models.unit import Database

LOG = structlog.get_logger()


def make_bot(settings: Settings) -> Bot:
    """The bot that really talks to Telegram."""
    # Rows of the outbox are calls already; building PTB's objects around them costs four times as much.
    warnings.filterwarnings("ignore", message="Please use 'Bot", category=PTBUserWarning)
    root = settings.bot_api_url.rstrip("/")
    return Bot(
        settings.token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )


async def who_am_i(
    bot: Bot, database: Database, thread: DatabaseThread, clock: Clock, *, patient: bool = True
) -> dict[str, Any]:
    """What getMe says, remembered, so that the bot starts while Telegram is away."""
    backoff = Backoff()
    while True:
        try:
            return await _asked(bot, database, thread, clock)
        except InvalidToken:
            raise
        except TelegramError as away:
            if not patient:
                raise
            LOG.warning("telegram away", error=type(away).__name__)
        except PASSING as away:
            if not patient:
                raise
            LOG.warning("database away", where="start", error=why(away))
        await pause(backoff.more())


async def _asked(bot: Bot, database: Database, thread: DatabaseThread, clock: Clock) -> dict[str, Any]:
    """Telegram's answer, or else the one that is remembered."""
    try:
        me: dict[str, Any] = await bot.do_api_request("getMe")
    except InvalidToken:
        raise
    except TelegramError:
        if (known := await thread.run(_recall_me, database, clock)) is None:
            raise
        return known
    await thread.run(_remember_me, database, clock, me)
    return me


def _remember_me(database: Database, clock: Clock, me: dict[str, Any]) -> None:
    with database.unit(clock()) as unit:
        # Two processes may start at once.
        if not unit.insert_once(Remembered(name="me", value=me)):
            known = unit.session.execute(select(Remembered).where(Remembered.name == "me")).scalar_one()
            if known.value != me:
                known.value = me


def _recall_me(database: Database, clock: Clock) -> dict[str, Any] | None:
    with database.unit(clock()) as unit:
        known = unit.first(select(Remembered).where(Remembered.name == "me"))
        return None if known is None else known.value
