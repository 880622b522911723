"""From the bytes of a .xlsx, .csv or .docx to rows of text, each with the number that it has in the sheet."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from io import BytesIO, StringIO
from typing import Any

from sop.core.refused import Refused
from sop.imports.workbook import (
    MOST_CELLS,
    WIDEST,
    check_kind,
    check_size,
    check_workbook,
    is_word,
    is_workbook,
)
from sop.reading.words import SAME_AGAIN, tidy
from texts import plain
from texts.figures import number as in_figures

MOST_ROWS = 5_000
LOWEST = 1_048_576  #: row of a sheet, says Excel; those between the filled ones are empty
MOST_COLUMNS = 60
MARK = "versi"  #: name of the hidden sheet in which a template says what it is
LONGEST_CELL = 4_000
EXACT = 2**53  #: up to here a number of Excel is the whole number that was meant

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One table of the file: its rows by their number, empty ones left out."""

    name: str
    rows: tuple[tuple[int, Cells], ...]


@dataclass(frozen=True)
class Mark:
    """What a template of ours says about itself."""

    kind: str
    year: int


@dataclass(frozen=True)
class Book:
    """A file as it was read."""

    sheets: tuple[Sheet, ...]  #: that people can see, and in which something stands
    mark: Mark | None = None  #: where it is a template of ours
    hidden: tuple[str, ...] = ()  #: names of sheets that nobody sees: they are not read


def read(content: bytes) -> Book:
    """The tables of a file that people can see; refused where it is none that can be read."""
    check_size(len(content))
    if not content.strip():
        raise Refused("imports.nothing_in_it")
    if is_word(content):
        return Book(_read_word(content))
    if is_workbook(content):
        check_workbook(content)
        return _read_workbook(content)
    check_kind(content)
    return Book((_read_text(content),))


def _read_word(content: bytes) -> tuple[Sheet, ...]:
    """Each table of a Word file is a sheet; the lines above it are its first rows."""
    from documents.word.tables import tables  # python-docx is heavy

    found, trouble = tables(content)
    if trouble:
        raise Refused("imports.has_macros" if trouble == "word.macros" else "imports.broken")
    sheets = []
    for at, table in enumerate(found, start=1):
        rows = [*((line,) for line in table.above), *table.rows]
        sheets.append(Sheet(plain("imports.word_table", at=at), _numbered(rows)))
    if not sheets:
        raise Refused("imports.is_word")
    return tuple(sheet for sheet in sheets if sheet.rows)


def _read_workbook(content: bytes) -> Book:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # heavy

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        hidden = [one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible]
        found = {name: _cells(book.get_sheet_by_name(name)) for name in seen}
        mark = _mark(_cells(book.get_sheet_by_name(MARK))) if MARK in hidden else None
    except (CalamineError, OSError, ValueError):
        raise Refused("imports.broken") from None
    sheets = (Sheet(name, _numbered(rows)) for name, rows in found.items())
    return Book(tuple(sheet for sheet in sheets if sheet.rows), mark, () if mark else tuple(hidden))


def _cells(sheet: Any) -> list[list[Any]]:
    """The cells as they lie; what was merged over several rows stands in each of them."""
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    filled = 0
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[top]) or (said := rows[top][left]) == "":
            continue
        below = rows[top + 1 : bottom + 1]
        filled += len(below)
        if filled > MOST_CELLS:  # made to take for ever
            raise Refused("imports.too_wide")
        for row in below:
            if row[left] == "":
                row[left] = said
    return rows


def _mark(rows: Sequence[Sequence[Any]]) -> Mark | None:
    """The hidden sheet holds the kind and the plan year, below each other."""
    cells = [cell_text(row[0]) for row in rows[:2] if row]
    if len(cells) == 2 and cells[1].isdecimal():
        return Mark(cells[0], int(cells[1]))
    return None


def _read_text(content: bytes) -> Sheet:
    text = _decoded(content)
    lines = StringIO(text, newline="")
    head = next((line for line in lines if line.strip()), "")
    divider = max(";,\t", key=head.count)
    if text.count("\n") > LOWEST:
        raise Refused("imports.too_many_rows", most=in_figures(MOST_ROWS))
    lines.seek(0)
    if any(line.count(divider) > WIDEST for line in lines):
        raise Refused("imports.too_wide")
    lines.seek(0)
    try:
        return Sheet("", _numbered(csv.reader(lines, delimiter=divider)))
    except csv.Error:
        raise Refused("imports.broken") from None


def _decoded(content: bytes) -> str:
    """UTF-8 as a rule; UTF-16 where Excel says so; else what Windows wrote before."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    if b"\x00" in content:
        raise Refused("imports.not_a_sheet")
    return content.decode("cp1252", errors="replace")


def _numbered(rows: Iterable[Sequence[Any]]) -> tuple[tuple[int, Cells], ...]:
    """Rows in which something stands. One too many is refused, not cut: nobody misses a row unnoticed."""
    found = []
    text = lru_cache(SAME_AGAIN, typed=True)(cell_text)  # of one file: its cells must not outlive it
    for number, row in enumerate(rows, start=1):
        if len(row) > WIDEST:
            raise Refused("imports.too_wide")
        if number > LOWEST:
            raise Refused("imports.too_many_rows", most=in_figures(MOST_ROWS))
        if row.count("") == len(row):
            continue
        cells = tuple(map(text, row))
        while cells and not cells[-1]:
            cells = cells[:-1]
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise Refused("imports.too_wide")
        found.append((number, cells))
        if len(found) > MOST_ROWS + 50:  # its heading lines do not count
            raise Refused("imports.too_many_rows", most=in_figures(MOST_ROWS))
    return tuple(found)


def cell_text(cell: object) -> str:
    """A cell as a person would type it: 40.0 is "40", 1.5 is "1,5", a date is "31/01/2028"."""
    match cell:
        case str():  # most of them
            return tidy(cell)[:LONGEST_CELL] if cell else ""
        case bool():
            return "ya" if cell else "tidak"
        case float() if not math.isfinite(cell):
            return ""
        case float() if cell.is_integer() and abs(cell) < EXACT:
            return str(int(cell))
        case int() | float():
            plain = format(Decimal(repr(cell)), "f")
            whole, _, decimals = plain.partition(".")
            decimals = decimals.rstrip("0")
            return f"{whole},{decimals}" if decimals else whole
        case datetime() | date():
            return f"{cell:%d/%m/%Y}"
        case time():
            return f"{cell:%H.%M}"
        case _:
            return tidy(str(cell))[:LONGEST_CELL]
