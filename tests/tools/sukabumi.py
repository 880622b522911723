"""Import the real usulan of a kabupaten, kecamatan by kecamatan: `python -m tests.tools.sukabumi [FILE.csv]`.

Each kecamatan becomes a workbook in the columns of our template and goes through the importer like any other
file. The source knows no problem, cost or beneficiaries, so every row arrives as a draft. Rows and volume per
unit are compared with the source. A row of several desa is put down for the first; all stand in its place.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.commands.sheets import Taking
from bot.database import office_database
from bot.files import Files
from documents.sheets.workbook import workbook, write_table
from models.enums import Komisi, Status
from models.proposal import Proposal
from models.unit import Database
from sop.imports.kinds import KINDS
from sop.reading.lengths import unit_in
from sop.reading.units import UNIT
from sop.setting_up import setup
from tests.tools.real_rows import Real, places_of, real_rows
from texts import plain

NOW = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)
COLUMNS = KINDS["usulan"].columns
MOST = 1_000_000  #: a volume above it is none; nor is one of nothing or less


def main(words: list[str]) -> int:
    """0 when every row is accounted for and every volume is the source's."""
    every, began = real_rows(words), time.monotonic()
    sums, lacking = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="musrenbang-real-") as folder:
        database = office_database(f"sqlite:///{folder}/real.db")
        database.create()
        for kecamatan, rows in every.items():
            report, made = _imported(database, Path(folder), kecamatan, rows)
            faults = _compared(rows, report, made)
            drafts = sum(one.status == Status.DRAFT for one in made)
            refused = [(rows[at - 2].id, reason) for at, outcome, reason in report if outcome == "refused"]
            left_open = sum(row.volume is not None and not _sound(row) for row in rows)
            print(
                f"{kecamatan:15} rows {len(rows):3}  taken {len(made):3}  drafts {drafts:3}  refused "
                f"{len(refused)}  volumes {len(_sums(rows)):2} units, {left_open:2} left open  "
                f"{'agrees' if not faults else 'WRONG'}"
            )
            for line in (*faults, *(f"row {row_id} refused: {reason}" for row_id, reason in refused)):
                print(f"    {line}")
            for _, _, reason in report:
                lacking.update(_without_quotes(reason).split("; "))
            sums.update(
                rows=len(rows), taken=len(made), drafts=drafts, refused=len(refused), wrong=len(faults)
            )
        database.close()
    print("What the drafts lack, as the report says it:")
    for reason, count in lacking.most_common():
        print(f"    {count:5}  {reason}")
    print(
        f"{len(every)} kecamatan, {sums['rows']} rows: {sums['taken']} taken ({sums['drafts']} drafts), "
        f"{sums['refused']} refused, {sums['wrong']} differences, {time.monotonic() - began:.0f} s"
    )
    return 1 if sums["wrong"] or sums["taken"] + sums["refused"] != sums["rows"] else 0


def _imported(
    database: Database, folder: Path, kecamatan: str, rows: list[Real]
) -> tuple[list[list[Any]], list[Proposal]]:
    """The report of the importer, and what it made."""
    file = folder / f"{kecamatan}.xlsx"
    file.write_bytes(in_our_columns(rows))
    with database.unit(NOW) as unit:
        setup(unit, kecamatan=kecamatan, year=2028, places=places_of(rows), kamus=[])
    taking = Taking(database, lambda: NOW, file, kecamatan=kecamatan, kind="usulan")
    taking.take_in(Files(folder / "files"), again=False, tells=lambda _words: None)
    document = taking.document()
    with database.unit(NOW) as unit:
        query = select(Proposal).where(Proposal.batch_id == document["batch"])
        return document["report"], unit.all(query.order_by(Proposal.id))


def in_our_columns(rows: list[Real]) -> bytes:
    """The rows as an office would have filled them into our template."""
    made = BytesIO()
    heads = [column.title for column in COLUMNS]
    with workbook(made) as book:
        cells = [_cells(at, row) for at, row in enumerate(rows, start=1)]
        write_table(book, "Daftar", heads, cells, [14] * len(heads))
    return made.getvalue()


def _cells(at: int, row: Real) -> list[object]:
    several = (row.desa, *row.others) if row.others else ()
    filled: dict[str, object] = {
        "no": at,
        "kelurahan": row.desa,
        "komisi": plain(f"komisi.{Komisi(row.komisi)}"),
        "title": row.title,
        "place": "; ".join(part for part in (row.place, *several) if part),
        "volume": None if row.volume is None else float(row.volume),
        "unit": row.unit,
    }
    return [filled.get(column.key) for column in COLUMNS]


# ---- compared with the source


def _compared(rows: list[Real], report: list[list[Any]], made: Sequence[Proposal]) -> list[str]:
    """What is not as in the source: the number of rows, each row's words, the volumes."""
    kept = [row for row, (_, outcome, _) in zip(rows, report, strict=True) if outcome != "refused"]
    if len(kept) != len(made):
        return [f"{len(kept)} rows were to be taken, {len(made)} were"]
    faults = [
        f"row {row.id}: title, desa or komisi differ"
        for row, one in zip(kept, made, strict=True)
        if (one.title, one.kelurahan.name, one.komisi) != (row.title[:200] or None, row.desa, row.komisi)
    ]
    asked, stored = _sums(kept), _total((one.unit or "", one.volume) for one in made)
    faults += [
        f"volume in {unit or '-'}: {asked.get(unit, 0)} in the source, {stored.get(unit, 0)} stored"
        for unit in sorted({*asked, *stored})
        if asked.get(unit, 0) != stored.get(unit, 0)
    ]
    return faults


def _sums(rows: Iterable[Real]) -> dict[str, Decimal]:
    """Volume per unit in the source, without what no draft can hold and therefore asks for."""
    return _total((unit_in(f"1 {row.unit}")[0], row.volume) for row in rows if _sound(row))


def _total(volumes: Iterable[tuple[str, Decimal | None]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for unit, volume in volumes:
        if volume is not None:
            found[unit] = found.get(unit, Decimal(0)) + volume
    return found


def _sound(row: Real) -> bool:
    """A unit that is read, and a volume that something can have."""
    named = any(map(str.isalpha, row.unit)) or row.unit.strip() in UNIT
    return row.volume is not None and 0 < row.volume <= MOST and named


def _without_quotes(reason: str) -> str:
    """No word of the source is printed."""
    return " ".join(part for at, part in enumerate(reason.replace("”", "“").split("“")) if at % 2 == 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
