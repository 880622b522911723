"""Files that are no list, or only look like one: each is answered with what to do, nothing is taken in."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from demo.phone import Phone
from models.batch import Batch
from models.enums import BatchState
from models.posts import Post
from models.proposal import Proposal
from tests.bombs import made
from tests.support.filled import HEAD, a_row, a_workbook
from tests.support.office import Bureau, Office
from tests.support.usulan import speaks_plainly

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SAVE_AGAIN = "Berkas ini rusak atau tidak lengkap. Mohon buka dan simpan ulang di Excel, lalu kirim lagi."
NO_SHEET = (
    "Ini bukan berkas Excel atau CSV. Mohon kirim .xlsx atau .csv, "
    "atau minta template dengan tombol Template impor."
)


def changed(*, add: dict[str, bytes] | None = None, swell: bool = False) -> bytes:
    """A workbook of ours with something more in its zip; `swell`: hundreds of megabytes of nothing."""
    made = io.BytesIO(a_workbook((a_row(),)))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (add or {}).items():
            packed.writestr(name, content)
        if swell:
            packed.writestr("xl/media/besar.bin", b"\0" * (100 * 1024 * 1024))
    return made.getvalue()


def an_archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("catatan.txt", "tidak ada tabel")
    return made.getvalue()


def far_corner() -> bytes:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Kelurahan", "di pojok"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_csv(*rows: list[object], divider: str = ";") -> str:
    return "\n".join(divider.join(str(cell) for cell in row) for row in (list(HEAD), *rows))


def refused() -> dict[str, tuple[bytes, str]]:
    """Each by its name, with why. Made when they are sent: some take a second."""
    return {
        "kosong.csv": (b" \n ", "Berkas ini kosong. Mohon periksa lalu kirim lagi."),
        "lama.xls": (OLD_EXCEL, "Berkas ini dari Excel lama (.xls). Mohon simpan sebagai .xlsx atau .csv"),
        "sandi.xlsx": (
            OLD_EXCEL + "EncryptedPackage".encode("utf-16-le"),
            "Berkas ini dikunci dengan kata sandi. Mohon simpan tanpa kata sandi, lalu kirim lagi.",
        ),
        "makro.xlsm": (
            changed(add={"xl/vbaProject.bin": b"x"}),
            "Berkas ini berisi makro. Mohon simpan sebagai .xlsx biasa, lalu kirim lagi.",
        ),
        "bengkak.xlsx": (
            changed(swell=True),
            "Berkas ini membengkak saat dibuka sehingga tidak aman dibaca.",
        ),
        "dua-ratus.xlsx": (
            made.workbook(sheet=made.sheet(200 * made.MIB)),
            "Berkas ini membengkak saat dibuka sehingga tidak aman dibaca.",
        ),
        "satu-kalimat.xlsx": (
            made.one_sentence_everywhere(40_000, 1_000),
            "Berkas ini membengkak saat dibuka sehingga tidak aman dibaca.",
        ),
        "entitas.xlsx": (made.workbook(strings=made.LAUGHS), SAVE_AGAIN),
        "dalam.xlsx": (made.nested(2), SAVE_AGAIN),
        "lebar.csv": (
            b"Kelurahan;Usulan\n" + b";" * 100_000,
            "Tabel ini terlalu lebar atau terlalu panjang.",
        ),
        "bawah.csv": (
            b"Kelurahan;Usulan" + b"\n" * 1_100_000,
            "Berkas ini lebih dari 5.000 baris. Mohon bagi menjadi beberapa berkas, lalu kirim lagi.",
        ),
        "putus.xlsx": (a_workbook((a_row(),))[:-400], SAVE_AGAIN),
        "pojok.xlsx": (far_corner(), "Tabel ini terlalu lebar atau terlalu panjang."),
        "gambar.csv": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Ini gambar, bukan daftar Excel."),
        "surat.xlsx": (made.pdf_in_circles(), "Ini berkas PDF, bukan daftar Excel."),
        "naskah.xlsx": (made.word(), "Tidak ada tabel di berkas Word ini."),
        "program.csv": (b"MZ\x90\x01\x03;Usulan\n", NO_SHEET),
        "arsip.zip": (an_archive(), NO_SHEET),
        "surat.txt": (b"Yth. Bapak Camat\nDengan hormat", "Judul kolomnya tidak dikenali."),
        "kurang.csv": (
            b"Kelurahan;Lokasi;Volume;Satuan\nKelurahan A;Gang Mawar;1;unit",
            "Kolom “Usulan” tidak ada. Tekan Template impor untuk template terbaru",
        ),
        "judul.xlsx": (a_workbook(()), "Tidak ada baris di bawah judul kolom. Mohon isi lalu kirim lagi."),
        "panjang.csv": (
            as_csv(*[a_row()] * 5_001).encode(),
            "Berkas ini lebih dari 5.000 baris. Mohon bagi menjadi beberapa berkas, lalu kirim lagi.",
        ),
    }


@pytest.fixture(scope="module")
def here(bureau: Bureau) -> Office:
    office = bureau.office()
    office.joins(Post.JFU, "Dewi Lestari")
    office.joins(Post.JFU, "Rina Wati")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    return office


def usulan_in(office: Office) -> int:
    return int(office.read(select(func.count(Proposal.id)).where(Proposal.season_id == office.season_id))[0])


def test_what_is_no_list_is_refused_with_what_to_do(here: Office, dewi: Phone) -> None:
    before = usulan_in(here)
    for name, (content, why) in refused().items():
        dewi.sends_document(content, name)
        dewi.sees(f"Berkas {name}\nBerkas ini belum dapat dibaca. {why}")
        assert dewi.buttons == ["Template impor", "Berkas lain", "Menu"]

    dewi.sends_document(b"x" * (8 * 1024 * 1024 + 1), "besar.csv")
    dewi.sees(
        "Berkas ini lebih dari 8 MB. Mohon bagi menjadi beberapa berkas yang lebih kecil, lalu kirim lagi."
    )
    assert usulan_in(here) == before


def test_only_who_may_hands_in_and_only_one_takes_in(here: Office, dewi: Phone) -> None:
    siti, rina = here.people["Siti Aminah"], here.people["Rina Wati"]
    siti.sends_document(a_workbook((a_row(),)), "usulan.xlsx")
    siti.sees("Ini tugas JFU.")

    # one of two who look at the same file takes it in; the other is told
    dewi.sends_document(a_workbook((a_row(),)), "berdua.xlsx")
    dewi.sees("1 baris usulan: siap 1")
    batch = here.read(select(Batch).where(Batch.kecamatan_id == here.kecamatan_id).order_by(Batch.id.desc()))[
        0
    ]
    rina.sends("/usulan")
    rina.taps("Impor Excel")
    rina.sees("1. berdua.xlsx: menunggu persetujuan")
    rina.taps("1")
    theirs = rina.sees("1 baris usulan: siap 1")
    dewi.taps("Masukkan (draf)")
    dewi.sees("Selesai: 1 baris usulan dimasukkan, 0 ditolak.")
    rina.sees("Selesai: 1 baris usulan dimasukkan, 0 ditolak.")
    assert (
        rina.answers(theirs, f"import:take:{batch.id}:draft", f"import:drop:{batch.id}")
        == ["Berkas ini sudah dimasukkan. Untuk menariknya kembali tekan Batalkan impor."] * 2
    )
    assert siti.answers(siti.finds("Tidak ada yang menunggu"), f"import:undone:{batch.id}") == [
        "Ini tugas JFU. Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."
    ]
    states = here.read(select(Batch).where(Batch.id == batch.id))
    assert (usulan_in(here), [one.state for one in states]) == (1, [BatchState.APPLIED])

    # the same bytes again are noticed, and may be meant
    dewi.sends_document(a_workbook((a_row(),)), "lagi.xlsx")
    dewi.sees("1 baris usulan: siap 1")
    dewi.taps("Batal")
    dewi.sees("Berkas ini tidak dimasukkan. Kirim lagi bila diperlukan.")
    speaks_plainly(rina)
    speaks_plainly(siti)


@pytest.mark.parametrize(("encoding", "divider"), [("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";")])
def test_tables_as_offices_save_them(here: Office, dewi: Phone, encoding: str, divider: str) -> None:
    """A sheet of any Excel, with whatever people type into it: it stays text."""
    rows = [
        a_row(place="Café “Melati”", problem="=HYPERLINK(1) <b>rusak</b> & bocor", volume="2 unit"),
        a_row(
            kelurahan="kel. kelurahan a",
            code="ks 3",
            rt="003",
            rw="RW 05",
            households="25 KK",
            people="90 jiwa",
        ),
        a_row(kelurahan="Kelurahan Q", place="%" * 5_000),
        a_row(cost="175 juta", urgency="tinggi", author="Siti Aminah"),
        a_row(volume="40 x", rt="RT", rw="x", people="banyak", households="", urgency="?"),
    ]
    name = f"{encoding}-{ord(divider)}.csv"

    dewi.sends_document(as_csv(*rows, divider=divider).encode(encoding), name)

    dewi.sees(
        f"Berkas {name}\n5 baris usulan: siap 3 · perlu perbaikan 1 · ditolak 1\n"
        "Jumlah biaya Rp201.000.000; terkecil Rp13.000.000, terbesar Rp175.000.000.\n"
        "⚠️ 1 baris biayanya jauh dari harga kamus.\n"
        "Yang kurang: RT/RW 1, volume 1, biaya 1, penerima 1, urgensi 1.\n"
    )
    dewi.sees(
        "Baris 4: kelurahan “Kelurahan Q” tidak dikenal di kecamatan ini\n"
        "Baris 6: RT/RW tidak terbaca (“RW x”); volume tidak terbaca (“40 x”); biaya kosong; "
        "penerima tidak…\n"
        "Belum ada yang dimasukkan. Baris yang perlu perbaikan menjadi draf yang menyebut kekurangannya.",
    )


def test_nothing_in_the_report_is_a_formula(here: Office, dewi: Phone) -> None:
    dewi.sends_document(a_workbook((a_row(kelurahan="=1+1"), a_row(kelurahan="@SUM(A1)"))), "rumus.xlsx")
    dewi.sees("Tidak ada baris yang dapat dimasukkan.")
    dewi.taps("Laporan lengkap")
    dewi.sees("Laporan berkas rumus.xlsx: 2 baris")

    report = next(message for message in reversed(dewi.from_bot) if message.document)
    cells = [cell for row in load_workbook(io.BytesIO(dewi.downloads(report))).active for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n"}
