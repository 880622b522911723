"""A paper edited in Word, laid beside its drawing: what may differ is shown, what may not is named."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Book
from docx.text.paragraph import Paragraph

from documents import draw
from documents.data import Edit
from documents.word.compare import Compared, compare, edits_after
from documents.word.reading import read
from documents.word.writing import taken_down, write
from sop.word.anew import EDITABLE
from tests.documents import samples
from tests.documents.word_and_pdf import MADE_AT, of_pdf, of_word
from tests.documents.word_and_pdf import letters as bare

FACTS: dict[str, Any] = {"stage": "naskah", "version": 2, "number": "400.10.2/7/Kec/I/2027"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def order(key: str, edits: tuple[Edit, ...] = ()) -> dict[str, Any]:
    data = samples.paper(key, 12).model_copy(update={"edits": edits}).model_dump(mode="json")
    return {"key": key, "data": data, "made_at": MADE_AT.isoformat(), "code": "abc_-9", **FACTS}


def compared(given: dict[str, Any], content: bytes) -> Compared:
    found = read(content)
    assert (found.trouble, found.mark) == ("", "abc_-9")
    return compare(given["data"], taken_down(given)[0], found.pieces)


def edited(given: dict[str, Any], act: Callable[[Book], None]) -> bytes:
    book = Document(io.BytesIO(write(given)))
    act(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_xml(content: bytes, old: str, new: str) -> bytes:
    """The same file with another piece of XML in its text."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            piece = before.read(name)
            if name == "word/document.xml":
                assert old in piece.decode()
                piece = piece.decode().replace(old, new, 1).encode()
            after.writestr(name, piece)
    return made.getvalue()


def at(book: Book, beginning: str) -> Paragraph:
    return next(one for one in book.paragraphs if beginning in one.text)


def says(one: Paragraph, old: str, new: str) -> None:
    """Somebody typed over a few words, which lie in a run of their own."""
    run = next(run for run in one.runs if old in run.text)
    run.text = run.text.replace(old, new)


@pytest.mark.parametrize("key", [*EDITABLE])
def test_each_paper_comes_back_as_it_went_and_with_one_sentence_more(key: str) -> None:
    given = order(key)
    free = next(one for one in taken_down(given)[0] if getattr(one, "origin", None)).text

    def adds(book: Book) -> None:
        one = at(book, free)
        one._p.addnext(Document().add_paragraph("Kalimat tambahan dari kantor.")._p)

    assert compared(given, write(given)) == Compared()
    found = compared(given, edited(given, adds))
    [change] = found.changes
    assert (change["was"], change["now"]) == ([free], [free, "Kalimat tambahan dari kantor."])

    # Made anew it says so, in both forms, the same bytes each time; sent back once more nothing differs.
    fresh = order(key, edits_after((), found.changes))
    drawn = [draw(key, fresh["data"], made_at=MADE_AT, verify_url=None, **FACTS) for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0].lost == ()
    assert bare("Kalimat tambahan dari kantor.") in of_pdf(drawn[0].content, key)
    assert compared(fresh, write(fresh)) == Compared()


def test_clauses_are_numbered_anew_and_taken_back_by_the_next_file() -> None:
    given = order("sk-tim")

    def act(book: Book) -> None:
        third = next(one for one in book.paragraphs if one.text.startswith("c.\t"))._p
        third.getparent().remove(third)
        says(at(book, "KEEMPAT"), "ditetapkan", "ditandatangani")

    found = compared(given, edited(given, act))
    assert [(one["part"], len(one["now"])) for one in found.changes] == [("Menimbang", 0), ("KEEMPAT", 1)]
    fresh = order("sk-tim", edits_after((), found.changes))
    marks = [re.match(r"([a-z])\.", text) for text in of_word(write(fresh))]
    assert [mark[1] for mark in marks if mark][:2] == ["b", "a"]

    back = compared(
        fresh, edited(fresh, lambda book: says(at(book, "KEEMPAT"), "ditandatangani", "ditetapkan"))
    )
    kept = edits_after(tuple(Edit.model_validate(one) for one in fresh["data"]["edits"]), back.changes)
    assert [one.after for one in kept] == [()]


