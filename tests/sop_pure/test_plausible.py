"""An amount that lost its thousands is asked about, and what may have been meant is offered."""

from __future__ import annotations

import pytest

from sop.imports.headings import money_unit, with_unit
from sop.proposals.plausible import Expected, meant, short_words
from sop.reading import rupiah

KAMUS = 144_000_000


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Biaya (juta)", "juta"),
        ("Anggaran (Rp. juta)", "juta"),
        ("Pagu (ribu rupiah)", "ribu"),
        ("Biaya (dalam jutaan rupiah)", "juta"),
        ("Biaya dalam ribuan rupiah", "ribu"),
        ("Biaya Rp. Jt", "juta"),
        ("Anggaran (Rp 000)", "ribu"),
        ("Anggaran (x Rp1.000)", "ribu"),
        ("Pagu (miliar)", "miliar"),
        ("Biaya (Rp)", ""),
        ("Biaya", ""),
    ],
)
def test_heading_says_in_what_it_counts(heading: str, unit: str) -> None:
    assert money_unit(heading) == unit


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("48", "juta", 48_000_000),
        ("48,5", "juta", 48_500_000),
        ("48.5", "juta", 48_500_000),
        ("1.250", "juta", 1_250_000_000),
        ("Rp 175", "juta", 175_000_000),
        ("175.000", "ribu", 175_000_000),
        ("48 juta", "juta", 48_000_000),
        ("500 ribu", "juta", 500_000),
        ("1,2", "miliar", 1_200_000_000),
        ("48000000", "", 48_000_000),
    ],
)
def test_cell_is_read_in_the_unit_of_its_heading(cell: str, unit: str, amount: int) -> None:
    assert rupiah(with_unit(cell, unit)) == amount


@pytest.mark.parametrize(
    ("cost", "expected", "asked"),
    [
        (50, Expected(KAMUS), True),
        (14_399_999, Expected(KAMUS), True),
        (14_400_000, Expected(KAMUS), False),
        (500_000, Expected(2_000_000), False),
        (14_400_000, Expected(KAMUS, usual=1_000_000_000), False),  # where the kamus speaks it is enough
        (50, Expected(None), True),
        (999_999, Expected(None), True),
        (1_000_000, Expected(None), False),
        (14_399_999, Expected(None, usual=KAMUS), True),
        (14_400_000, Expected(None, usual=KAMUS), False),
        (999_999, Expected(None, usual=2_000_000), True),
    ],
)
def test_far_below_is_asked_about(cost: int, expected: Expected, asked: bool) -> None:
    assert expected.far_above(cost) is asked


def test_what_may_be_meant_stands_nearest_first_and_the_written_last() -> None:
    assert meant(50, Expected(KAMUS)) == [50_000_000, 50]
    assert meant(144_000, Expected(KAMUS)) == [144_000_000, 144_000]
    assert meant(7, Expected(None)) == [7_000_000, 7]
    assert meant(2_000_000, Expected(None, usual=2_000_000_000)) == [2_000_000_000, 2_000_000]


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (50, "Rp50"), (50_000, "Rp50 ribu"), (48_000_000, "Rp48 juta"), (1_500_000_000, "Rp1,5 miliar"),
        (48_250_000, "Rp48,25 juta"), (48_250_001, "Rp48.250.001"),
    ],
)  # fmt: skip
def test_amount_in_the_words_of_a_button(cost: int, words: str) -> None:
    assert short_words(cost) == words
