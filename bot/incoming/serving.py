"""The loop that handles the inbox, and the spinners it stops on people's buttons."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.incoming.inbox import Answer, Worker
from bot.thread import PASSING, Backoff, DatabaseThread, why
from bot.transport import pause

LOG = structlog.get_logger()

LOOK_AGAIN = 1.0  #: seconds
ANSWER_SECONDS = 0.5
PATIENCE = 5.0  #: with the answer to a press
AGAIN_SECONDS = 0.3


class Serving:
    """Handles what has come; `handled` is called when there may be something to say or to draw."""

    def __init__(self, bot: Bot, thread: DatabaseThread, handled: Callable[[], None]) -> None:
        self._bot = bot
        self._thread = thread
        self._handled = handled
        self._presses: set[asyncio.Task[None]] = set()
        self._ending = False
        self.due = asyncio.Event()  #: something has come

    async def run(self, worker: Worker) -> None:
        """Handle the inbox until told to end; what was begun is ended."""
        backoff = Backoff()
        while not self._ending:
            self.due.clear()
            try:
                answers = await self._thread.run(worker.handle_next)
                backoff.again()
            except PASSING as away:
                LOG.warning("database away", where="inbox", error=why(away))
                await pause(backoff.more())
                continue
            if answers is None:
                await pause(LOOK_AGAIN, self.due)
                continue
            self._handled()
            for answer in answers:
                self._answer(answer)

    def end(self) -> None:
        """Begin nothing new; whose press is being handled gets his answer."""
        self._ending = True
        self.due.set()

    async def answered(self) -> None:
        """Wait for the spinners, but not for long."""
        if self._presses:
            await asyncio.wait(self._presses, timeout=ANSWER_SECONDS)

    def _answer(self, answer: Answer) -> None:
        """Stop the spinner on the button, or show what was found; best effort."""
        task = asyncio.create_task(self._answered(answer))
        self._presses.add(task)
        task.add_done_callback(self._presses.discard)

    async def _answered(self, answer: Answer) -> None:
        """Said once more where the first time failed: a button that goes on spinning looks like no answer."""
        for pauses in (True, False):
            try:
                await self._bot.do_api_request(
                    answer.method, api_kwargs=answer.parameters, read_timeout=PATIENCE
                )
                return
            except BadRequest:
                LOG.info("too old to answer", update=answer.update, method=answer.method)
                return
            except (TelegramError, OSError) as away:
                LOG.info("not answered", update=answer.update, error=type(away).__name__)
                if pauses:
                    await pause(_before_again(away))


def _before_again(away: Exception) -> float:
    """Seconds; Telegram may have named them, but an answer that comes too late is taken by nobody."""
    asked = away._retry_after.total_seconds() if isinstance(away, RetryAfter) else AGAIN_SECONDS
    return min(asked, PATIENCE)
