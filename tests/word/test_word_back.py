"""Papers go to Word and come back: compared, confirmed, made anew; bad and foreign files refused in words."""

from __future__ import annotations

import io
import struct

import pytest
from docx.document import Document as Book
from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Phone
from models.archive import WordEdition
from models.enums import Drawing, Stage
from models.paper import Narrative, Paper
from models.posts import Post
from tests.step3_team.team_talk import fills
from tests.support.coordination import Coordination
from tests.support.office import Office
from tests.support.seed import at_step, draft, outcome
from tests.support.usulan import speaks_plainly
from tests.word.word_files import WORD, as_word, edited, says, with_piece

NEW = "Kesimpulan yang disunting di kantor, ditulis <b>lebih</b> singkat."


def concludes(book: Book) -> None:
    """The paragraph below "A. Kesimpulan" says something else."""
    at = next(at for at, one in enumerate(book.paragraphs) if one.text == "A. Kesimpulan")
    book.paragraphs[at + 1].text = NEW


def promising(content: bytes, size: int) -> bytes:
    """With a picture in it that says to be of 2 GB once it is unpacked."""
    packed = with_piece(content, "word/media/besar.bmp", b"x")
    at = packed.rindex(b"PK\x01\x02") + 24  # of the last entry of the directory
    return packed[:at] + struct.pack("<I", size) + packed[at + 4 :]


def papers(office: Office, key: str) -> list[Paper]:
    query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == key)
    return office.read(query.order_by(Paper.edition))


def told(office: Office) -> dict[str, str]:
    query = select(Narrative).where(Narrative.season_id == office.season_id)
    return {one.part: one.text for one in office.read(query)}


