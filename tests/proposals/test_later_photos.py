"""The rule of a season about photos: they may follow until verification ends, or are not needed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demo.phone import Phone
from models.enums import Fetching, Status
from models.posts import Post
from tests.support.office import Office
from tests.support.usulan import a_photo, comes_to, presses_send, row, speaks_plainly


@pytest.fixture
def delegate(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


@pytest.fixture
def jfu(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.JFU, "Dedi Kurnia")
    yield phone
    speaks_plainly(phone)


def rules(phone: Phone, choice: str) -> None:
    phone.sends("/pengaturan")
    phone.taps("Aturan")
    phone.taps("Foto fisik")
    phone.sees("Apakah usulan fisik harus berfoto?")
    phone.taps(choice)
    phone.sees("Foto usulan fisik sudah disimpan")


def test_photo_follows_after_the_usulan_was_sent(office: Office, delegate: Phone, jfu: Phone) -> None:
    comes_to(delegate, "photos")
    delegate.taps("Simpan & keluar")
    rules(jfu, "Boleh menyusul")
    delegate.sees("Foto usulan fisik sekarang boleh menyusul sampai verifikasi selesai.")
    delegate.sends("/start")
    delegate.presses(delegate.sees("Musrenbang Kecamatan"), f"usulan:resume:{row(office).id}")
    delegate.sees("Kirim sampai 3 foto keadaan sekarang, atau tekan Lewati.")
    delegate.taps("Lewati")
    delegate.sees("Periksa sekali lagi.")
    number = presses_send(delegate)

    delegate.sends("/tugas")
    delegate.sees("1 usulan menunggu foto")
    delegate.taps("Kirim foto")
    delegate.sees("1 usulan menunggu foto\nTekan nomornya, lalu kirim fotonya.")
    delegate.taps("1")
    delegate.sees(f"{number}\n")
    delegate.sends("nanti saja")
    delegate.sees("Kirim 1 sampai 3 foto keadaan sekarang. Sudah 0.")
    delegate.sends_photo(a_photo())
    delegate.taps("Selesai 1")

    delegate.sees(f"Foto usulan {number} sudah diterima.")
    delegate.sees("Semua foto sudah masuk.")
    sent = row(office, number)
    assert (sent.status, sent.revision, len(sent.photos)) == (Status.SUBMITTED, 2, 1)
    assert sent.photos[0].state in (Fetching.ASKED, Fetching.FETCHED)


def test_photo_that_is_not_needed_is_asked_for_by_nobody(office: Office, delegate: Phone, jfu: Phone) -> None:
    rules(jfu, "Tidak wajib")
    delegate.sends("/start")
    comes_to(delegate, "land")
    delegate.taps("Siap")
    delegate.sees("atau tekan Lewati.")
    delegate.taps("Lewati")
    delegate.sees("Periksa sekali lagi.")
    presses_send(delegate)
    delegate.sends("/tugas")
    delegate.sees("Tidak ada yang menunggu Bapak/Ibu saat ini.")
    alert = delegate.presses(delegate.from_bot[-1], f"photo:add:{row(office).id}")
    assert alert is not None
    assert alert.text.startswith("Foto untuk")
