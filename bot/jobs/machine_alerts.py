"""Looks after the machine: queues that stand still, a disk that fills, a backup that is old."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from bot.jobs.backups import daily_at
from bot.jobs.job import Job, JobContext
from bot.watching.health import Waits, waits_of
from models.unit import Unit
from sop.alerts.backups import too_old
from sop.alerts.troubles import note_troubles
from texts.figures import file_size
from texts.figures import moment as in_words

LOOK_EVERY = 20.0  #: seconds
LASTS = 60.0  #: seconds after which a trouble is one: a clock that is set makes a queue look old for a moment
LATE_UPDATE = 120.0  #: seconds that the oldest update may wait
LATE_MESSAGE = 300.0  #: seconds that a message may: the last of a broadcast to a city waits for a minute
LEAST_FREE = 1_000_000_000  #: bytes
LOW, ENOUGH = 0.1, 10_000_000_000  #: a tenth of the disk, unless that is plenty

Found = Mapping[str, Mapping[str, object]]


def troubles_of(waits: Waits, free: int, total: int) -> dict[str, dict[str, object]]:
    """What is not as it should be, with what there is to say about it."""
    found: dict[str, dict[str, object]] = {}
    for kind, queue, most in (
        ("unhandled", waits.updates, LATE_UPDATE),
        ("unsent", waits.messages, LATE_MESSAGE),
    ):
        if (queue.oldest_seconds or 0) > most:
            found[kind] = {"count": queue.rows, "minutes": int((queue.oldest_seconds or 0) // 60)}
    if free < LEAST_FREE or (free < LOW * total and free < ENOUGH):
        found["disk"] = {"free": file_size(free)}
    return found


class Lasting:
    """Keeps back what was seen only for a moment."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}

    def of(self, found: Found, at: float) -> Found:
        """What has been so for a minute of the monotonic clock."""
        self._since = {kind: self._since.get(kind, at) for kind in found}
        return {kind: facts for kind, facts in found.items() if at - self._since[kind] >= LASTS}


class MachineAlertsJob(Job[Found]):
    """Looks now and then; what it finds is told to every admin."""

    def __init__(self, context: JobContext) -> None:
        super().__init__(context)
        self._looked = time.monotonic()
        self._lasting = Lasting()

    def next(self, unit: Unit) -> Found | None:
        now = time.monotonic()
        if now - self._looked < LOOK_EVERY:
            return None
        self._looked = now
        disk = shutil.disk_usage(_there(self.context.settings.data_dir))
        found = troubles_of(waits_of(unit.session.connection(), unit.now), disk.free, disk.total)
        if daily_at(self.context.settings.backup_at) is not None and (last := too_old(unit)) is not None:
            found["backup"] = {"at": in_words(last)}
        return self._lasting.of(found, now)

    async def do(self, piece: Found) -> None:
        await self.unit(note_troubles, piece)


def _there(folder: Path) -> Path:
    """The folder, or what is above it while nothing has been kept."""
    return next(one for one in (folder, *folder.absolute().parents) if one.exists())
