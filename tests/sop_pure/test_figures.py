"""How money, numbers, dates and sizes are written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts import figures

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "Rp0"),
        (500, "Rp500"),
        (175_000_000, "Rp175.000.000"),
        (100_000_000_000, "Rp100.000.000.000"),
        (-500, "-Rp500"),
    ],
)
def test_rupiah_has_dots_and_no_cents(amount: int, written: str) -> None:
    assert figures.rupiah(amount) == written


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (175_000_000, "seratus tujuh puluh lima juta rupiah"),
        (1_000, "seribu rupiah"),
        (1_011, "seribu sebelas rupiah"),
        (2_500_000_000, "dua miliar lima ratus juta rupiah"),
    ],
)
def test_rupiah_in_words(amount: int, words: str) -> None:
    assert figures.rupiah_words(amount) == words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1250.5, "1.250,5"),
        (Decimal("1250.50"), "1.250,5"),
        (40, "40"),
        (Decimal("40.000"), "40"),
        (Fraction(1, 3), "0,333"),
        (Decimal("0.0005"), "0,001"),
        (1_000_000, "1.000.000"),
    ],
)
def test_number_has_a_comma_and_no_trailing_zeros(
    value: int | float | Decimal | Fraction, written: str
) -> None:
    assert figures.number(value) == written


def test_fixed_keeps_its_decimals() -> None:
    assert [figures.fixed(n) for n in (85, Decimal("85.125"), Fraction(200, 3))] == [
        "85,00",
        "85,13",
        "66,67",
    ]


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half_a_place(value: Fraction, places: int) -> None:
    rounded = Fraction(figures.round_half_up(value, places))

    assert abs(rounded - value) * 2 <= Fraction(1, 10**places)


@pytest.mark.parametrize("half", [Fraction(5, 2), Decimal("2.5"), 2.5])
def test_a_half_goes_up(half: float | Decimal | Fraction) -> None:
    assert figures.round_half_up(half, 0) == 3


def test_dates() -> None:
    day = date(2026, 1, 20)

    assert figures.date(day) == "Selasa, 20 Januari 2026"
    assert figures.long_date(day) == "20 Januari 2026"
    assert figures.short_date(day) == "20 Jan 2026"
    assert figures.weekday(day) == "Selasa"


def test_moments_are_shown_in_wib() -> None:
    instant = datetime(2026, 1, 19, 18, 5, tzinfo=UTC)

    assert figures.moment(instant) == "20 Jan 2026 01.05 WIB"
    assert figures.clock(instant) == "01.05 WIB"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "hari ini"), (1, "besok"), (3, "3 hari lagi"), (-1, "terlambat 1 hari"), (-2, "terlambat 2 hari")],
)
def test_how_far_a_deadline_is(days: int, words: str) -> None:
    today = date(2026, 12, 30)

    assert figures.relative_days(today + timedelta(days=days), today) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (950, "950 B"),
        (1024, "1 KB"),
        (3600, "4 KB"),
        (21 * 1024 * 1024, "21 MB"),
        (3_565_158, "3,4 MB"),
        (1024 * 1024 - 1, "1 MB"),
    ],
)
def test_file_size(size: int, words: str) -> None:
    assert figures.file_size(size) == words
