"""The days of a season: counted back from the Musrenbang, proposed, agreed to, changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from demo.phone import Phone
from models.posts import Post
from models.season import Run, Season
from sop.core.calendar import add_working_days, is_working_day, working_days_between
from sop.flow.season_plan import BEFORE, WHOLE, days_before, intake_end, propose, usual_day
from tests.support.office import Office
from tests.support.usulan import speaks_plainly
from texts.figures import date as in_words
from texts.figures import day_of

NONE: frozenset[date] = frozenset()


def due(office: Office) -> list[date | None]:
    query = select(Run.deadline).where(Run.season_id == office.season_id).order_by(Run.id)
    return office.read(query)


@pytest.mark.quick
def test_days_are_working_days_in_the_order_of_the_steps() -> None:
    meeting = date(2027, 1, 20)
    plan = days_before(meeting, date(2026, 11, 2), NONE)
    assert list(plan.values()) == sorted(plan.values())
    assert plan[5] == meeting
    assert all(is_working_day(day, NONE) for day in plan.values())
    assert {number: working_days_between(day, meeting, NONE) for number, day in plan.items()} == dict(BEFORE)


@pytest.mark.quick
@pytest.mark.parametrize("left", range(WHOLE + 1))
def test_with_few_days_left_none_is_over_before_it_begins(left: int) -> None:
    today = date(2027, 1, 11)
    meeting = add_working_days(today, left, NONE)
    plan = days_before(meeting, today, NONE)
    assert min(plan.values()) >= today
    assert list(plan.values()) == sorted(plan.values())


@pytest.mark.quick
def test_usual_day_is_in_january_and_never_too_near() -> None:
    assert usual_day(2028, date(2026, 11, 2), NONE) == date(2027, 1, 20)
    late = usual_day(2028, date(2027, 1, 11), NONE)
    assert working_days_between(date(2027, 1, 11), late, NONE) == WHOLE


@pytest.mark.quick
def test_intake_has_days_of_its_own_however_late_one_begins() -> None:
    today = date(2027, 1, 4)
    plan = days_before(add_working_days(today, 12, NONE), today, NONE)
    assert intake_end(plan, today, NONE) > today
    assert plan[1] < plan[2] < plan[5]


def proposed(office: Office, ahead: int = 30) -> date:
    """As `setup` leaves a season."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        season = unit.session.get_one(Season, office.season_id)
        meeting = add_working_days(day_of(unit.now), ahead, NONE)
        propose(unit, season, meeting)
    return meeting


def opens(phone: Phone) -> None:
    phone.sends("/tugas")
    phone.sees("Periksa jadwal musim ini")
    phone.taps("Jadwal")
    phone.sees("Jadwal Musrenbang, RKPD 2028")


def test_proposed_days_wait_for_a_yes_of_jfu_or_sekretaris(office: Office) -> None:
    meeting = proposed(office)
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    secretary = office.joins(Post.SEKRETARIS, "Rudi Hartono")
    opens(secretary)
    opens(jfu)
    jfu.sees(f"5. Musrenbang kecamatan: {in_words(meeting)}")
    jfu.sees("dan belum disepakati")
    jfu.taps("Sudah benar")
    jfu.sees("Jadwal disepakati.")
    assert "Sudah benar" not in jfu.buttons

    secretary.presses(secretary.from_bot[-1], "plan:agree")
    secretary.sees("Jadwal ini sudah disepakati. Tidak ada yang berubah.")
    secretary.sends("/tugas")
    secretary.sees("Tidak ada yang menunggu")
    for phone in (jfu, secretary):
        speaks_plainly(phone)


def test_another_day_moves_all_that_is_not_over(office: Office) -> None:
    proposed(office)
    jfu = office.joins(Post.JFU, "Dedi Kurnia")
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    opens(jfu)
    jfu.taps("Ubah hari Musrenbang")
    today = day_of(office.bureau.now())
    sunday = today + timedelta(days=(6 - today.weekday()) + 7)
    jfu.sends(in_words(sunday).partition(", ")[2])
    jfu.sees("bukan hari kerja")
    jfu.sends("kapan saja")
    jfu.sees("Pada hari apa Musrenbang Kecamatan?")
    meeting = add_working_days(today, 40, NONE)
    jfu.sends(in_words(meeting).partition(", ")[2])
    jfu.sees("Pakai jadwal ini?")
    jfu.taps("Pakai jadwal ini")

    jfu.sees("Jadwal disimpan.")
    days = due(office)
    assert days == list(days_before(meeting, today, NONE).values())
    closes = office.season().intake_closes
    assert closes is not None
    assert days[0] is not None
    assert working_days_between(closes, days[0], NONE) == 1
    siti.sees(in_words(closes))
    jfu.sends("/tugas")
    assert "Periksa jadwal" not in jfu.sees("Tugas Bapak/Ibu\n1. Langkah 1").text


def test_nobody_else_plans(office: Office) -> None:
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    answers = siti.answers(siti.sees("Musrenbang Kecamatan"), "plan:show", "plan:agree", "plan:day")
    assert [answer.partition(" JFU")[0] for answer in answers] == ["Ini tugas"] * 3
