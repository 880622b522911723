"""Files of usulan as offices fill them in."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEAD = (
    "No",
    "Kelurahan",
    "RT",
    "RW",
    "Komisi",
    "Kode kamus",
    "Usulan",
    "Masalah",
    "Lokasi",
    "Volume",
    "Satuan",
    "Biaya (Rp)",
    "KK",
    "Jiwa",
    "Urgensi",
    "Lahan",
    "Pengusul",
)

PROBLEM = "Kader kekurangan alat untuk menimbang balita."


def a_row(**changed: object) -> list[object]:
    """A whole row of the kamus entry KS-03, which needs no photo; `changed` by our names of the columns."""
    row = {
        "no": 1,
        "kelurahan": "Kelurahan A",
        "rt": 3,
        "rw": 5,
        "komisi": "",
        "code": "KS-03",
        "title": "",
        "problem": PROBLEM,
        "place": "Kantor RW 05",
        "volume": 2,
        "unit": "",
        "cost": "",
        "households": 25,
        "people": 90,
        "urgency": "Segera",
        "land": "",
        "author": "",
    }
    return list((row | changed).values())


def a_workbook(rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD, above: int = 0) -> bytes:
    """A .xlsx with these rows; `above`: lines before the headings."""
    book = Workbook()
    sheet = book.active
    for line in range(above):
        sheet.append([f"DAFTAR USULAN {line}"])
    for row in (head, *rows):
        sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
