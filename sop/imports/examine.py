"""A whole file looked at, without a database: it may take its time, and happens in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sop.core.refused import Refused
from sop.imports.headings import tables_of
from sop.imports.kind import Line, Outcome
from sop.imports.kinds import KINDS
from sop.imports.tables_found import MOST_ROWS, read
from texts.figures import number as in_figures


@dataclass(frozen=True)
class Examined:
    """What a file turned out to be."""

    kinds: tuple[str, ...] = ()  #: more than one: it has to be asked which is meant
    template_year: int | None = None
    lines: tuple[Line, ...] = ()
    trouble: tuple[str, Mapping[str, object]] | None = None  #: of a `Refused`, which does not travel itself

    def count(self, outcome: Outcome) -> int:
        return sum(line.checked.outcome is outcome for line in self.lines)


def examine(content: bytes, offices: Mapping[str, Any]) -> Examined:
    """The file as one of the kinds for which an office is given; each of its rows with what becomes of it."""
    try:
        sheets, mark = read(content)
        tables = tables_of(sheets, mark, [KINDS[word] for word in offices])
        year = mark.year if mark else None
        if len(tables) > 1:
            return Examined(kinds=tuple(table.kind.word for table in tables), template_year=year)
        rows = tables[0].rows()
        if not rows:
            raise Refused("imports.no_rows")
        if len(rows) > MOST_ROWS:
            raise Refused("imports.too_many_rows", most=in_figures(MOST_ROWS))
    except Refused as refused:
        return Examined(trouble=(refused.key, dict(refused.facts)))
    kind = tables[0].kind
    office = offices[kind.word]
    lines = tuple(Line(at, kind.check(office, row)) for at, row in rows)
    return Examined(kinds=(kind.word,), template_year=year, lines=lines)
