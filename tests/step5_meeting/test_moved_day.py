"""The day of the Musrenbang is moved after step 4: before it has begun, and after nobody came."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.season import Meeting
from tests.support.hall import TODAY, Hall
from tests.support.office import Office
from texts.figures import date as in_words


def day_of(office: Office) -> date:
    query = select(Meeting.day).where(Meeting.season_id == office.season_id, Meeting.kind == "musrenbang")
    found: date = office.read(query)[0]
    return found


def moves(hall: Hall, day: date) -> None:
    phone = hall.sekretaris
    hall.home(phone)
    phone.taps("Pindahkan hari")
    phone.sees("Hari apa yang baru?")
    phone.sends(f"{day.day}/{day.month}/{day.year}")
    if "Tetap pakai" in phone.buttons:
        phone.taps("Tetap pakai")
    phone.sees("Pukul berapa")
    phone.taps("09.00")
    phone.sees("Di mana tempatnya?")
    phone.taps("Aula kecamatan")
    phone.sees("Semua yang memegang jabatan sudah dikabari. Buat lagi undangannya lewat Surat dan daftar.")


@pytest.mark.parametrize("was", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_a_day_that_has_not_begun_or_was_missed_is_moved(office: Office, was: date) -> None:
    hall = Hall(office, 1, day=was)
    new = TODAY + timedelta(days=9)  # a Wednesday
    moves(hall, new)

    assert day_of(office) == new
    for phone in (hall.author, hall.ketua, hall.anggota):
        phone.sees(f"Jadwal Musrenbang Kecamatan diubah\nSekarang: {in_words(new)}, 09.00 WIB")
    hall.sekretaris.sees("Langkah 5. Musrenbang kecamatan")


def test_a_musrenbang_that_has_begun_stays_on_its_day(office: Office) -> None:
    hall = Hall(office, 1)
    hall.home(hall.sekretaris)
    screen = hall.sekretaris.from_bot[-1]
    hall.arrives(hall.anggota)

    refused = hall.sekretaris.presses(screen, "s4:meet:musrenbang")
    assert refused is not None
    assert refused.text.startswith("Musrenbang sudah dimulai")
    hall.home(hall.sekretaris)
    assert "Pindahkan hari" not in hall.sekretaris.buttons
    other = hall.anggota.presses(hall.anggota.from_bot[-1], "s4:meet:musrenbang")
    assert other is not None
    assert other.text.startswith("Ini tugas")
