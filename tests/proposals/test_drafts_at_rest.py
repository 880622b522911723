"""A draft that nobody goes on with: seen at home, reminded of, thrown away after 30 days, brought back."""

from __future__ import annotations

from sqlalchemy import select

from demo.phone import Phone
from models.chat import Outbox
from models.enums import Status
from models.log import LogEntry
from models.posts import Post
from sop.remind.reminders import sweep
from tests.support.office import Bureau
from tests.support.usulan import ASKED, CARD, TITLE, comes_to, goes_on, reads, row


def mornings(bureau: Bureau, days: int) -> None:
    """Days pass, each with its look at what is due."""
    for _day in range(days):
        bureau.turns_clock(days=1)
        with bureau.database.unit(bureau.now()) as unit:
            sweep(unit)
    bureau.knocks()


def reminded(phone: Phone, words: str) -> int:
    return sum(words in message.text for message in phone.from_bot)


def test_draft_rests_goes_and_comes_back(own_bureau: Bureau) -> None:
    office = own_bureau.office()  # a Monday, 11 January 2027, 10.00 WIB
    office.joins(Post.JFU, "Dewi Lestari")
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(phone, "place")
    phone.taps("Simpan & keluar")
    phone.sees(f"Draf terakhir: {TITLE}, Kelurahan A, hari ini 10.")
    assert f"Lanjutkan draf 3/{len(ASKED)}" in phone.buttons
    phone.taps("Lanjutkan draf")
    phone.sees(ASKED["place"])
    phone.sends("/start")

    mornings(own_bureau, 1)
    phone.sends("/start")
    phone.sees("kemarin 10.")
    mornings(own_bureau, 1)
    rests = f"Draf {TITLE}, Kelurahan A belum dilanjutkan sejak Senin, 11 Januari 2027."
    phone.sees(rests)
    phone.taps("Lanjutkan draf")  # of the reminder, or of the home: the same question
    phone.sees(ASKED["place"])
    mornings(own_bureau, 5)
    assert reminded(phone, rests) == 1

    # the 30th day is Wednesday 10 February; the notice comes three working days before, on the 4th
    announced = select(Outbox.id).where(Outbox.text.contains("dibuang sesudah"))
    mornings(own_bureau, 16)
    assert office.read(announced) == []
    mornings(own_bureau, 1)
    assert len(office.read(announced)) == 1
    mornings(own_bureau, 5)
    phone.sees(f"Draf {TITLE}, Kelurahan A dibuang sesudah Rabu, 10 Februari 2027 bila tidak dilanjutkan.")
    mornings(own_bureau, 1)
    assert row(office).status == Status.DRAFT
    mornings(own_bureau, 1)
    assert row(office).status == Status.DISCARDED
    phone.sees(f"Draf {TITLE}, Kelurahan A dibuang karena 30 hari tidak dilanjutkan.")

    phone.taps("Kembalikan")
    phone.sees(f"Draf {TITLE}, Kelurahan A sudah dikembalikan.")
    assert row(office).status == Status.DRAFT
    phone.taps("Lanjutkan isian")
    phone.sees(ASKED["place"])
    goes_on(phone, "place")
    reads(phone, CARD)

    # by hand: asked twice, and brought back all the same
    phone.sends("/usulan")
    phone.taps("Buang draf")
    phone.taps("Buang 1")
    phone.sees("Isinya masih dapat dikembalikan selama masa pengusulan.")
    phone.taps("Jangan dibuang")
    phone.taps("Buang draf")
    phone.taps("Buang 1")
    phone.taps("Ya, buang draf")
    screen = phone.sees("Draf sudah dibuang.")
    phone.taps("Draf dibuang 1")
    phone.sees("Kelurahan A, Rp48.000.000 (11 Feb")
    phone.taps("Kembalikan 1")
    phone.sees("sudah dikembalikan.")
    phone.taps("Lanjutkan 1")
    reads(phone, CARD)
    # the button a second time, and by somebody else
    again = phone.presses(screen, f"usulan:back:{row(office).id}")
    assert again is not None
    assert again.text == "Draf itu tidak sedang dibuang. Lihat di Usulan saya."
    acts = select(LogEntry).where(LogEntry.act.startswith("proposal.")).order_by(LogEntry.place)
    assert [one.act for one in office.read(acts)] == [
        "proposal.expired",
        "proposal.brought_back",
        "proposal.discarded",
        "proposal.brought_back",
    ]
    other = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    answer = other.presses(other.from_bot[-1], f"usulan:back:{row(office).id}")
    assert answer is not None
    assert answer.text == "Draf itu tidak sedang dibuang. Lihat di Usulan saya."


def test_nothing_goes_that_was_not_announced(own_bureau: Bureau) -> None:
    """The machine stood still for six weeks: the owner still has three days."""
    office = own_bureau.office()
    phone = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    comes_to(phone, "place")
    phone.sends("/start")

    own_bureau.turns_clock(days=44)
    mornings(own_bureau, 1)  # Thursday 25 February

    phone.sees("dibuang sesudah")
    assert row(office).status == Status.DRAFT
    mornings(own_bureau, 3)
    assert row(office).status == Status.DRAFT
    mornings(own_bureau, 3)
    assert row(office).status == Status.DISCARDED
