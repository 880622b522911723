"""The words of a Word file and those of its PDF."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

from docx import Document
from pypdf import PdfReader

from texts import plain

MADE_AT = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)


def letters(text: str) -> str:
    """Without spaces and line ends: a PDF breaks lines where Word does not."""
    return re.sub(r"\s+", "", text)


def of_word(content: bytes) -> list[str]:
    """Every paragraph, also those of tables, in its order."""
    body = Document(io.BytesIO(content)).element.body
    found = []
    for one in body.iter("{*}p"):
        parts = [part.text or "" for part in one.iter("{*}t")]
        found.append("".join(parts))
    return [text for text in found if text.strip()]


def of_pdf(content: bytes, key: str) -> str:
    """The letters of all pages without their footers."""
    footer = re.compile(
        re.escape(letters(plain(f"paper_titles.{key}"))) + r"Versi2Halaman\d+dari\d+(Sumber:.*)?$"
    )
    pages = [letters(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
    return "".join(footer.sub("", page) for page in pages)
