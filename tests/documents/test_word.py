"""Word beside the PDF: read back, both say the same."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from docx.shared import Mm
from pypdf import PdfReader

from documents import draw
from documents.word.writing import write
from sop.word.papers import IN_SENTENCES
from tests.documents import samples
from tests.documents.word_and_pdf import MADE_AT, letters, of_pdf, of_word


def both(key: str, count: int = 12) -> tuple[bytes, bytes]:
    """Word and PDF of one paper."""
    data = samples.paper(key, count).model_dump(mode="json")
    facts = {"stage": "naskah", "version": 2, "number": "400.10.2/7/Kec/I/2027"}
    word = write({"key": key, "data": data, "made_at": MADE_AT.isoformat(), **facts})
    return word, draw(key, data, made_at=MADE_AT, verify_url=None, **facts).content


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
