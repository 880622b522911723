"""PDFs that people send to hear whether they are ours: fetched, looked at, answered; not kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256

import structlog
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.clock import Clock
from bot.files import Files
from bot.judging import Judge
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from bot.workshop import Workshop
from documents.seal_reading import Look
from documents.word_reading import Edited, read
from models.unit import Database
from sop.report.from_word import came_back
from sop.signing.checks import Asked, answered, later, next_check, not_fetched, wanted

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0


def read_word(content: bytes) -> Edited:
    """Runs in the reading process."""
    return read(content)


class CheckDesk:
    """Answers about one file after the other."""

    def __init__(
        self,
        database: Database,
        thread: DatabaseThread,
        bot: Bot,
        clock: Clock,
        files: Files,
        judge: Judge,
        workshop: Workshop,
    ) -> None:
        self._database = database
        self._thread = thread
        self._bot = bot
        self._clock = clock
        self._files = files
        self._judge = judge
        self._workshop = workshop
        self.wake = asyncio.Event()

    async def run(self, told: Callable[[], None]) -> None:
        """For ever; `told` is called when there is something to say."""
        patience = Patience()
        while True:
            self.wake.clear()
            try:
                asked = await self._thread.run(self._next)
                if asked is None:
                    await pause(LOOK_AGAIN, self.wake)
                    continue
                await self._answer(asked)
                told()
                patience.again()
            except PASSING:
                LOG.warning("database away", where="checks")
                await pause(patience.more())

    def _next(self) -> Asked | None:
        with self._database.unit(self._clock()) as unit:
            return next_check(unit)

    async def _answer(self, asked: Asked) -> None:
        try:
            file = await self._bot.get_file(asked.file_id)
            content = bytes(await file.download_as_bytearray())
            if asked.word:
                await self._read_word(asked.id, content)
                return
            look = await self._judge.look(content)
            if await self._thread.run(self._wanted, asked.id, look):
                await asyncio.to_thread(self._files.put, content)
            await self._thread.run(self._answered, asked.id, look)
        except PASSING:
            raise
        except BadRequest as gone:
            LOG.info("file not to be had", check=asked.id, why=str(gone))
            await self._thread.run(self._not_fetched, asked.id)
        except (TelegramError, OSError) as away:
            LOG.warning("file not fetched", check=asked.id, error=type(away).__name__)
            await self._thread.run(self._later, asked.id)
        except Exception:  # one file must not end the answers about all others
            LOG.exception("file not checked", check=asked.id)
            await self._thread.run(self._later, asked.id)

    async def _read_word(self, id: int, content: bytes) -> None:
        try:
            found = await self._workshop.run(read_word, content)
        except BrokenProcessPool:
            LOG.warning("a file broke its reader")
            found = Edited(sha256(content).hexdigest(), {}, "word.broken")
        if not found.trouble:
            await asyncio.to_thread(self._files.put, content)
        await self._thread.run(self._came_back, id, found)

    def _came_back(self, id: int, found: Edited) -> None:
        with self._database.unit(self._clock()) as unit:
            came_back(unit, id, found)

    def _wanted(self, id: int, look: Look) -> bool:
        with self._database.unit(self._clock()) as unit:
            return wanted(unit, id, look)

    def _answered(self, id: int, look: Look) -> None:
        with self._database.unit(self._clock()) as unit:
            answered(unit, id, look)

    def _not_fetched(self, id: int) -> None:
        with self._database.unit(self._clock()) as unit:
            not_fetched(unit, id)

    def _later(self, id: int) -> None:
        with self._database.unit(self._clock()) as unit:
            later(unit, id)
