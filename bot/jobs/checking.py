"""PDFs that people send to hear whether they are ours: fetched, looked at, answered; not kept."""

from __future__ import annotations

import asyncio
from hashlib import sha256

import structlog
from telegram.error import BadRequest, TelegramError

from bot.jobs.job import Job, Lost
from bot.jobs.subprocess_pool import LONGEST_LOOK, Died, TookTooLong
from bot.jobs.subprocess_work import compare_word
from bot.thread import PASSING
from documents.sealing.seal_reading import Look
from documents.word.reading import Edited, read
from models.unit import Unit
from sop.signing.checks import Asked, answered, later, next_check, not_fetched, wanted
from sop.word.back import base_of, came_back

LOG = structlog.get_logger()


class CheckJob(Job[Asked]):
    """Answers about one file after the other."""

    def next(self, unit: Unit) -> Asked | None:
        return next_check(unit, self.turns)

    async def do(self, piece: Asked) -> None:
        try:
            content = await self.fetched(piece.file_id)
            if piece.word:
                await self._read_word(piece.id, content)
                return
            look = await self._look(content)
            if await self.unit(wanted, piece.id, look):
                await asyncio.to_thread(self.context.files.put, content)
            await self.unit(answered, piece.id, look)
        except PASSING:
            raise
        except BadRequest as gone:
            LOG.info("file not to be had", check=piece.id, why=str(gone))
            await self.unit(not_fetched, piece.id)
        except (TelegramError, OSError) as away:
            LOG.warning("file not fetched", check=piece.id, error=type(away).__name__)
            await self.unit(later, piece.id)
        except Exception:  # one file must not end the answers about all others
            LOG.exception("file not checked", check=piece.id)
            await self.unit(not_fetched if self.gives_up(piece.id) else later, piece.id)

    async def _look(self, content: bytes) -> Look:
        try:
            return await self.context.judge.look(content, asks=True)
        except OSError as lost:  # the certificate of the seal, or one of those that it is compared with
            raise Lost("certificates") from lost
        finally:
            self.turns.took(self.context.reading.spent)

    async def _read_word(self, id: int, content: bytes) -> None:
        """Read, laid beside the paper that it was made from, and shown."""
        try:
            found = await self.read(LONGEST_LOOK, read, content)
            base = await self.unit(base_of, id, found)
            if base is None:
                return
            compared = await self.read(LONGEST_LOOK, compare_word, base.data, found)
        except (Died, TookTooLong):
            LOG.warning("a file broke its reader")
            await self.unit(base_of, id, Edited(sha256(content).hexdigest(), trouble="word.broken"))
            return
        await asyncio.to_thread(self.context.files.put, content)
        await self.unit(came_back, id, base, found, compared)
