"""A final paper that was signed with ink comes back: bound, kept, known again, replaced, or refused."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from sqlalchemy import select

from bot.files import Files
from demo.phone import Phone
from documents.sealing.scan import bind
from documents.sealing.seal import seal
from models.log import LogEntry
from models.paper import Paper
from models.posts import Post
from models.signing import Signature
from tests.support.office import START, Bureau, Office
from tests.support.seed import report

PDF = "application/pdf"


@pytest.fixture
def jfu(office: Office) -> Phone:
    """JFU and Sekretaris, in an office whose report is final; the file lies in JFU's chat."""
    return _jfu(office)


def _jfu(office: Office) -> Phone:
    phone = office.joins(Post.JFU, "Dewi Lestari")
    office.joins(Post.SEKRETARIS, "Rudi Hartono")
    report(office)
    gets(phone)
    return phone


def gets(phone: Phone) -> None:
    phone.sends("/status")
    phone.sees("1. ")
    phone.taps("Dokumen")
    phone.sees("Dokumen musim ini")
    phone.taps("Laporan")
    phone.finds(
        "Laporan hasil kegiatan Musrenbang, versi 1 (final)"
    )  # a file that is there comes no second time


def begins(phone: Phone, label: str = "Unggah pindaian") -> None:
    phone.taps(label)
    phone.sees("Kirim pindaian naskah yang sudah ditandatangani")


def scanned(office: Office) -> list[Signature]:
    mine = select(Signature).where(Signature.kecamatan_id == office.kecamatan_id, Signature.way == "pindaian")
    return office.read(mine.order_by(Signature.id))


def photo(size: tuple[int, int], colour: tuple[int, int, int]) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, colour).save(made, "JPEG")
    return made.getvalue()


def pages(count: int) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    return writer


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_photos_become_one_pdf_that_leaders_get_and_the_bot_knows_again(office: Office, jfu: Phone) -> None:
    begins(jfu)
    jfu.sends_photo(photo((600, 800), (240, 240, 235)), album="a")
    jfu.sends_photo(photo((800, 600), (230, 240, 235)), caption="halaman 2", album="a")
    jfu.sees("Sudah 2: 1. foto, 2. foto.")
    jfu.sends_document(photo((700, 900), (250, 250, 250)), "hal 3.jpg", "image/jpeg")
    jfu.sees("Sudah 3: 1. foto, 2. foto, 3. foto.")
    jfu.taps("Selesai 3")
    jfu.sees("Pindaian diterima dan sedang disusun.")

    for phone in (jfu, office.people["Rudi Hartono"]):
        told = phone.sees(
            "Pindaian bertanda tangan dari Laporan hasil kegiatan Musrenbang, versi 1: 3 halaman"
        )
        assert "diunggah Dewi Lestari, 11 Jan 2027" in told.text
        got = phone.downloads(told)
    sizes = [page.mediabox for page in PdfReader(io.BytesIO(got)).pages]
    assert [page.width > page.height for page in sizes] == [False, True, False], "in their order"
    [kept] = scanned(office)
    assert kept.sha256 == hashlib.sha256(got).hexdigest()
    assert (kept.details, kept.size) == ({"pages": 3}, len(got))

    jfu.sends_document(got, "dari-map.pdf", PDF)
    words = jfu.sees(
        "Pindaian bertanda tangan dari Laporan hasil kegiatan Musrenbang, versi 1, Kecamatan"
    ).text
    assert words.splitlines()[1].startswith("Diunggah JFU, 11 Jan 2027")
    [paper] = office.read(select(Paper).where(Paper.id == kept.paper_id))
    assert f"Naskah asli: sidik jari {paper.sha256[:16]}" in words
    jfu.sends_document(got + b"\n", "dari-map.pdf", PDF)
    jfu.sees("Tidak dikenal.")

    begins(jfu)
    jfu.sends_document(got, "pindaian.pdf", PDF)
    jfu.taps("Selesai 1")
    jfu.sees("Pindaian yang sama persis sudah disimpan oleh Dewi Lestari")
    assert len(scanned(office)) == 1


