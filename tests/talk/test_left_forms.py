"""A form that was left: what is typed then answers nothing; the way back leads to the very question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Run
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from tests.support.usulan import PROBLEM, a_photo, asked, comes_to, goes_on, reads, row, speaks_plainly

STRAY = "selokan mampet di gang"


@pytest.fixture
def delegate(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


def run(office: Office, step: str) -> Run:
    (found,) = office.read(select(Run).where(Run.season_id == office.season_id, Run.step == step))
    return found


def test_words_typed_at_home_close_no_intake(office: Office, delegate: Phone) -> None:
    proposals(office, 1, Status.SUBMITTED, delegate.name)
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.taps("Tutup dengan alasan")
    jfu.sees("Mengapa ditutup")

    jfu.sends("/start")
    jfu.sees("Isian “Tutup penerimaan” belum selesai. Untuk kembali ke pertanyaannya, tekan Lanjutkan isian.")
    jfu.sends("/bantuan")
    assert "belum selesai" not in jfu.sees("Ini layar utama").text
    jfu.sends(STRAY)

    jfu.sees("Itu belum dicatat: isian “Tutup penerimaan” belum selesai.")
    assert run(office, "step1_recap").state == StepState.OPEN
    jfu.taps("Lanjutkan isian")
    jfu.sees("Mengapa ditutup")

    # Typed on its own question it is a reason, and still closes nothing until that is said.
    jfu.sends("Tenggat kecamatan sudah lewat.")
    jfu.sees("Tutup penerimaan untuk semua kelurahan?")
    assert run(office, "step1_recap").state == StepState.OPEN
    jfu.sends("Ya, tutup saja")
    jfu.sees("Semua sudah terisi.")
    assert run(office, "step1_recap").state == StepState.OPEN


def test_words_typed_at_home_give_no_verdict(office: Office, delegate: Phone) -> None:
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    head.taps("Verifikasi")
    head.taps("Mulai")
    head.taps("Tidak layak")
    head.sees("Alasan putusan › Alasan")

    head.sends("/start")
    head.sees("Bambang Setiawan")
    head.sends("Lahan itu masih dalam sengketa keluarga.")

    head.sees("Itu belum dicatat: isian “Alasan putusan” belum selesai.")
    here = select(Verdict.id).join(Proposal).where(Proposal.kecamatan_id == office.kecamatan_id)
    assert office.read(here) == []
    head.taps("Lanjutkan isian")
    head.sees("Alasan putusan › Alasan")


def test_a_number_typed_below_another_screen_is_no_answer(office: Office, delegate: Phone) -> None:
    comes_to(delegate, "volume")

    delegate.sends("/status")
    delegate.sees("RKPD 2028")
    delegate.sends("42")

    delegate.sees("Usulan nomor 42 tidak ditemukan.")
    assert row(office).volume is None
    delegate.taps("Lanjutkan isian")
    reads(delegate, asked("volume"))
    delegate.sends("40")
    delegate.sees("Berapa perkiraan biayanya")

    delegate.sends("/tugas")
    delegate.sees("Tugas Bapak/Ibu")
    looked_for = delegate.sends("7")

    delegate.sees("Usulan nomor 7 tidak ditemukan.")
    assert row(office).cost is None
    delegate.taps("Lanjutkan isian")
    delegate.sees("Berapa perkiraan biayanya")
    delegate.edits(looked_for, "8")
    delegate.sees("Perubahan pesan lama tidak saya catat.")
    assert row(office).cost is None
    goes_on(delegate, "cost")


def test_a_place_a_photo_and_an_edited_message_are_no_answers_either(office: Office, delegate: Phone) -> None:
    comes_to(delegate, "place")
    answer = delegate.sends("Gang Mawar depan musala, RT 03/RW 05")
    reads(delegate, asked("pin"))
    delegate.sends("/tugas")
    delegate.sees("Tugas Bapak/Ibu")

    for sends in (lambda: delegate.sends_location(-6.55, 106.8), lambda: delegate.sends_photo(a_photo())):
        sends()
        delegate.sees("Itu belum dicatat: isian “Usulan baru” belum selesai.")
        delegate.sends("/status")
        delegate.sees("RKPD 2028")
    delegate.edits(answer, "Gang Melati, RT 09/RW 09")
    delegate.sees("Itu belum dicatat: isian “Usulan baru” belum selesai.")

    left = row(office)
    assert (left.place, left.lat, list(left.uploads)) == ("Gang Mawar depan musala, RT 03/RW 05", None, [])
    delegate.taps("Lanjutkan isian")
    reads(delegate, asked("pin"))


def test_a_form_that_was_left_for_another_one_is_offered_again(office: Office, delegate: Phone) -> None:
    comes_to(delegate, "place")
    delegate.sends("/pengaturan")
    delegate.taps("Data diri")
    delegate.taps("Nama")
    delegate.sees("Siapa nama lengkap")
    delegate.sends("Siti Aminah, S.E.")
    delegate.sees("Siti Aminah, S.E.")

    delegate.sends("Gang Melati, RT 01/RW 02")
    delegate.sees("isian “Usulan baru” belum selesai.")
    delegate.taps("Lanjutkan isian")

    reads(delegate, asked("place"))
    assert row(office).place is None


def test_a_notice_that_merely_arrives_leaves_the_question_open(office: Office, delegate: Phone) -> None:
    comes_to(delegate, "problem")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        (siti,) = unit.all(select(Person).where(Person.telegram_id == delegate.id))
        unit.tell(siti, "Kabar dari kecamatan.")
    delegate.sees("Kabar dari kecamatan.")

    delegate.sends(PROBLEM)

    reads(delegate, asked("place"))


def test_who_says_no_to_another_invitation_comes_back_to_his_form(office: Office, delegate: Phone) -> None:
    comes_to(delegate, "volume")
    delegate.opens(office.link(Post.LURAH, "Kelurahan B", "Hj. Nani"))
    delegate.taps("Bukan saya")

    told = delegate.sees("Tautan itu tetap berlaku").text
    assert told.endswith(f"\n\n{asked('volume')}")
    delegate.sends("40")
    delegate.sees("Berapa perkiraan biayanya?")
