"""A file of rows, sent to the bot by JFU: read, looked at, taken in, taken back."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from demo.phone import Phone
from models.enums import Status
from models.posts import Post
from tests.support.filled import a_row, a_workbook
from tests.support.lists import of_last
from tests.support.office import Bureau, Office
from tests.support.usulan import reads, speaks_plainly


@pytest.fixture(scope="module")
def here(bureau: Bureau) -> Office:
    """An office with JFU and a delegate, for all tests of this page."""
    office = bureau.office()
    office.joins(Post.JFU, "Dewi Lestari")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    return office


@pytest.fixture
def siti(here: Office) -> Iterator[Phone]:
    phone = here.people["Siti Aminah"]
    yield phone
    speaks_plainly(phone)


MIXED = (
    a_row(),
    a_row(
        code="SP-01",
        title="Saluran Gang Mawar",
        volume="40",
        unit="m",
        land="Siap",
        place="Gang Mawar depan musala",
    ),
    a_row(code="", title="Pelatihan pembuatan sabun cuci", komisi="Ekonomi", unit="", volume=20),
    a_row(kelurahan="Kelurahan Z"),
    a_row(),
)


def test_file_is_looked_at_taken_in_and_taken_back(here: Office, dewi: Phone, siti: Phone) -> None:
    dewi.sends_document(a_workbook(MIXED, above=2), "usulan.xlsx")

    reads(
        dewi,
        "Berkas usulan.xlsx\n5 baris usulan: siap 3 · perlu perbaikan 1 · ditolak 1\n"
        "Jumlah biaya Rp74.000.000; terkecil Rp13.000.000, terbesar Rp48.000.000.\n"
        "Yang kurang: foto 1, volume 1, biaya 1.\n"
        "⚠️ 1 baris mungkin sama dengan baris lain atau usulan yang sudah ada.\n"
        "Baris 6: satuan kosong; biaya kosong\n"
        "Baris 7: kelurahan “Kelurahan Z” tidak dikenal di kecamatan ini\n"
        "Belum ada yang dimasukkan. Baris yang perlu perbaikan menjadi draf yang menyebut kekurangannya.",
    )
    assert of_last(here)[1] == []

    dewi.taps("Laporan lengkap")
    dewi.sees("Laporan sedang dibuat dan segera dikirim.")
    dewi.sees("Laporan berkas usulan.xlsx: 5 baris")
    report = next(message for message in reversed(dewi.from_bot) if message.document)
    lines = list(load_workbook(io.BytesIO(dewi.downloads(report))).active.values)
    assert lines[2] == (5, "siap", "tinggal foto")

    dewi.taps("Masukkan & kirim")
    dewi.sees("Selesai: 4 baris usulan dimasukkan, 1 ditolak.\nTerkirim 2, masih draf 2.")
    batch, made = of_last(here)
    assert [(one.status, one.asked) for one in made] == [
        (Status.SUBMITTED, None),
        (Status.DRAFT, "photos"),
        (Status.DRAFT, "volume"),
        (Status.SUBMITTED, None),
    ]
    # the author's words beside the type; where there are none, the type's name
    assert made[1].title == "Saluran Gang Mawar"
    assert made[1].kamus_id is not None
    assert made[0].title == "Pengadaan alat posyandu (antropometri)"
    siti.sees(
        "Kecamatan memasukkan 4 usulan atas nama Bapak/Ibu dari sebuah daftar. 2 di antaranya masih draf"
    )
    dewi.presses(dewi.sees("Selesai: 4 baris"), f"import:take:{batch.id}:send")
    dewi.sees("Berkas ini sudah dimasukkan.")
    assert len(of_last(here)[1]) == 4


def test_works_of_a_list_are_sent_where_their_photos_may_follow(bureau: Bureau) -> None:
    office = bureau.office()
    dewi = office.joins(Post.JFU, "Dewi Lestari")
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    dewi.sends_document(a_workbook(MIXED), "usulan.xlsx")
    dewi.sees("Yang kurang: foto 1, volume 1, biaya 1.")
    dewi.taps("Foto menyusul")
    dewi.sees("Foto usulan fisik kini boleh menyusul sampai verifikasi selesai")
    dewi.sees("Yang kurang: volume 1, biaya 1.")
    siti.sees("Foto usulan fisik sekarang boleh menyusul sampai verifikasi selesai.")
    assert "Foto menyusul" not in dewi.buttons
    dewi.taps("Masukkan & kirim")
    dewi.sees("Terkirim 3, masih draf 1.")
    work = next(one for one in of_last(office)[1] if one.title == "Saluran Gang Mawar")
    assert (work.status, work.asked) == (Status.SUBMITTED, None)
    dewi.sends("/tugas")
    dewi.sees("1 usulan menunggu foto")
    for phone in (dewi, siti):
        speaks_plainly(phone)


def test_what_there_is_no_room_for_waits_as_a_draft_with_the_reason(bureau: Bureau) -> None:
    office = bureau.office(quota_kelurahan=1)
    dewi = office.joins(Post.JFU, "Dewi Lestari")
    dewi.sends_document(a_workbook((a_row(), a_row(place="Posyandu RW 06"))), "usulan.xlsx")
    dewi.taps("Masukkan & kirim")
    dewi.sees("Selesai: 2 baris usulan dimasukkan, 0 ditolak.\nTerkirim 1, masih draf 1.")
    batch, made = of_last(office)

    assert [one.status for one in made] == [Status.SUBMITTED, Status.DRAFT]
    assert batch.report[0][2] == made[0].number
    assert batch.report[1][2].startswith("belum terkirim: ")
    speaks_plainly(dewi)
