"""What only a person can say of a file: what a heading means, whose a table is, in what unit it counts.

One question at a time; each answer leads to the next look at the file. What a heading means is remembered for
this office (`sop/imports/answering.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from sop.core.refused import Refused
from sop.imports.headings import Meanings, Table, is_bare, money_unit, spelled, with_unit
from sop.imports.kind import Kind
from sop.reading import rupiah
from sop.reading.words import simple

NONE = "-"  #: the answer that leaves a column or a sheet aside
UNITS = ("", "ribu", "juta")  #: in which amounts are written; "" is rupiah
MOST = 4  #: headings that one file is asked about; more are left aside, by name
SHOWN = 3  #: cells that a question shows
LONGEST = 30  #: letters of each
_CHEAP, _DEAR = 100_000, 20_000_000_000  #: rupiah between which the middle of a list of usulan lies

#: Headings of official lists that stand for nothing an usulan holds.
_OTHERS = re.compile(
    r"(no|nomor|id|kode)?(urut)?|opd.*|skpd.*|perangkatdaerah.*|keterangan|ket|sumber(dana|anggaran|pembiayaan).*|tahun.*|tahap.*"
    r"|status.*|kecamatan|kabupaten.*|kota|program.*|prioritas.*|sasaran(daerah)?|diteruskan|tanggal.*|tgl.*|paraf|ttd"
    r"|tandatangan|indikator.*|kodekegiatan|rekening|dinas.*|penanggungjawab"
)


@dataclass(frozen=True)
class Question:
    """`key` names what is asked about: "heading:uraian", "kelurahan:Sheet1", "money:cost", "kind".

    `facts` are shown with it; `choices` are the answers, each a word of ours or the name of a kelurahan.
    """

    key: str
    facts: Mapping[str, str]
    choices: tuple[str, ...]


def of_heading(table: Table, meanings: Meanings, answers: Mapping[str, str]) -> Question | None:
    """A heading that is not known, over cells that may be what no other column says."""
    if sum(1 for key in answers if key.startswith("heading:")) >= MOST:
        return None
    for place, head in table.aside:
        spelling = spelled(head)
        if not spelling or spelling in meanings or _OTHERS.fullmatch(spelling):
            continue
        cells = [row[place] for _, row in table.below if place < len(row) and row[place]]
        if len(cells) * 2 < len(table.below) or not cells:
            continue
        fitting = _fitting(table, cells)
        if fitting:
            shown = ", ".join(f"“{cell[:LONGEST]}”" for cell in list(dict.fromkeys(cells))[:SHOWN])
            return Question(f"heading:{spelling}", {"heading": head[:60], "cells": shown}, (*fitting, NONE))
    return None


def _fitting(table: Table, cells: Sequence[str]) -> tuple[str, ...]:
    """Columns of the kind that are not there and may be meant: figures are amounts, sentences are none."""
    figures = sum(1 for cell in cells if is_bare(cell)) * 2 > len(cells)
    wanted = table.kind.counted if figures else table.kind.worded
    return tuple(key for key in wanted if key not in table.places)


def of_money(table: Table, answers: Mapping[str, str]) -> Question | None:
    """A column of amounts that cannot be rupiah, or cannot be what its heading says."""
    for column in table.kind.columns:
        place = table.places.get(column.key)
        if not column.money or place is None or f"money:{column.key}" in answers:
            continue
        cells = [row[place] for _, row in table.below if place < len(row) and is_bare(row[place])]
        unit = money_unit(table.heads[place])
        amounts = [amount for cell in cells if (amount := _amount(cell, unit)) is not None]
        unlikely = not amounts or not _CHEAP <= median(amounts) <= _DEAR
        if cells and (unlikely or len(amounts) * 2 < len(cells)):
            shown = ", ".join(dict.fromkeys(cells[:SHOWN]))
            return Question(
                f"money:{column.key}", {"heading": table.heads[place][:60], "cells": shown}, UNITS
            )
    return None


def _amount(cell: str, unit: str) -> int | None:
    try:
        return rupiah(with_unit(cell, unit) if unit else cell)
    except Refused:
        return None


def of_sheet(table: Table, called: str, places: Sequence[str]) -> Question:
    """Whose a table is, where nothing says it; `called` as people know it."""
    first = next((" · ".join(cell for cell in row if cell) for _, row in table.below), "")
    return Question(
        f"kelurahan:{table.sheet.name}", {"sheet": called[:60], "first": first[:80]}, (*places, NONE)
    )


def of_kind(kinds: Sequence[Kind]) -> Question:
    """Headings that several kinds of lists have."""
    return Question("kind", {}, tuple(kind.word for kind in kinds))


def column_means(answers: Mapping[str, str]) -> dict[str, str]:
    """Spelled heading -> column, of the answers that were given for this file."""
    said = {key.removeprefix("heading:"): word for key, word in answers.items() if key.startswith("heading:")}
    return {heading: "" if word == NONE else word for heading, word in said.items()}


def money_said(answers: Mapping[str, str]) -> dict[str, str]:
    """Column of money -> unit."""
    return {
        key.removeprefix("money:"): simple(word) for key, word in answers.items() if key.startswith("money:")
    }
