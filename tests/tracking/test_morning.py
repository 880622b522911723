"""Who follows an usulan hears of it the next morning: one silent message, and none without news."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from demo.phone import Message, Phone
from models.chat import Once, Outbox
from models.enums import Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from sop.step2_verify.step import decide
from tests.remind.morning_waiting import until
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, proposals


@pytest.fixture
def office(own_bureau: Bureau) -> Office:
    return own_bureau.office()


def news(phone: Phone) -> list[Message]:
    return [one for one in phone.from_bot if one.text.startswith("Kabar usulan yang Bapak/Ibu ikuti")]


def swept(office: Office, day: str) -> bool:
    key = f"followed:{office.kecamatan_id}:{day}"
    return bool(office.read(select(Once).where(Once.key == key)))


def test_followed_usulan_is_told_of_once_the_next_morning(office: Office) -> None:
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    neighbour = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    head = office.joins(Post.KEPALA_BIDANG, "Bambang Setiawan")
    first, second = proposals(office, 2, Status.SUBMITTED, "Siti Aminah")
    at_step(office, 2)
    numbers = [office.read(select(Proposal.number).where(Proposal.id == one))[0] for one in (first, second)]

    neighbour.sends("1")
    neighbour.taps("Ikuti")
    card = neighbour.sees(f"Usulan {numbers[0]} kini Bapak/Ibu ikuti.")
    twice = neighbour.presses(card, f"track:follow:{first}")
    assert twice is not None
    assert twice.text == f"Usulan {numbers[0]} sudah Bapak/Ibu ikuti."
    neighbour.sends("2")
    neighbour.taps("Ikuti")
    neighbour.sees(f"Usulan {numbers[1]} kini Bapak/Ibu ikuti.")
    neighbour.taps("Berhenti ikuti")
    neighbour.sees(f"Usulan {numbers[1]} tidak lagi Bapak/Ibu ikuti.")
    neighbour.taps("Yang saya ikuti")
    assert f"{numbers[0]} " in neighbour.sees("Usulan yang Bapak/Ibu ikuti: 1").text
    until(lambda: swept(office, "2027-01-11"))

    with office.bureau.database.unit(office.bureau.now()) as unit:
        actor = unit.all(select(Person).where(Person.telegram_id == head.id))[0]
        for one in (first, second):
            row = unit.session.get_one(Proposal, one)
            decide(unit, actor, row, Status.REFUSED, revision=1, reason="Hubungi Pak RT 081234567890 dahulu.")
    office.bureau.turns_clock(days=1)

    neighbour.sees("Kabar usulan yang Bapak/Ibu ikuti\nSelasa, 12 Januari 2027")
    [told] = news(neighbour)
    assert told.text.splitlines()[2:] == [
        f"• {numbers[0]} · Kepala Bidang: menyatakan Tidak layak. Alasan: Hubungi Pak RT ••• dahulu."
    ]
    query = select(Outbox).where(Outbox.text.contains("Kabar usulan yang"), Outbox.silent)
    assert len(office.read(query)) == 1
    office.bureau.turns_clock(days=1)
    until(lambda: swept(office, "2027-01-13"))
    assert len(news(neighbour)) == 1
