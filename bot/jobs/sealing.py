"""Final papers are sealed in the drawing process, then stored: once, whatever happens to the program."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.orm.exc import StaleDataError

from bot.files import SEAL_FOLDER
from bot.jobs.job import Job, Lost
from bot.jobs.subprocess_pool import LONGEST_WORK, within
from bot.jobs.subprocess_work import seal_order
from bot.thread import PASSING
from models.base import WIB
from models.unit import Unit
from sop.papers.sealing import ToSeal, next_to_seal, not_sealed, sealed

LOG = structlog.get_logger()

TOLD_AFTER = 3


class SealingJob(Job[ToSeal]):
    """Seals one final paper after the other."""

    def next(self, unit: Unit) -> ToSeal | None:
        return next_to_seal(unit, self.resting)

    async def do(self, piece: ToSeal) -> None:
        try:
            whole = await self._whole(piece)
            sha256 = await asyncio.to_thread(self.context.files.put, whole)
            await self.unit(sealed, piece.id, sha256=sha256, size=len(whole))
        except PASSING:
            raise
        except StaleDataError:  # somebody was at the paper meanwhile: look again
            return
        except Exception:  # one paper must not end the sealing of all others
            LOG.exception("paper not sealed", paper=piece.id)
            if self.rest(piece.id) == TOLD_AFTER:
                await self.unit(not_sealed, piece.id)

    async def _whole(self, piece: ToSeal) -> bytes:
        """The paper with its seal. Raises Lost: what is gone for this paper is there for the next one."""
        try:
            content = await asyncio.to_thread(self.context.files.get, piece.sha256)
            return await self.context.printing.run(
                within,
                LONGEST_WORK,
                seal_order,
                content,
                self.context.settings.data_dir / SEAL_FOLDER,
                piece.kecamatan,
                piece.approved,
                self.context.clock().astimezone(WIB).replace(microsecond=0),
            )
        except OSError as lost:
            raise Lost(piece.sha256) from lost

    def told(self) -> None:
        """The messages that waited for the seal can go out now."""
        self.context.outbox.hurry()
