"""Working days and quiet hours."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.core import calendar
from texts.figures import WIB

pytestmark = pytest.mark.quick

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 1, 14), 3, date(2026, 1, 20)),  # Isra Mikraj on Friday the 16th
        (date(2026, 12, 22), 3, date(2026, 12, 29)),  # cuti bersama on the 24th, Natal on the 25th
        (date(2026, 12, 23), 5, date(2027, 1, 4)),
        (date(2027, 1, 4), 1, date(2027, 1, 6)),  # Isra Mikraj on the 5th
        (date(2026, 1, 17), 0, date(2026, 1, 17)),
        (date(2026, 1, 17), 1, date(2026, 1, 19)),
    ],
)
def test_working_days_are_added(start: date, count: int, end: date) -> None:
    assert calendar.add_working_days(start, count) == end


def test_local_closures_are_no_working_days() -> None:
    flood = frozenset({date(2026, 1, 19)})

    assert not calendar.is_working_day(date(2026, 1, 19), flood)
    assert calendar.add_working_days(date(2026, 1, 14), 3, flood) == date(2026, 1, 21)
    assert calendar.minus_working_days(date(2026, 1, 21), 3, flood) == date(2026, 1, 14)
    assert calendar.h_minus(date(2026, 1, 20), 1, flood) == date(2026, 1, 15)


@pytest.mark.parametrize(
    ("count", "rung"),
    [(7, date(2026, 1, 8)), (3, date(2026, 1, 14)), (1, date(2026, 1, 19)), (0, date(2026, 1, 20))],
)
def test_rungs_before_a_deadline(count: int, rung: date) -> None:
    assert calendar.h_minus(date(2026, 1, 20), count) == rung


def test_holidays_are_named_in_indonesian() -> None:
    assert calendar.holiday_name(date(2026, 8, 17)) == "Hari Kemerdekaan Republik Indonesia"
    assert calendar.holiday_name(date(2026, 12, 24)) == "Cuti Bersama Hari Raya Natal"
    assert calendar.holiday_name(date(2026, 1, 20)) is None


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 1, 14), date(2026, 1, 20), 3),
        (date(2026, 1, 20), date(2026, 1, 14), -3),
        (date(2026, 1, 20), date(2026, 1, 20), 0),
        (date(2026, 1, 17), date(2026, 1, 18), 0),
    ],
)
def test_working_days_are_counted(start: date, end: date, count: int) -> None:
    assert calendar.working_days_between(start, end) == count


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"), [(7, 0, False), (17, 59, False), (6, 59, True), (0, 0, True), (18, 0, True)]
)
def test_evenings_and_nights_are_quiet_in_wib(hour: int, minute: int, quiet: bool) -> None:
    moment = datetime(2026, 1, 20, hour, minute, tzinfo=WIB)

    assert calendar.is_quiet(moment.astimezone(UTC)) is quiet


def test_days_include_both_ends() -> None:
    assert list(calendar.days(date(2026, 1, 30), date(2026, 2, 1))) == [
        date(2026, 1, 30),
        date(2026, 1, 31),
        date(2026, 2, 1),
    ]


@given(DAYS, st.integers(0, 40), st.frozensets(DAYS, max_size=5))
def test_counting_undoes_adding(start: date, count: int, closures: frozenset[date]) -> None:
    end = calendar.add_working_days(start, count, closures)

    assert calendar.working_days_between(start, end, closures) == count
    assert count == 0 or calendar.is_working_day(end, closures)


@given(DAYS, st.integers(0, 40))
def test_going_back_undoes_adding_from_a_working_day(start: date, count: int) -> None:
    if calendar.is_working_day(start):
        assert calendar.minus_working_days(calendar.add_working_days(start, count), count) == start


def test_a_negative_count_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="opposite"):
        calendar.add_working_days(date(2026, 1, 14), -1)
