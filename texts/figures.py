"""Money, numbers, dates and sizes the way an Indonesian office writes them."""

from datetime import date as Date
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_decimal, parse_pattern

WIB = ZoneInfo("Asia/Jakarta")
_LOCALE = Locale("id", "ID")
_DAYS = 512  #: kept in words: a screen or a morning of reminders says the same few again and again


def cut(text: str, most: int) -> str:
    """As many letters as there is room for, the last one a "…" where something is left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def rupiah(amount: int) -> str:
    """'Rp175.000.000'; a debt keeps its sign in front: '-Rp500'."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{format_decimal(abs(amount), format=_pattern(), locale=_LOCALE)}"


def rupiah_words(amount: int) -> str:
    """'seratus tujuh puluh lima juta rupiah', as it stands behind the figure on a paper."""
    from num2words import num2words  # sixty languages: only where a paper says a sum

    return f"{num2words(amount, lang='id')} rupiah"


def number(value: int | float | Decimal | Fraction, places: int = 3) -> str:
    """'1.250,5': dots between thousands, a comma before the decimals, no trailing zeros."""
    pattern = _pattern("#" * places)
    return format_decimal(round_half_up(value, places), format=pattern, locale=_LOCALE)


def rt_rw(rt: int | str | None, rw: int | str | None) -> str:
    """'RT 03/RW 05'; 'RW 05' where all of it is meant; '' where neither was said."""
    return "/".join(f"{name} {value:0>2}" for name, value in (("RT", rt), ("RW", rw)) if value)


def fixed(value: int | float | Decimal | Fraction, places: int = 2) -> str:
    """'85,00': always the same number of decimals, for the columns of a table."""
    pattern = _pattern("0" * places)
    return format_decimal(round_half_up(value, places), format=pattern, locale=_LOCALE)


@cache
def _pattern(decimals: str = "") -> NumberPattern:
    """How Babel is to write a number; read once, for a table asks for the same with each of its cells."""
    return parse_pattern(f"#,##0.{decimals}" if decimals else "#,##0")


def round_half_up(value: int | float | Decimal | Fraction, places: int) -> Decimal:
    """Round as people do (2,5 becomes 3): Python's own rounding goes to the even neighbour."""
    if isinstance(value, Fraction):
        # Whole parts are scaled before the division, so that no digit is lost on the way to the last place.
        scaled = value * 10**places
        doubled = abs(scaled) * 2 + 1
        whole = doubled.numerator // (doubled.denominator * 2)
        return Decimal(whole if value >= 0 else -whole).scaleb(-places)
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@lru_cache(_DAYS)
def date(day: Date) -> str:
    """'Selasa, 20 Januari 2026'."""
    return format_date(day, "EEEE, d MMMM y", locale=_LOCALE)


@lru_cache(_DAYS)
def long_date(day: Date) -> str:
    """'20 Januari 2026'."""
    return format_date(day, "d MMMM y", locale=_LOCALE)


@lru_cache(_DAYS)
def short_date(day: Date) -> str:
    """'20 Jan 2026'."""
    return format_date(day, "d MMM y", locale=_LOCALE)


@lru_cache(_DAYS)
def weekday(day: Date) -> str:
    """'Selasa'."""
    return format_date(day, "EEEE", locale=_LOCALE)


def day_of(instant: datetime) -> Date:
    """The day that a moment belongs to in Bogor."""
    return instant.astimezone(WIB).date()


def moment(instant: datetime) -> str:
    """'20 Jan 2026 09.00 WIB', whatever zone the moment comes in."""
    local = instant.astimezone(WIB)
    return f"{short_date(local.date())} {clock(local)}"


def clock(instant: datetime) -> str:
    """'09.00 WIB'."""
    return f"{instant.astimezone(WIB):%H.%M} WIB"


def recent(instant: datetime, now: datetime) -> str:
    """When somebody last did something: 'hari ini 16.20', 'kemarin 16.20', '12 Jan 2027'."""
    local = instant.astimezone(WIB)
    ago = (day_of(now) - local.date()).days
    if ago not in (0, 1):
        return short_date(local.date())
    return f"{'kemarin' if ago else 'hari ini'} {local:%H.%M}"


def relative_days(day: Date, today: Date) -> str:
    """How far away a deadline is: 'hari ini', 'besok', '3 hari lagi', 'terlambat 2 hari'."""
    distance = (day - today) // timedelta(days=1)
    if distance == 0:
        return "hari ini"
    if distance == 1:
        return "besok"
    return f"{distance} hari lagi" if distance > 0 else f"terlambat {-distance} hari"


def file_size(size: int) -> str:
    """'950 B', '12 KB', '3,4 MB': what a person compares with the limit he was told."""
    if size < 1024:
        return f"{size} B"
    if size < 1000 * 1024:  # above it the rounded figure would be "1.024 KB"
        return f"{number(Fraction(size, 1024), 0)} KB"
    return f"{number(Fraction(size, 1024 * 1024), 1)} MB"
