"""Periksa arsip: the files are read again in pieces beside everything else, so that nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import select

from bot.clock import Clock
from bot.files import Files
from bot.thread import PASSING, DatabaseThread, Patience
from bot.transport import pause
from models.archive import ArchiveCheck
from models.enums import Drawing
from models.people import Kecamatan
from models.unit import Database
from sop.archive.checking import Kept, begin_check, kept_files, note_checked
from sop.kecamatan.office import find_kecamatan

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
    """Reads one archive after the other; one that was broken off is read anew."""

    def __init__(self, database: Database, thread: DatabaseThread, files: Files, clock: Clock) -> None:
        self._database = database
        self._thread = thread
        self._files = files
        self._clock = clock
        self.wake = asyncio.Event()

    async def run(self, told: Callable[[], None]) -> None:
        """Read for ever; `told` is called when somebody is to hear of it."""
        patience = Patience()
        while True:
            self.wake.clear()
            try:
                found = await self._thread.run(self._next)
                if found is None:
                    await pause(LOOK_AGAIN, self.wake)
                    continue
                await self._read(*found)
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
