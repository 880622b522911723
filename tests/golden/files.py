"""What stands in a file, as lines: the pages of a PDF, the cells of a workbook, the entries of a ZIP."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from pypdf import PdfReader

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lines_of(name: str, content: bytes) -> Iterator[str]:
    """By the ending of its name; of what holds no words, its size and sum."""
    ending = PurePosixPath(name).suffix.lower()
    reads = _READS.get(ending)
    if reads is None:
        yield f"{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}"
    else:
        yield from reads(content)


def pretty(data: Any) -> str:
    """JSON that differs line by line."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)


def _pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content))
    for key, value in sorted((reader.metadata or {}).items()):
        yield f"{key} {value}"
    for number, page in enumerate(reader.pages, start=1):
        yield f"-- page {number}"
        yield from page.extract_text().splitlines()


def _workbook(content: bytes) -> Iterator[str]:
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        yield f"-- sheet {sheet.title}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    form = "" if cell.number_format == "General" else f" as {cell.number_format}"
                    yield f"{cell.coordinate} {cell.value!r}{form}"
        for choice in sheet.data_validations.dataValidation:
            yield f"choices {choice.sqref} {choice.formula1}"


def _document(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in sorted(parts.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", part):
                yield f"-- {part}"
                for paragraph in ET.fromstring(parts.read(part)).iter(f"{_WORD}p"):  # noqa: S314 -- ours
                    yield "".join(text.text or "" for text in paragraph.iter(f"{_WORD}t"))


def _zip(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            yield f"== {name}"
            yield from lines_of(name, parts.read(name))


def _text(content: bytes) -> Iterator[str]:
    yield from content.decode("utf-8-sig").splitlines()


def _json(content: bytes) -> Iterator[str]:
    yield from pretty(json.loads(content)).splitlines()


_READS = {
    ".pdf": _pdf,
    ".xlsx": _workbook,
    ".docx": _document,
    ".zip": _zip,
    ".csv": _text,
    ".txt": _text,
    ".json": _json,
}
