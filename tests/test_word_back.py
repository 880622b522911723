"""The draft of the report goes to Word and comes back: compared, confirmed, made anew; bad files refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from sqlalchemy import select

from demo.phone import Phone
from models.archive import WordEdition
from models.paper import Narrative, Paper
from models.posts import Post
from tests.office import Office
from tests.seed import at_step, draft, outcome
from tests.usulan import speaks_plainly

NEW = "Kesimpulan yang disunting di kantor, ditulis <b>lebih</b> singkat."
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def tim(office: Office) -> Phone:
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.CAMAT, "Rahmat Hidayat")
    phone = office.joins(Post.TIM, "Ani Suryani")
    at_step(office, 6)
    outcome(office, 3, "Siti Aminah")
    draft(office, "Ani Suryani")
    return phone


def as_word(phone: Phone) -> bytes:
    def drawn(_: object) -> bool:
        phone.sends("/status")
        phone.sees("1. ")
        phone.taps("Dokumen")
        phone.sees("Dokumen musim ini")
        phone.taps("Naskah Word")
        return "Draft laporan" in phone.sees("Naskah dalam Word").labels

    phone.waits_for(drawn, 60, "the draft")
    phone.taps("Draft laporan")
    return phone.downloads(phone.sees("dalam Word, versi 1 (draf)", within=60))


def edited(content: bytes) -> bytes:
    """The paragraph below "A. Kesimpulan" says something else."""
    book = Document(io.BytesIO(content))
    at = next(at for at, one in enumerate(book.paragraphs) if one.text == "A. Kesimpulan")
    book.paragraphs[at + 1].text = NEW
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_piece(content: bytes, name: str, data: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return made.getvalue()


def test_edited_draft_comes_back_is_compared_and_made_anew(office: Office, tim: Phone) -> None:
    content = as_word(tim)
    before = {
        one.part: one.text
        for one in office.read(select(Narrative).where(Narrative.season_id == office.season_id))
    }
    for data, words in (
        (content, "sama dengan draft versi 1. Tidak ada yang berubah."),
        (with_piece(content, "word/vbaProject.bin", b"x"), "berisi makro"),
        (with_piece(content, "word/media/besar.bmp", bytes(30_000_000)), "terlalu besar setelah dibuka"),
        (content[: len(content) // 2], "tidak terbaca sebagai Word"),
        (b"%PDF-1.4 bukan Word", "tidak terbaca sebagai Word"),
    ):
        tim.sends_document(data, "laporan.docx", WORD)
        tim.sees(words, within=60)
    tim.sends_document(content, "laporan.docm", WORD)
    tim.sees("berisi makro")

    tim.sends_document(edited(content), "laporan.docx", WORD)
    shown = tim.sees("Suntingan draft laporan versi 1: 1 perubahan", within=60)
    assert f"Baru: {NEW}" in shown.text
    assert "A. Kesimpulan" in shown.text
    tim.taps("Pakai suntingan")
    tim.sees("Suntingan dipakai. Draft versi 2 sedang dibuat.")
    alert = tim.presses(shown, f"word:use:{office.read(select(WordEdition))[-1].id}")

    assert alert is not None
    assert alert.text == "Suntingan ini sudah dipakai."
    after = {
        one.part: one.text
        for one in office.read(select(Narrative).where(Narrative.season_id == office.season_id))
    }
    assert after == before | {"conclusion": NEW}
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == "draft-laporan")
    newest = max(office.read(query), key=lambda one: one.edition)
    assert (newest.edition, newest.data["narrative"]["conclusion"]) == (2, NEW)
    speaks_plainly(tim, but="<b>lebih</b>")

    siti = office.people["Siti Aminah"]
    siti.sends_document(content, "laporan.docx", WORD)
    siti.sees("JFU")
