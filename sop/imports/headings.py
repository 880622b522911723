"""Which kind a file is, told by its headings; and which column is which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sop.core.refused import Refused
from sop.imports.kind import Kind, Row
from sop.imports.tables_found import MOST_COLUMNS, Cells, Mark, Sheet
from sop.reading.words import simple

#: What stands beside the name of a column of money, without brackets: "Biaya Rp juta".
_MONEY = re.compile(r"\b(rp|rupiah|dalam|juta(an)?|jt|ribu(an)?|rb|mil[iy]ar(an)?)\b\.?")
_BARE = re.compile(r"(rp\.?\s*)?[0-9][0-9.,]*")
LOOKED_AT = 30  #: rows of a sheet among which the headings are looked for
SIMILAR = 3  #: columns by which a table is known for a kind that lacks others
EXAMPLE = "contoh"  #: in the first column of a template's example


@dataclass(frozen=True)
class Table:
    """A sheet read as a kind: where its headings stand, and what is in which column."""

    kind: Kind
    sheet: Sheet
    heading: int  #: index among the sheet's rows
    places: Mapping[str, int]  #: key of a column -> its place

    @property
    def missing(self) -> list[str]:
        return [column.title for column in self.kind.required if column.key not in self.places]

    @property
    def units(self) -> list[tuple[str, str]]:
        """The columns of money whose heading says in what: "Biaya (juta)" is ("cost", "juta")."""
        cells = self.sheet.rows[self.heading][1]
        money = [column.key for column in self.kind.columns if column.money and column.key in self.places]
        found = [(key, money_unit(cells[self.places[key]])) for key in money]
        return [(key, unit) for key, unit in found if unit]

    def rows(self) -> list[tuple[int, Row]]:
        """Every row below the headings; not the template's example, nor a row that is all empty here."""
        found: list[tuple[int, Row]] = []
        units = self.units
        places = [(column.key, self.places.get(column.key, MOST_COLUMNS)) for column in self.kind.columns]
        for number, cells in self.sheet.rows[self.heading + 1 :]:
            wide = len(cells)
            row = {key: cells[place] if place < wide else "" for key, place in places}
            for key, unit in units:
                row[key] = with_unit(row[key], unit)
            if simple(cells[0]).startswith(EXAMPLE) or not any(row.values()):
                continue
            found.append((number, row))
        return found


def tables_of(sheets: Sequence[Sheet], mark: Mark | None, kinds: Sequence[Kind]) -> list[Table]:
    """The table of the file, once for each kind that it may be; the columns that it lacks are named."""
    if mark is not None and any(kind.word == mark.kind for kind in kinds):
        kinds = [kind for kind in kinds if kind.word == mark.kind]
    tables = [table for sheet in sheets for kind in kinds if (table := _table(sheet, kind)) is not None]
    if not tables:
        raise Refused("imports.no_headings")
    whole = [table for table in tables if not table.missing]
    if not whole:
        nearest = max(tables, key=lambda table: (len(table.places), -len(table.missing)))
        if len(nearest.places) < SIMILAR and mark is None:
            raise Refused("imports.no_headings")
        columns = ", ".join(f"“{name}”" for name in nearest.missing)
        if mark is not None:
            raise Refused("imports.old_template", year=mark.year, columns=columns)
        raise Refused("imports.columns_missing", columns=columns)
    most = max(len(table.places) for table in whole)
    best = {table.kind.word: table for table in reversed(whole) if len(table.places) == most}
    return list(best.values())


def _table(sheet: Sheet, kind: Kind) -> Table | None:
    """The row of the sheet that looks most like the headings of a kind."""
    known = {
        spelled(name): column.key
        for column in reversed(kind.columns)
        for name in (*column.aliases, column.key, column.title)
    }
    best: tuple[int, dict[str, int]] | None = None
    for index, (_, cells) in enumerate(sheet.rows[:LOOKED_AT]):
        places = _places(cells, known)
        if len(places) > (len(best[1]) if best else 0):
            best = (index, places)
    return None if best is None else Table(kind, sheet, *best)


def _places(cells: Cells, known: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        key = known.get(spelled(cell)) or known.get(spelled(_MONEY.sub(" ", simple(cell))))
        if key is not None:
            places.setdefault(key, place)
    return places


def money_unit(heading: str) -> str:
    """ "juta" of "Biaya (juta)", "Anggaran (Rp. juta)", "dalam jutaan rupiah"; "" where nothing is said."""
    words = simple(heading)
    if re.search(r"\b(juta(an)?|jt)\b", words):
        return "juta"
    if re.search(r"\b(ribu(an)?|rb)\b|[(x×.]\s*(rp\.?\s*)?1?[.,]?000\b", words):
        return "ribu"
    return "miliar" if re.search(r"\bmil[iy]ar(an)?\b", words) else ""


def with_unit(cell: str, unit: str) -> str:
    """A bare number in the unit of its heading; a cell that names its own keeps that."""
    return f"{cell} {unit}" if _BARE.fullmatch(simple(cell)) else cell


def spelled(heading: str) -> str:
    """Letters and digits alone; what stands in brackets is an explanation: "Biaya (Rp)" is "biaya"."""
    bare = simple(heading).partition("(")[0] or simple(heading)
    return "".join(character for character in bare if character.isalnum())
