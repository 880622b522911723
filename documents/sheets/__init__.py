"""Excel files: functions from plain data to bytes; no session, no clock; same data, same bytes."""

from importlib import import_module
from typing import Any

#: key of the sheet -> the module that writes it. Loaded on first use: XlsxWriter is heavy.
_WRITTEN_BY = {
    "template": "documents.sheets.template",
    "import_report": "documents.sheets.import_report",
}


def write_sheet(key: str, data: dict[str, Any]) -> bytes:
    """The workbook of this key."""
    made: bytes = import_module(_WRITTEN_BY[key]).write(data)
    return made
