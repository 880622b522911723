"""What the Camat returns as "Data keliru" is mended where it was decided, and he reads what became of it."""

from __future__ import annotations

import pytest

from demo.phone import Phone
from models.enums import Status
from models.posts import Post
from tests.step5_meeting.komisi_closed import closed
from tests.step6_report.draft_talk import drafts
from tests.step7_sign.naskah_talk import agrees, asked
from tests.support.hall import Hall
from tests.support.office import Office
from tests.support.seed import at_step

WHY = "Usulan kedua mestinya disepakati"


def declines_by_mistake(hall: Hall) -> None:
    hall.plenary()
    hall.sekretaris.taps("Daftar usulan")
    hall.sekretaris.taps("2.")
    hall.sekretaris.taps("Belum disepakati")
    hall.sekretaris.sees("belum disepakati? Tulis")
    hall.sekretaris.sends("Lahan masih milik perorangan")
    hall.sekretaris.sees("Dicatat sebagai belum disepakati")


def returns_as_wrong_data(camat: Phone) -> None:
    camat.taps("Kembalikan")
    camat.sees("Apa yang perlu diperbaiki?")
    camat.taps("Data keliru")
    camat.sees("Data keliru. Apa tepatnya")
    camat.sends(WHY)
    camat.taps("Tanpa halaman")
    camat.sees("Dikembalikan dengan catatan Bapak/Ibu.")


def agrees_after_all(hall: Hall) -> None:
    hall.plenary()
    hall.sekretaris.taps("Buka lagi urutan")
    hall.sekretaris.taps("Tulis alasan")
    hall.sekretaris.sends(WHY)
    hall.sekretaris.taps("Ya, buka lagi")
    hall.sekretaris.sees("Urutan pleno dibuka lagi.")
    hall.sekretaris.taps("Daftar usulan")
    hall.sekretaris.taps("2.")
    hall.sekretaris.taps("Sepakati")
    hall.fixes()


def test_what_the_camat_returns_as_wrong_data_is_mended_in_step_5_and_he_reads_what_changed(
    office: Office,
) -> None:
    camat = office.joins(Post.CAMAT, "Ahmad Fauzi")
    hall = closed(office, (5, 5), (2, 2))
    declines_by_mistake(hall)
    hall.fixes()
    hall.chooses(hall.anggota, "Ujang Suryana")
    hall.ends()
    drafts(hall.anggota)
    agrees(hall.sekretaris, 1)
    asked(camat, 1)
    returns_as_wrong_data(camat)

    hall.anggota.sees("Langkah 6 dibuka kembali")
    hall.anggota.taps("Buka")
    for_the_tim = hall.anggota.sees("Sekretaris Kecamatan / Camat membuka lagi langkah 5")
    assert "Buka lagi langkah 5" not in for_the_tim.labels
    hall.sekretaris.sees("Langkah 6 dibuka kembali")
    hall.sekretaris.taps("Buka")
    hall.sekretaris.taps("Buka lagi langkah 5")
    hall.sekretaris.sees("Langkah 6 menunggu sampai langkah ini selesai lagi.")
    hall.sekretaris.taps("Tulis alasan")
    hall.sekretaris.sends(WHY)
    hall.sekretaris.taps("Ya, buka lagi")
    hall.sekretaris.sees("Langkah 5 dibuka lagi.")
    agrees_after_all(hall)
    assert [hall.proposal(one).status for one in hall.usulan] == [Status.AGREED] * 2
    hall.home(hall.anggota)
    hall.anggota.taps("Selesai")
    hall.anggota.taps("Ya, selesai")
    hall.anggota.sees("Musrenbang selesai")

    hall.anggota.sees("Langkah 6 dibuka", within=60)
    hall.anggota.presses(hall.anggota.from_bot[-1], "s6:home")
    hall.anggota.taps("Buat draft laporan")
    agrees(hall.sekretaris, 2)
    second = asked(camat, 2).text
    assert "Disepakati: 2 usulan" in second
    assert "Perubahan sejak versi 1: Isi tidak berubah." not in second
    assert hall.proposal(hall.usulan[1]).number in second


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_every_ended_step_says_who_could_open_it_again(office: Office, number: int) -> None:
    """To who may not it is said, Sekretaris has the button instead; later it says why there is none."""
    sekretaris = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    other = office.joins(Post.ADMIN if number == 1 else Post.KEPALA_BIDANG, "Bambang Setiawan")
    at_step(office, number + 1)
    for phone in (sekretaris, other):
        phone.sends("/start")
        phone.presses(phone.sees("Musrenbang Kecamatan"), f"s{number}:home")

    who = "JFU / Sekretaris Kecamatan / Camat" if number == 1 else "Sekretaris Kecamatan / Camat"
    assert "Buka lagi" not in other.sees(f"Bila perlu dibuka lagi: {who}.").labels
    shown = sekretaris.from_bot[-1]
    assert "Buka lagi" in shown.labels
    assert "Bila perlu dibuka lagi" not in shown.text

    at_step(office, number + 2)
    sekretaris.presses(shown, f"s{number}:home")
    why = sekretaris.sees(f"Langkah {number} hanya dapat dibuka lagi selama langkah {number + 1}")
    assert "Buka lagi" not in why.labels
