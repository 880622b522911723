"""Open data of a numbered recap as CSV: for programs, and for Excel by a double click."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from documents.sheets.open_recap import heads

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  #: what a spreadsheet would calculate instead of showing


def write(data: dict[str, Any]) -> bytes:
    """Semicolons and a mark of UTF-8: so an Indonesian Excel opens it in columns."""
    made = StringIO(newline="")
    out = csv.writer(made, delimiter=";", lineterminator="\r\n")
    out.writerow(heads())
    out.writerows([cell(value) for value in row] for row in data["rows"])
    return made.getvalue().encode("utf-8-sig")


def cell(value: object) -> object:
    """Text as text, whatever a spreadsheet would make of it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return f"{value:.15g}" if isinstance(value, float) else value
