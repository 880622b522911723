"""Last year's list beside this year's: who came again, who is new, and who has not come yet."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from demo.phone import Phone
from models.posts import Post
from tests.support.filled import a_row, a_workbook
from tests.support.lists import of_last
from tests.support.office import Bureau, Office

LAST = """Tahun;Nomor;Kelurahan;Kode kamus;Usulan;Lokasi;RT;RW;Volume;Satuan;Hasil;Tahap;Alasan
2027;17;Kelurahan A;SP-01;Saluran air;Gang Mawar;3;5;40;m;tidak diakomodir;kota;Pagu tidak cukup
2027;18;Kelurahan A;SP-01;Saluran air;Gang Kenanga;1;2;10;m;diakomodir;apbd;
"""
GANG = a_row(
    code="SP-01", title="Perbaikan selokan", volume=40, land="Siap", place="Gg. Mawar dpn musala", rt=3, rw=5
)
BALAI = a_row(place="Balai RW 06", rw=6)


@pytest.fixture
def here(bureau: Bureau) -> Office:
    office = bureau.office()
    office.joins(Post.JFU, "Dewi Lestari")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    return office


def reasons(phone: Phone) -> dict[object, str]:
    """What the report says of each row."""
    phone.taps("Laporan lengkap")
    phone.sees("Laporan berkas ")
    report = next(message for message in reversed(phone.from_bot) if message.document)
    sheet = load_workbook(io.BytesIO(phone.downloads(report))).active
    assert sheet is not None
    return {at: str(why or "") for at, _, why, *_ in sheet.iter_rows(values_only=True)}


def test_rows_that_stood_in_last_years_list_are_told_from_new_ones(here: Office, dewi: Phone) -> None:
    dewi.sends_document(LAST.encode(), "hasil-2027.csv", "text/csv")
    dewi.sees("2 baris usulan tahun lalu: siap 2")
    assert "Datang lagi" not in dewi.screen
    dewi.taps("Masukkan")
    dewi.sees("Selesai: 2 baris")

    dewi.sends_document(a_workbook((GANG, BALAI)), "usulan.xlsx")
    dewi.sees("Datang lagi dari daftar tahun lalu: 1 baris; baru: 1.")
    said = reasons(dewi)
    assert said[2].endswith("Datang lagi: 2027/17, waktu itu tidak diakomodir. Alasan: Pagu tidak cukup")
    assert "Datang lagi" not in said[3]
    dewi.taps("Masukkan & kirim")
    dewi.sees("Selesai: 2 baris usulan dimasukkan")


def test_of_last_years_list_it_is_said_what_has_come_again(here: Office, dewi: Phone) -> None:
    dewi.sends_document(a_workbook((BALAI, GANG)), "usulan.xlsx")
    dewi.sees("2 baris usulan: siap 2")
    assert "Datang lagi" not in dewi.screen
    dewi.taps("Masukkan & kirim")
    dewi.sees("Selesai: 2 baris usulan dimasukkan")
    again = next(one for one in of_last(here)[1] if one.title == "Perbaikan selokan")

    dewi.sends_document(LAST.encode(), "hasil-2027.csv", "text/csv")
    dewi.sees("Datang lagi pada musim ini: 1 baris; belum datang: 1.")
    said = reasons(dewi)
    assert said[2] == f"Datang lagi musim ini: {again.number or 'draf'}."
    assert said[3] == ""
