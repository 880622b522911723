"""Asking Telegram for updates, and asking anew beside a call that is silent for longer than was agreed.

A router that forgets a connection, or a server that hangs, answers never. That looks like a quiet hour as
long as the call may be held; so it is held briefly, and what is silent then is not waited for alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.incoming.known import KINDS

HOLD_SECONDS = 3  #: that Telegram holds a call while nothing happens: twenty calls a minute are little
SILENT_SECONDS = 1.0  #: beyond that, until another call is made beside; for each further one twice as long
AT_ONCE = 4  #: calls that are waited for; a line that is slow for all is not helped by more
GIVEN_UP_SECONDS = 10  #: beyond that, until a call counts as lost


class Polling:
    """getUpdates; `silent` is called when several calls on end are not answered in time."""

    def __init__(self, bot: Bot, silent: Callable[[], None]) -> None:
        self._bot = bot
        self._silent = silent

    async def updates(self, offset: int, hold: int) -> list[Any]:
        """What has come from this number on; raises what the newest call met."""
        calls = [self._call(offset, hold)]
        longest = hold + SILENT_SECONDS
        try:
            while True:
                within = longest if len(calls) < AT_ONCE else None
                done, _ = await asyncio.wait(calls, timeout=within, return_when=asyncio.FIRST_COMPLETED)
                for call in [one for one in calls if one in done]:
                    if call is calls[-1] or not isinstance(call.exception(), TelegramError):
                        return call.result()
                    # Ended by the newer one, or lost at last: whoever is asked now says what is the matter.
                    calls.remove(call)
                if not done:
                    longest = SILENT_SECONDS * 2 ** (len(calls) - 1)
                    calls.append(self._call(offset, 0))
                    if len(calls) == AT_ONCE:
                        self._silent()
        finally:
            for call in calls:
                call.cancel()
            await asyncio.gather(*calls, return_exceptions=True)

    def _call(self, offset: int, hold: int) -> asyncio.Task[list[Any]]:
        asked = {"offset": offset, "timeout": hold, "limit": 100, "allowed_updates": KINDS}
        asking = self._bot.do_api_request(
            "getUpdates", api_kwargs=asked, read_timeout=hold + GIVEN_UP_SECONDS
        )
        return asyncio.create_task(asking)