def test_edited_draft_comes_back_is_compared_and_made_anew(office: Office) -> None:
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    office.joins(Post.CAMAT, "Rahmat Hidayat")
    tim = office.joins(Post.TIM, "Ani Suryani")
    at_step(office, 6)
    outcome(office, 3, "Siti Aminah")
    draft(office, "Ani Suryani")
    content = as_word(tim, "Draft laporan", 1, "draft-laporan")
    before = told(office)
    for data, words in (
        (content, "sama dengan Draft laporan"),
        (with_piece(content, "word/vbaProject.bin", b"x"), "berisi makro"),
        (with_piece(content, "word/media/besar.bmp", bytes(30_000_000)), "terlalu besar setelah dibuka"),
        (promising(content, 2**31 - 1), "terlalu besar setelah dibuka"),
        (content[: len(content) // 2], "tidak terbaca sebagai Word"),
        (b"%PDF-1.4 bukan Word", "tidak terbaca sebagai Word"),
        (edited(content, says("menyepakati 3 kegiatan", "menyepakati 4 kegiatan")), "“3” hilang"),
        (edited(content, lambda book: book.tables[0]._tbl.getparent().remove(book.tables[0]._tbl)), "tabel"),
    ):
        tim.sends_document(data, "laporan.docx", WORD)
        tim.sees(words, within=60)
    tim.sends_document(content, "laporan.docm", WORD)
    tim.sees("berisi makro")

    tim.sends_document(edited(content, concludes), "laporan.docx", WORD)
    shown = tim.sees("Suntingan Draft laporan", within=60)
    assert shown.labels == ["Pakai suntingan", "Batal"]
    assert f"Baru: {NEW}" in shown.text
    assert "A. Kesimpulan" in shown.text
    tim.taps("Pakai suntingan")
    tim.sees("versi 2 sedang dibuat.")
    alert = tim.presses(shown, f"word:use:{office.read(select(WordEdition))[-1].id}")

    assert alert is not None
    assert alert.text == "Suntingan ini sudah dipakai."
    assert told(office) == before | {"conclusion": NEW}
    newest = papers(office, "draft-laporan")[-1]
    assert (newest.edition, newest.data["narrative"]["conclusion"]) == (2, NEW)
    speaks_plainly(tim, but="<b>lebih</b>")

    siti.sends_document(content, "laporan.docx", WORD)
    siti.sees("JFU")


@pytest.fixture
def sekretaris(office: Office) -> Phone:
    """The SK is with the Camat."""
    office.joins(Post.CAMAT, "Ahmad Fauzi")
    phone = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    for name in ("Budi Santoso", "Citra Dewi", "Dewi Lestari"):
        office.joins(Post.DELEGASI, name, "Kelurahan A")
    at_step(office, 3)
    phone.sends("/tugas")
    phone.taps("Langkah 3")
    phone.sees("Belum ada orang dalam tim")
    fills(phone)
    phone.taps("Buat draf SK")
    office.people["Ahmad Fauzi"].sees("Mohon keputusan Bapak/Ibu")
    return phone


def test_decree_edited_while_it_lies_with_the_camat_is_sent_to_him_anew(
    office: Office, sekretaris: Phone
) -> None:
    camat = office.people["Ahmad Fauzi"]
    first = camat.sees("Mohon keputusan Bapak/Ibu")
    content = as_word(sekretaris, "SK Tim", 1, "sk-tim")
    foreign = office.bureau.office()
    rival = foreign.joins(Post.SEKRETARIS, "Wati Sulastri")
    rival.sends_document(content, "sk.docx", WORD)
    rival.sees("milik kecamatan lain", within=60)
    copied = edited(content, lambda book: setattr(book.core_properties, "keywords", ""))
    copied = edited(copied, lambda book: book.sections[0].footer.paragraphs[0].clear())
    sekretaris.sends_document(copied, "sk.docx", WORD)
    sekretaris.sees("tanda versinya hilang", within=60)

    # Two sentences: the second lies on another page of the comparison.
    changed = edited(content, says("ditetapkan, dengan", "ditandatangani, dengan"))
    for old, new in (
        ("tertib, partisipatif,", "tertib dan partisipatif,"),
        ("membuat laporan", "menyusun laporan"),
    ):
        changed = edited(changed, says(old, new))
    sekretaris.sends_document(changed, "sk.docx", WORD)
    shown = sekretaris.sees("Suntingan SK susunan tim Musrenbang Kecamatan versi 1: 3 perubahan", within=60)
    assert shown.labels == ["Lihat semua", "Pakai suntingan", "Batal"]
    sekretaris.taps("Lihat semua")
    sekretaris.sees("tertib dan partisipatif")
    sekretaris.taps("▶")
    sekretaris.sees("KEEMPAT\nLama: Keputusan ini mulai berlaku pada tanggal ditetapkan")
    sekretaris.taps("Pakai suntingan")
    sekretaris.sees("versi 2 sedang dibuat")

    again = camat.sees("SK susunan tim Musrenbang Kecamatan, versi 2 (naskah)", within=60)
    old = papers(office, "sk-tim")[0]
    alert = camat.presses(first, f"!approve:ask:{old.id}")
    assert alert is not None
    assert "versi 2" in alert.text
    pages = PdfReader(io.BytesIO(camat.downloads(again))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "tertib dan partisipatif" in text
    assert "NOMOR 400.10.2/001/Kec/I/2027" in text
    sekretaris.sends_document(changed, "sk.docx", WORD)
    sekretaris.sees("versi 1, sedangkan yang terbaru versi 2", within=60)

    # Sent back and drafted anew, the words are kept, and the Camat reads that nothing else changed.
    camat.taps("Kembalikan")
    camat.sees("Apa yang perlu diperbaiki")
    camat.sends("Perbaiki susunan tim")
    camat.taps("Tanpa halaman")
    sekretaris.sees("dikembalikan. Catatan: Perbaiki susunan tim")
    sekretaris.taps("Buka")
    sekretaris.sees("SK versi 2 dikembalikan Camat")
    sekretaris.taps("Buat draf SK")
    assert "Perubahan sejak versi 2: Isi tidak berubah." in camat.sees("versi 3 (naskah)", within=60).text
    assert papers(office, "sk-tim")[2].data["edits"] == papers(office, "sk-tim")[1].data["edits"]

    # In force it is not touched any more.
    content = as_word(sekretaris, "SK Tim", 3, "sk-tim")
    camat.taps("Setujui")
    camat.taps("Ya, setujui")
    camat.sees("Disetujui secara elektronik")
    sekretaris.sees("Langkah 3 selesai")
    sekretaris.sends_document(edited(content, says("menyusun laporan", "menulis laporan")), "sk.docx", WORD)
    sekretaris.sees("sudah disetujui, jadi kata-katanya tidak diubah lagi", within=60)
    speaks_plainly(sekretaris)


def test_words_that_lose_their_place_when_the_day_moves_are_told_and_the_others_stay(office: Office) -> None:
    table = Coordination(office)
    table.prepares()
    content = as_word(table.sekretaris, "Tata Tertib", 1, "tata-tertib")
    changed = edited(content, says("mufakat.", "mufakat, dipimpin pimpinan sidang."))
    changed = edited(changed, says("pukul 09.00 WIB,", "pukul 09.00 WIB (peserta hadir lebih awal),"))
    table.member.sends_document(changed, "tata-tertib.docx", WORD)
    table.member.sees("Sekretaris", within=60)
    table.sekretaris.sends_document(changed, "tata-tertib.docx", WORD)
    shown = table.sekretaris.sees("Suntingan Tata Tertib versi 1: 2 perubahan", within=60)
    table.sekretaris.taps("Batal")
    table.sekretaris.sees("Suntingan tidak dipakai.")
    table.sekretaris.presses(shown, f"word:use:{office.read(select(WordEdition))[-1].id}")
    assert len(papers(office, "tata-tertib")) == 1
    sent = table.sekretaris.sends_document(changed, "tata-tertib.docx", WORD)
    table.sekretaris.sees("Suntingan Tata Tertib versi 1: 2 perubahan", within=60, below=sent)
    table.sekretaris.taps("Pakai suntingan")
    table.sekretaris.sees("Tata Tertib versi 2 sedang dibuat")
    table.sekretaris.waits_for(lambda _: papers(office, "tata-tertib")[-1].state == Drawing.DRAWN, 30, "v2")
    assert papers(office, "tata-tertib")[-1].stage == Stage.FINAL

    table.opens()
    table.sets("Musrenbang", "22/1")
    table.goes("Tata tertib", "Mohon terbitkan lagi")
    table.sekretaris.taps("Terbitkan")
    told = table.sekretaris.sees(
        "Tata Tertib versi 3: 1 suntingan dari Word tidak punya tempat lagi", within=60
    )

    assert "peserta hadir lebih awal" in told.text
    assert "mufakat, dipimpin" not in told.text
    after = [one["after"] for one in papers(office, "tata-tertib")[-1].data["edits"]]
    assert ["Keputusan diambil dengan musyawarah untuk mufakat, dipimpin pimpinan sidang."] in after