def test_what_programs_do_to_a_text_is_no_edit_and_what_people_do_is_read() -> None:
    given = order("tata-tertib")
    free = [one for one in taken_down(given)[0] if getattr(one, "origin", None)]
    content = write(given)

    def retouched(book: Book) -> None:
        for one in book.paragraphs:
            for run in one.runs:
                run.text = run.text.replace(" ", "  ", 1).replace('"', "“").replace("-", "\u2011")
                run.font.name = "Comic Sans MS"

    assert compared(given, edited(given, retouched)) == Compared()

    first = free[0].text
    plain_run = f'<w:t xml:space="preserve">{first}</w:t>'
    tracked = (  # a word put in, a word taken out, a comment
        f'{plain_run}</w:r><w:ins w:id="1" w:author="x"><w:r><w:t> Sudah ditambah.'
        '</w:t></w:r></w:ins><w:del w:id="2" w:author="x"><w:r><w:delText> Dihapus.</w:delText></w:r></w:del>'
        '<w:r><w:commentReference w:id="3"/>'
    )
    file = with_xml(content, plain_run, tracked)
    found = compared(given, file)
    assert [one["now"] for one in found.changes] == [[f"{first} Sudah ditambah."]]
    assert read(file).remarks == ("word.remark_tracked", "word.remark_comments")
    inner = "<w:txbxContent><w:p><w:r><w:t>Kotak</w:t></w:r></w:p></w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inner}</w:pict></w:r></w:p>"
    boxed = with_xml(content, "<w:body>", f"<w:body>{box}")
    assert (compared(given, boxed), read(boxed).remarks) == (Compared(), ("word.remark_boxes",))


def cell(book: Book) -> None:
    book.tables[0].rows[1].cells[1].paragraphs[0].runs[0].text = "Orang Lain"


def signed(book: Book) -> None:
    one = next(one for one in book.tables[0]._tbl.iter(f"{{{W}}}t") if one.text and "Camat" in one.text)
    one.text = "Wali Kota"


def table_gone(book: Book) -> None:
    book.tables[-1]._tbl.getparent().remove(book.tables[-1]._tbl)


@pytest.mark.parametrize(
    ("key", "act", "trouble"),
    [
        ("notulen", cell, "word.table_touched"),
        ("sk-tim", signed, "word.signature_touched"),
        ("notulen", table_gone, "word.tables_differ"),
        ("sk-tim", lambda book: says(at(book, "NOMOR"), "7", "8"), "word.fixed_number"),
        ("sk-tim", lambda book: says(at(book, "KECAMATAN"), "BOGOR", "KOTA"), "word.fixed_kop"),
        ("sk-tim", lambda book: says(at(book, "25 Tahun 2004"), "2004", "2005"), "word.fixed_norms"),
        ("sk-tim", lambda book: says(at(book, "MEMUTUSKAN"), "MEMUTUSKAN", "MENIMBANG"), "word.fixed_title"),
        ("sk-tim", lambda book: says(at(book, "KESATU"), "KESATU", "PERTAMA"), "word.label_touched"),
        ("notulen", lambda book: says(at(book, "Pencatat"), "Dewi", "Dewa"), "word.fixed_facts"),
        ("berita-acara", lambda book: says(at(book, "rupiah"), "Rp", "Rp1"), "word.fact_data"),
        (
            "surat-mandat",
            lambda book: says(at(book, "untuk mewakili"), "Kota Bogor", "Kota Depok"),
            "word.fact_office",
        ),
        (
            "draft-laporan",
            lambda book: says(at(book, "Demikian berita acara"), "Demikian", "Maka"),
            "word.fixed_attached",
        ),
    ],
)
def test_figures_names_and_tables_stay_and_are_named(
    key: str, act: Callable[[Book], None], trouble: str
) -> None:
    given = order(key)
    found = compared(given, edited(given, act))
    assert found.trouble == trouble
    assert found.changes == []


@pytest.mark.parametrize("key", [*EDITABLE])
def test_a_paragraph_typed_before_the_first_that_is_edited_stays(key: str) -> None:
    given, typed = order(key), "Kalimat paling depan."
    free = next(one for one in taken_down(given)[0] if getattr(one, "origin", None)).text

    def adds(book: Book) -> None:
        at(book, free)._p.addprevious(Document().add_paragraph(typed)._p)

    found = compared(given, edited(given, adds))

    assert [(change["was"], change["now"]) for change in found.changes] == [([free], [typed, free])]


def test_a_paragraph_typed_where_nothing_is_edited_is_named_and_not_lost() -> None:
    given, typed = order("sk-tim"), "Kalimat tambahan dari kantor."

    def adds(book: Book) -> None:
        at(book, "PEMERINTAH DAERAH")._p.addnext(Document().add_paragraph(typed)._p)

    assert compared(given, edited(given, adds)) == Compared(trouble="word.nowhere", facts={"text": typed})


def test_words_whose_paragraph_is_gone_are_named_by_the_drawing() -> None:
    lost = Edit(before="Kalimat yang tidak ada lagi.", after=("Kata kantor.",))
    given = order("tata-tertib", (lost,))
    made = draw("tata-tertib", given["data"], made_at=MADE_AT, verify_url=None, **FACTS)
    assert made.lost == ("Kalimat yang tidak ada lagi.",)
