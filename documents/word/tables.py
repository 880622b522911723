"""The tables of a Word file that somebody sends as a list: cells as text, what is merged filled downwards."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from documents.word.reading import DOCUMENT, inside, outer_trouble, parsed, tag, words

WIDEST = 200  #: columns of a table; what claims more is no list
_LINES = 12  #: paragraphs before a table that may say whose list it is


@dataclass(frozen=True)
class WordTable:
    """One table, with the lines that stand above it."""

    above: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(content: bytes) -> tuple[tuple[WordTable, ...], str]:
    """The tables in their order, and the key of the sentence that says why there is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            trouble = outer_trouble(packed)
            if trouble:
                return (), trouble
            body = parsed(packed, DOCUMENT).find("{*}body")
            return (tuple(_tables(body)), "") if body is not None else ((), "word.broken")
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, RuntimeError, OSError, EOFError):
        return (), "word.broken"
    except Exception as fault:
        if type(fault).__module__.startswith(("lxml", "zlib")):
            return (), "word.broken"
        raise


def _tables(body: Any) -> Iterator[WordTable]:
    above: list[str] = []
    for one in inside(body):
        if tag(one) == "tbl":
            yield WordTable(tuple(above[-_LINES:]), tuple(_rows(one)))
            above = []
        elif tag(one) == "p" and (line := words(one).strip()):
            above.append(line)


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    before: dict[int, str] = {}
    for line in table.iterfind("{*}tr"):
        row: dict[int, str] = {}
        at = 0
        for cell in line.iterfind("{*}tc"):
            merged = cell.find("{*}tcPr/{*}vMerge")
            goes_on = merged is not None and _value(merged) in (None, "continue")
            said = " ".join(words(part) for part in cell.iterfind("{*}p"))
            row[at] = before.get(at, "") if goes_on else said
            at += _span(cell.find("{*}tcPr/{*}gridSpan"))
        before = row
        yield tuple(row.get(place, "") for place in range(at))


def _span(mark: Any) -> int:
    said = _value(mark) if mark is not None else None
    return min(max(int(said), 1), WIDEST) if said and said.isdecimal() else 1


def _value(mark: Any) -> str | None:
    return next((value for name, value in mark.attrib.items() if name.endswith("}val")), None)
