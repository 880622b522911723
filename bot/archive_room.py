"""The archive's own work beside everything else, in pieces: files read again, seasons put together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import select

from bot.clock import Clock
from bot.files import Files
from bot.packing import pack
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from bot.workshop import Workshop
from models.archive import ArchiveCheck
from models.batch import SheetOrder
from models.enums import Drawing
from models.people import Kecamatan
from models.season import Season
from models.unit import Database, Unit
from sop.archive.checking import Kept, begin_check, kept_files, note_checked
from sop.archive.season import (
    KEY,
    LISTS,
    Entry,
    Made,
    list_of,
    papers_of,
    season_not_made,
    send_season,
)
from sop.kecamatan.office import find_kecamatan
from sop.refused import Refused

LOG = structlog.get_logger()

LOOK_AGAIN = 5.0
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


class ArchiveRoom:
    """One archive after the other; what was broken off is begun anew."""

    def __init__(
        self, database: Database, thread: DatabaseThread, files: Files, clock: Clock, workshop: Workshop
    ) -> None:
        self._database = database
        self._thread = thread
        self._files = files
        self._clock = clock
        self._workshop = workshop
        self.wake = asyncio.Event()

    async def run(self, told: Callable[[], None]) -> None:
        """Read for ever; `told` is called when somebody is to hear of it."""
        patience = Patience()
        while True:
            self.wake.clear()
            try:
                found = await self._thread.run(self._next)
                order = await self._thread.run(self._next_order)
                if found is None and order is None:
                    await pause(LOOK_AGAIN, self.wake)
                    continue
                if found is not None:
                    await self._read(*found)
                if order is not None:
                    await self._pack(order)
                told()
                patience.again()
            except PASSING:
                LOG.warning("database away", where="archive")
                await pause(patience.more())

    def _next(self) -> tuple[int, list[Kept]] | None:
        with self._database.unit(self._clock()) as unit:
            query = select(ArchiveCheck).where(ArchiveCheck.state == Drawing.ASKED).order_by(ArchiveCheck.id)
            check = unit.first(query)
            return None if check is None else (check.id, kept_files(unit, check.kecamatan_id))

    async def _read(self, id: int, kept: list[Kept]) -> None:
        reading = Reading(self._files, kept)
        for piece in reading.pieces():
            await asyncio.to_thread(reading.read, piece)
        await self._thread.run(self._note, id, len(kept), reading)

    def _note(self, id: int, count: int, reading: Reading) -> None:
        with self._database.unit(self._clock()) as unit:
            note_checked(unit, id, count, reading.missing, reading.changed)

    # ---- a season as one file

    def _next_order(self) -> int | None:
        with self._database.unit(self._clock()) as unit:
            asked = (SheetOrder.state == Drawing.ASKED, SheetOrder.key == KEY)
            return unit.first(select(SheetOrder.id).where(*asked).order_by(SheetOrder.id))

    async def _pack(self, order: int) -> None:
        try:
            entries = await self._thread.run(self._papers, order)
            for layout in LISTS:  # a unit for each, so that nobody waits for all of them
                entries.append(await self._thread.run(self._list, order, layout))
            made, left_out = await self._workshop.run(pack, self._files.folder, entries)
        except PASSING:
            raise
        except Exception:
            LOG.exception("season not packed", order=order)
            await self._thread.run(self._sent, order, None, 0)
        else:
            await self._thread.run(self._sent, order, made, left_out)

    def _papers(self, order: int) -> list[Entry]:
        with self._database.unit(self._clock()) as unit:
            return papers_of(unit, _season_of(unit, order))

    def _list(self, order: int, layout: str) -> Entry:
        with self._database.unit(self._clock()) as unit:
            return list_of(unit, _season_of(unit, order), layout)

    def _sent(self, order: int, made: list[Made] | None, left_out: int) -> None:
        with self._database.unit(self._clock()) as unit:
            if made is None:
                season_not_made(unit, order)
            else:
                send_season(unit, order, made, left_out)


def _season_of(unit: Unit, order: int) -> Season:
    return unit.session.get_one(Season, unit.session.get_one(SheetOrder, order).data["season"])


@dataclass(frozen=True)
class Checked:
    """What was found in a kecamatan."""

    kecamatan: str
    files: int
    missing: list[Kept]
    changed: list[Kept]

    @property
    def whole(self) -> bool:
        return not (self.missing or self.changed)

    def document(self) -> dict[str, Any]:
        wrong = {"missing": self.missing, "changed": self.changed}
        named = {word: [one._asdict() for one in kept] for word, kept in wrong.items()}
        return {"kecamatan": self.kecamatan, "files": self.files, **named}

    def says(self) -> list[str]:
        wrong = {"MISSING": self.missing, "CHANGED": self.changed}
        lines = [f"  {word}: {one.name} {one.sha256}" for word, kept in wrong.items() for one in kept]
        return [f"{self.kecamatan}: {self.files} files read", *lines]


def check_here(database: Database, clock: Clock, files: Files, kecamatan: str | None) -> list[Checked]:
    """The same from the command line: what was found in each kecamatan."""
    with database.unit(clock()) as unit:
        query = select(Kecamatan).order_by(Kecamatan.name)
        offices = [find_kecamatan(unit, kecamatan)] if kecamatan is not None else unit.all(query)
        work = [(begin_check(unit, one.id).id, one.name, kept_files(unit, one.id)) for one in offices]
    found = []
    for check, name, kept in work:
        reading = Reading(files, kept)
        for piece in reading.pieces():
            reading.read(piece)
        with database.unit(clock()) as unit:
            note_checked(unit, check, len(kept), reading.missing, reading.changed)
        found.append(Checked(name, len(kept), reading.missing, reading.changed))
    return found


def season_here(database: Database, clock: Clock, kecamatan: str, year: int) -> list[Entry]:
    """What goes into the file of a season, for the command line."""
    with database.unit(clock()) as unit:
        office = find_kecamatan(unit, kecamatan)
        season = unit.first(select(Season).where(Season.kecamatan_id == office.id, Season.year == year))
        if season is None:
            raise Refused("archive.no_season", kecamatan=office.name, year=year)
        return [*papers_of(unit, season), *(list_of(unit, season, layout) for layout in LISTS)]
