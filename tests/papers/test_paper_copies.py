"""Papers in which people can be reached: originals for the office, copies without numbers for others."""

from __future__ import annotations

import io

from pypdf import PdfReader
from sqlalchemy import select

from demo.phone import Phone
from models.log import LogEntry
from models.paper import Paper, PaperCopy
from models.people import Person
from models.posts import Post
from models.signing import Signature
from sop.papers.ways import Way
from tests.support.hall import Hall, text_of
from tests.support.office import Office

PHONE, HOME = "3456 7890", "Jl. Mawar 7"  #: of the utusan, as they are typed in tests/support/hall.py
NUMBER = "81234567890"
MARK = "Salinan tanpa nomor telepon dan alamat"
PRESSED = {"Utusan": "utusan", "Berita Acara": "berita-acara", "Surat mandat": "surat-mandat"}


def fetches(phone: Phone, paper: str, says: str) -> tuple[bytes, str]:
    """Presses a paper in [Dokumen]; the file, and its words in one line."""
    phone.sends("/status")
    phone.taps("Dokumen")
    phone.sees("Tekan untuk menerima berkasnya")
    phone.taps(paper)
    content = phone.downloads(phone.sees(says))
    pages = PdfReader(io.BytesIO(content)).pages
    return content, " ".join(" ".join(page.extract_text() for page in pages).split())


def has_contacts(text: str) -> bool:
    return HOME in text or NUMBER in "".join(filter(str.isdigit, text)) or PHONE in text


def after_the_meeting(office: Office) -> Hall:
    hall = Hall(office, 1)
    hall.opens()
    hall.scores(hall.ketua, (5, 4))
    hall.scores(hall.anggota, (5, 4))
    hall.closes()
    hall.fixes()
    hall.chooses(hall.ketua, "Ujang Suryana")
    hall.home(hall.ketua)
    hall.ketua.taps("Surat dan daftar")
    hall.ketua.taps("Buat Surat mandat")
    text_of(hall.ketua, "Surat mandat utusan, versi 1 (final)")
    hall.ends()
    return hall


def opened_by(office: Office, phone: Phone) -> list[str]:
    """Of which papers the log says that he opened the original."""
    query = (
        select(LogEntry.subject)
        .join(Person, Person.id == LogEntry.actor_id)
        .where(LogEntry.act == "paper.opened", Person.telegram_id == phone.id)
        .order_by(LogEntry.place)
    )
    return office.read(query)


def test_a_delegate_gets_every_paper_without_numbers_and_the_office_with_them(office: Office) -> None:
    hall = after_the_meeting(office)
    jfu, delegate = office.joins(Post.JFU, "Dewi Lestari"), hall.author
    bapperida = office.joins(Post.BAPPERIDA, "Gunawan Wibisono")
    papers = office.read(select(Paper).where(Paper.season_id == office.season_id))
    newest = {one.key: one for one in papers}

    for button, key in PRESSED.items():
        version = f", versi {newest[key].edition}"
        _, full = fetches(jfu, button, f"{version} (final)")
        assert has_contacts(full), key
        assert MARK not in full, key
        _, bare = fetches(delegate, button, MARK)
        assert "Ujang Suryana" in bare
        assert not has_contacts(bare), key
        assert MARK in bare, key
        assert f"Versi {newest[key].edition}" in bare
    _, full = fetches(bapperida, "Utusan", "(final)")
    assert has_contacts(full)

    subjects = [f"paper:{newest[key].id}" for key in PRESSED.values()]
    assert opened_by(office, jfu) == subjects
    assert opened_by(office, bapperida) == subjects[:1]
    assert opened_by(office, delegate) == []


def test_a_copy_is_drawn_once_and_says_what_it_is_when_it_is_shown(office: Office) -> None:
    hall = after_the_meeting(office)
    lurah = office.joins(Post.LURAH, "Tuti Alawiyah", "Kelurahan A")
    first, _ = fetches(hall.author, "Utusan", MARK)
    second, _ = fetches(lurah, "Utusan", MARK)
    assert first == second
    (copy,) = office.read(select(PaperCopy).where(PaperCopy.kecamatan_id == office.kecamatan_id))
    (paper,) = office.read(select(Paper).where(Paper.id == copy.paper_id))
    assert copy.sha256 not in (paper.sha256, paper.sealed_sha256)

    lurah.sends("/start")
    lurah.sends_document(first, "utusan.pdf")
    answer = lurah.sees("Berkas ini dibuat sistem ini").text
    assert "Salinan tanpa nomor telepon dan alamat dari Utusan Musrenbang Kota" in answer
    assert f"Naskah asli: sidik jari {(paper.sha256 or '')[:16]}" in answer
    lurah.sends_document(first + b"\n", "utusan.pdf")
    lurah.sees("Tidak dikenal")


def test_a_scan_with_numbers_is_for_the_office_only(office: Office) -> None:
    hall = after_the_meeting(office)
    jfu, bureau = office.joins(Post.JFU, "Dewi Lestari"), office.bureau
    fetches(jfu, "Berita Acara", "(final)")
    (paper,) = office.read(
        select(Paper).where(Paper.season_id == office.season_id, Paper.key == "berita-acara")
    )
    with bureau.database.unit(bureau.now()) as unit:
        by = unit.all(select(Person.id).where(Person.telegram_id == jfu.id))[0]
        unit.add(
            Signature(
                kecamatan_id=office.kecamatan_id,
                paper_id=paper.id,
                way=Way.SCAN,
                sha256=paper.sealed_sha256,
                size=paper.sealed_size,
                by_id=by,
                at=unit.now,
                details={},
            )
        )
    for phone, may in ((hall.author, False), (jfu, True)):
        phone.sends("/start")
        phone.presses(phone.sees("Kecamatan"), f"scan:open:{paper.id}")
        phone.sees("Pindaian bertanda tangan" if may else "tidak ditemukan")
    fetches(hall.author, "Berita Acara", MARK)
    assert "Lihat pindaian" not in hall.author.buttons
