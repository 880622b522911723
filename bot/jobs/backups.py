"""Backups beside everything else: every night, and when an admin asks; the old ones make room."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import structlog

from bot.backup.retention import FOLDER, LEAST, kept_in, name_of, rotate
from bot.jobs.job import Job
from bot.jobs.subprocess_pool import Died
from models.unit import Unit
from sop.alerts.backups import Good, is_due, note_failed, note_good
from sop.core.refused import Refused
from texts import plain

LOG = structlog.get_logger()


def daily_at(said: str) -> time | None:
    """The hour of BACKUP_AT; None where nothing is made by itself."""
    return time.fromisoformat(said.replace(".", ":")) if said else None


def make_here(url: str, data_dir: Path, moment: datetime, passphrase: str) -> Good:
    """Runs in a process of its own: one more backup, then those that no rule keeps are taken away."""
    from bot.backup.making import make  # Alembic is heavy

    folder = data_dir / FOLDER
    out = folder / name_of(moment, locked=bool(passphrase))
    while True:
        try:
            made = make(url, data_dir, out, moment, passphrase)
            break
        except Refused as refused:
            kept = kept_in(folder)
            if refused.key != "backup.no_room" or len(kept) <= LEAST:
                raise
            kept[-1].unlink()  # the oldest makes room
    rotate(folder)
    return Good(
        at=moment,
        file=out.name,
        size=made.size,
        locked=bool(passphrase),
        missing=len(made.manifest.missing),
        chains_whole=all(chain.wrong is None for chain in made.manifest.chains),
    )


class BackupJob(Job[datetime]):
    """Makes one backup after the other, each of the moment at which it is begun."""

    def next(self, unit: Unit) -> datetime | None:
        return unit.now if is_due(unit, daily_at(self.context.settings.backup_at)) else None

    async def do(self, piece: datetime) -> None:
        settings = self.context.settings
        passphrase = settings.backup_passphrase.get_secret_value()
        try:
            good = await self.context.keeping.run(
                make_here, settings.database_url, settings.data_dir, piece, passphrase
            )
        except Refused as refused:
            await self._note_failed(plain(refused.key, **refused.facts))
        except Died:
            await self._note_failed(plain("backup.process_ended"))
        except Exception as fault:  # a full disk, a folder that cannot be written: the admin has to look
            LOG.exception("no backup")
            await self._note_failed(plain("backup.fault", fault=type(fault).__name__))
        else:
            await self.unit(note_good, good)

    async def _note_failed(self, why: str) -> None:
        LOG.warning("no backup", why=why)
        await self.unit(note_failed, why)
