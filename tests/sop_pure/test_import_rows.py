"""A row of an usulan file: what becomes of it, whatever stands in its cells."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.enums import Komisi
from sop.duplicates.compare import likeness
from sop.duplicates.normal import normal
from sop.imports.examine import examine
from sop.imports.kind import Outcome
from sop.imports.usulan_columns import COLUMNS
from sop.imports.usulan_rows import code_key
from tests.sop_pure.list_row import OFFICE, looked_at
from tests.sop_pure.said_usulan import Said

pytestmark = pytest.mark.quick


@pytest.mark.parametrize(
    ("cells", "outcome", "reason"),
    [
        ({}, Outcome.GOOD, ""),
        ({"code": "ks 3"}, Outcome.GOOD, ""),
        ({"kelurahan": "kel. kedungbadak"}, Outcome.GOOD, ""),
        ({"kelurahan": "Kedung"}, Outcome.REFUSED, "kelurahan “Kedung” tidak dikenal di kecamatan ini"),
        ({"kelurahan": ""}, Outcome.REFUSED, "kelurahan kosong"),
        ({"code": "", "title": ""}, Outcome.REFUSED, "usulan dan kode kamus kosong"),
        ({"code": "XX-99"}, Outcome.MENDING, "komisi kosong; jenis usulan tidak terbaca (“XX-99”)"),
        ({"unit": "km"}, Outcome.MENDING, "satuan km, menurut kamus"),
        ({"volume": "0"}, Outcome.MENDING, "volume tidak terbaca (“0”)"),
        ({"volume": "-250"}, Outcome.MENDING, "volume tidak terbaca (“-250”)"),
        ({"rt": "03/05", "rw": ""}, Outcome.GOOD, ""),
        ({"rt": "RT 3", "rw": "RW 05"}, Outcome.GOOD, ""),
        ({"rt": "", "rw": ""}, Outcome.GOOD, ""),  # "Kantor RW 05" is for the whole RW
        ({"rt": "", "rw": "", "place": "Gang Mawar"}, Outcome.MENDING, "RT/RW kosong"),
        ({"households": "", "people": "banyak"}, Outcome.MENDING, "penerima tidak terbaca (“banyak”)"),
        ({"households": "", "people": "90 jiwa"}, Outcome.GOOD, ""),
        ({"urgency": "penting sekali"}, Outcome.MENDING, "urgensi tidak terbaca (“penting sekali”)"),
        ({"cost": "175 juta"}, Outcome.GOOD, ""),
        ({"cost": "gratis"}, Outcome.MENDING, "biaya tidak terbaca (“gratis”)"),
        ({"code": "SP-01", "volume": "40", "land": "Siap"}, Outcome.GOOD, "tinggal foto"),
        ({"code": "SP-01", "volume": "40"}, Outcome.MENDING, "lahan kosong"),
    ],
)
def test_what_becomes_of_a_row(cells: dict[str, str], outcome: Outcome, reason: str) -> None:
    found = looked_at(**cells)

    assert (found.outcome, found.reason[: len(reason) or None]) == (outcome, reason)


def test_komisi_and_cost_follow_the_kamus() -> None:
    values = looked_at().values
    entry = OFFICE.by_code[code_key("KS-03")]

    assert (values["komisi"], values["title"]) == (Komisi.KESRA, entry.name)
    assert (values["cost"], values["cost_by_kamus"]) == (2 * entry.unit_price, True)


TEXTS = st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@example(
    {
        "rt": "9" * 50,
        "volume": "1" * 60,
        "cost": "9" * 60,
        "people": "٣",
        "title": "\x00",
        "komisi": "Komisi ",
    }
)
@given(st.dictionaries(st.sampled_from([column.key for column in COLUMNS]), TEXTS))
def test_no_row_raises_and_every_draft_fits_its_columns(cells: dict[str, str]) -> None:
    found = looked_at(**cells)

    assert bool(found.reason) or found.outcome is Outcome.GOOD
    assert len(found.values.get("title") or "") <= 200
    assert len(found.values.get("place") or "") <= 300
    assert len(found.values.get("unit") or "") <= 20


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(content: bytes) -> None:
    found = examine(content, {"usulan": OFFICE})

    assert found.trouble is not None or found.lines


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_no_two_texts_raise_and_likeness_has_no_sides(title: str, place: str, other: str, there: str) -> None:
    one = normal(Said(title, place), code=None, kelurahan="Kedung Badak")
    two = normal(Said(other, there), code=None, kelurahan="Kedung Badak")

    assert 0 <= likeness(one, two) == likeness(two, one) <= 100
