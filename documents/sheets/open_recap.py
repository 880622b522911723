"""Open data of a numbered recap as a workbook: one row for each usulan, no people."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from documents.sheets.workbook import BODY, workbook, write_rows, write_table
from texts import plain

COLUMNS = ("number", "kelurahan", "komisi", "title", "rtrw", "volume", "unit", "cost", "office")
WIDTHS = (26, 20, 16, 60, 16, 12, 10, 18, 36)


def heads() -> list[str]:
    """The headings, the same in both files."""
    return [plain(f"recap.column_{column}") for column in COLUMNS]


def write(data: dict[str, Any]) -> bytes:
    """`rows` in the order of COLUMNS; the recap they come from stands on a sheet of its own."""
    made = BytesIO()
    with workbook(made) as book:
        write_table(book, plain("recap.sheet_open"), heads(), data["rows"], WIDTHS)
        about = book.add_worksheet(plain("recap.sheet_about"))
        about.set_column(0, 0, 90)
        facts = {"kecamatan": data["kecamatan"], "year": data["year"]}
        lines = [
            plain("recap.open_about", **facts),
            plain("recap.source", name=data["name"], mark=data["mark"]),
            plain("recap.open_without"),
        ]
        write_rows(about, 0, [[line] for line in lines], book.add_format(BODY))
    return made.getvalue()
