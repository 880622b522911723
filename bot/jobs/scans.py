"""Scans of signed papers: their pieces fetched in order, bound into one PDF where that can do no harm."""

from __future__ import annotations

import asyncio
from functools import partial

import structlog
from telegram.error import BadRequest, TelegramError

from bot.jobs.job import Job
from bot.jobs.subprocess_pool import Died, TookTooLong
from bot.thread import PASSING
from documents.sealing.scan import Bound, bind
from models.unit import Unit
from sop.signing.scans import Batch, bound, next_scan

LOG = structlog.get_logger()

LONGEST_BINDING = 60  #: seconds; a hundred photos take half of that


class ScanJob(Job[Batch]):
    """Binds one scan after the other; broken off in between, it is begun anew."""

    def next(self, unit: Unit) -> Batch | None:
        return next_scan(unit, self.turns, self.resting)

    async def do(self, piece: Batch) -> None:
        contents: list[bytes] = []
        try:
            for file_id in piece.file_ids:
                content = await self.fetched(file_id)
                contents.append(content)
            made = await self._bound(piece, contents)
            sha256 = "" if made.trouble else await asyncio.to_thread(self.context.files.put, made.content)
            await self.unit(bound, piece, made, sha256)
        except PASSING:
            raise
        except BadRequest as gone:
            LOG.info("scan not to be had", file=piece.ids[0], why=str(gone))
            await self.unit(bound, piece, Bound(trouble="scan.gone", piece=len(contents) + 1), "")
        except TelegramError as away:
            LOG.warning("scan not fetched", file=piece.ids[0], error=type(away).__name__)
            self.rest(piece.ids[0])
        except Exception:  # one scan must not end the binding of all others
            LOG.exception("scan not bound", file=piece.ids[0])
            self.rest(piece.ids[0])
            if self.gives_up(piece.ids[0]):
                await self.unit(bound, piece, Bound(trouble="scan.broken", piece=1), "")

    async def _bound(self, piece: Batch, contents: list[bytes]) -> Bound:
        binding = partial(bind, contents, piece.title)
        try:
            return await self.read(LONGEST_BINDING, binding)
        except (Died, TookTooLong):
            LOG.warning("a scan broke its reader", file=piece.ids[0])
            return Bound(trouble="scan.broken", piece=1)
