"""Files for who asks, mostly Excel: functions from plain data to bytes; same data, same bytes."""

from importlib import import_module
from typing import Any

#: key of the file -> the module that writes it. Loaded on first use: XlsxWriter and fpdf2 are heavy.
_WRITTEN_BY = {
    "template": "documents.sheets.template",
    "import_report": "documents.sheets.import_report",
    "pra_musrenbang": "documents.sheets.pra_musrenbang",
    "open_recap": "documents.sheets.open_recap",
    "open_csv": "documents.sheets.open_csv",
    "export_excel": "documents.sheets.export_excel",
    "export_csv": "documents.sheets.export_csv",
    "own_data": "documents.sheets.own_data",
    "incident": "documents.sheets.own_data",
    "own_data_json": "documents.sheets.own_data_json",
    "receipt": "documents.forms.receipt",
    "word": "documents.word.writing",
    "word_template": "documents.word.template_ours",
}


def write_sheet(key: str, data: dict[str, Any]) -> bytes:
    """The file of this key."""
    made: bytes = import_module(_WRITTEN_BY[key]).write(data)
    return made
