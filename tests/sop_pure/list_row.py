"""A row of an usulan file in which nothing lacks, to be read with other cells in it."""

from __future__ import annotations

from decimal import Decimal

from models.enums import Komisi
from sop.imports.kind import Checked
from sop.imports.usulan_columns import COLUMNS
from sop.imports.usulan_rows import Entry, Office, check, code_key
from sop.office.places import Place
from sop.proposals import kamus
from sop.reading.words import simple

ENTRIES = [
    Entry(
        id=at,
        code=one.code,
        komisi=one.komisi,
        name=one.name,
        short_name=one.short_name,
        kind=one.kind,
        unit=one.unit,
        unit_price=one.unit_price,
        office=one.office,
    )
    for at, one in enumerate(kamus.shipped(), start=1)
]
OFFICE = Office(
    places=(
        Place(kecamatan="Uji", kelurahan="Kedung Badak"),
        Place(kecamatan="Uji", kelurahan="Kedung Jaya"),
    ),
    ids={"Kedung Badak": 1, "Kedung Jaya": 2},
    by_code={code_key(one.code): one for one in ENTRIES},
    by_name={simple(name): one for one in ENTRIES for name in (one.short_name, one.name)},
    usual={(Komisi.KESRA, "paket"): Decimal(75_000_000)},
)
WHOLE = {
    "kelurahan": "Kedung Badak",
    "rt": "3",
    "rw": "5",
    "code": "KS-03",
    "problem": "Kader kekurangan alat untuk menimbang balita.",
    "place": "Kantor RW 05",
    "volume": "2",
    "households": "25",
    "people": "90",
    "urgency": "Segera",
}


def looked_at(**cells: str) -> Checked:
    return check(OFFICE, {column.key: "" for column in COLUMNS} | WHOLE | cells)
