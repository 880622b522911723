"""Real rows of a kecamatan, with what they lack filled by a rule that is printed."""

import csv
from collections import Counter
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from demo.cast import Member, sample_people
from demo.story.usulan import LAYAK, MEND, NOTE, REFUSE, Usulan, scene_of

RULE = """Yang tidak ada pada baris asli diisi menurut aturan ini:
- jenis usulan: di luar kamus; nama kegiatan dan komisi dari barisnya;
- masalah: "Warga membutuhkan KEGIATAN, keluaran KELUARAN."; lokasi kosong: "Desa DESA";
- RT = 1 + urutan mod 9, RW = 1 + urutan mod 12;
- volume kosong: 1 paket; satuan yang bukan kata (%): paket;
- biaya = volume x harga satuan (m 850.000, m2 350.000, m3 1.200.000, km 600.000.000, ha 15.000.000,
  unit dan paket 25.000.000, orang 750.000, lainnya 5.000.000), dibulatkan ke ribuan,
  paling sedikit 2.000.000 dan paling banyak 5.000.000.000;
- penerima = 10 + (7 x urutan) mod 90 KK; foto: satu untuk sarpras, lainnya tanpa foto; tanpa titik lokasi;
- putusan: tiap baris ke-40 perlu perbaikan lokasi, ke-41 tidak layak, ke-42 dicatat, selebihnya layak."""

_PRICES = {
    "m": 850_000,
    "m2": 350_000,
    "m3": 1_200_000,
    "km": 600_000_000,
    "ha": 15_000_000,
    "unit": 25_000_000,
    "paket": 25_000_000,
    "orang": 750_000,
}
_OTHER_PRICE = 5_000_000
_LEAST, _MOST = 2_000_000, 5_000_000_000
_LONGEST_PLACE = 200
_LONGEST_TITLE = 150

Row = dict[str, str]


def read_rows(file: Path, kecamatan: str = "") -> tuple[str, list[Row]]:
    """The rows of a kecamatan; of the one with most rows when none is named."""
    with file.open(encoding="utf-8", newline="") as opened:
        every = list(csv.DictReader(opened))
    name = kecamatan or Counter(row["kecamatan"] for row in every).most_common(1)[0][0]
    rows = [row for row in every if row["kecamatan"].casefold() == name.casefold()]
    if not rows:
        raise SystemExit(f"{file} has no rows of kecamatan {name}")
    return rows[0]["kecamatan"], rows


def real_people(rows: list[Row]) -> list[Member]:
    """The office of the sample, with a Lurah and a delegate for each desa."""
    office = [member for member in sample_people() if not member.kelurahan]
    number = max(member.number for member in office)
    pattern = {member.post: member for member in sample_people() if member.kelurahan}
    found = []
    for place, desa in enumerate(sorted({row["desa_kelurahan"] for row in rows})):
        for post in ("lurah", "delegasi"):
            number += 1
            found.append(
                replace(
                    pattern[post],
                    number=number,
                    name=f"{'Kepala' if post == 'lurah' else 'Wakil'} {desa}",
                    kelurahan=desa,
                    address=f"Desa {desa}",
                    institution=f"LPM Desa {desa}" if post == "delegasi" else f"Desa {desa}",
                    title="",
                    utusan="yes" if post == "delegasi" and place < 3 else "",
                )
            )
    return [*office, *found]


def real_usulan(rows: list[Row]) -> list[Usulan]:
    """Each row as a delegate would type it."""
    return [_usulan(place, row) for place, row in enumerate(rows, start=1)]


def _usulan(place: int, row: Row) -> Usulan:
    volume, unit = _volume(row)
    cost = _cost(volume, unit)
    title = _long_enough(row["kegiatan"].strip())[:_LONGEST_TITLE]
    output = row["keluaran"].strip() or "sesuai usulan desa"
    where = row["lokasi"].strip()[:_LONGEST_PLACE] or f"Desa {row['desa_kelurahan']}"
    verdict, reason, field, mended = _verdict(place, where)
    return Usulan(
        kelurahan=row["desa_kelurahan"],
        komisi=row["komisi_turunan"],
        button="",
        title=title,
        problem=f"Warga membutuhkan {title}, keluaran {output}.",
        place=where if len(where) >= 5 else f"Kampung {where}",
        rt=1 + place % 9,
        rw=1 + place % 12,
        volume_typed=f"{volume.normalize():f}".replace(".", ","),
        unit=unit,
        cost_typed=f"{cost:,}".replace(",", "."),
        cost=cost,
        people_typed=f"{10 + 7 * place % 90} KK",
        photos=1 if row["komisi_turunan"] == "sarpras" else 0,
        scores=tuple(1 + (place * step) % 5 for step in (1, 2, 3, 4, 6)),
        scene=scene_of(title),
        verdict=verdict,
        reason=reason,
        field=field,
        mended=mended,
    )


def _long_enough(words: str) -> str:
    return words if len(words) >= 10 else f"Kegiatan {words}"


def _volume(row: Row) -> tuple[Decimal, str]:
    try:
        volume = Decimal(row["volume"])
    except InvalidOperation:
        volume = Decimal(0)
    unit = row["satuan"].strip()
    unit = unit if any(letter.isalpha() for letter in unit) else "paket"
    return (volume, unit) if volume > 0 else (Decimal(1), "paket")


def _cost(volume: Decimal, unit: str) -> int:
    exact = volume * _PRICES.get(unit.lower(), _OTHER_PRICE)
    return min(_MOST, max(_LEAST, int(exact) // 1000 * 1000))


def _verdict(place: int, where: str) -> tuple[str, str, str, str]:
    if place % 40 == 0:
        return (
            MEND,
            "Lokasi belum menyebut patokan yang dapat ditemukan.",
            "place",
            f"{where}, dekat balai desa",
        )
    if place % 41 == 0:
        return REFUSE, "Kegiatan ini sudah masuk anggaran tahun berjalan.", "", ""
    if place % 42 == 0:
        return NOTE, "Kewenangan pemerintah provinsi; dicatat dalam berita acara.", "", ""
    return LAYAK, "", "", ""
