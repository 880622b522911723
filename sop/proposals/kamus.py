"""The kamus usulan: types of usulan with their unit, highest price and office.

The entries that ship are a beginning: codes and names of kegiatan are the national nomenclature, but which
kegiatan fits which entry is inferred, and the prices are illustrative. An office loads its
own table over them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from models.enums import Kind, Komisi
from sop.core.refused import Refused
from sop.office.csv_rows import rows
from sop.office.places import TABLES
from sop.proposals.kamus_search import habits, search
from sop.reading.money import rupiah
from texts.figures import round_half_up

__all__ = ["SHORT_NAME", "Entry", "komisi_of", "of_komisi", "read_kamus", "search", "shipped", "shortened"]

SHORT_NAME = 20  #: what fits on half a button

_COLUMNS = {
    "code": ("kode",),
    "komisi": (),
    "name": ("nama", "usulan", "usulan_kegiatan"),
    "short_name": ("nama_pendek",),
    "kind": ("jenis",),
    "unit": ("satuan",),
    "unit_price": ("harga_satuan", "harga_satuan_ilustratif", "harga"),
    "office": ("perangkat_daerah", "opd"),
    "activity_code": ("kode_kegiatan",),
    "activity": ("nama_kegiatan", "kegiatan"),
    "definition": ("definisi", "definisi_operasional", "keterangan"),
}
_REQUIRED = ("code", "name", "unit", "unit_price")

#: bidang urusan by komisi (domain: the default routing); urusan 4 to 8 are pemerintahan as a whole
_URUSAN = {
    Komisi.SARPRAS: "1.03 1.04 2.11 2.15",
    Komisi.KESRA: "1.01 1.02 1.06 2.08 2.13 2.14 2.19 2.22 2.23",
    Komisi.EKONOMI: "2.07 2.09 2.17 2.18 3.25 3.26 3.27 3.28 3.29 3.30 3.31 3.32",
    Komisi.PEMERINTAHAN: "1.05 2.10 2.12 2.16 2.20 2.21 2.24",
}
_KOMISI = {urusan: komisi for komisi, codes in _URUSAN.items() for urusan in codes.split()}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A type of usulan."""

    code: str
    komisi: Komisi
    name: str
    short_name: str
    kind: Kind
    unit: str
    unit_price: int  #: rupiah; the highest that may be planned
    office: str  #: perangkat daerah
    activity_code: str
    activity: str  #: kegiatan
    definition: str  #: what belongs to it and what to state

    def cost(self, volume: Decimal) -> int:
        """The price of a volume, in whole rupiah."""
        return int(round_half_up(self.unit_price * volume, 0))


@cache
def shipped() -> tuple[Entry, ...]:
    """The sixty entries that come with the program."""
    return read_kamus(TABLES / "kamus.csv")


def read_kamus(path: Path) -> tuple[Entry, ...]:
    """The office's own kamus. Code, name, unit and price are required; komisi may follow from kegiatan."""
    entries = tuple(_entry(path, row) for row in rows(path, _COLUMNS, _REQUIRED))
    seen: set[str] = set()
    for entry in entries:
        if entry.code in seen:
            raise Refused("reading.csv_twice", file=path.name, code=entry.code)
        seen.add(entry.code)
    return entries


def komisi_of(activity_code: str) -> Komisi | None:
    """The komisi to which a kode kegiatan belongs by its bidang urusan; None when the code says nothing."""
    urusan = ".".join(activity_code.strip().upper().removeprefix("X.").split(".")[:2])
    if re.match(r"[4-8]\.", urusan):
        return Komisi.PEMERINTAHAN
    return _KOMISI.get(urusan)


def of_komisi(entries: Iterable[Entry], komisi: Komisi) -> tuple[Entry, ...]:
    """The entries that are browsed under one komisi."""
    return tuple(entry for entry in entries if entry.komisi is komisi)


def _entry(path: Path, row: dict[str, str]) -> Entry:
    def refuse(column: str) -> Refused:
        return Refused(
            "reading.csv_value", file=path.name, column=column, code=row["code"], value=row[column]
        )

    try:
        price = rupiah(row["unit_price"])
    except Refused:
        raise refuse("unit_price") from None
    komisi = row["komisi"].lower() or komisi_of(row["activity_code"])
    if komisi not in set(Komisi):
        raise refuse("komisi")
    kind = row["kind"].lower().replace(" ", "-").replace("nonfisik", "non-fisik") or Kind.FISIK
    if kind not in set(Kind):
        raise refuse("kind")
    return Entry(
        code=row["code"],
        komisi=Komisi(komisi),
        name=row["name"],
        short_name=row["short_name"][:SHORT_NAME] or shortened(row["name"]),
        kind=Kind(kind),
        unit=row["unit"],
        unit_price=price,
        office=row["office"],
        activity_code=row["activity_code"],
        activity=row["activity"],
        definition=row["definition"],
    )


def shortened(name: str) -> str:
    """A name for a button where the table gives none: its telling words, cut at a word where possible."""
    words = [word for word in re.sub(r"\(.*?\)", "", name).split() if word.lower() not in habits().empty] or [
        name
    ]
    short = words[0][:SHORT_NAME]
    for word in words[1:]:
        if len(short) + 1 + len(word) > SHORT_NAME:
            break
        short = f"{short} {word}"
    return short.rstrip(" ,")
