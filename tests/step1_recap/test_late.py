"""Usulan susulan: after the intake was closed one draft or one kelurahan is let in, marked, and undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.enums import Drawing, Status
from models.late_entry import LateEntry
from models.paper import Paper
from models.posts import Post
from sop.core.steps import PaperKey
from tests.step1_recap.intake_paper import paper
from tests.support.office import Bureau, Office
from tests.support.seed import proposals
from tests.support.usulan import (
    ANSWER,
    TITLE,
    comes_to,
    goes_on,
    presses_send,
    row,
    sends_usulan,
    speaks_plainly,
)
from texts.figures import date, day_of, short_date

WHY = "Musrenbang Kelurahan diundur karena banjir"


@dataclass
class Late:
    """An office that has closed its intake: one usulan in time, drafts of Siti and Wawan left behind."""

    office: Office
    jfu: Phone
    head: Phone
    secretary: Phone
    lurah: Phone
    siti: Phone
    wawan: Phone

    @property
    def mark(self) -> str:
        """As what comes today is marked."""
        return f"Susulan {short_date(day_of(self.office.bureau.now()))}"

    def home(self, phone: Phone) -> None:
        phone.sends("/start")
        phone.presses(phone.sees("Musrenbang Kecamatan"), "s1:home")
        phone.sees("Penerimaan sudah ditutup.")

    def opens(self, phone: Phone) -> None:
        self.home(phone)
        phone.taps("Susulan")
        phone.sees("Usulan susulan")

    def day(self, ahead: int = 9) -> str:
        """Rabu, 20 Januari 2027, say: so many days from today, as the bot says it."""
        return date(day_of(self.office.bureau.now()) + timedelta(days=ahead))

    def gives(self, phone: Phone, ahead: int | None = 9) -> None:
        phone.sees("Mengapa baru sekarang?")
        phone.sends("banjir")
        phone.sees("sedikitnya 10 huruf")
        phone.sends(WHY)
        if ahead is not None:
            phone.sees("Sampai kapan masih boleh dikirim?")
            phone.sends(self.day(ahead).partition(", ")[2])
        phone.sees(f"Alasan: {WHY}")
        phone.taps("Ya, izinkan")

    def editions(self, key: PaperKey) -> list[int]:
        query = select(Paper).where(
            Paper.season_id == self.office.season_id, Paper.key == key, Paper.state == Drawing.DRAWN
        )
        return [one.edition for one in self.office.read(query.order_by(Paper.edition))]

    def printed(self, edition: int) -> str:
        """The recap once it and the pra Musrenbang have this edition."""
        both = (PaperKey.REKAP_KELURAHAN, PaperKey.PRA_MUSRENBANG)
        self.jfu.waits_for(
            lambda _: all(self.editions(key)[-1:] == [edition] for key in both), 60, "the next edition"
        )
        self.jfu.sees("Rekap dicetak lagi sebagai edisi baru")
        return paper(self.jfu, "Rekap kelurahan")


@pytest.fixture
def late(office: Office) -> Late:
    return closed(office)


def closed(office: Office) -> Late:
    """People, a usulan in time, two drafts; then JFU closes the intake."""
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    wawan = office.joins(Post.DELEGASI, "Wawan", "Kelurahan B")
    lurah = office.joins(Post.LURAH, "Hj. Nani", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Asep Hidayat")
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    comes_to(siti, "photos")
    comes_to(wawan, "card")
    jfu.taps("Rekap masuk")
    jfu.taps("Tutup penerimaan")
    jfu.sees("2 draf belum dikirim dan tidak ikut direkap:\n· Kelurahan A: Siti Aminah, 1 draf")
    jfu.sees("· Kelurahan B: Wawan, 1 draf")
    jfu.taps("Tutup dengan alasan")
    jfu.sees("Mengapa ditutup")
    jfu.sends("Tenggat kecamatan sudah lewat.")
    jfu.sees("2 draf belum dikirim dan tidak ikut direkap.")
    jfu.taps("Ya, tutup")
    jfu.sees("Langkah 1 selesai", within=60)
    siti.sees("Penerimaan usulan sudah ditutup. 1 draf Bapak/Ibu belum terkirim")
    return Late(office, jfu, head, secretary, lurah, siti, wawan)


def test_draft_that_lacks_something_is_let_in_and_its_author_sends_it(late: Late) -> None:
    before = paper(late.jfu, "Rekap kelurahan")
    assert "Susulan" not in before
    late.opens(late.jfu)
    late.jfu.taps("Satu draf 2")
    late.jfu.sees("oleh Siti Aminah (kurang: Foto)")
    late.jfu.taps("1")
    late.gives(late.jfu)
    late.jfu.sees(f"Draf itu boleh dikirim sampai {late.day()}. Siti Aminah sudah diberi tahu.")

    late.siti.sees(f"Draf Bapak/Ibu boleh dikirim sebagai susulan sampai {late.day()}.\n{TITLE}")
    late.siti.taps("Lanjutkan")
    ANSWER["photos"](late.siti)
    late.siti.sees("Periksa sekali lagi.")
    number = presses_send(late.siti)

    late.head.sees(f"Usulan susulan masuk: {number}")
    late.lurah.sees(f"Usulan susulan masuk: {number}")
    late.head.taps("Lihat usulan")
    late.head.sees(f"{late.mark}: {WHY}")
    told = late.printed(2)
    assert number in told
    assert "Sesudah itu masuk 1 usulan susulan" in told
    assert late.mark in told
    assert late.mark in paper(late.jfu, "Pra Musrenbang")
    assert late.editions(PaperKey.PRA_MUSRENBANG) == [1, 2]
    late.wawan.taps("Kirim usulan")
    late.wawan.sees("Penerimaan usulan belum dibuka atau sudah ditutup.")  # the leave was another's
    for phone in (late.jfu, late.siti, late.head, late.lurah):
        speaks_plainly(phone)


def test_whole_draft_is_taken_in_at_once_and_out_again(late: Late) -> None:
    late.opens(late.secretary)
    late.secretary.taps("Satu draf 2")
    late.secretary.taps("2")
    late.gives(late.secretary, ahead=None)
    late.secretary.sees("Masuk sebagai susulan: ")
    taken = row(late.office)
    assert taken.status == Status.SUBMITTED
    late.wawan.sees(taken.number or "-")
    assert (taken.number or "-") in late.printed(2)

    late.opens(late.jfu)
    late.jfu.taps("Usulan susulan 1")
    late.jfu.taps("Keluarkan 1")
    late.jfu.sees(f"Keluarkan {taken.number} dari susulan?")
    late.jfu.taps("Ya, keluarkan")
    late.jfu.sees("Belum ada usulan susulan.")

    late.wawan.sees(f"{taken.number} dikeluarkan dari susulan oleh Dedi Kurnia dan menjadi draf lagi.")
    assert row(late.office).status == Status.DRAFT
    assert (taken.number or "-") not in late.printed(3)


def test_kelurahan_is_let_in_until_its_leave_is_ended(late: Late) -> None:
    late.opens(late.jfu)
    late.jfu.taps("Satu kelurahan")
    late.jfu.taps("Kelurahan B")
    late.gives(late.jfu)
    late.jfu.sees(f"Kelurahan Kelurahan B boleh mengirim susulan sampai {late.day()}.")
    late.wawan.sees(f"boleh mengirim usulan susulan sampai {late.day()}.\nAlasan: {WHY}")

    first = presses_send_of(late.wawan)
    late.wawan.sends("/start")
    second = sends_usulan(late.wawan)
    late.siti.sends("/start")
    late.siti.taps("Buat usulan")
    late.siti.sees("Penerimaan usulan belum dibuka atau sudah ditutup.")
    late.opens(late.jfu)
    late.jfu.sees(f"1. Kelurahan Kelurahan B, sampai {late.day()}, 2 usulan masuk.")
    assert late.editions(PaperKey.REKAP_KELURAHAN) == [1]
    late.jfu.taps("1")
    late.jfu.taps("Isi atas nama")
    late.jfu.taps("Wawan")
    goes_on(late.jfu, "kamus", "problem")
    late.opens(late.jfu)
    late.jfu.taps("1")
    late.jfu.taps("Akhiri izin")
    late.jfu.sees("Izin diakhiri.")

    told = late.printed(2)
    assert first in told
    assert second in told
    late.wawan.sends("/start")
    late.wawan.taps("Buat usulan")
    late.wawan.sees("Penerimaan usulan belum dibuka atau sudah ditutup.")


def presses_send_of(phone: Phone) -> str:
    """The draft that waits on the card is sent."""
    phone.sees("Periksa sekali lagi.")
    return presses_send(phone)


def test_leave_ends_with_its_day(own_bureau: Bureau) -> None:
    late = closed(own_bureau.office())  # the clock is turned: nobody else's may be
    late.opens(late.jfu)
    late.jfu.taps("Satu kelurahan")
    late.jfu.taps("Kelurahan B")
    late.gives(late.jfu, ahead=1)
    late.jfu.sees(f"boleh mengirim susulan sampai {late.day(1)}.")

    late.office.bureau.turns_clock(days=2)
    late.office.bureau.knocks()

    def ended(_eyes: object) -> bool:
        query = select(LateEntry).where(LateEntry.season_id == late.office.season_id)
        return late.office.read(query)[0].ended_at is not None

    late.jfu.waits_for(ended, 60, "the end of the leave")
    late.wawan.taps("Kirim usulan")
    late.wawan.sees("Penerimaan usulan belum dibuka atau sudah ditutup.")
    assert late.editions(PaperKey.REKAP_KELURAHAN) == [1]  # nothing came: nothing is printed


@pytest.mark.parametrize("word", ["late:home:0", "late:drafts:0", "late:places:0", "late:came:0"])
def test_nobody_else_lets_anybody_in(late: Late, word: str) -> None:
    for phone in (late.siti, late.lurah, late.head):
        phone.sends("/start")
        alert = phone.presses(phone.sees("Musrenbang Kecamatan"), word)
        assert alert is not None
        assert alert.text.startswith("Ini tugas JFU")


def test_opening_the_intake_again_ends_every_leave(late: Late) -> None:
    late.opens(late.jfu)
    late.jfu.taps("Satu kelurahan")
    late.jfu.taps("Kelurahan B")
    late.gives(late.jfu)
    late.jfu.sees("boleh mengirim susulan")
    number = presses_send_of(late.wawan)
    late.home(late.jfu)
    late.jfu.taps("Buka lagi")
    late.jfu.taps("Isi hari & alasan")
    late.jfu.sees("Sampai kapan usulan masih diterima?")
    late.jfu.sends("25 Januari")
    late.jfu.sends("Masih banyak yang menyusul")
    late.jfu.taps("Ya, buka lagi")
    late.jfu.sees("Langkah 1 dibuka lagi")
    late.office.bureau.knocks()

    def ended(_eyes: object) -> bool:
        query = select(LateEntry).where(LateEntry.season_id == late.office.season_id)
        return late.office.read(query)[0].ended_at is not None

    late.jfu.waits_for(ended, 60, "the end of the leave")
    assert late.editions(PaperKey.REKAP_KELURAHAN) == [1]
    late.jfu.presses(late.jfu.from_bot[-1], "late:home:0")
    late.jfu.taps("Tutup penerimaan")
    late.jfu.taps("Tutup dengan alasan")
    late.jfu.sends("Tenggat kecamatan sudah lewat.")
    late.jfu.taps("Ya, tutup")
    late.jfu.waits_for(lambda _: late.editions(PaperKey.REKAP_KELURAHAN) == [1, 2], 60, "the next edition")
    assert f"{number}] {late.mark}" in paper(late.jfu, "Rekap kelurahan")


def test_what_is_judged_stays(late: Late) -> None:
    late.opens(late.jfu)
    late.jfu.taps("Satu draf 2")
    late.jfu.taps("2")
    late.gives(late.jfu, ahead=None)
    late.jfu.sees("Masuk sebagai susulan: ")
    taken = row(late.office)
    late.head.presses(late.head.sees(f"Usulan susulan masuk: {taken.number}"), f"s2:one:{taken.id}")
    late.head.sees(TITLE)
    late.head.taps("Layak")
    late.head.waits_for(lambda _: row(late.office).status == Status.VERIFIED, what="the verdict")

    late.opens(late.jfu)
    late.jfu.taps("Usulan susulan 1")
    late.jfu.taps("Keluarkan 1")

    late.jfu.sees("sudah diperiksa verifikator atau digabung, jadi tidak dapat dikeluarkan lagi.")
    assert row(late.office).status == Status.VERIFIED
