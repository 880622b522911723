"""A form that was left: what is typed then answers nothing; the way back leads to the very question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status, StepState
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Run
from tests.office import Office
from tests.seed import at_step, proposals
from tests.usulan import asked, comes_to, goes_on, reads, row, speaks_plainly

STRAY = "selokan mampet di gang"


@pytest.fixture
def delegate(office: Office) -> Iterator[Phone]:
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    yield phone
    speaks_plainly(phone)


def state_of(office: Office, number: int) -> StepState:
    (found,) = office.read(select(Run.state).where(Run.season_id == office.season_id, Run.number == number))
    return StepState(found)


def test_words_typed_at_home_close_no_intake(office: Office, delegate: Phone) -> None:
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.taps("Tutup dengan alasan")
    jfu.sees("Mengapa ditutup")

    jfu.sends("/start")
    jfu.sees("Dedi Kurnia")
    jfu.sends(STRAY)

    jfu.sees("Itu belum dicatat: isian “Tutup penerimaan” sedang ditunda.")
    assert state_of(office, 1) == StepState.OPEN
    jfu.taps("Lanjutkan isian")
    jfu.sees("Mengapa ditutup")


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

    head.sees("sedang ditunda")
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
    delegate.sends("7")

    delegate.sees("Usulan nomor 7 tidak ditemukan.")
    assert row(office).cost is None
    delegate.taps("Lanjutkan isian")
    goes_on(delegate, "cost")
