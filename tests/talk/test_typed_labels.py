"""The label of a button that is on the screen, typed instead of pressed; and words that may be an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status, Urgency
from models.posts import Post
from models.proposal import Proposal
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from tests.support.usulan import (
    ASKED,
    CARD,
    a_photo,
    asked,
    comes_to,
    receipts,
    refuses,
    row,
    speaks_plainly,
)


@pytest.fixture
def phone(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


@pytest.mark.parametrize("typed", ["Simpan & keluar", "simpan dan KELUAR!!", "batal", "Simpan&keluar 🙏"])
def test_leaving_is_no_place(office: Office, phone: Phone, typed: str) -> None:
    comes_to(phone, "place")

    phone.sends(typed)

    phone.sees("Jawaban Bapak/Ibu tersimpan. Lanjutkan kapan saja.")
    assert row(office).place is None


def test_labels_lead_through_the_whole_form(office: Office, phone: Phone) -> None:
    comes_to(phone, "place")
    phone.sends("Lewati")
    why = (
        "Bagian ini tidak dapat dilewati. Silakan dijawab, atau tekan Simpan & keluar bila ingin dilanjutkan "
        "nanti."
    )
    refuses(phone, why, asked("place"))
    phone.sends("Kembali")
    phone.sees(ASKED["problem"])
    phone.sends("tetap")
    phone.sees(ASKED["place"])
    phone.sends("Gang Mawar RT 03/RW 05")
    phone.sees(ASKED["pin"])
    phone.sends("lewati.")
    phone.sees(ASKED["volume"])
    phone.sends("40")
    phone.sees(ASKED["cost"])
    phone.sends("pakai harga kamus")
    phone.sees(ASKED["people"])
    phone.sends("25 KK")
    phone.sees(ASKED["urgency"])
    phone.sends("MENDESAK 🔥")
    phone.sees(ASKED["land"])
    phone.sends("siap")
    phone.sees("Usulan fisik wajib berfoto.")
    phone.sends_photo(a_photo())
    phone.sees("Sudah 1 dari 3 foto.")
    phone.sends("selesai")
    phone.sees("Periksa sekali lagi.")
    phone.sends("ubah")
    phone.sees("Bagian mana yang ingin diubah?")
    phone.sends("urgensi")
    phone.sees("Usulan baru › Ubah Urgensi")
    phone.sends("Segera")
    phone.sees("Urgensi: Segera")
    phone.sends("Kirim usulan")
    phone.waits_for(lambda _eyes: receipts(phone), what="a receipt")
    assert (row(office).urgency, row(office).lat) == (Urgency.SOON, None)


def test_the_first_question_has_nothing_before_it(phone: Phone) -> None:
    first = next(iter(ASKED))
    comes_to(phone, first)

    phone.sends("kembali")

    why = "Ini bagian pertama. Untuk berhenti dahulu, tekan Simpan & keluar."
    refuses(phone, why, asked(first))


def test_a_label_typed_twice_within_a_moment_presses_once(office: Office, phone: Phone) -> None:
    comes_to(phone, "urgency")
    phone.sends("Kembali")
    phone.sends("Kembali")
    phone.sees("Pesan yang sama sudah dicatat, jadi tidak dicatat dua kali.")
    phone.sees(ASKED["people"])


def test_words_of_a_card_are_still_no_answer(phone: Phone) -> None:
    comes_to(phone, "card")

    phone.sends("sudah benar semua")

    why = "Semua sudah terisi. Tekan Kirim bila benar, atau Ubah untuk memperbaiki satu bagian."
    refuses(phone, why, CARD)


@pytest.mark.parametrize("meant", ["Tekan tombol itu", "Catat jawaban"])
def test_what_may_be_an_answer_too_is_asked_in_one_line(office: Office, phone: Phone, meant: str) -> None:
    """A reason that is a button, and may be the whole reason."""
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    (usulan,) = proposals(office, 1, Status.SUBMITTED, phone.name)
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai")
    head.taps("Tidak layak")
    head.sees("mengapa tidak layak?")

    head.sends("sudah dianggarkan")

    head.sees("“sudah dianggarkan” juga nama tombol. Tekan tombol itu, atau catat sebagai jawaban?")
    assert head.buttons == ["Tekan tombol itu", "Catat jawaban", "Simpan & keluar"]
    head.taps(meant)
    if meant == "Tekan tombol itu":
        head.sees("Kegiatan ini sudah dianggarkan pada tahun berjalan.")
    else:
        head.sees("Semua usulan sudah diputuskan.")
        (reason,) = office.read(select(Proposal.reason).where(Proposal.id == usulan))
        assert reason == "sudah dianggarkan"


def test_a_label_that_says_the_same_is_not_asked_about(office: Office) -> None:
    sekretaris = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    at_step(office, 3)
    sekretaris.sends("/tugas")
    sekretaris.taps("Langkah 3")
    sekretaris.taps("Nama lain")
    sekretaris.sees("Siapa nama lengkapnya")
    sekretaris.sends("Dadang Sudrajat")
    sekretaris.sees("Dari lembaga atau jabatan apa")
    sekretaris.sends("Ketua LPM")
    sekretaris.sees("Apa jabatannya dalam tim")

    sekretaris.sends("anggota")

    sekretaris.sees("Dadang Sudrajat masuk tim sebagai Anggota")
