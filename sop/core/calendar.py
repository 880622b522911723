"""Working days of an Indonesian office, and the hours in which people may be disturbed.

National holidays and cuti bersama come from the package holidays, which follows the yearly joint decree.
What it cannot know, a local closure for a flood or an election, is handed in by the caller.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from functools import cache

from texts.figures import WIB

MORNING = time(8)  #: when reminders go out
QUIET_FROM = time(18)
QUIET_UNTIL = time(7)

_DAY = timedelta(days=1)
_NONE: frozenset[date] = frozenset()


def holiday_name(day: date) -> str | None:
    """The name of the national holiday or cuti bersama on this day, in Indonesian; None on any other day."""
    return _holidays(day.year).get(day)


def is_working_day(day: date, closures: AbstractSet[date] = _NONE) -> bool:
    """Monday to Friday, no holiday, no cuti bersama, and the kecamatan has not closed."""
    return day.weekday() < 5 and day not in closures and holiday_name(day) is None


def add_working_days(day: date, count: int, closures: AbstractSet[date] = _NONE) -> date:
    """The last of the next `count` working days; the day itself is not counted, and stays when count is 0."""
    return _step(day, count, _DAY, closures)


def minus_working_days(day: date, count: int, closures: AbstractSet[date] = _NONE) -> date:
    """The first of the `count` working days before this day."""
    return _step(day, count, -_DAY, closures)


def h_minus(deadline: date, count: int, closures: AbstractSet[date] = _NONE) -> date:
    """H-n of a deadline. Hari-H is the deadline itself, even on a day off."""
    return minus_working_days(deadline, count, closures)


def working_days_between(start: date, end: date, closures: AbstractSet[date] = _NONE) -> int:
    """How many working days come after `start` up to and with `end`; negative when `end` lies before."""
    if end < start:
        return -working_days_between(end, start, closures)
    return sum(is_working_day(start + n * _DAY, closures) for n in range(1, (end - start).days + 1))


def is_quiet(moment: datetime) -> bool:
    """From 18.00 to 07.00 WIB: what is told to many comes without a sound."""
    return not QUIET_UNTIL <= moment.astimezone(WIB).time() < QUIET_FROM


def morning_of(day: date) -> datetime:
    """08.00 WIB of a day: when that day's reminders go out."""
    return datetime.combine(day, MORNING, tzinfo=WIB)


def days(start: date, end: date) -> Iterator[date]:
    """Each day from `start` to `end`, both included: the days of a closure, or the cells of a calendar."""
    return (start + n * _DAY for n in range((end - start).days + 1))


def _step(day: date, count: int, way: timedelta, closures: AbstractSet[date]) -> date:
    if count < 0:
        raise ValueError(f"{count} working days: use the opposite function")
    while count:
        day += way
        count -= is_working_day(day, closures)
    return day


@cache
def _holidays(year: int) -> Mapping[date, str]:
    from holidays import country_holidays  # a year of one country, once

    # expand=False: an instance that grows by itself would be changed from two threads at once.
    return country_holidays(
        "ID", years=year, expand=False, categories=("public", "government"), language="id"
    )
