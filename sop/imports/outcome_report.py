"""The report of a file: every row with what became of it, as an Excel file."""

from __future__ import annotations

from pathlib import PurePath

from models.batch import Batch, SheetOrder
from models.people import Person
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.sheet_orders import order_sheet
from sop.imports.came_again import again_of
from texts import plain, say
from texts.figures import number


def order_report(unit: Unit, person: Person, batch: Batch) -> SheetOrder:
    """[Laporan lengkap]: every row of the file, what is none of them too."""
    if not batch.report:
        raise Refused("imports.not_read_yet")
    facts = {name: number(getattr(batch, name)) for name in ("rows", "good", "mending", "refused")}
    return order_sheet(
        unit,
        person,
        "import_report",
        {"rows": [*_rows(batch), *_no_rows(batch)]},
        name=f"laporan-{PurePath(batch.file_name).stem[:50]}.xlsx",
        caption=say("imports.report_caption", name=batch.file_name, **facts),
    )


def _rows(batch: Batch) -> list[tuple[object, str, str]]:
    """With each, where it stood before."""
    return [
        (at, outcome, " ".join(filter(None, [reason, again_of(batch, at)])))
        for at, outcome, reason in batch.report
    ]


def _no_rows(batch: Batch) -> list[tuple[object, str, str]]:
    named = batch.account.get("no_rows", [])
    return [(at, "aside", f"{plain(f'imports.is_{what}')}: {words}") for at, what, words in named]
