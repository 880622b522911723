"""Every row below the headings of a table: an usulan (or a person, ...), or what else it is, by name.

Lists are made for readers: a kelurahan stands once, above its rows or in the first of them; komisi are
headings between the rows; sums and signatures close them. No row is passed over without being named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sop.imports.headings import Table, money_unit, with_unit
from sop.imports.kind import Row
from sop.imports.tables_found import MOST_COLUMNS, Cells
from sop.imports.whose import kelurahan_named
from sop.reading.words import simple

EXAMPLE = "contoh"  #: in the first column of a template's example
LONGEST = 60  #: letters of a row that is named

_SUM = re.compile(
    r"(?:grand |sub ?)?(?:jumlah|total)"
    r"(?: (?:keseluruhan|seluruhnya|semua|total|biaya|anggaran|usulan|volume|rp)){0,3}"
    r"(?: (?:kelurahan|desa|bidang|komisi|rt|rw)\b.*| [ivx]+| [a-z]| [0-9]+)?\s*[:.]?"
)
_CLOSING = re.compile(
    r"(?:mengetahui|menyetujui|disetujui|nip\b|ttd\b|tanda tangan|lurah|kepala desa|camat|sekretaris"
    r"|ketua (?:lpm|rw|rt|tim|bpd)|(?:catatan|keterangan|ket|sumber)\s*:|bogor\s*,).{0,60}"
)
_MARK = re.compile(r"(?:[a-z]|[ivx]{1,4}|[0-9]{1,3})[.)]?")  #: "A.", "IV", "12" in front of a row
_COUNTED = re.compile(r"\(?[0-9]{1,2}\)?\.?")


@dataclass(frozen=True)
class Found:
    """A row that says something, with the number that it has in its sheet."""

    number: int
    row: Row


@dataclass
class Rows:
    """All rows of a table."""

    found: list[Found] = field(default_factory=list)
    aside: list[tuple[int, str, str]] = field(default_factory=list)  #: number, what it is, its words
    filled: dict[str, int] = field(default_factory=dict)  #: column -> rows that took what stands above them


def rows_of(table: Table, office: Any, answered: Mapping[str, str], kelurahan: str) -> Rows:
    """`answered`: column of money -> its unit, where the heading did not decide.

    `kelurahan`: whose the rows are, as far as no column says it.
    """
    rows, said = Rows(), _Said(kelurahan)
    for number, cells in table.above:
        rows.aside.append((number, "above", _words(cells)))
    for number, cells in table.sheet.rows[table.heading : table.heading + table.lines]:
        rows.aside.append((number, "heading", _words(cells)))
    units = {
        column.key: answered.get(column.key, money_unit(table.heads[table.places[column.key]]))
        for column in table.kind.columns
        if column.money and column.key in table.places
    }
    downwards = _downwards(table)
    for number, cells in table.below:
        row = _row(table, cells)
        if not any(text for key, text in row.items() if key not in downwards) and _bare(table, cells):
            continue  # nothing but what was merged over it
        what = _what(table, cells, row, office, said)
        if what is not None:
            rows.aside.append((number, what, _words(cells)))
            continue
        for key in downwards:
            if row.get(key):
                said.last[key] = row[key]
            elif key in said.last and _own(table, row, key):
                row[key] = said.last[key]
                rows.filled[key] = rows.filled.get(key, 0) + 1
        for key, value in (("kelurahan", said.whose), ("komisi", said.group)):
            if key in row and not row[key]:
                row[key] = value
        row = dict(table.kind.meant(row))
        for key, word in units.items():
            row[key] = with_unit(row[key], word) if word else row[key]
        rows.found.append(Found(number, row))
    return rows


@dataclass
class _Said:
    """What a list says once, for the rows that follow."""

    whose: str  #: kelurahan
    group: str = ""  #: komisi
    last: dict[str, str] = field(default_factory=dict)


def _row(table: Table, cells: Cells) -> dict[str, str]:
    wide = len(cells)
    found = {}
    for column in table.kind.columns:
        place = table.places.get(column.key, MOST_COLUMNS)
        found[column.key] = cells[place] if place < wide else ""
    return found


def _downwards(table: Table) -> list[str]:
    """Columns that are written once for several rows: the first fills them, and at most every second one."""
    found = []
    for column in table.kind.columns:
        if not column.once or column.key not in table.places:
            continue
        rows = [row for _, cells in table.below if _own(table, row := _row(table, cells), column.key)]
        full = sum(1 for row in rows if row[column.key])
        if rows and rows[0][column.key] and full * 2 <= len(rows):
            found.append(column.key)
    return found


def _own(table: Table, row: Row, key: str) -> bool:
    """Whether a row counts for a column: the komisi of a kamus entry needs no word, nor does a sum."""
    return any(row[says] for says in table.kind.says) and not (key == "komisi" and row.get("code"))


def _bare(table: Table, cells: Cells) -> bool:
    """Whether the columns that are not read are empty too, but for a number in front."""
    used = set(table.places.values())
    rest = [cell for place, cell in enumerate(cells) if cell and place not in used]
    return not rest or all(_COUNTED.fullmatch(simple(cell)) for cell in rest)


def _what(table: Table, cells: Cells, row: Row, office: Any, said: _Said) -> str | None:
    """What a row is that says nothing of its own; None for one that is to be read."""
    full = [cell for cell in cells if cell]
    plain = [simple(cell) for cell in full]
    if simple(cells[0]).startswith(EXAMPLE) or _is_example(table, row):
        return "example"
    if len(full) >= 3 and all(_COUNTED.fullmatch(one) for one in plain):
        return "counted"
    if _is_heading(table, cells):
        return "heading"
    if any(len(one) <= LONGEST and _SUM.fullmatch(one) for one in plain[:3]):
        return "sum"
    words = [cell for cell in full if not _MARK.fullmatch(simple(cell))]
    if len(words) == 1:
        return _alone(table, cells.index(words[0]), words[0], office, said)
    if not any(row[key] for key in table.kind.says) and sum(1 for text in row.values() if text) < 2:
        return "note"
    return None


def _alone(table: Table, place: int, words: str, office: Any, said: _Said) -> str | None:
    """A single sentence in a row: whose the next rows are, a closing line, or an usulan that says no more."""
    named = kelurahan_named(words, getattr(office, "places", ()), alone=True)
    if named is not None:
        said.whose, said.group = named, ""
        said.last.pop("kelurahan", None)
        return "kelurahan"
    if table.kind.group is not None and table.kind.group(words):
        said.group = words
        said.last.pop("komisi", None)
        return "komisi"
    known_by = {table.places.get(key) for key in table.kind.says}
    return "note" if _CLOSING.fullmatch(simple(words)) or place not in known_by else None


def _is_heading(table: Table, cells: Cells) -> bool:
    """The same headings again, as on every printed page."""
    heads = {simple(head) for head in table.heads if head}
    said = [simple(cell) for cell in cells if cell]
    return len(said) >= 2 and all(one in heads for one in said)


def _is_example(table: Table, row: Row) -> bool:
    """The example of our template, left as it was."""
    examples = {column.key: column.example for column in table.kind.columns if column.example}
    return len(examples) >= 3 and all(
        simple(row[key]) == simple(example) for key, example in examples.items()
    )


def _words(cells: Sequence[str]) -> str:
    return " · ".join(cell for cell in cells if cell)[:LONGEST]
