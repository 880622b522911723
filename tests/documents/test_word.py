"""Word beside the PDF: read back, both say the same."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.shared import Mm
from pypdf import PdfReader

from documents import draw
from documents.word.writing import write
from sop.word.papers import IN_SENTENCES
from tests.documents import samples
from texts import plain

MADE_AT = datetime(2027, 1, 11, 3, 0, tzinfo=UTC)


def both(key: str, count: int = 12) -> tuple[bytes, bytes]:
    """Word and PDF of one paper."""
    data = samples.paper(key, count).model_dump(mode="json")
    facts = {"stage": "naskah", "version": 2, "number": "400.10.2/7/Kec/I/2027"}
    word = write({"key": key, "data": data, "made_at": MADE_AT.isoformat(), **facts})
    return word, draw(key, data, made_at=MADE_AT, verify_url=None, **facts).content


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


@pytest.mark.parametrize("key", [key for key in IN_SENTENCES if key != "draft-laporan"])
def test_every_sentence_name_and_total_of_the_word_stands_in_the_pdf_and_no_less(key: str) -> None:
    word, pdf = both(key)
    said, printed = of_word(word), of_pdf(pdf, key)

    lines = {letters(part) for text in said for part in re.split(r"\n", text)}
    missing = [line for line in lines if len(line) < 60 and line not in printed]
    counts = {char: letters("".join(said)).count(char) for char in "abcdefghiklmnoprstuwy"}
    heads = len(PdfReader(io.BytesIO(pdf)).pages) * 700  # headings of tables come again on each page

    assert missing == []
    assert sum(counts.values()) > 400
    assert all(0 <= printed.count(char) - count <= heads for char, count in counts.items())


def test_headings_pages_and_tables_are_words_own() -> None:
    word, _ = both("laporan")
    book = Document(io.BytesIO(word))

    heads = [
        one.text
        for one in book.paragraphs
        if one._p.pPr is not None and one._p.pPr.find("{*}outlineLvl") is not None
    ]
    assert {"I. PENDAHULUAN", "V. PENUTUP"} <= set(heads)
    assert {(one.page_width, one.page_height) > (Mm(250), Mm(1)) for one in book.sections} == {True, False}
    assert all(table._tbl.tblGrid is not None for table in book.tables)
    assert [name for name in zipfile.ZipFile(io.BytesIO(word)).namelist() if "vba" in name.lower()] == []


def test_what_people_typed_is_text() -> None:
    data = samples.paper("sk-tim", 3).model_dump(mode="json")
    nasty = '<w:p/>&amp; "Tim" \x00\x0b{{ 7*7 }} {% x %} 🙂'
    data["members"][0]["name"] = nasty
    word = write(
        {
            "key": "sk-tim",
            "data": data,
            "stage": "draf",
            "version": 1,
            "number": None,
            "made_at": MADE_AT.isoformat(),
        }
    )

    assert '<w:p/>&amp; "Tim" {{ 7*7 }} {% x %} 🙂' in of_word(word)
