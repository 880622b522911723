"""Where a command or a number leads whom; and what was pressed by mistake is taken back by who pressed it."""

from __future__ import annotations

from sqlalchemy import select

from demo.phone import Phone
from models.enums import Status
from models.following import Response
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from sop.step2_verify.step import decide
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, proposals
from tests.support.usulan import comes_to, presses_send, receipts, row, speaks_plainly


def number_of(office: Office, id: int) -> str:
    (found,) = office.read(select(Proposal.number).where(Proposal.id == id))
    return str(found)


def test_usulan_and_a_number_lead_who_reviews_to_his_work(office: Office) -> None:
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    lurah = office.joins(Post.LURAH, "Hj. Nani", "Kelurahan A")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    first, _ = proposals(office, 2, Status.SUBMITTED, "Siti Aminah")

    lurah.sends("/usulan")
    lurah.sees("Kelurahan Kelurahan A\nMasuk ke kecamatan: 2 usulan")
    assert "Periksa daftar" in lurah.buttons

    at_step(office, 2)
    head.sends("/usulan")
    head.sees("2 menunggu · 0 lewat tenggat")
    head.sends("0001")
    head.sees(f"{number_of(office, first)} · Kelurahan A")
    assert {"Layak", "Perlu perbaikan", "Tidak layak"} <= set(head.buttons)
    lurah.sends("1")
    lurah.sees("Menunggu verifikasi")
    assert "Layak" not in lurah.buttons
    head.sends("1")
    head.taps("Layak")
    head.sends("1")
    head.sees("Langkah 2/8")
    assert "Kenapa?" in head.buttons
    for phone in (lurah, head):
        speaks_plainly(phone)


def test_all_tasks_are_shown_page_by_page_and_told_apart(office: Office) -> None:
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    for _ in range(8):
        comes_to(author, "place")
        author.taps("Simpan & keluar")
        author.sees("Draf terakhir")

    author.sends("/tugas")

    author.sees("6. Draf belum dikirim")
    first = author.buttons
    assert len(first) == len(set(first))
    author.taps("▶")
    author.sees("8. Draf belum dikirim")
    assert not set(first[:6]) & set(author.buttons[:2])
    author.taps(author.buttons[1])
    author.sees("Di mana lokasinya?")


def judged(office: Office, author: Phone) -> int:
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    (one,) = proposals(office, 1, Status.SUBMITTED, author.name)
    at_step(office, 2)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        actor = unit.all(select(Person).where(Person.telegram_id == head.id))[0]
        found = unit.session.get_one(Proposal, one)
        decide(unit, actor, found, Status.REFUSED, revision=1, reason="Lahan belum siap dibangun.")
    return one


def test_sudah_sesuai_is_taken_back_within_a_day(own_bureau: Bureau) -> None:
    office = own_bureau.office()
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    judged(office, author)
    author.sends("1")
    author.taps("Sudah sesuai")
    author.sees("sudah sesuai.")

    author.taps("Tarik tanggapan")

    author.sees("sudah ditarik. Silakan ditanggapi lagi.")
    assert {"Sudah sesuai", "Belum sesuai"} <= set(author.buttons)
    assert office.read(select(Response)) == []
    author.taps("Sudah sesuai")
    card = author.sees("sudah sesuai.")
    (said,) = office.read(select(Response.id))
    own_bureau.turns_clock(hours=25)
    author.presses(card, f"track:unagree:{said}")
    author.sees("tidak dapat ditarik lagi")
    assert "Tarik tanggapan" not in author.buttons
    assert len(office.read(select(Response))) == 1


def test_own_usulan_that_live_in_another_of_ones_own_are_parted_from_its_card(office: Office) -> None:
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(author, "card")
    first = presses_send(author)
    comes_to(author, "card")
    author.taps("Kirim usulan")
    author.taps("Sama, gabung 1")
    author.waits_for(lambda _eyes: len(receipts(author)) == 2, what="a receipt")
    second = row(office)
    assert second.status == Status.MERGED

    author.sends(first[-4:])
    author.taps(f"Pisahkan {str(second.number)[-4:]}")

    author.sees(str(second.number))
    assert {one.status for one in office.read(select(Proposal))} >= {Status.SUBMITTED}
    assert row(office).status == Status.SUBMITTED
    author.sends(first[-4:])
    own = {"Perbaiki sendiri", "Tarik kembali"}
    author.waits_for(lambda _eyes: own <= set(author.buttons), what="the author's buttons")


def test_one_draft_has_one_way_back(office: Office) -> None:
    author = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(author, "place")

    author.sends("/start")
    author.sees("Draf terakhir")
    assert [one for one in author.buttons if one.startswith("Lanjutkan")] == ["Lanjutkan isian"]
    author.sends("/usulan")
    author.sees("Draf Bapak/Ibu")
    assert [one for one in author.buttons if one.startswith("Lanjutkan")] == ["Lanjutkan isian"]
    author.taps("Lanjutkan isian")
    author.sees("Di mana lokasinya?")
