"""Reminders as they arrive on the phones, with a clock that is turned by days."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update

from demo.phone import Message, Phone
from models.chat import Outbox
from models.enums import Status, Waiting
from models.posts import Post
from models.reminder import Reminder
from models.season import Run, Season
from tests.remind.morning_waiting import until
from tests.support.office import Bureau, Office
from tests.support.seed import at_step, meeting, proposals

pytestmark = pytest.mark.slow


@pytest.fixture
def office(own_bureau: Bureau) -> Office:
    """An office of Monday 11 January 2027, 10.00 WIB, with a bot of its own."""
    return own_bureau.office()


def all_sent(office: Office) -> bool:
    """What a phone shows may not be noted as sent yet; a kill in between repeats it."""
    return office.read(select(Outbox).where(Outbox.state == Waiting.WAITING)) == []


def due(office: Office, step: str, day: date) -> None:
    """Set a deadline."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        mine = (Run.season_id == office.season_id, Run.step == step)
        unit.session.execute(update(Run).where(*mine).values(deadline=day))


def reminders(phone: Phone) -> list[Message]:
    return [message for message in phone.from_bot if message.text.startswith("Pengingat")]


def test_tim_is_reminded_of_the_musrenbang_and_of_what_it_owes_in_one_message(office: Office) -> None:
    tim = office.joins(Post.TIM, "Budi Santoso")
    at_step(office, 5)
    due(office, "step5_meeting", date(2027, 1, 13))
    meeting(office, "musrenbang", date(2027, 1, 13))

    office.bureau.turns_clock(days=1)

    tim.sees("Pengingat, Selasa, 12 Januari 2027")
    [message] = reminders(tim)
    assert message.text.splitlines()[1:] == [
        "1. Musrenbang Kecamatan: Rabu, 13 Januari 2027, pukul 09.00 WIB, di Aula kecamatan (besok).",
        "2. Langkah 5: Melaksanakan kegiatan Musrenbang tingkat Kecamatan. Tenggat 13 Jan 2027 (besok).",
    ]
    assert message.labels == ["Langkah 5", "Tugas"]


def test_way_in_leads_to_the_task(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    at_step(office, 8)
    due(office, "step8_distribute", date(2027, 1, 12))

    office.bureau.turns_clock(days=1)
    jfu.sees("Tenggat 12 Jan 2027 (hari ini).")
    jfu.taps("Langkah 8")

    jfu.sees("Langkah 8. Distribusi laporan")


def test_delegate_with_an_open_draft_is_reminded_before_the_intake_closes(office: Office) -> None:
    delegate = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    other = office.joins(Post.DELEGASI, "Asep Saepudin", "Kelurahan B")
    proposals(office, 1, Status.DRAFT, "Siti Aminah")
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.session.get_one(Season, office.season_id).intake_closes = date(2027, 1, 13)

    office.bureau.turns_clock(days=1)

    delegate.sees("Tenggat 13 Jan 2027 (besok).")
    assert reminders(other) == []


def test_after_days_down_there_is_one_message_and_a_restart_repeats_nothing(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    at_step(office, 8)
    due(office, "step8_distribute", date(2027, 1, 14))

    office.bureau.stops_bot()
    office.bureau.turns_clock(days=8)
    office.bureau.starts_bot()
    jfu.sees("Pengingat, Selasa, 19 Januari 2027")
    until(lambda: all_sent(office))
    office.bureau.restarts_bot()
    jfu.sends("/tugas")
    jfu.sees("1. Langkah 8")

    assert len(reminders(jfu)) == 1
    rows = office.read(select(Reminder).where(Reminder.kecamatan_id == office.kecamatan_id))
    assert sorted((row.rung, row.overtaken) for row in rows) == [
        ("2027-01-15", True),
        ("2027-01-18", True),
        ("2027-01-19", False),
        ("H", True),
        ("H-1", True),
    ]


def test_nobody_is_disturbed_at_night_or_on_a_day_off(office: Office) -> None:
    jfu = office.joins(Post.JFU, "Dewi Lestari")
    at_step(office, 8)
    due(office, "step8_distribute", date(2027, 1, 12))

    office.bureau.turns_clock(hours=11)  # 21.00
    jfu.sends("/tugas")
    jfu.sees("1. Langkah 8")
    office.bureau.turns_clock(days=5)  # Saturday
    jfu.taps("Menu")
    jfu.sees("1 tugas menunggu Bapak/Ibu.")
    assert reminders(jfu) == []

    office.bureau.turns_clock(days=1, hours=12)  # Monday, 09.00
    jfu.sees("Pengingat, Senin, 18 Januari 2027")
