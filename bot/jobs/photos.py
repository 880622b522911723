"""Photos and voice notes: fetched after the answer was taken, checked; photos made small, freed of EXIF."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from telegram.error import BadRequest, TelegramError

from bot.jobs.job import Job
from bot.jobs.pictures import NotAPicture
from bot.jobs.subprocess_pool import LONGEST_LOOK, Died, TookTooLong
from bot.jobs.subprocess_work import look_at_photo
from bot.thread import PASSING
from models.enums import Fetching, Purpose
from models.later import put_off, ripe
from models.proposal import Upload
from models.unit import Unit
from sop.proposals.photos import Fetched, unusable, usable

LOG = structlog.get_logger()


@dataclass(frozen=True)
class Wanted:
    """What is to be fetched next."""

    id: int
    file_id: str
    purpose: Purpose


class PhotoJob(Job[Wanted]):
    """Fetches one photo or voice note after the other."""

    def next(self, unit: Unit) -> Wanted | None:
        waiting = (Upload.state == Fetching.ASKED, ripe(Upload.not_before, unit.now))
        oldest = self.turns.next(unit, Upload.id, Upload.sender_id, *waiting)
        if oldest is None:
            return None
        upload = unit.session.get_one(Upload, oldest)
        return Wanted(upload.id, upload.file_id, upload.purpose)

    async def do(self, piece: Wanted) -> None:
        try:
            content = await self.fetched(piece.file_id)
            kept = await self._kept(content, piece.purpose)
        except (NotAPicture, BadRequest, Died, TookTooLong) as wrong:
            LOG.info("photo not usable", upload=piece.id, why=str(wrong))
            await self._note(piece.id, lambda unit: unusable(unit, piece.id))
        except (TelegramError, OSError) as away:
            LOG.warning("photo not fetched", upload=piece.id, error=type(away).__name__)
            await self.unit(_later, piece.id)
        except Exception:  # whatever is odd about it, its sender has another one
            LOG.exception("photo not looked at", upload=piece.id)
            await self._note(piece.id, lambda unit: unusable(unit, piece.id))
        else:
            await self._note(piece.id, lambda unit: usable(unit, piece.id, kept))

    async def _kept(self, content: bytes, purpose: Purpose) -> Fetched:
        """On disk: the bytes as they came, and of a picture our own copy to be shown. Raises NotAPicture."""
        put = self.context.files.put
        if purpose == Purpose.VOICE:
            name = await asyncio.to_thread(put, content)
            return Fetched(name, len(content), name)
        seen = await self.read(LONGEST_LOOK, look_at_photo, content)
        shown, original = await asyncio.to_thread(put, seen.small), await asyncio.to_thread(put, content)
        return Fetched(shown, len(seen.small), original, seen.looks, seen.taken)

    async def _note(self, id: int, act: Callable[[Unit], object]) -> None:
        try:
            await self.unit(act)
        except PASSING:
            raise
        except Exception:  # one photo must not end the fetching of all others
            LOG.exception("photo not noted", upload=id)
            await self.unit(unusable if self.gives_up(id) else _later, id)


def _later(unit: Unit, id: int) -> None:
    upload = unit.get(Upload, id)
    if upload is not None:
        put_off(upload, unit.now)
