"""One verdict for many usulan: ticked, looked at before, sent together, taken back together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.chat import Outbox
from models.enums import Status, Waiting
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Season
from sop.core.people import appoint
from tests.core.desk import FrontDesk
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

YANTI = 204
AUTHOR = PEOPLE[Post.DELEGASI][1]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FrontDesk]:
    with FrontDesk(f"sqlite:///{tmp_path}/many.db") as made:
        yield made


@pytest.fixture
def busy(desk: FrontDesk, tmp_path: Path) -> BusyOffice:
    """30 usulan wait; two people verify; a verdict can be taken back for ten minutes."""
    office = BusyOffice(desk, tmp_path, kelurahan=3)
    office.fills(48, 2)
    office.opens(2)
    person = desk.person(office.kecamatan_id, YANTI, name="Yanti Susanti")
    with desk.unit() as unit:
        appoint(unit, unit.session.get_one(Person, person), Post.KEPALA_BIDANG, by=None)
        unit.session.get_one(Season, office.season_id).rules = {"undo_minutes": 10}
    return office


def phone(desk: FrontDesk, user: int) -> FrontPhone:
    made = FrontPhone(desk, user)
    made.sends("/start")
    made.presses("s2:home")
    return made


def waiting(desk: FrontDesk) -> list[Proposal]:
    query = select(Proposal).where(Proposal.status == Status.SUBMITTED)
    return desk.rows(query.order_by(Proposal.sequence))


def held(desk: FrontDesk) -> list[str | None]:
    return desk.rows(select(Outbox.text).where(Outbox.chat_id == AUTHOR, Outbox.state == Waiting.HELD))


def refuses(head: FrontPhone, count: int) -> None:
    """From the ticks to the preview."""
    head.taps(f"Putuskan {count}")
    head.taps("Tidak layak")
    head.taps("Sudah dianggarkan")
    head.sends("Sudah masuk pekerjaan <drainase> kota tahun ini.")


def test_many_are_ticked_refused_and_taken_back(desk: FrontDesk, busy: BusyOffice) -> None:
    head = phone(desk, 104)
    head.taps("Daftar antrean")
    head.taps("☑ Pilih banyak")
    before = waiting(desk)
    head.taps("Semua di halaman")
    assert "8 dipilih" in head.screen
    head.taps(next(label for label in head.labels if label.startswith("☑ 0002")))
    assert "7 dipilih" in head.screen
    head.taps("▶")
    head.taps(next(label for label in head.labels if label.startswith("☐")))
    assert "8 dipilih" in head.screen
    head.sends("/status")  # a break
    head.presses("s2:many:0")
    assert "8 dipilih" in head.screen

    refuses(head, 8)
    assert "Periksa sekali lagi.\n8 usulan: <b>Tidak layak</b>" in head.screen
    assert "8 putusan akan dikirim kepada 1 pengusul." in head.screen
    assert "Sudah masuk pekerjaan &lt;drainase&gt; kota tahun ini." in head.screen
    send = head.button("Kirim putusan")
    head.taps("Kirim putusan")
    assert "✔ 8 usulan: Tidak layak. Pengusul dikabari setelah pukul" in head.screen
    assert len(waiting(desk)) == 22
    assert len(held(desk)) == 1  # one message, however many
    assert send is not None
    head.presses(send)
    assert len(desk.rows(select(Verdict).where(Verdict.together.is_not(None)))) == 8

    head.presses("s2:home")
    undo = head.button("Batalkan 8 putusan")
    head.taps("Batalkan 8 putusan")
    assert "8 putusan dibatalkan; usulannya kembali seperti semula." in head.screen
    assert [one.id for one in waiting(desk)] == [one.id for one in before]
    assert held(desk) == []
    assert undo is not None
    head.presses(undo)
    assert "Putusan itu sudah dibatalkan" in (head.alert or "")


def test_after_ten_minutes_they_are_told(desk: FrontDesk, busy: BusyOffice) -> None:
    head = phone(desk, 104)
    head.presses("s2:many:0")
    head.taps("Semua di halaman")
    head.taps("Putuskan 8")
    head.taps("Layak")
    assert "8 usulan: <b>Layak</b>" in head.screen
    head.taps("Kirim putusan")
    undo = head.button("Batalkan 8 putusan")
    assert undo is not None
    desk.later(minutes=11)
    head.presses(undo)
    assert "pengusulnya sudah dikabari" in (head.alert or "")
    head.presses("s2:home")
    assert "Batalkan 8 putusan" not in head.labels
    assert len(waiting(desk)) == 22


def test_what_a_colleague_decided_meanwhile_is_skipped_and_named(desk: FrontDesk, busy: BusyOffice) -> None:
    head, yanti = phone(desk, 104), phone(desk, YANTI)
    first, second, third = waiting(desk)[:3]
    for one in (first, second, third):
        head.presses(f"s2:tick:{one.id}:0")
    refuses(head, 3)
    assert "3 usulan: <b>Tidak layak</b>" in head.screen
    yanti.presses(f"s2:ok:{first.id}:{first.revision}")
    head.taps("Kirim putusan")
    assert f"⚠️ 1 dilewati karena sudah berubah: {first.number} (Layak)." in head.screen
    stands = {one.id: one.status for one in desk.rows(select(Proposal))}
    assert [stands[one.id] for one in (first, second, third)] == [
        Status.VERIFIED,
        Status.REFUSED,
        Status.REFUSED,
    ]

    # All of them taken by the colleague: nothing is sent, and the preview stays.
    fourth = waiting(desk)[0]
    head.presses(f"s2:tick:{fourth.id}:0")
    refuses(head, 1)
    yanti.presses(f"s2:ok:{fourth.id}:{fourth.revision}")
    head.taps("Kirim putusan")
    assert "Tidak ada lagi yang menunggu di antara usulan yang dipilih." in head.screen
    head.presses("s2:mass_off")
    assert "1 dipilih" in head.screen
    head.taps("Kosongkan")
    assert "0 dipilih" in head.screen


def test_return_together_asks_for_the_field(desk: FrontDesk, busy: BusyOffice) -> None:
    head = phone(desk, 104)
    ids = [one.id for one in waiting(desk)[:2]]
    for one in ids:
        head.presses(f"s2:tick:{one}:0")
    head.taps("Putuskan 2")
    head.sends("apa saja")
    assert "Pertanyaan ini tidak dijawab dengan ketikan." in head.screen
    head.taps("Perlu perbaikan")
    head.taps("lokasi")
    head.sends("kurang")
    assert "Mohon tulis sedikitnya 10 huruf." in head.screen
    head.sends("Sebutkan gang dan patokannya.")
    assert "Yang perlu diperbaiki: lokasi\nAlasan: Sebutkan gang dan patokannya." in head.screen
    head.taps("Ubah")
    head.taps("Putusan")
    head.taps("Layak")
    assert "2 usulan: <b>Layak</b>" in head.screen
    assert "Alasan:" not in head.screen
    head.taps("Ubah")
    head.taps("Putusan")
    head.taps("Perlu perbaikan")
    head.taps("volume")
    head.taps("Volume tidak wajar")
    head.taps("Pakai kalimat ini")
    head.taps("Kirim putusan")
    returned = desk.rows(select(Proposal).where(Proposal.id.in_(ids)))
    assert {(one.status, one.return_field) for one in returned} == {(Status.RETURNED, "volume")}


def test_ticks_have_bounds_and_belong_to_reviewers(desk: FrontDesk, busy: BusyOffice) -> None:
    author, jfu, head = phone(desk, AUTHOR), phone(desk, PEOPLE[Post.JFU][1]), phone(desk, 104)
    for other in (author, jfu):
        assert (
            other.answers("s2:many:0", "s2:tick_page:0", "s2:mass", "s2:undo_all:1.abc")
            == ["Ini tugas Kepala Bidang. Tombol ini tidak bisa dipakai oleh jabatan Bapak/Ibu."] * 4
        )
    jfu.presses("s2:list:waiting:0")
    assert "☑ Pilih banyak" not in jfu.labels
    decided = desk.rows(select(Proposal).where(Proposal.status == Status.VERIFIED))[0]
    for data, why in (
        ("s2:mass", "Belum ada usulan yang dipilih."),
        (f"s2:tick:{decided.id}:0", "tidak lagi menunggu"),
        ("s2:tick:999999:0", "tidak ditemukan"),
    ):
        head.presses(data)
        assert why in (head.alert or ""), data


def test_author_of_many_hears_once(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    proposals(office, 3, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Daftar antrean")
    head.taps("☑ Pilih banyak")
    head.sees("0 dipilih")
    head.taps("Semua di halaman")
    head.sees("3 dipilih")
    head.taps("Putuskan 3")
    head.sees("Apa putusan untuk 3 usulan yang dipilih?")
    head.taps("Tidak layak")
    head.sees("3 usulan: Tidak layak. Apa alasannya?")
    head.taps("Duplikat")
    head.sees("Tulis catatan untuk para pengusul")
    head.taps("Pakai kalimat ini")
    head.sees("3 putusan akan dikirim kepada 1 pengusul.")
    head.taps("Kirim putusan")
    head.sees("✔ 3 usulan: Tidak layak. Pengusul sudah dikabari.")
    head.sees("0 dikembalikan, 3 selesai.")

    told = delegate.sees("Usulan yang sama sudah diajukan.")
    assert told.text.count("US-") == 3
    assert len([one for one in delegate.messages if "sudah diajukan" in one.text]) == 1
