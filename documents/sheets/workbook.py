"""A workbook in which whatever people typed stays text: nothing of it is ever a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

#: The same data give the same bytes: a workbook says when it was made.
_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  (Excel's properties have no zone)

HEAD = {"bold": True, "bg_color": "#DDE8F0", "border": 1, "text_wrap": True, "valign": "vcenter"}
BODY = {"text_wrap": True, "valign": "top"}


@contextmanager
def workbook(made: BytesIO) -> Iterator[Any]:
    """A workbook that writes text as text, whatever it begins with."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"created": _NO_DAY})
    yield book
    book.close()


def write_rows(sheet: Any, first: int, rows: Sequence[Sequence[object]], form: Any) -> None:
    """Rows below each other: numbers as numbers, everything else as text."""
    for at, row in enumerate(rows, start=first):
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(at, place, cell, form)
            else:
                sheet.write_string(at, place, str(cell), form)


def write_table(
    book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[int]
) -> Any:
    """A sheet with headings that stay in sight and can be filtered."""
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, list(heads), book.add_format(HEAD))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    write_rows(sheet, 1, rows, book.add_format(BODY))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    return sheet
