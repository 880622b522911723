"""`archive` and `check-archive`: what the rooms of the archive do, for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from bot.clock import Clock
from bot.files import Files
from bot.jobs.archive import Reading
from models.people import Kecamatan
from models.season import Season
from models.unit import Database
from sop.archive.file_check import Kept, begin_check, kept_files, note_checked
from sop.archive.season_zip import LISTS, Entry, list_of, papers_of
from sop.core.kelurahan import find_kecamatan
from sop.core.refused import Refused


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
