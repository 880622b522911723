"""Lists as kelurahan keep them: the same usulan in twenty shapes, each with what a reader has to find."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

BIDANG = {
    "sarpras": "Fisik dan Prasarana",
    "kesra": "Sosial Budaya",
    "ekonomi": "Ekonomi",
    "pemerintahan": "Pemerintahan",
}


@dataclass(frozen=True)
class Wish:
    """One usulan of a list."""

    kelurahan: str
    komisi: str
    title: str
    place: str
    volume: Decimal | None
    unit: str
    cost: int
    output: str = ""


@dataclass(frozen=True)
class Shape:
    """A way of writing a list: the file and its name; what of the usulan stands in it."""

    make: Callable[[Sequence[Wish]], bytes]
    name: str
    costs: bool = False
    komisi: bool = True
    outputs: bool = False
    single: bool = False  #: the list of one kelurahan
    asks: int = 0  #: questions that cannot be avoided, of a list whose usulan have volumes


def _number(value: Decimal | None) -> object:
    return "" if value is None else float(value)


def _with_unit(one: Wish) -> str:
    if one.volume is None:
        return ""
    return f"{one.volume.normalize():f}".replace(".", ",") + f" {one.unit}"


def _by_kelurahan(wishes: Sequence[Wish]) -> Iterable[tuple[str, list[Wish]]]:
    in_order = sorted(wishes, key=lambda one: one.kelurahan)
    return ((name, list(found)) for name, found in groupby(in_order, key=lambda one: one.kelurahan))


def _saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _book(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        active(book).append(list(row))
    return _saved(book)


HEAD = ("No", "Kelurahan", "Komisi", "Usulan", "Lokasi", "Volume", "Satuan")


def _cells(at: int, one: Wish) -> list[object]:
    return [at, one.kelurahan, one.komisi, one.title, one.place, _number(one.volume), one.unit]


def _numbered(wishes: Iterable[Wish]) -> list[list[object]]:
    return [_cells(at, one) for at, one in enumerate(wishes, start=1)]


# ---- the shapes


def plain_rows(wishes: Sequence[Wish]) -> bytes:
    return _book(HEAD, *_numbered(wishes))


def official(wishes: Sequence[Wish]) -> bytes:
    """The list of a Musrenbang Kelurahan: its kelurahan only in the title, headings in the fourth row."""
    head = ("No", "Bidang Pembangunan", "Permasalahan", "Usulan Kegiatan", "Lokasi", "Volume")
    book = Workbook()
    book.remove(active(book))
    for at, (kelurahan, found) in enumerate(_by_kelurahan(wishes), start=1):
        sheet = book.create_sheet(f"Lampiran II.{at}")
        sheet.append(["DAFTAR USULAN KEGIATAN YANG DITERUSKAN KE MUSRENBANG KECAMATAN"])
        sheet.append([f"KELURAHAN {kelurahan.upper()} TAHUN 2027"])
        sheet.append([])
        sheet.append([*head, "Perkiraan Anggaran", "OPD"])
        for number, one in enumerate(found, start=1):
            why = "Warga mengeluhkan keadaan ini setiap tahun."
            bidang = BIDANG[one.komisi]
            cells = [number, bidang, why, one.title, one.place, _with_unit(one), one.cost, "Dinas"]
            sheet.append(cells)
        sheet.append(["", "", "", "Jumlah", "", "", sum(one.cost for one in found)])
        sheet.append([])
        sheet.append(["", "", "", "", "", f"Lurah {kelurahan}"])
    return _saved(book)


def sheet_for_each(wishes: Sequence[Wish]) -> bytes:
    book = Workbook()
    book.remove(active(book))
    for kelurahan, found in _by_kelurahan(wishes):
        sheet = book.create_sheet(kelurahan[:31])
        sheet.append([*HEAD[:1], *HEAD[2:]])
        for cells in _numbered(found):
            sheet.append([*cells[:1], *cells[2:]])
    book.create_sheet("Catatan").append(["Disusun oleh staf Ekbang"])
    return _saved(book)


def merged(wishes: Sequence[Wish]) -> bytes:
    """The kelurahan in one cell over all of its rows."""
    book = Workbook()
    sheet = active(book)
    sheet.append(list(HEAD))
    for _, found in _by_kelurahan(wishes):
        first = sheet.max_row + 1
        for cells in _numbered(found):
            sheet.append(cells)
        for at in range(first + 1, sheet.max_row + 1):
            sheet.cell(at, 2).value = None
        if sheet.max_row > first:
            sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=2, end_column=2)
    return _saved(book)


def once(wishes: Sequence[Wish]) -> bytes:
    """The same without merging: written in the first row, empty in the others."""
    rows = []
    for _, found in _by_kelurahan(wishes):
        for at, cells in enumerate(_numbered(found)):
            rows.append(cells if at == 0 else [cells[0], "", *cells[2:]])
    return _book(HEAD, *rows)


def between(wishes: Sequence[Wish]) -> bytes:
    """The kelurahan as a line between the rows, a sum after each."""
    rows: list[list[object]] = []
    for at, (kelurahan, found) in enumerate(_by_kelurahan(wishes)):
        rows.append([chr(ord("A") + at % 26), f"Kelurahan {kelurahan}"])
        rows += [[*cells[:1], *cells[2:]] for cells in _numbered(found)]
        rows.append(["", f"Jumlah Kelurahan {kelurahan}", "", "", len(found)])
    return _book([*HEAD[:1], *HEAD[2:]], *rows, ["", "Jumlah Total", "", "", len(wishes)])


def komisi_between(wishes: Sequence[Wish]) -> bytes:
    rows: list[list[object]] = []
    in_order = sorted(wishes, key=lambda one: one.komisi)
    for at, (komisi, found) in enumerate(groupby(in_order, key=lambda one: one.komisi)):
        rows.append([f"{'I' * (at + 1)}.", f"BIDANG {BIDANG[komisi].upper()}"])
        rows += [[*cells[:2], *cells[3:]] for cells in _numbered(found)]
    return _book([*HEAD[:2], *HEAD[3:]], *rows)


def two_lines(wishes: Sequence[Wish]) -> bytes:
    """ "Target" over "Volume" and "Satuan"; what stands over one column alone is merged downwards."""
    book = Workbook()
    sheet = active(book)
    sheet.append(["USULAN MUSRENBANG"])
    sheet.append(["No", "Nama Desa", "Bidang", "Kegiatan", "Lokasi", "Target", ""])
    sheet.append(["", "", "", "", "", "Volume", "Satuan"])
    for column in range(1, 6):
        sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    sheet.merge_cells(start_row=2, end_row=2, start_column=6, end_column=7)
    for cells in _numbered(wishes):
        sheet.append(cells)
    return _saved(book)


def two_lines_loose(wishes: Sequence[Wish]) -> bytes:
    """The same, nothing merged."""
    upper = ["No", "Nama Desa", "Bidang", "Kegiatan", "Lokasi", "Target", ""]
    return _book(upper, ["", "", "", "", "", "Volume", "Satuan"], *_numbered(wishes))


def in_millions(wishes: Sequence[Wish]) -> bytes:
    rows = [[*_cells(at, one), one.cost / 1_000_000] for at, one in enumerate(wishes, start=1)]
    return _book([*HEAD, "Biaya (juta)"], *rows)


def in_silent_millions(wishes: Sequence[Wish]) -> bytes:
    rows = [[*_cells(at, one), one.cost / 1_000_000] for at, one in enumerate(wishes, start=1)]
    return _book([*HEAD, "Anggaran (Rp)"], *rows)


def in_thousands(wishes: Sequence[Wish]) -> bytes:
    rows = [[*_cells(at, one), one.cost // 1_000] for at, one in enumerate(wishes, start=1)]
    return _book([*HEAD, "Pagu (ribu rupiah)"], *rows)


def word(wishes: Sequence[Wish]) -> bytes:
    """A table for each kelurahan, which is named in the line above it."""
    document = Document()
    document.add_paragraph("HASIL MUSRENBANG KELURAHAN")
    for kelurahan, found in _by_kelurahan(wishes):
        document.add_paragraph(f"Kelurahan {kelurahan}")
        heads = [*HEAD[:1], *HEAD[2:]]
        table = document.add_table(rows=1, cols=len(heads))
        for place, head in enumerate(heads):
            table.cell(0, place).text = head
        for at, one in enumerate(found, start=1):
            row = table.add_row().cells
            volume = "" if one.volume is None else f"{one.volume.normalize():f}".replace(".", ",")
            for place, said in enumerate((at, one.komisi, one.title, one.place, volume, one.unit)):
                row[place].text = str(said)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def semicolons(wishes: Sequence[Wish]) -> bytes:
    """As Excel of an Indonesian Windows saves it."""
    lines = [";".join(HEAD)]
    for cells in _numbered(wishes):
        said = (f"{cell:g}".replace(".", ",") if isinstance(cell, float) else str(cell) for cell in cells)
        lines.append(";".join('"' + one.replace('"', '""') + '"' for one in said))
    return "\r\n".join(lines).encode("cp1252", errors="replace")


def no_komisi(wishes: Sequence[Wish]) -> bytes:
    return _book([*HEAD[:2], *HEAD[3:]], *([*cells[:2], *cells[3:]] for cells in _numbered(wishes)))


def target_within(wishes: Sequence[Wish]) -> bytes:
    """How much of it stands behind its name: "PJU Target: 12 Titik"."""
    rows = [
        [at, one.kelurahan, one.komisi, _target(one), one.place] for at, one in enumerate(wishes, start=1)
    ]
    return _book(HEAD[:5], *rows)


def _target(one: Wish) -> str:
    return f"{one.title} Target: {_with_unit(one)}" if one.volume is not None else one.title


def whose_in_place(wishes: Sequence[Wish]) -> bytes:
    """ "Kecamatan: X, Desa/Kelurahan: Y. Kp. Z": whose it is stands before the place."""
    rows = [
        [at, one.komisi, one.title, _whose(one), _number(one.volume), one.unit]
        for at, one in enumerate(wishes, start=1)
    ]
    return _book(("No", "Komisi", "Usulan", "Lokasi", "Volume", "Satuan"), *rows)


def _whose(one: Wish) -> str:
    return f"Kecamatan: Uji, Desa/Kelurahan: {one.kelurahan}. {one.place}"


def nowhere(wishes: Sequence[Wish]) -> bytes:
    """The list of one kelurahan that says nowhere which."""
    rows = [[*cells[:1], *cells[2:]] for cells in _numbered(wishes)]
    return _book([*HEAD[:1], *HEAD[2:]], *rows)


def own_word(wishes: Sequence[Wish]) -> bytes:
    """A heading of their own for what is wished."""
    return _book([*HEAD[:3], "Rincian", *HEAD[4:]], *_numbered(wishes))


def printed(wishes: Sequence[Wish]) -> bytes:
    """As for printing: numbers of columns, headings again on each page, signatures at the end."""
    rows: list[Sequence[object]] = []
    for at, cells in enumerate(_numbered(wishes)):
        if at % 20 == 0:
            rows += [HEAD, [f"({place})" for place in range(1, len(HEAD) + 1)]]
        rows.append(cells)
    closing = [
        ["", "", "", "Mengetahui,"],
        ["", "", "", "Sekretaris Kelurahan"],
        ["", "", "", "NIP. 19700101"],
    ]
    return _book(["DAFTAR USULAN"], *rows, [], *closing)


def outputs(wishes: Sequence[Wish]) -> bytes:
    """The columns of the city's own table."""
    head = ("desa_kelurahan", "lokasi", "kegiatan", "bidang", "opd_tujuan", "keluaran", "volume", "satuan")
    rows = [
        [one.kelurahan, one.place, one.title, one.komisi, "Dinas", one.output, _number(one.volume), one.unit]
        for one in wishes
    ]
    return _book(head, *rows)


