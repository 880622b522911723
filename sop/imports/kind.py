"""What a kind of file is: its columns, how a row is looked at, taken in, and taken back.

A kind of its own is one `Kind` in the module of its capability, and one line in `sop/imports/kinds.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from models.batch import Batch
from models.people import Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.sheet_column import Column
from sop.duplicates.groups import Grouped


class Outcome(StrEnum):
    """What becomes of a row."""

    GOOD = "good"
    MENDING = "mending"  #: taken in, but something in it has to be put right
    REFUSED = "refused"


#: A row by the keys of its columns; a cell that is empty, or a column that is not there, is "".
Row = Mapping[str, str]


@dataclass(frozen=True)
class Checked:
    """A row that was looked at. `reason` is what the report says; `values` is what `apply` takes; `lacks` are
    the names of what is missing, as they are counted; `far`: its amount is far from the kamus."""

    outcome: Outcome
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    far: bool = False


@dataclass(frozen=True)
class Line:
    """A checked row with its number in the sheet; where there are several sheets, "12 (Sosbud)"."""

    number: int | str
    checked: Checked


#: One way to take a file in: its name (stored, at most 8 letters) and the key of its button.
Ways = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file.

    `office` gathers what all rows are compared with, once, as plain data that can go to another process:
    there the rows are looked at by `check`, which sees no database. `apply` takes one row in (never a refused
    one) and says what the report is to say; a `Refused` that it raises takes this row back and is its reason.
    `finish` is called once, after the last row. `undo` takes back at most `most` things of the batch and says
    how many; when there is nothing more to take back it says 0. What has been changed meanwhile stays, and
    `stays` names it.
    """

    word: str  #: stored, at most 10 letters
    name: str  #: key of what the rows are called: "usulan"
    columns: tuple[Column, ...]
    posts: tuple[Post, ...]  #: who may hand it in
    ways: Ways
    office: Callable[[Unit, Season], Any]
    check: Callable[[Any, Row], Checked]
    says: tuple[str, ...]  #: columns of which one says something in every row that counts
    apply: Callable[[Unit, Person | None, Batch, Checked], str]
    undo: Callable[[Unit, Person | None, Batch, int], int]
    stays: Callable[[Unit, Batch], Sequence[str]]
    finish: Callable[[Unit, Person | None, Batch], None] | None = None
    summary: Callable[[Unit, Batch], str] | None = None  #: a line about what came of it
    lists: Callable[[Any], Mapping[str, Sequence[str]]] = lambda _office: {}  #: choices, by column
    meant: Callable[[Row], Row] = lambda row: row  #: what stands in one cell of several columns, taken apart
    worded: tuple[str, ...] = ()  #: columns of words that an unknown heading may mean
    counted: tuple[str, ...] = ()  #: columns of figures that it may mean
    group: Callable[[str], bool] | None = None  #: whether a line between the rows names their komisi
    figures: Callable[[Sequence[Checked]], Mapping[str, int]] | None = None  #: what the rows come to
    opened: Callable[[Unit, Season], None] | None = None  #: refuses at the wrong time of the season
    doubles: Callable[[Any, Sequence[Line]], Grouped] | None = None  #: rows that may be the same as others

    @property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)
