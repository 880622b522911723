"""Long polling: updates become rows of the inbox, and only then are acknowledged."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.incoming.inbox import store
from bot.incoming.polling import HOLD_SECONDS, Polling
from bot.leader import Leader
from bot.thread import PASSING, Backoff, DatabaseThread
from bot.transport import pause
from models.unit import Database

LOG = structlog.get_logger()


async def receive(
    database: Database,
    thread: DatabaseThread,
    bot: Bot,
    clock: Clock,
    arrived: Callable[[], None],
    reachable: Callable[[bool], None],
    leader: Leader,
) -> None:
    """Fetch for ever. The offset moves on only after the batch is stored, so a crash fetches it again.

    `reachable` hears whether Telegram is there: nobody else asks it all the time.
    """
    offset = 0
    hooked = False  # a webhook of an earlier setting stands in the way
    hold = 0  # after a failure ask without waiting, to know at once that Telegram is back
    backoff = Backoff()

    def silent() -> None:
        LOG.warning("cannot fetch", error="no answer")
        reachable(False)

    polling = Polling(bot, silent)
    while True:
        await leader.mine()
        try:
            if hooked:
                await bot.do_api_request("deleteWebhook")  # what waits there is fetched then
                LOG.info("webhook taken away")
                hooked = False
            updates = await polling.updates(offset, hold)
            reachable(True)
            hold = HOLD_SECONDS
            if updates:
                last = await thread.run(store, database, clock(), updates)
                if last is None:  # nothing that can be told apart, so nothing that can be confirmed
                    LOG.warning("unreadable updates", count=len(updates))
                    await pause(backoff.more())
                    continue
                offset = last + 1
                arrived()
            backoff.again()
        except InvalidToken:
            raise
        except Conflict as other:
            hooked = "webhook" in str(other).lower()
            if not hooked:
                LOG.warning("another process polls with this token")
            await pause(backoff.more())
        except RetryAfter as wait:
            await pause(float(wait._retry_after.total_seconds()))
        except (TelegramError, *PASSING) as away:
            LOG.warning("cannot fetch", error=type(away).__name__)
            if isinstance(away, TelegramError):
                reachable(False)
                hold = 0
            await pause(backoff.more())
