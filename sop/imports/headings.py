"""Which kind a file is, told by its headings; and which column is which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sop.core.refused import Refused
from sop.imports.kind import Kind
from sop.imports.tables_found import Book, Cells, Mark, Sheet
from sop.reading.words import simple

#: What stands beside the name of a column of money, without brackets: "Biaya Rp juta".
_MONEY = re.compile(r"\b(rp|rupiah|dalam|juta(an)?|jt|ribu(an)?|rb|mil[iy]ar(an)?)\b\.?")
_BARE = re.compile(r"(rp\.?\s*)?[0-9][0-9.,]*")
LOOKED_AT = 30  #: rows of a sheet among which the headings are looked for
SIMILAR = 3  #: columns by which a table is known

#: Spelled heading -> key of a column, or "" where it is to be left aside: what this office has said of it.
Meanings = Mapping[str, str]

_Tried = tuple[
    int, int, list[tuple[str, ...]]
]  # index of a row, lines of headings, what columns may be called


@dataclass(frozen=True)
class Table:
    """A sheet read as a kind: where its headings stand, and what is in which column."""

    kind: Kind
    sheet: Sheet
    heading: int  #: index of its first line of headings among the sheet's rows
    lines: int  #: of headings: two where "Target" stands above "Volume" and "Satuan"
    heads: tuple[str, ...]  #: what each column is called
    places: Mapping[str, int]  #: key of a column -> its place

    @property
    def missing(self) -> list[str]:
        return [column.title for column in self.kind.required if column.key not in self.places]

    @property
    def fits(self) -> bool:
        return not self.missing and len(self.places) >= SIMILAR

    @property
    def above(self) -> tuple[tuple[int, Cells], ...]:
        """The rows over the headings: a title, a date, whose list it is."""
        return self.sheet.rows[: self.heading]

    @property
    def below(self) -> tuple[tuple[int, Cells], ...]:
        return self.sheet.rows[self.heading + self.lines :]

    @property
    def aside(self) -> list[tuple[int, str]]:
        """Columns that nothing is read from: place and heading."""
        used = set(self.places.values())
        return [(place, head) for place, head in enumerate(self.heads) if head and place not in used]


def tables_of(book: Book, kinds: Sequence[Kind], meanings: Meanings) -> dict[str, list[Table]]:
    """The tables of the file, by the kind that it may be; where that is not clear, of more than one.

    Refused where no heading is known ("imports.no_headings"), or where a kind lacks columns.
    """
    mark = book.mark
    if mark is not None and any(kind.word == mark.kind for kind in kinds):
        kinds = [kind for kind in kinds if kind.word == mark.kind]
    tables = [
        table
        for sheet in book.sheets
        for kind in kinds
        if (table := _table(sheet, kind, meanings)) is not None
    ]
    whole = [table for table in tables if table.fits]
    if not whole:
        _refuse(tables, mark)
    most = max(len(table.places) for table in whole)
    words = dict.fromkeys(table.kind.word for table in whole if len(table.places) == most)
    return {word: [table for table in whole if table.kind.word == word] for word in words}


def nearest(book: Book, kinds: Sequence[Kind], meanings: Meanings) -> Table | None:
    """The table that would fit if one more of its columns were known."""
    tables = (_table(sheet, kind, meanings) for sheet in book.sheets for kind in kinds)
    near = [table for table in tables if table is not None and len(table.places) >= SIMILAR - 1]
    return max(near, key=lambda table: (len(table.places), -len(table.missing)), default=None)


def _refuse(tables: Sequence[Table], mark: Mark | None) -> None:
    best = max(tables, key=lambda table: (len(table.places), -len(table.missing)), default=None)
    if best is None or (mark is None and (len(best.places) < SIMILAR or not best.missing)):
        raise Refused("imports.no_headings")
    columns = ", ".join(f"“{name}”" for name in best.missing)
    if mark is not None:
        raise Refused("imports.old_template", year=mark.year, columns=columns)
    raise Refused("imports.columns_missing", columns=columns)


def _table(sheet: Sheet, kind: Kind, meanings: Meanings) -> Table | None:
    """The row of the sheet, or the two, that look most like the headings of a kind."""
    keys = {column.key for column in kind.columns}
    known = {
        spelled(name): column.key
        for column in reversed(kind.columns)
        for name in (*column.aliases, column.key, column.title)
    }
    known |= {heading: key for heading, key in meanings.items() if key in keys or not key}
    rows = [cells for _, cells in sheet.rows[: LOOKED_AT + 1]]
    alone: list[_Tried] = [
        (index, 1, [(cell,) for cell in cells]) for index, cells in enumerate(rows[:LOOKED_AT])
    ]
    pairs: list[_Tried] = [
        (index, 2, _together(upper, lower))
        for index, (upper, lower) in enumerate(pairwise(rows))
        if _are_heads(lower, known)
    ]
    best: Table | None = None
    for index, lines, heads in (*alone, *pairs):
        places = _places(heads, known)
        if len(places) > (len(best.places) if best else 0):
            best = Table(kind, sheet, index, lines, tuple(said[0] for said in heads), places)
    return best


def _together(upper: Cells, lower: Cells) -> list[tuple[str, ...]]:
    """What each column may be called where a heading stands over several others."""
    heads: list[tuple[str, ...]] = []
    over = ""
    for place in range(max(len(upper), len(lower))):
        top = upper[place] if place < len(upper) else ""
        sub = lower[place] if place < len(lower) else ""
        over = top or over
        if not sub or sub == top:
            heads.append((top,))
        else:
            heads.append(tuple(dict.fromkeys((f"{over} {sub}".strip(), sub, top))))
    return heads


def _are_heads(cells: Cells, known: Mapping[str, str]) -> bool:
    """Whether a row stands below others as headings do: at least one is known, and nothing is counted."""
    said = [cell for cell in cells if cell]
    return any(_key((cell,), known) for cell in said) and not any(
        _BARE.fullmatch(simple(one)) for one in said
    )


def _places(heads: Sequence[tuple[str, ...]], known: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, names in enumerate(heads):
        key = _key(names, known)
        if key:
            places.setdefault(key, place)
    return places


def _key(names: tuple[str, ...], known: Mapping[str, str]) -> str | None:
    for name in names:
        for spelling in (spelled(name), spelled(_MONEY.sub(" ", simple(name)))):
            if spelling and spelling in known:
                return known[spelling]
    return None


def money_unit(heading: str) -> str:
    """ "juta" of "Biaya (juta)", "Anggaran (Rp. juta)", "dalam jutaan rupiah"; "" where nothing is said."""
    words = simple(heading)
    if re.search(r"\b(juta(an)?|jt)\b", words):
        return "juta"
    if re.search(r"\b(ribu(an)?|rb)\b|[(x×.]\s*(rp\.?\s*)?1?[.,]?000\b", words):
        return "ribu"
    return "miliar" if re.search(r"\bmil[iy]ar(an)?\b", words) else ""


def is_bare(cell: str) -> bool:
    """A figure that names no unit of its own: "48", "Rp 48.000"."""
    return _BARE.fullmatch(simple(cell)) is not None


def with_unit(cell: str, unit: str) -> str:
    """A bare number in the unit of its heading; a cell that names its own keeps that."""
    return f"{cell} {unit}" if is_bare(cell) else cell


def spelled(heading: str) -> str:
    """Letters and digits alone; what stands in brackets is an explanation: "Biaya (Rp)" is "biaya"."""
    bare = simple(heading).partition("(")[0] or simple(heading)
    return "".join(character for character in bare if character.isalnum())
