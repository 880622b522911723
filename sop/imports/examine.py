"""A whole file looked at, without a database: it may take its time, and happens in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sop.core.refused import Refused
from sop.imports.account import Account
from sop.imports.headings import Table, nearest, tables_of
from sop.imports.kind import Kind, Line, Outcome
from sop.imports.kinds import KINDS
from sop.imports.questions import (
    NONE,
    Question,
    column_means,
    money_said,
    of_heading,
    of_kind,
    of_money,
    of_sheet,
)
from sop.imports.rows_found import rows_of
from sop.imports.same_rows import note_doubles, without_same
from sop.imports.tables_found import MOST_ROWS, Book, read
from sop.imports.whose import kelurahan_of_table
from texts.figures import number as in_figures


@dataclass(frozen=True)
class Known:
    """What is known of a file beside its bytes."""

    name: str = ""  #: as it was sent
    answers: Mapping[str, str] = field(default_factory=dict)  #: key of a question -> what was answered
    meanings: Mapping[str, str] = field(default_factory=dict)  #: what this office's headings mean
    taken: bool = False  #: it is being taken in as it was shown: nothing more is asked


@dataclass(frozen=True)
class Examined:
    """What a file turned out to be: with a question nothing else counts, nor with a trouble."""

    kind: str = ""
    template_year: int | None = None
    lines: tuple[Line, ...] = ()
    account: Account = field(default_factory=Account)
    question: Question | None = None
    trouble: tuple[str, Mapping[str, object]] | None = None  #: of a `Refused`, which does not travel itself

    def count(self, outcome: Outcome) -> int:
        return sum(line.checked.outcome is outcome for line in self.lines)


def examine(content: bytes, offices: Mapping[str, Any], known: Known = Known()) -> Examined:
    """The file as one of the kinds for which an office is given; each of its rows with what becomes of it."""
    year = None
    try:
        book = read(content)
        year = book.mark.year if book.mark else None
        return _looked_at(book, offices, known)
    except _Asks as asks:
        return Examined(template_year=year, question=asks.question)
    except Refused as refused:
        return Examined(trouble=(refused.key, dict(refused.facts)))


class _Asks(Exception):
    """Something has to be asked first."""

    def __init__(self, question: Question) -> None:
        self.question = question


def _looked_at(book: Book, offices: Mapping[str, Any], known: Known) -> Examined:
    tables = _tables(book, offices, known)
    kind = tables[0].kind
    office, account = offices[kind.word], Account(meanings=dict(known.meanings))
    ours = {table.sheet.name for table in tables}
    if book.mark is None:
        account.left += [(sheet.name, "no_table") for sheet in book.sheets if sheet.name not in ours]
        account.left += [(name, "hidden") for name in book.hidden]
    several, lines = len(tables) > 1, list[Line]()
    for table in tables:
        whose = _whose(table, office, known, only=not several)
        if whose == (NONE, "answer"):
            account.left.append((table.sheet.name, "answer"))
            continue
        rows = rows_of(table, office, money_said(known.answers), whose[0])
        at = {
            number: f"{number} ({table.sheet.name})" if several else number for number, _ in table.sheet.rows
        }
        account.add(rows, at)
        account.sheets.append((_called(table, known), len(rows.found), *whose))
        account.columns += [head for _, head in table.aside if head not in account.columns]
        if len(lines) + len(rows.found) > MOST_ROWS:
            raise Refused("imports.too_many_rows", most=in_figures(MOST_ROWS))
        lines += [Line(at[one.number], kind.check(office, one.row)) for one in rows.found]
    if not lines:
        raise Refused("imports.no_rows")
    if kind.doubles is not None and not known.taken:
        note_doubles(account, kind.doubles(office, lines))
    lines = without_same(lines, known.answers)
    account.close(kind, lines)
    return Examined(kind.word, book.mark.year if book.mark else None, tuple(lines), account)


def _tables(book: Book, offices: Mapping[str, Any], known: Known) -> list[Table]:
    """The tables of the one kind that the file is of; what has to be known of their columns was asked."""
    kinds = [KINDS[word] for word in offices]
    meanings = {**known.meanings, **column_means(known.answers)}
    try:
        found = tables_of(book, kinds, meanings)
    except Refused:
        near = None if book.mark else nearest(book, kinds, meanings)
        question = of_heading(near, meanings, known.answers) if near is not None else None
        if question is None:
            raise
        raise _Asks(question) from None
    kind = _kind(found, known)
    for table in found[kind]:
        if book.mark is None and (question := of_heading(table, meanings, known.answers)) is not None:
            raise _Asks(question)
        if (question := of_money(table, known.answers)) is not None:
            raise _Asks(question)
    return found[kind]


def _kind(found: Mapping[str, Sequence[Table]], known: Known) -> str:
    if len(found) == 1:
        return next(iter(found))
    said = known.answers.get("kind", "")
    if said not in found:
        kinds: list[Kind] = [KINDS[word] for word in found]
        raise _Asks(of_kind(kinds))
    return said


def _called(table: Table, known: Known) -> str:
    """A sheet by its name; what has none is the whole file."""
    return table.sheet.name or known.name


def _whose(table: Table, office: Any, known: Known, *, only: bool) -> tuple[str, str]:
    """The kelurahan of a table as a whole, and by what it was found; both empty where its rows say it."""
    if not any(column.key == "kelurahan" for column in table.kind.columns):
        return "", ""
    said = known.answers.get(f"kelurahan:{table.sheet.name}")
    if said is not None:
        return said, "answer"
    place = table.places.get("kelurahan")
    if place is not None and any(place < len(cells) and cells[place] for _, cells in table.below):
        return "", ""
    found = kelurahan_of_table(table, known.name, office.places, only=only)
    if found is not None:
        return found
    rows = rows_of(table, office, {}, "")
    if rows.found and not rows.found[0].row["kelurahan"]:  # no line between the rows says it either
        raise _Asks(of_sheet(table, _called(table, known), [one.kelurahan for one in office.places]))
    return "", ""
