"""The archive's own work beside everything else, in pieces: files read again, seasons put together."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import structlog
from sqlalchemy import select

from bot.files import Files
from bot.jobs.job import Job
from bot.jobs.packing import pack
from bot.jobs.subprocess_pool import LONGEST_WORK, within
from bot.thread import PASSING
from models.archive import ArchiveCheck
from models.batch import SheetOrder
from models.enums import Drawing
from models.season import Season
from models.unit import Unit
from sop.archive.file_check import Kept, kept_files, note_checked
from sop.archive.season_zip import KEY, LISTS, Entry, list_of, papers_of, send_season
from sop.core.sheet_orders import not_made

LOG = structlog.get_logger()

PIECE = 50  #: files read at one go


class Reading:
    """The files of one check, read piece by piece."""

    def __init__(self, files: Files, kept: Sequence[Kept]) -> None:
        self._files = files
        self._kept = kept
        self.missing: list[Kept] = []
        self.changed: list[Kept] = []

    def pieces(self) -> Iterator[Sequence[Kept]]:
        for start in range(0, len(self._kept), PIECE):
            yield self._kept[start : start + PIECE]

    def read(self, piece: Sequence[Kept]) -> None:
        for one in piece:
            match self._files.wrong(one.sha256):
                case "missing":
                    self.missing.append(one)
                case "changed":
                    self.changed.append(one)


class ArchiveJob(Job[tuple[int, list[Kept]]]):
    """Reads the files of one check after the other; what was broken off is begun anew."""

    def next(self, unit: Unit) -> tuple[int, list[Kept]] | None:
        query = select(ArchiveCheck).where(ArchiveCheck.state == Drawing.ASKED).order_by(ArchiveCheck.id)
        check = unit.first(query)
        return None if check is None else (check.id, kept_files(unit, check.kecamatan_id))

    async def do(self, piece: tuple[int, list[Kept]]) -> None:
        check, kept = piece
        reading = Reading(self.context.files, kept)
        for some in reading.pieces():
            await asyncio.to_thread(reading.read, some)
        await self.unit(note_checked, check, len(kept), reading.missing, reading.changed)


class SeasonJob(Job[int]):
    """Puts one season after the other together as one file."""

    def next(self, unit: Unit) -> int | None:
        asked = (SheetOrder.state == Drawing.ASKED, SheetOrder.key == KEY)
        return unit.first(select(SheetOrder.id).where(*asked).order_by(SheetOrder.id))

    async def do(self, piece: int) -> None:
        try:
            if (season := await self.unit(_season_of, piece)) is None:
                return
            entries = await self.unit(_papers, season)
            for layout in LISTS:  # a unit for each, so that nobody waits for all of them
                entries.append(await self.unit(_list, season, layout))
            made, left_out = await self.context.printing.run(
                within, LONGEST_WORK, pack, self.context.files.folder, entries
            )
        except PASSING:
            raise
        except Exception:
            LOG.exception("season not packed", order=piece)
            await self.unit(not_made, piece, "archive.zip_failed")
        else:
            await self.unit(send_season, piece, made, left_out)


def _papers(unit: Unit, season: int) -> list[Entry]:
    return papers_of(unit, unit.session.get_one(Season, season))


def _list(unit: Unit, season: int, layout: str) -> Entry:
    return list_of(unit, unit.session.get_one(Season, season), layout)


def _season_of(unit: Unit, order: int) -> int | None:
    """None when who asked was forgotten meanwhile."""
    asked = unit.get(SheetOrder, order)
    return None if asked is None else int(asked.data["season"])
