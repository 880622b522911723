"""Bagi tugas: usulan given to reviewers by kelurahan, by komisi and one by one; a second opinion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.enums import Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.verifying import Assignment, Note
from sop.core.people import appoint, revoke
from tests.core.desk import FrontDesk
from tests.support.office import Office
from tests.support.seed import at_step, proposals
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.front_phone import FrontPhone

YANTI = 204


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FrontDesk]:
    with FrontDesk(f"sqlite:///{tmp_path}/sharing.db") as made:
        yield made


@pytest.fixture
def busy(desk: FrontDesk, tmp_path: Path) -> BusyOffice:
    """30 usulan of three kelurahan wait; Hendra and Yanti hold the post of those who verify."""
    office = BusyOffice(desk, tmp_path, kelurahan=3)
    office.fills(48, 2)
    office.opens(2)
    person = desk.person(office.kecamatan_id, YANTI, name="Yanti Susanti")
    with desk.unit() as unit:
        appoint(unit, unit.session.get_one(Person, person), Post.KEPALA_BIDANG, by=None)
    return office


def phone(desk: FrontDesk, user: int) -> FrontPhone:
    made = FrontPhone(desk, user)
    made.sends("/start")
    made.presses("s2:home")
    return made


def waiting(desk: FrontDesk) -> list[Proposal]:
    return desk.rows(select(Proposal).where(Proposal.status == Status.SUBMITTED).order_by(Proposal.sequence))


def person(desk: FrontDesk, user: int) -> Person:
    (found,) = desk.rows(select(Person).where(Person.telegram_id == user))
    return found


def test_kelurahan_is_given_to_a_reviewer_and_moved(desk: FrontDesk, busy: BusyOffice) -> None:
    jfu, head, yanti = (phone(desk, user) for user in (PEOPLE[Post.JFU][1], 104, YANTI))
    jfu.sends("/start")
    jfu.taps("Verifikasi usulan")
    jfu.taps("Bagi tugas")
    assert "Hendra Gunawan: 0 menunggu, 4 diperbaiki" not in jfu.screen
    assert "Yanti Susanti: 0 menunggu, 0 diperbaiki, 0 selesai" in jfu.screen
    assert "Belum diserahkan kepada siapa pun: 30 usulan." in jfu.screen
    jfu.taps("Per kelurahan")
    jfu.taps("Kelurahan B 10")
    jfu.taps("Yanti Susanti 0")
    assert "Belum dipegang siapa pun: 10. Sudah dipegang pemeriksa lain: 0." in jfu.screen
    again = jfu.button("Serahkan 10")
    jfu.taps("Serahkan 10")
    assert "✔ 10 usulan Kelurahan B diserahkan kepada Yanti Susanti." in jfu.screen
    assert "Yanti Susanti: 10 menunggu" in jfu.screen
    assert again is not None
    jfu.presses(again)
    assert "Tidak ada lagi usulan Kelurahan B yang dapat diserahkan." in (jfu.alert or "")
    told = [text for text in desk.said(YANTI) if "diserahkan kepada Bapak/Ibu" in text]
    assert told[0] == (
        "10 usulan Kelurahan B diserahkan kepada Bapak/Ibu untuk diperiksa, oleh Dewi Lestari."
    )

    # Each finds his own: nothing that the other has.
    head.presses("s2:home")
    assert "10 usulan sedang dipegang pemeriksa lain." in head.screen
    assert "Mulai 20" in head.labels
    yanti.presses("s2:home")
    assert "10 usulan diserahkan kepada Bapak/Ibu." in yanti.screen
    yanti.presses("s2:sieve")
    yanti.taps("☐ Tugas saya")
    yanti.taps("Mulai 10")
    assert "Kelurahan B · ke-1 dari 10" in yanti.screen
    assert "👤 Diserahkan kepada Bapak/Ibu." in yanti.screen
    head.presses("s2:sieve")
    head.taps("☐ Semua petugas")
    assert "30 dari 30" in head.screen

    # By komisi, with what the other has already.
    head.presses("s2:komisis")
    sarpras = next(label for label in head.labels if label.startswith("Sarpras"))
    head.taps(sarpras)
    head.taps("Hendra Gunawan 0")
    mine = [one for one in waiting(desk) if one.komisi == "sarpras"]
    taken = [one for one in mine if one.assigned_to_id == person(desk, YANTI).id]
    head.taps(f"Pindahkan {len(mine)}")
    assert {one.assigned_to_id for one in waiting(desk) if one.komisi == "sarpras"} == {person(desk, 104).id}
    history = desk.rows(
        select(Assignment.to_id).where(Assignment.proposal_id == taken[0].id).order_by(Assignment.id)
    )
    assert history == [person(desk, YANTI).id, person(desk, 104).id]


def test_one_usulan_is_handed_over_and_its_history_kept(desk: FrontDesk, busy: BusyOffice) -> None:
    head, yanti = phone(desk, 104), phone(desk, YANTI)
    head.taps("Mulai 30")
    first = waiting(desk)[0]
    head.taps("Lainnya")
    head.taps("Petugas")
    assert "Pemeriksa: semua pemeriksa" in head.screen
    head.taps("Yanti Susanti 0")
    assert f"✔ {first.number}: diserahkan kepada Yanti Susanti." in head.screen
    head.taps("Semua pemeriksa")
    head.taps("Yanti Susanti 0")
    assert head.screen.count("oleh Hendra Gunawan") == 3
    assert f"Usulan {first.number} <b>" in yanti.screen

    # Taken by the person whose post is over: everybody's again.
    left = person(desk, YANTI).id
    with desk.unit() as unit:
        revoke(unit, unit.session.get_one(Person, left), Post.KEPALA_BIDANG, by=None)
    head.presses("s2:home")
    assert "Mulai 30" in head.labels
    assert "Bagi tugas" not in head.labels
    head.presses(f"s2:hand:{first.id}:{left}")
    assert "Orang itu sekarang bukan pemeriksa." in (head.alert or "")


def test_strangers_to_the_work_share_nothing(desk: FrontDesk, busy: BusyOffice) -> None:
    first, hendra = waiting(desk)[0], person(desk, 104).id
    kelurahan = first.kelurahan_id
    for post in (Post.DELEGASI, Post.LURAH, Post.TIM, Post.CAMAT):
        other = phone(desk, PEOPLE[post][1])
        for data in (
            "s2:share",
            "s2:parts:0",
            "s2:komisis",
            f"s2:to:k{kelurahan}",
            f"s2:given:k{kelurahan}:{hendra}:1",
            f"s2:hand:{first.id}:{hendra}",
        ):
            assert other.presses(data) == "done"
            assert "Ini tugas" in (other.alert or ""), (post, data)
    head = phone(desk, 104)
    forged = ("s2:to:k999999", "s2:to:x1", "s2:given:k1:999999:0", "s2:hand:999999:0")
    assert head.answers(*forged) == [
        "Tombol itu sudah tidak berlaku. Ini layar yang terbaru.",
        "Tombol itu sudah tidak berlaku. Ini layar yang terbaru.",
        "Orang itu sekarang bukan pemeriksa. Pilih nama lain.",
        "Data itu tidak ditemukan di kecamatan Bapak/Ibu.",
    ]
    assert desk.rows(select(Assignment)) == []


def test_second_opinion_is_asked_and_shown(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    yanti = office.joins(Post.KEPALA_BIDANG, "Yanti Susanti")
    proposals(office, 1, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    head.sends("/tugas")
    head.taps("Langkah 2")
    head.taps("Mulai 1")
    head.sees("ke-1 dari 1")
    head.taps("Lainnya")
    head.taps("Pendapat kedua")
    head.sees("pendapat siapa yang diminta?")
    head.taps("Yanti Susanti")
    head.sees("apa yang ditanyakan kepada Yanti Susanti (Kepala Bidang)?")
    head.sends("Apakah lahannya <masih> sengketa?")
    head.sees("🔒 Yanti Susanti sudah dimintai pendapat.")
    head.taps("Kembali")
    head.sees("🔒 Menunggu pendapat Yanti Susanti.")

    yanti.sees("🔒 Bambang Setiawan meminta pendapat Bapak/Ibu tentang usulan")
    yanti.sends("/tugas")
    yanti.sees("🔒 Pendapat kedua tentang usulan")
    yanti.taps("Beri pendapat")
    yanti.sees("Bambang Setiawan bertanya: Apakah lahannya <masih> sengketa?")
    yanti.taps("Tidak layak")
    yanti.sees("Mengapa Tidak layak?")
    yanti.sends("sengketa")
    yanti.sees("Mohon tulis sedikitnya 10 huruf.")
    yanti.sends("Masih sengketa sejak 2025, ada di berita acara RW.")
    yanti.sees("🔒 Pendapat Bapak/Ibu tersimpan")

    head.sees("🔒 Yanti Susanti berpendapat usulan")
    head.taps("Buka usulan")
    head.sees("🔒 Pendapat Yanti Susanti: Tidak layak.")
    yanti.sends("/tugas")
    assert "Pendapat kedua" not in yanti.sees("Tugas Bapak/Ibu").text
    (question, opinion) = office.read(
        select(Note).where(Note.kecamatan_id == office.kecamatan_id).order_by(Note.id)
    )
    assert (question.answered_at is not None, opinion.outcome) == (True, Status.REFUSED)
    assert not [message for message in delegate.messages if "🔒" in message.text]


def test_opinion_is_asked_once_and_given_once(desk: FrontDesk, busy: BusyOffice) -> None:
    head, yanti, jfu = phone(desk, 104), phone(desk, YANTI), phone(desk, PEOPLE[Post.JFU][1])
    first = waiting(desk)[0]

    def asks() -> None:
        head.presses(f"s2:ask:{first.id}")
        head.taps("Yanti Susanti")
        head.sends("Apakah sudah dianggarkan?")

    asks()
    asks()
    assert "sudah dimintai pendapat tentang usulan ini dan belum menjawab" in head.screen
    head.taps("Batalkan")
    assert "Catatan internal" in head.screen
    jfu.presses(f"s2:ask:{first.id}")
    assert "Ini tugas Kepala Bidang." in (jfu.alert or "")
    jfu.presses(f"s2:opine:{first.id}")
    assert "tidak sedang dimintai pendapat" in (jfu.alert or "")
    for _ in range(2):
        yanti.presses(f"s2:opine:{first.id}")
        yanti.presses("form:pick:outcome:terverifikasi")
        yanti.sends("Belum ada di rencana kerja 2027.")
    assert len(desk.rows(select(Note).where(Note.outcome.is_not(None)))) == 1