def test_wrong_scan_is_replaced_and_stays_in_the_log_and_the_archive(office: Office, jfu: Phone) -> None:
    wrong, right = written(pages(1)), written(pages(2))
    begins(jfu)
    jfu.sends_document(wrong, "pindaian.pdf", PDF)
    jfu.taps("Selesai 1")
    jfu.sees("versi 1: 1 halaman")
    gets(jfu)
    begins(jfu, "Ganti pindaian")
    jfu.sends_document(right, "pindaian.pdf", PDF)
    jfu.taps("Selesai 1")
    jfu.sees("versi 1: 2 halaman")
    gets(jfu)
    jfu.taps("Lihat pindaian")
    jfu.sees("versi 1: 2 halaman")

    jfu.sends_document(wrong, "lama.pdf", PDF)
    jfu.sees("Pindaian lama. Berkas ini pindaian Laporan hasil kegiatan Musrenbang, versi 1")
    marks = [hashlib.sha256(content).hexdigest() for content in (wrong, right)]
    assert [one.sha256 for one in scanned(office)] == marks
    log = select(LogEntry).where(
        LogEntry.kecamatan_id == office.kecamatan_id, LogEntry.act == "scan.replaced"
    )
    assert [one.facts for one in office.read(log)] == [{"before": marks[0], "sha256": marks[1]}]
    jfu.sends("/status")
    for label in ("Dokumen", "Arsip", "ZIP RKPD 2028"):
        jfu.taps(label)
    packed = zipfile.ZipFile(io.BytesIO(jfu.downloads(jfu.sees("dengan manifest.csv", within=60))))
    lines = {one["file"]: one for one in json.loads(packed.read("manifest.json"))["files"]}
    assert packed.read("laporan-v1-tertanda-2.pdf") == right
    assert lines["laporan-v1-tertanda-2.pdf"]["title"].startswith("Pindaian bertanda tangan: Laporan hasil")
    Files(office.bureau.folder / "data" / "files").folder.joinpath(marks[1][:2], marks[1]).write_bytes(b"x")
    jfu.sends("/status")
    for label in ("Dokumen", "Arsip", "Periksa arsip"):
        jfu.taps(label)
    jfu.sees("Berubah 1: pindaian bertanda tangan", within=60)


def test_scan_goes_to_bapperida_with_the_report_or_after_it(office: Office, jfu: Phone) -> None:
    bapperida = office.joins(Post.BAPPERIDA, "Rina Marlina")
    begins(jfu)
    jfu.sends_document(written(pages(2)), "pindaian.pdf", PDF)
    jfu.taps("Selesai 1")
    jfu.sees("versi 1: 2 halaman")
    assert not any("Pindaian" in message.text for message in bapperida.from_bot)
    jfu.sends("/status")
    jfu.taps("8")
    jfu.sees("Langkah 8.")
    for label in ("Buka", "Surat keluar", "Nomor berikutnya", "Hari ini", "Kirim", "Ya, kirim"):
        jfu.taps(label)
    bapperida.sees("versi 1: 2 halaman")
    bapperida.sees("Mohon tekan Terima sebagai tanda terima.")

    gets(jfu)
    begins(jfu, "Ganti pindaian")
    jfu.sends_document(written(pages(3)), "pindaian.pdf", PDF)
    jfu.taps("Selesai 1")
    bapperida.sees("versi 1: 3 halaman")


def test_killed_while_it_binds_the_bot_keeps_one_scan(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    phone = _jfu(office)
    begins(phone)
    for colour in (250, 240):
        phone.sends_photo(photo((600, 800), (colour, colour, colour)))
    phone.taps("Selesai 2")
    own_bureau.kills_bot()
    own_bureau.starts_bot()

    phone.sees("versi 1: 2 halaman")
    assert [one.details for one in scanned(office)] == [{"pages": 2}]
    # Said once; what was on its way when the bot died comes again, and says so.
    told = [one.text.removeprefix("Dikirim ulang, isinya sama.\n") for one in phone.from_bot]
    assert len({words for words in told if words.startswith("Pindaian bertanda tangan dari")}) == 1


# ---- what is no scan


def png(wide: int, high: int) -> bytes:
    """A picture whose head promises more than anybody can open."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    rest = chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rest


def sealed_elsewhere(folder: Path) -> bytes:
    """A final paper of another kecamatan's installation."""
    return seal(written(pages(1)), folder, kecamatan="Cihideung", approved=True, at=START)


def locked() -> bytes:
    writer = pages(1)
    writer.encrypt("rahasia", algorithm="AES-256")
    return written(writer)


def final_of_ours() -> bytes:
    """What nobody else may send: a final file is known by its bytes in every office of a bot."""
    writer = pages(2)
    writer.add_metadata({"/Title": "Laporan hasil kegiatan"})
    return written(writer)


def with_attachment() -> bytes:
    writer = pages(1)
    writer.add_attachment("faktur.exe", b"MZ")
    return written(writer)


def that_acts(*where: str) -> bytes:
    """A page that does something when it is opened, printed, touched, or after a harmless act."""
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    first = DictionaryObject({NameObject("/S"): NameObject("/GoTo"), NameObject("/Next"): script})
    touched = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/A"): launch,
        }
    )
    field = DictionaryObject({NameObject("/FT"): NameObject("/Tx"), NameObject("/AA"): DictionaryObject()})
    writer = pages(1)
    page, root = writer.pages[0], writer._root_object
    for place in where:
        match place:
            case "page":
                page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
            case "next":
                root[NameObject("/OpenAction")] = first
            case "link":
                page[NameObject("/Annots")] = ArrayObject([writer._add_object(touched)])
            case "form":
                form = {NameObject("/Fields"): ArrayObject([field])}
                root[NameObject("/AcroForm")] = DictionaryObject(form)
    return written(writer)


@pytest.mark.parametrize("where", ["page", "next", "link", "form"])
def test_a_scan_that_does_something_wherever_it_hangs_is_no_paper(where: str) -> None:
    assert bind([that_acts(where)], "Pindaian").trouble == "scan.active"
    assert bind([that_acts()], "Pindaian").pages == 1


