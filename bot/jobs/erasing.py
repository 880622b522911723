"""Files that nothing speaks of any more are taken from the disk; deletions are noted beside the database."""

from __future__ import annotations

import asyncio
import time

from bot.backup.deletions import write
from bot.erasing import each
from bot.jobs.job import Job
from bot.jobs.job_poller import LOOK_AGAIN
from models.unit import Unit
from sop.archive.referenced import spoken_of
from sop.core.erasing import erased, to_erase
from sop.privacy.deletions import Deletion, noted, to_note


class DeletionsJob(Job[list[Deletion]]):
    """Whoever was forgotten is noted beside the database, where no restore of an older one undoes it."""

    _looked = 0.0

    def next(self, unit: Unit) -> list[Deletion] | None:
        if time.monotonic() - self._looked < LOOK_AGAIN:
            return None
        found = to_note(unit)
        if not found:
            self._looked = time.monotonic()
        return found or None

    async def do(self, piece: list[Deletion]) -> None:
        await asyncio.to_thread(write, self.context.settings.data_dir, piece)
        await self.unit(noted, piece)


class ErasingJob(Job[list[str]]):
    """A handful at a time; nobody waits for it, so it does not look at every press."""

    _looked = 0.0

    def next(self, unit: Unit) -> list[str] | None:
        if time.monotonic() - self._looked < LOOK_AGAIN:
            return None
        found = to_erase(unit)
        if not found:
            self._looked = time.monotonic()
        return found or None

    async def do(self, piece: list[str]) -> None:
        """Twice is looked: the same bytes may come again while they go."""
        kept = await self.unit(spoken_of, piece)
        files, going = self.context.files, [one for one in piece if one not in kept]
        await asyncio.to_thread(each, files.set_aside, going)
        kept = await self.unit(spoken_of, going)
        await asyncio.to_thread(each, files.take_back, [one for one in going if one in kept])
        await asyncio.to_thread(each, files.drop_aside, [one for one in going if one not in kept])
        await self.unit(erased, piece)
