"""What became of every row of a file that was handed in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from documents.sheets.workbook import workbook, write_table
from texts import plain

WIDTHS = (10, 18, 90)


def write(data: dict[str, Any]) -> bytes:
    """`rows`: number in the sheet, outcome, reason."""
    made = BytesIO()
    heads = [plain("imports.head_row"), plain("imports.head_outcome"), plain("imports.head_reason")]
    rows = [(at, plain(f"imports.outcome_{outcome}"), reason) for at, outcome, reason in data["rows"]]
    with workbook(made) as book:
        write_table(book, plain("imports.sheet_report"), heads, rows, WIDTHS)
    return made.getvalue()
