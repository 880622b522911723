"""Papers as Word, from the SOP card to the file."""

from __future__ import annotations

import io

import pytest
from docx import Document

from demo.phone import Phone
from models.posts import Post
from tests.support.office import Office
from tests.support.seed import at_step, outcome
from tests.support.usulan import speaks_plainly


@pytest.fixture
def sekretaris(office: Office) -> Phone:
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    phone = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    at_step(office, 6)
    return phone


def papers(phone: Phone) -> None:
    phone.sends("/status")
    phone.sees("1. ")
    phone.taps("Dokumen")
    phone.sees("Dokumen musim ini")


def test_berita_acara_comes_as_word_with_its_numbers_and_names(office: Office, sekretaris: Phone) -> None:
    numbers = outcome(office, 4, "Siti Aminah")
    papers(sekretaris)
    sekretaris.taps("Naskah Word")
    sekretaris.sees("Naskah dalam Word")
    sekretaris.taps("Berita Acara")
    sekretaris.sees("Berkasnya sedang dibuat")
    sent = sekretaris.sees("dalam Word, versi 1 (final). Untuk disunting; yang sah tetap PDF-nya.", within=60)

    assert sent.document is not None
    assert sent.document.name == "berita-acara-v1.docx"
    book = Document(io.BytesIO(sekretaris.downloads(sent)))
    words = "".join(part.text or "" for part in book.element.body.iter("{*}t"))
    assert all(number in words for number in numbers)
    assert "NOMOR 400.10.2/012/Kec/I/2027" in words
    assert "Asep Saepudin" in words
    assert "Lahan sengketa" in words
    speaks_plainly(sekretaris)


def test_word_is_for_who_works_on_the_papers(office: Office, sekretaris: Phone) -> None:
    siti = office.people["Siti Aminah"]
    papers(siti)
    shown = siti.sees("Dokumen musim ini")

    assert "Naskah Word" not in shown.labels
    for data in ("word:list", "word:get:1"):
        alert = siti.presses(shown, data)
        assert alert is not None
        assert "Sekretaris" in alert.text
