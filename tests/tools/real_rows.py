"""The real usulan that figures are taken from: read from a file outside of the project, never kept in it."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sop.office.places import Place

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "usulan_real_sukabumi_kecamatan_2018.csv"


@dataclass(frozen=True)
class Real:
    """One row of the file; `id` is its number there."""

    id: int
    kecamatan: str
    desa: str
    others: tuple[str, ...]  #: where a row is of several desa, the others
    place: str
    title: str
    komisi: str
    volume: Decimal | None
    unit: str
    output: str  #: what is built or bought, by a list as our kamus is one

    # as two usulan are compared: see sop/duplicates/normal.py
    problem: str | None = None
    rt: int | None = None
    rw: int | None = None


def real_rows(words: list[str]) -> dict[str, list[Real]]:
    """kecamatan -> its rows in the order of the file; the program ends where there is no such file."""
    file = Path(words[0]) if words else SHARED
    if not file.exists():
        print(f"skipped: there is no {file}; name the file of real usulan as the argument")
        sys.exit(0)
    found: dict[str, list[Real]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            found[row["kecamatan"]].append(_read(row))
    return dict(sorted(found.items()))


def _read(row: dict[str, str]) -> Real:
    desa, *others = row["desa_kelurahan"].split("|")
    try:
        volume = Decimal(row["volume"]) if row["volume"] else None
    except InvalidOperation:
        volume = None
    return Real(
        id=int(row["id"]),
        kecamatan=row["kecamatan"],
        desa=desa,
        others=tuple(others),
        place=row["lokasi"].strip(),
        title=row["kegiatan"].strip(),
        komisi=row["komisi_turunan"],
        volume=volume,
        unit=row["satuan"].strip(),
        output=(row.get("keluaran") or "").strip(),  # a list may be without it
    )


def places_of(rows: list[Real]) -> list[Place]:
    """The desa of a kecamatan: they stand in for its kelurahan."""
    names = {name for row in rows for name in (row.desa, *row.others)}
    return [Place(kecamatan=rows[0].kecamatan, kelurahan=name) for name in sorted(names)]
