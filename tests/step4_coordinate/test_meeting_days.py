"""The days of the two meetings, set through the chat. Today is Monday, 11 January 2027."""

from __future__ import annotations

import pytest

from tests.support.coordination import Coordination
from tests.support.office import Office


@pytest.fixture
def table(office: Office) -> Coordination:
    return Coordination(office, usulan=0, names=0)


def test_sekretaris_sets_the_coordination_meeting(office: Office, table: Coordination) -> None:
    table.sets("Rapat koordinasi", "Selasa 12 Januari")

    assert table.meetings() == {"koordinasi": ("2027-01-12", "09.00", f"Aula Kecamatan {office.name}")}
    table.member.sees(f"Selasa, 12 Januari 2027, 09.00 WIB, Aula Kecamatan {office.name}.")


def test_musrenbang_is_set_by_three_taps(office: Office, table: Coordination) -> None:
    table.goes("Musrenbang", "Hari apa")
    table.goes("Kamis, 21 Jan 2027", "Pukul berapa")
    table.goes("13.00", "Di mana tempatnya")
    table.sekretaris.taps("Aula kecamatan")

    table.sekretaris.sees("Tersimpan: Kamis, 21 Januari 2027, 13.00 WIB")
    assert table.meetings()["musrenbang"] == ("2027-01-21", "13.00", f"Aula Kecamatan {office.name}")


def test_tim_is_told_of_a_change_once(table: Coordination) -> None:
    table.sets("Musrenbang", "21/1")
    table.sets("Musrenbang", "22/1")
    table.sets("Musrenbang", "22/1")

    table.member.sees("Jadwal Musrenbang Kecamatan diubah\nSekarang: Jumat, 22 Januari 2027")
    told = [
        message.text
        for message in table.member.from_bot
        if "Musrenbang Kecamatan" in message.text.split("\n")[0]
    ]
    assert len([text for text in told if "22 Januari" in text]) == 1


def test_place_is_typed(table: Coordination) -> None:
    table.goes("Rapat koordinasi", "Hari apa")
    table.sekretaris.sends("besok")
    table.sekretaris.sees("Pukul berapa pada Selasa, 12 Januari 2027")
    table.sekretaris.sends("2 siang")
    table.sekretaris.sees("Di mana tempatnya")
    table.sekretaris.sends('Gedung <b>Serbaguna & "Sejahtera"')

    table.sekretaris.sees('Gedung <b>Serbaguna & "Sejahtera"')
    assert table.meetings()["koordinasi"] == ("2027-01-12", "14.00", 'Gedung <b>Serbaguna & "Sejahtera"')


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("Sabtu 23 Januari", "Sabtu, 23 Januari 2027 bukan hari kerja."),
        (
            "1 April",
            "“Musrenbang dilaksanakan pada awal tahun anggaran”, yaitu Januari sampai Maret 2027.",
        ),
        ("20 Januari 2028", "Tanggal ini di luar masa itu."),
        ("9/3", "hari libur"),
    ],
)
def test_odd_day_is_questioned(table: Coordination, day: str, why: str) -> None:
    table.goes("Musrenbang", "Hari apa")
    table.sekretaris.sends(day)

    table.sekretaris.sees(why)
    assert "Tetap pakai" in table.sekretaris.buttons
    assert table.meetings() == {}


def test_questioned_day_may_be_kept(table: Coordination) -> None:
    table.sets("Musrenbang", "3 April", sure=True)

    assert table.meetings()["musrenbang"][0] == "2027-04-03"


def test_questioned_day_may_be_changed(table: Coordination) -> None:
    table.goes("Musrenbang", "Hari apa")
    table.sekretaris.sends("3 April")
    table.sekretaris.sees("Tetap pakai")
    table.goes("Kembali", "Hari apa")
    table.sekretaris.sends("21/1")

    table.sekretaris.sees("Pukul berapa pada Kamis, 21 Januari 2027")


def test_text_where_the_day_is_questioned_leads_back(table: Coordination) -> None:
    table.goes("Musrenbang", "Hari apa")
    table.sekretaris.sends("3 April")
    table.sekretaris.sees("Tetap pakai")
    table.sekretaris.sends("ya")

    table.sekretaris.sees("Silakan tekan Tetap pakai atau Kembali.")


def test_day_in_the_past_is_refused(table: Coordination) -> None:
    table.goes("Musrenbang", "Hari apa")
    table.sekretaris.sends("10 Januari 2027")

    table.sekretaris.sees("Minggu, 10 Januari 2027 sudah lewat. Pilih hari ini atau sesudahnya.")


def test_hour_in_the_past_is_refused(table: Coordination) -> None:
    table.goes("Rapat koordinasi", "Hari apa")
    table.sekretaris.sends("hari ini")
    table.sekretaris.sees("Pukul berapa")
    table.sekretaris.sends("08.00")

    table.sekretaris.sees("Jam itu sudah lewat; sekarang 1")
    assert table.meetings() == {}


def test_musrenbang_before_the_coordination_meeting_is_refused(table: Coordination) -> None:
    table.sets("Rapat koordinasi", "20/1")
    table.goes("Musrenbang", "Hari apa")
    table.sekretaris.sends("19/1")

    table.sekretaris.sees("Musrenbang tidak bisa sebelum rapat koordinasi (Rabu, 20 Januari 2027).")


def test_coordination_meeting_after_the_musrenbang_is_refused(table: Coordination) -> None:
    table.sets("Musrenbang", "20/1")
    table.goes("Rapat koordinasi", "Hari apa")
    table.sekretaris.sends("21/1")

    table.sekretaris.sees("Rapat koordinasi tidak bisa sesudah Musrenbang (Rabu, 20 Januari 2027).")


def test_both_in_one_hour_is_refused(table: Coordination) -> None:
    table.sets("Rapat koordinasi", "20/1")
    table.goes("Musrenbang", "Hari apa")
    table.sekretaris.sends("20/1")
    table.sekretaris.sees("Pukul berapa")
    table.sekretaris.taps("09.00")

    table.sekretaris.sees("Rapat koordinasi harus mulai sebelum Musrenbang; yang lain sudah pukul 09.00 WIB.")


@pytest.mark.parametrize("typed", ["31 Februari", "minggu depan ya", "<b>besok</b>"])
def test_day_that_is_none_is_asked_again(table: Coordination, typed: str) -> None:
    table.goes("Musrenbang", "Hari apa")
    table.sekretaris.sends(typed)

    table.sekretaris.sees("⚠️")
    assert table.meetings() == {}


def test_others_set_no_day(table: Coordination) -> None:
    for phone in (table.member, table.author, table.camat):
        alert = phone.presses(phone.from_bot[-1], "s4:meet:musrenbang")
        assert alert is not None
        assert (
            alert.text
            == "Ini tugas Sekretaris Kecamatan. Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."
        )
