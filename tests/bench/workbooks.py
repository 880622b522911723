"""P6: an export of 20,000 rows beside bare XlsxWriter, an import with all checks beside bare openpyxl."""

from __future__ import annotations

import io
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.database import office_database
from models.enums import Status
from models.season import Season
from sop.imports.batches import offices_of
from sop.imports.examine import examine
from sop.imports.kinds import KINDS
from sop.imports.tables_found import MOST_ROWS
from sop.step1_recap.export import export_data
from tests.bench.figures import Found, median
from tests.bench.filling import fill
from tests.bench.talks import office
from tests.support.filled import a_row, a_workbook

ROWS = 20_000
NOW = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)


def measure(quick: bool) -> Found:
    """Each writing and reading in a process of its own, by turns."""
    found = Found()
    rows, rounds = (2_000, 1) if quick else (ROWS, 3)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{folder}/musrenbang.db"
        office(url, 160, NOW)
        database = office_database(url)
        with database.unit(NOW) as unit:
            season = unit.all(select(Season))[0]
            fill(unit, season, rows, Status.VERIFIED)
        with database.unit(NOW) as unit:
            season = unit.all(select(Season))[0]
            began = time.process_time()
            data = export_data(unit, season, "usulan", NOW)
            read = time.process_time() - began
            offices = dict(offices_of(unit, season, [KINDS["usulan"]]))
        database.close()
    writing = _by_turns({"ours": export, "bare": bare_xlsxwriter}, data, rounds)
    count, wide = sum(len(group) for _, group in data["groups"]), len(data["columns"])
    found.goal(
        f"P6 export of {count:,} rows of {wide} columns against bare XlsxWriter, constant_memory",
        ours=f"{writing['ours']:.2f} s",
        peer=f"XlsxWriter {writing['bare']:.2f} s",
        figure=writing["ours"] / writing["bare"],
        bound=1.25,
        note="the same cells with a border; ours with forms of money and days, sums by formula, a summary; "
        f"reading the rows from the database took {read:.2f} s more",
    )
    content = _filled(min(rows, MOST_ROWS))
    reading = _by_turns({"ours": checked, "bare": bare_openpyxl}, (content, offices), rounds)
    found.goal(
        f"P6 import of {min(rows, MOST_ROWS):,} rows with all checks against bare openpyxl read_only",
        ours=f"{reading['ours']:.2f} s",
        peer=f"openpyxl {reading['bare']:.2f} s",
        figure=reading["ours"] / reading["bare"],
        bound=0.5,
        note=f"a file may have at most {MOST_ROWS:,} rows",
    )
    return found


def export(data: dict[str, Any]) -> object:
    """As a person gets it."""
    from documents.sheets import write_sheet

    return write_sheet("export_excel", data)


def bare_xlsxwriter(data: dict[str, Any]) -> object:
    """The same cells with a border on the same sheets, and nothing else."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True})
    look = book.add_format({"border": 1})
    for name, rows in data["groups"]:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, [head for head, _, _ in data["columns"]])
        for at, row in enumerate(rows, start=1):
            sheet.write_row(at, 0, row, look)
    book.close()
    return made.getvalue()


def _filled(count: int) -> bytes:
    from sop.proposals.kamus import shipped

    entries = shipped()
    return a_workbook(
        [
            a_row(
                no=at,
                kelurahan=f"Kelurahan {'ABCDEFGHIJKLMNOP'[at % 16]}",
                code=entries[at % len(entries)].code,
                rt=1 + at % 9,
                rw=1 + at % 12,
                place=f"Gang Mawar {at}",
                land="Siap",
            )
            for at in range(1, count + 1)
        ]
    )


def checked(given: tuple[bytes, dict[str, Any]]) -> object:
    """The file looked at: which kind it is, and each row with what becomes of it."""
    found = examine(*given)
    if found.trouble is not None:
        raise RuntimeError(f"the file is not read: {found.trouble}")
    return found.lines


def bare_openpyxl(given: tuple[bytes, dict[str, Any]]) -> object:
    """Its cells as values."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(given[0]), read_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def _by_turns(sides: dict[str, Callable[[Any], object]], given: Any, rounds: int) -> dict[str, float]:
    """Median seconds of processor of each."""
    costs: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, act in sides.items():
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                costs[name].append(pool.apply(_cost, (act, given)))
    return {name: median(found) for name, found in costs.items()}


def _cost(act: Callable[[Any], object], given: Any) -> float:
    act(_little(given))  # loads what is needed
    began = time.process_time()
    act(given)
    return time.process_time() - began


def _little(given: Any) -> Any:
    """One row of each, to begin with."""
    if isinstance(given, dict):
        return given | {"groups": [(name, rows[:1]) for name, rows in given["groups"]]}
    return (_filled(1), given[1])
