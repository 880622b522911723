"""Rows that are the same as others are shown before they are taken in; a person says what they are."""

from __future__ import annotations

import pytest

from demo.phone import Phone
from models.enums import Status
from models.posts import Post
from tests.support.filled import a_row, a_workbook
from tests.support.lists import of_last
from tests.support.office import Bureau, Office

GANG = a_row(
    code="SP-01", title="Saluran Gang Mawar", volume=40, land="Siap", place="Gang Mawar depan musala"
)
AGAIN = a_row(
    code="SP-01", title="Perbaikan selokan", volume=40, land="Siap", place="Gg. Mawar dpn musala", people=80
)
BALAI = a_row(place="Balai RW 06", rw=6)
HALL = a_row(place="Aula kelurahan", rt=1, rw=1)


@pytest.fixture
def here(bureau: Bureau) -> Office:
    office = bureau.office()
    office.joins(Post.JFU, "Dewi Lestari")
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    return office


def test_rows_that_look_alike_are_joined_or_kept_apart(here: Office, dewi: Phone) -> None:
    dewi.sends_document(a_workbook((GANG, BALAI, AGAIN, BALAI, HALL, HALL)), "usulan.xlsx")
    dewi.sees("6 baris usulan: siap 6")
    dewi.sees("3 baris mungkin sama dengan baris lain atau usulan yang sudah ada.")

    dewi.taps("Periksa mirip (3)")
    dewi.sees("Mungkin sama, 1 dari 3")
    dewi.sees("Baris 2: Saluran Gang Mawar, 40 m, Gang Mawar depan musala")
    dewi.sees("1. Baris 4: Perbaikan selokan, 40 m, Gg. Mawar dpn musala")
    dewi.taps("Sama, gabung")
    dewi.sees("Mungkin sama, 2 dari 3")
    dewi.sees("1. Baris 5, persis sama:")
    dewi.taps("Beda")
    dewi.sees("Mungkin sama, 3 dari 3")
    dewi.taps("Sama, gabung")

    dewi.sees("6 baris usulan: siap 4 · perlu perbaikan 0 · ditolak 2")
    dewi.sees("Dibandingkan: 2 baris sama dan tidak dimasukkan, 1 beda.")
    dewi.sees("Baris 4: sama dengan baris 2")
    dewi.taps("Masukkan & kirim")
    dewi.sees("Selesai: 4 baris usulan dimasukkan, 2 ditolak.")
    places = [one.place for one in of_last(here)[1]]
    assert places == ["Gang Mawar depan musala", "Balai RW 06", "Balai RW 06", "Aula kelurahan"]


def test_the_second_file_is_compared_with_what_the_first_brought(here: Office, dewi: Phone) -> None:
    dewi.sends_document(a_workbook((GANG, BALAI)), "pertama.xlsx")
    dewi.taps("Masukkan & kirim")
    dewi.sees("Terkirim 1, masih draf 1.")
    sent = next(one for one in of_last(here)[1] if one.status == Status.SUBMITTED)

    dewi.sends_document(a_workbook((BALAI, AGAIN, HALL)), "kedua.xlsx")
    dewi.sees("2 baris mungkin sama dengan baris lain atau usulan yang sudah ada.")
    dewi.taps("Periksa mirip (2)")
    dewi.sees(f"{sent.number}: ")
    dewi.sees("1. Baris 2, persis sama:")
    dewi.taps("Sama, gabung")
    dewi.sees("Draf: Saluran Gang Mawar, 40 m")
    dewi.taps("Beda")
    dewi.sees(f"Baris 2: sama dengan {sent.number}")
    dewi.taps("Masukkan (draf)")
    dewi.sees("Selesai: 2 baris usulan dimasukkan, 1 ditolak.")


def test_all_that_are_the_same_to_the_letter_go_with_one_press(here: Office, dewi: Phone) -> None:
    dewi.sends_document(a_workbook((BALAI, HALL, GANG, BALAI, HALL, BALAI, AGAIN)), "usulan.xlsx")
    dewi.taps("Periksa mirip (4)")
    dewi.sees("2. Baris 7, persis sama:")
    dewi.taps("3 persis sama")
    dewi.sees("3 baris yang persis sama tidak dimasukkan lagi.")
    dewi.sees("Baris 4: Saluran Gang Mawar")  # the one that is left
    dewi.taps("Selesai memeriksa")
    dewi.sees("7 baris usulan: siap 4 · perlu perbaikan 0 · ditolak 3")
    dewi.sees("1 baris mungkin sama")


def test_one_row_of_a_group_may_be_another_and_answers_change(here: Office, dewi: Phone) -> None:
    dewi.sends_document(a_workbook((BALAI, BALAI, BALAI)), "usulan.xlsx")
    dewi.taps("Periksa mirip (2)")
    dewi.taps("Baris 4 beda")
    dewi.sees("2. Baris 4, beda:")
    dewi.taps("Baris 4 sama")
    dewi.sees("2. ✔ Baris 4, sama:")
    dewi.taps("Baris 4 beda")
    first = dewi.sees("2. Baris 4, beda:")
    dewi.taps("Sama, gabung")  # for the row that is left: what was said of the other stands
    dewi.sees("Baris 3: sama dengan baris 2")
    dewi.sees("Dibandingkan: 1 baris sama dan tidak dimasukkan, 1 beda.")

    dewi.taps("Batal")
    batch, _ = of_last(here)
    dewi.presses(first, f"import:same:{batch.id}:0")
    dewi.sees("Tombol itu sudah tidak berlaku")


def test_who_says_nothing_gets_every_row(here: Office, dewi: Phone) -> None:
    dewi.sends_document(a_workbook((BALAI, BALAI)), "usulan.xlsx")
    dewi.sees("1 baris mungkin sama")
    dewi.taps("Masukkan & kirim")
    dewi.sees("Selesai: 2 baris usulan dimasukkan, 0 ditolak.")
