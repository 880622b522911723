"""A list of usulan as CSV: every sheet of the workbook below each other, for programs and for Excel."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from documents.sheets.open_csv import cell


def write(data: dict[str, Any]) -> bytes:
    """Semicolons and a mark of UTF-8: so an Indonesian Excel opens it in columns. Numbered through."""
    made = StringIO(newline="")
    out = csv.writer(made, delimiter=";", lineterminator="\r\n")
    out.writerow([head for head, _, _ in data["columns"]])
    rows = [row for _, found in data["groups"] for row in found]
    out.writerows([at, *(cell(value) for value in row[1:])] for at, row in enumerate(rows, start=1))
    return made.getvalue().encode("utf-8-sig")
