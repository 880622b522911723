"""From the bytes of a .xlsx or .csv to rows of text, each with the number that it has in the sheet."""

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
from sop.imports.workbook import WIDEST, check_kind, check_size, check_workbook, is_workbook
from sop.reading.words import SAME_AGAIN, tidy
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


def read(content: bytes) -> tuple[tuple[Sheet, ...], Mark | None]:
    """The tables of a file that people can see; and the mark of the template, if it is one of ours."""
    check_size(len(content))
    if not content.strip():
        raise Refused("imports.nothing_in_it")
    if is_workbook(content):
        check_workbook(content)
        return _read_workbook(content)
    check_kind(content)
    return (_read_text(content),), None


def _read_workbook(content: bytes) -> tuple[tuple[Sheet, ...], Mark | None]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # heavy

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        found = {
            about.name: (about.visible, book.get_sheet_by_name(about.name).to_python(skip_empty_area=False))
            for about in book.sheets_metadata
            if about.visible == SheetVisibleEnum.Visible or about.name == MARK
        }
    except (CalamineError, OSError, ValueError):
        raise Refused("imports.broken") from None
    mark = _mark(found[MARK][1]) if MARK in found else None
    sheets = (
        Sheet(name, _numbered(rows))
        for name, (visible, rows) in found.items()
        if visible == SheetVisibleEnum.Visible
    )
    return tuple(sheet for sheet in sheets if sheet.rows), mark


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
        return Sheet("csv", _numbered(csv.reader(lines, delimiter=divider)))
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