SHAPES: dict[str, Shape] = {
    "plain": Shape(plain_rows, "usulan.xlsx"),
    "official": Shape(official, "lampiran.xlsx", costs=True),
    "sheets": Shape(sheet_for_each, "semua.xlsx"),
    "merged": Shape(merged, "gabung.xlsx"),
    "once": Shape(once, "sekali.xlsx"),
    "between": Shape(between, "rekap.xlsx"),
    "komisi": Shape(komisi_between, "bidang.xlsx"),
    "two_lines": Shape(two_lines, "target.xlsx"),
    "two_lines_loose": Shape(two_lines_loose, "target2.xlsx"),
    "millions": Shape(in_millions, "juta.xlsx", costs=True),
    "silent": Shape(in_silent_millions, "rp.xlsx", costs=True, asks=1),
    "thousands": Shape(in_thousands, "ribu.xlsx", costs=True),
    "word": Shape(word, "hasil.docx"),
    "semicolons": Shape(semicolons, "daftar.csv"),
    "no_komisi": Shape(no_komisi, "tanpa.xlsx", komisi=False),
    "target": Shape(target_within, "pju.xlsx"),
    "place": Shape(whose_in_place, "alamat.xlsx"),
    "nowhere": Shape(nowhere, "usulan-rw.xlsx", single=True, asks=1),
    "own_word": Shape(own_word, "rincian.xlsx", asks=1),
    "printed": Shape(printed, "cetak.xlsx"),
    "outputs": Shape(outputs, "kota.xlsx", outputs=True),
}


def answer(key: str, choices: Sequence[str], wishes: Sequence[Wish]) -> str:
    """What JFU answers who knows the list."""
    about, _, what = key.partition(":")
    if about == "kelurahan":
        return wishes[0].kelurahan
    if about == "money":
        return "juta"
    return "title" if "title" in choices and what == "rincian" else choices[-1]


def active(book: Workbook) -> Worksheet:
    """The sheet that is on top."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet
