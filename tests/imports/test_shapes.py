"""Lists in the shapes in which kelurahan keep them: every row and every column is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from sop.imports.examine import Examined, Known, examine
from sop.imports.tables_found import read
from sop.imports.usulan_rows import Office
from sop.office.places import Place
from tests.support.filled import a_workbook
from tests.support.raw_lists import SHAPES, Shape, Wish, answer

NAMES = ("Ciwaringin", "Tegallega", "Kebon Kelapa", "Uji")  #: the last is called as its kecamatan is
OFFICE = Office(
    places=tuple(Place(kecamatan="Uji", kelurahan=name) for name in NAMES),
    ids={name: at for at, name in enumerate(NAMES)},
    by_code={},
    by_name={},
)
KOMISI = ("sarpras", "kesra", "ekonomi", "pemerintahan")
WISHES = [
    Wish(
        kelurahan=NAMES[at % 3] if at < 24 else NAMES[0],
        komisi=KOMISI[at % 4],
        title=f"Perbaikan saluran {at}",
        place=f"Gang Mawar {at} RT 0{1 + at % 9}/RW 05",
        volume=Decimal(12 + at) if at % 5 else None,
        unit="titik" if at % 2 else "m",
        cost=(40 + at) * 1_000_000,
        output=f"Beton {at}",
    )
    for at in range(30)
]

pytestmark = pytest.mark.quick


def read_by_jfu(content: bytes, name: str, wishes: Sequence[Wish]) -> tuple[Examined, int]:
    """The file as it stands after JFU has answered what was asked; how often he was."""
    answers: dict[str, str] = {}
    while True:
        found = examine(content, {"usulan": OFFICE}, Known(name, answers, {}))
        if found.question is None:
            return found, len(answers)
        answers[found.question.key] = answer(found.question.key, found.question.choices, wishes)


def wanted(one: Wish, shape: Shape) -> tuple[object, ...]:
    title = f"{one.title}: {one.output}" if shape.outputs else one.title
    komisi, cost = one.komisi if shape.komisi else None, one.cost if shape.costs else None
    return (one.kelurahan, title, one.volume, komisi, cost)


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_is_read_whole(name: str) -> None:
    shape = SHAPES[name]
    wishes = [one for one in WISHES if one.kelurahan == NAMES[0] or not shape.single]
    content = shape.make(wishes)

    found, asked = read_by_jfu(content, shape.name, wishes)

    values = [line.checked.values for line in found.lines]
    made = [
        (NAMES[one["kelurahan_id"]], one["title"], one.get("volume"), one.get("komisi"), one["cost"])
        for one in values
    ]
    assert found.trouble is None
    assert sorted(made, key=str) == sorted((wanted(one, shape) for one in wishes), key=str)
    assert asked == shape.asks
    rows = sum(len(sheet.rows) for sheet in read(content).sheets)
    left = [sheet for sheet, _ in found.account.left]
    aside = sum(len(sheet.rows) for sheet in read(content).sheets if sheet.name in left)
    assert rows == len(found.lines) + len(found.account.no_rows) + aside


@pytest.mark.parametrize(
    ("heading", "cells", "asked"),
    [
        ("Biaya (Rp)", [48, 120, 35], True),
        ("Biaya (Rp)", [48_000_000, 120_000_000], False),
        ("Biaya (juta)", [48, 120, 35], False),
        ("Biaya (juta)", [48_000_000, 120_000_000], True),
        ("Biaya (juta)", [48_000, 120_000, 35_000], True),
        ("Pagu (ribu rupiah)", [48_000, 120_000], False),
        ("Pagu (ribu rupiah)", [48_000_000, 120_000_000], True),
        ("Biaya (Rp)", ["48 juta", "120 juta"], False),
    ],
)
def test_amounts_that_disagree_with_their_heading_are_asked_about(
    heading: str, cells: list[object], asked: bool
) -> None:
    head = ("Kelurahan", "Usulan", "Lokasi", heading)
    content = a_workbook([(NAMES[0], "Perbaikan saluran", "Gang Mawar", cell) for cell in cells], head)

    found = examine(content, {"usulan": OFFICE})

    assert (found.question is not None and found.question.key == "money:cost") is asked


def test_what_is_no_row_is_named() -> None:
    found, _ = read_by_jfu(SHAPES["printed"].make(WISHES), "cetak.xlsx", WISHES)

    assert [(what, words) for _, what, words in found.account.no_rows if what in ("above", "note")] == [
        ("above", "DAFTAR USULAN"),
        ("note", "Mengetahui,"),
        ("note", "Sekretaris Kelurahan"),
        ("note", "NIP. 19700101"),
    ]
    between, _ = read_by_jfu(SHAPES["between"].make(WISHES), "rekap.xlsx", WISHES)
    assert [words for _, what, words in between.account.no_rows if what == "sum"][-1] == "Jumlah Total · 30"
    sheets, _ = read_by_jfu(SHAPES["sheets"].make(WISHES), "semua.xlsx", WISHES)
    assert sheets.account.left == [("Catatan", "no_table")]
    assert [(name, rows, whose, how) for name, rows, whose, how in sheets.account.sheets] == [
        ("Ciwaringin", 14, "Ciwaringin", "sheet"),
        ("Kebon Kelapa", 8, "Kebon Kelapa", "sheet"),
        ("Tegallega", 8, "Tegallega", "sheet"),
    ]
    city, _ = read_by_jfu(SHAPES["outputs"].make(WISHES), "kota.xlsx", WISHES)
    assert city.account.columns == ["opd_tujuan"]
