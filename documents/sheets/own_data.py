"""What is kept about one person: a sheet for each kind."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from documents.sheets.workbook import workbook, write_table

WIDEST, LEAST = 60, 12


def write(data: dict[str, Any]) -> bytes:
    """`sheets`: title, headings and rows of each."""
    made = BytesIO()
    with workbook(made) as book:
        for title, heads, rows in data["sheets"]:
            widths = [_width([head, *(row[at] for row in rows)]) for at, head in enumerate(heads)]
            write_table(book, title, heads, rows, widths)
    return made.getvalue()


def _width(cells: list[object]) -> int:
    return max(LEAST, min(WIDEST, max(len(str(cell or "")) for cell in cells) + 2))