def test_files_that_are_no_scan_are_refused_and_the_paper_stays(
    office: Office, jfu: Phone, tmp_path: Path
) -> None:
    own = final_of_ours()
    with office.bureau.database.unit(office.bureau.now()) as unit:
        query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == "laporan")
        paper = unit.all(query)[0]
        paper.sealed_sha256, paper.sealed_size = hashlib.sha256(own).hexdigest(), len(own)
    before = office.read(select(Paper).where(Paper.season_id == office.season_id, Paper.key == "laporan"))
    whole = written(pages(40))
    for content, name, words in (
        (own, "laporan.pdf", "Itu berkas final dari sistem ini, bukan pindaiannya."),
        (sealed_elsewhere(tmp_path), "laporan.pdf", "PDF nomor 1 memuat tanda tangan atau segel elektronik"),
        (whole[: len(whole) // 2], "pindaian.pdf", "PDF nomor 1 rusak atau tidak utuh."),
        (locked(), "pindaian.pdf", "PDF nomor 1 terkunci sandi."),
        (with_attachment(), "pindaian.pdf", "PDF nomor 1 memuat program atau lampiran"),
        (that_acts("next"), "pindaian.pdf", "PDF nomor 1 memuat program atau lampiran"),
        (written(pages(5000)), "pindaian.pdf", "Pindaian ini lebih dari 500 halaman"),
        (
            b"PK\x03\x04 bukan PDF",
            "pindaian.pdf",
            "Berkas nomor 1 bukan PDF dan bukan foto yang dapat dibuka",
        ),
        (png(50_000, 50_000), "pindaian.png", "Gambar nomor 1 terlalu besar untuk dibuka"),
        (png(9_000, 9_000), "pindaian.pdf", "Gambar nomor 1 terlalu besar untuk dibuka"),
    ):
        begins(jfu)
        jfu.sends_document(content, name, PDF if name.endswith("pdf") else "image/png")
        jfu.taps("Selesai 1")
        refused = jfu.sees(words, within=60)
        assert "Pindaian Laporan hasil kegiatan Musrenbang versi 1 tidak disimpan." in refused.text
        assert refused.labels == ["Unggah pindaian"]

    assert scanned(office) == []
    after = office.read(select(Paper).where(Paper.season_id == office.season_id, Paper.key == "laporan"))
    assert [(one.sha256, one.stage, one.version) for one in after] == [
        (one.sha256, one.stage, one.version) for one in before
    ]
    # A picture that is called .pdf is a picture all the same.
    begins(jfu)
    jfu.sends_document(photo((600, 800), (255, 255, 255)), "pindaian.pdf", PDF)
    jfu.taps("Selesai 1")
    jfu.sees("versi 1: 1 halaman")


def test_what_cannot_be_a_page_is_told_at_once_and_nothing_is_lost(office: Office, jfu: Phone) -> None:
    begins(jfu)
    page = photo((600, 800), (255, 255, 255))
    jfu.sends_photo(page)
    jfu.sees("Sudah 1: 1. foto.")
    jfu.sends_document(b"PK\x03\x04", "laporan.docx", "application/octet-stream")
    jfu.sees("Ini berkas yang dapat disunting, bukan pindaian.")
    jfu.sends_document(b"x", "lagu.mp3", "audio/mpeg")
    jfu.sees("Yang diperlukan PDF atau foto halamannya.")
    jfu.sends_document(bytes(40 * 1024 * 1024), "besar.pdf", PDF)
    jfu.sees("Berkas ini 40 MB, sedangkan bot hanya dapat mengambil 20 MB. Pindai ulang hitam-putih 150 dpi")
    jfu.sends_sticker()
    jfu.sees("Stiker tidak bisa saya baca sebagai jawaban. Kirim PDF atau foto halamannya lewat 📎")
    jfu.sends_voice()
    jfu.sees("Pesan suara tidak bisa saya baca sebagai jawaban. Kirim PDF atau foto halamannya")
    jfu.sends("sudah saya kirim")
    jfu.sees("Pertanyaan ini tidak dijawab dengan ketikan. Kirim PDF atau foto halamannya")
    assert "Selesai 1" in jfu.buttons, "the first page is still there"
    jfu.taps("Buang terakhir")
    jfu.sees("Belum ada yang dikirim.")
    jfu.taps("Batalkan")
    jfu.sees("Tidak ada pindaian yang disimpan.")

    other = office.joins(Post.LURAH, "Budi Santosa", "Kelurahan A")
    gets(other)
    assert "Unggah pindaian" not in other.buttons
    [paper] = office.read(select(Paper).where(Paper.season_id == office.season_id, Paper.key == "laporan"))
    answer = other.presses(other.from_bot[-1], f"scan:send:{paper.id}")
    assert answer is not None
    assert answer.text.startswith("Ini tugas JFU / Sekretaris Kecamatan / Camat.")
    assert scanned(office) == []
