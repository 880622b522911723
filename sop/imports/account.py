"""What became of a whole file: which rows are none, what was left aside, what it comes to.

It is stored with the batch as plain data, so that chat and report say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sop.imports.kind import Kind, Line
from sop.imports.rows_found import Rows


@dataclass
class Account:
    """Every part of a file that is no row to be taken in."""

    sheets: list[tuple[str, int, str, str]] = field(default_factory=list)
    #: name, its rows, whose they are as a whole ("" where a column says it), by what that was found
    left: list[tuple[str, str]] = field(default_factory=list)  #: sheets that are not read: name, why
    columns: list[str] = field(default_factory=list)  #: headings under which nothing is read
    no_rows: list[tuple[int | str, str, str]] = field(default_factory=list)  #: number, what it is, its words
    filled: dict[str, int] = field(default_factory=dict)  #: column -> rows that took what stands above them
    lacks: dict[str, int] = field(default_factory=dict)  #: name of what is missing -> rows
    figures: dict[str, int] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)
    #: what headings of this office meant when it was looked at: it is taken in as it was shown
    doubles: list[dict[str, Any]] = field(default_factory=list)  #: `sop/imports/same_rows.py`
    compared: bool = True  #: whether there was time to look for all of them
    again: dict[str, str] | None = None  #: row -> where it stood before; None: nothing to compare with

    def add(self, rows: Rows, at: Mapping[int, int | str]) -> None:
        """The rows of a table; `at` says how each is called."""
        self.no_rows += [(at.get(number, number), what, words) for number, what, words in rows.aside]
        for key, count in rows.filled.items():
            self.filled[key] = self.filled.get(key, 0) + count

    def close(self, kind: Kind, lines: Sequence[Line]) -> None:
        """All rows were looked at."""
        checked = [line.checked for line in lines]
        self.lacks = dict(Counter(name for one in checked for name in one.lacks).most_common())
        self.figures = dict(kind.figures(checked)) if kind.figures is not None else {}

    def stored(self) -> dict[str, Any]:
        return asdict(self)
