"""What a list leaves open is asked, one question at a time; what a heading means is remembered."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from demo.phone import Phone
from models.posts import Post
from tests.support.lists import of_last
from tests.support.office import Bureau, Office
from tests.support.raw_lists import SHAPES, Wish
from tests.support.usulan import speaks_plainly

A, B = "Kelurahan A", "Kelurahan B"


def wishes(*names: str, cost: int = 48_000_000) -> list[Wish]:
    return [
        Wish(
            name,
            "kesra",
            f"Pelatihan kader {at}",
            f"Balai RW 0{at} RT 1/RW {at}",
            Decimal(20 + at),
            "orang",
            cost,
        )
        for at, name in enumerate(names, start=1)
    ]


@pytest.fixture(scope="module")
def here(bureau: Bureau) -> Office:
    office = bureau.office()
    office.joins(Post.JFU, "Dewi Lestari")
    office.joins(Post.DELEGASI, "Siti Aminah", A)
    return office


def test_unknown_heading_is_asked_once_remembered_and_forgotten(here: Office, dewi: Phone) -> None:
    content = SHAPES["own_word"].make(wishes(A, A, B))
    dewi.sends_document(content, "rincian.xlsx")
    dewi.sees("Kolom “Rincian” berisi “Pelatihan kader 1”, “Pelatihan kader 2”")
    assert dewi.buttons == ["Usulan", "Masalah", "Abaikan", "Batal"]
    first = dewi.sees("Kolom “Rincian”")
    dewi.taps("Usulan")
    dewi.sees("3 baris usulan: siap 0 · perlu perbaikan 3 · ditolak 0")
    batch, _ = of_last(here)
    dewi.presses(first, f"import:answer:{batch.id}:0:0")
    dewi.sees("Tombol itu sudah tidak berlaku")

    # the next file with this heading is not asked about
    dewi.sends_document(content, "rincian-lagi.xlsx")
    dewi.sees("Berkas rincian-lagi.xlsx\n3 baris usulan: siap 0 · perlu perbaikan 3")

    # until somebody takes it back
    dewi.sends("/usulan")
    dewi.taps("Impor Excel")
    dewi.taps("Judul kolom")
    dewi.sees("1. “Rincian”: Usulan")
    dewi.taps("Lupakan 1")
    dewi.sees("Arti judul “Rincian” dilupakan")
    dewi.sends_document(content, "rincian-baru.xlsx")
    dewi.sees("Kolom “Rincian” berisi")
    dewi.taps("Batal")

    # a file that was shown before is taken in as it was shown
    dewi.taps("Berkas lain")
    dewi.taps(
        next(line[0] for line in dewi.sees("Impor dari Excel").text.splitlines() if "rincian-lagi" in line)
    )
    dewi.sees("Berkas rincian-lagi.xlsx\n3 baris usulan")
    dewi.taps("Masukkan (draf)")
    dewi.sees("Selesai: 3 baris usulan dimasukkan, 0 ditolak.")


def test_amounts_that_cannot_be_rupiah_are_asked_about_with_both_readings(here: Office, dewi: Phone) -> None:
    dewi.sends_document(SHAPES["silent"].make(wishes(A, A)), "rp.xlsx")
    dewi.sees("Kolom “Anggaran (Rp)” berisi angka yang tidak wajar")
    dewi.sees("• 48: Rp48 · Rp48 ribu · Rp48 juta")
    assert dewi.buttons == ["Rp48", "Rp48 ribu", "Rp48 juta", "Batal"]
    dewi.taps("Rp48 ribu")
    dewi.sees("biaya Rp48.000 terlalu kecil; mungkin dalam ribuan atau jutaan rupiah")
    dewi.taps("Ubah jawaban")
    dewi.sees("Kolom “Anggaran (Rp)” berisi angka yang tidak wajar")
    dewi.taps("Rp48 juta")
    dewi.sees("Jumlah biaya Rp96.000.000; terkecil Rp48.000.000, terbesar Rp48.000.000.")
    dewi.taps("Masukkan (draf)")
    dewi.sees("Selesai: 2 baris usulan dimasukkan, 0 ditolak.")
    assert [one.cost for one in of_last(here)[1]] == [48_000_000, 48_000_000]


def test_list_of_nobody_is_asked_whose_it_is(here: Office, dewi: Phone) -> None:
    dewi.sends_document(SHAPES["nowhere"].make(wishes(A, A)), "usulan-rw.xlsx")
    dewi.sees("Daftar pada “Sheet” dari kelurahan mana? Baris pertamanya: 1 · kesra · Pelatihan kader 1")
    dewi.taps(B)
    dewi.sees("“Sheet”: 2 baris, Kelurahan Kelurahan B menurut jawaban Bapak/Ibu.")
    dewi.taps("Masukkan (draf)")
    dewi.sees("Selesai: 2 baris usulan dimasukkan, 0 ditolak.")
    assert {one.kelurahan.name for one in of_last(here)[1]} == {B}


def test_every_sheet_is_read_and_what_is_left_aside_is_named(here: Office, dewi: Phone) -> None:
    dewi.sends_document(SHAPES["sheets"].make(wishes(A, B, B)), "semua.xlsx")
    dewi.sees("3 baris usulan: siap 0 · perlu perbaikan 3 · ditolak 0")
    dewi.sees("“Kelurahan A”: 1 baris, Kelurahan Kelurahan A menurut nama lembarnya.")
    dewi.sees("Lembar tanpa daftar, tidak dibaca: “Catatan”.")
    dewi.taps("Laporan lengkap")
    dewi.sees("Laporan berkas semua.xlsx: 3 baris")
    report = next(message for message in reversed(dewi.from_bot) if message.document)
    lines = list(load_workbook(io.BytesIO(dewi.downloads(report))).active.values)
    assert [line[:2] for line in lines[1:4]] == [
        ("2 (Kelurahan A)", "perlu perbaikan"),
        ("2 (Kelurahan B)", "perlu perbaikan"),
        ("3 (Kelurahan B)", "perlu perbaikan"),
    ]
    assert lines[4][:2] == ("1 (Kelurahan A)", "bukan isi daftar")
    dewi.taps("Masukkan (draf)")
    dewi.sees("Selesai: 3 baris usulan dimasukkan, 0 ditolak.")


def test_table_in_word_is_a_list_too(here: Office, dewi: Phone) -> None:
    dewi.sends_document(SHAPES["word"].make(wishes(A, B)), "hasil.docx")
    dewi.sees("Berkas Word hasil.docx bukan naskah dari bot ini, jadi tabelnya dibaca sebagai daftar usulan.")
    dewi.sees("Berkas hasil.docx sudah diperiksa.")
    dewi.taps("Lihat berkas")
    dewi.sees("2 baris usulan: siap 0 · perlu perbaikan 2 · ditolak 0")
    dewi.taps("Masukkan (draf)")
    dewi.sees("Selesai: 2 baris usulan dimasukkan, 0 ditolak.")
    assert [one.title for one in of_last(here)[1]] == ["Pelatihan kader 1", "Pelatihan kader 2"]


def test_only_who_may_hand_in_answers(here: Office, dewi: Phone) -> None:
    siti = here.people["Siti Aminah"]
    dewi.sends_document(SHAPES["nowhere"].make(wishes(A)), "lain.xlsx")
    dewi.sees("dari kelurahan mana?")
    batch, _ = of_last(here)
    siti.sends("/start")
    siti.presses(siti.sees("Delegasi Kelurahan"), f"import:answer:{batch.id}:0:0")
    siti.sees("Ini tugas JFU.")
    dewi.taps("Batal")
    dewi.sees("Berkas ini tidak dimasukkan.")
    siti.presses(siti.sees("Ini tugas JFU."), "import:heads:0")
    speaks_plainly(siti)
