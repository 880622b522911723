"""The pra Musrenbang format as a workbook: a summary that adds up, and Tabel T-D.4 for each komisi."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from documents.data import Office, Signatory
from documents.drawing.parts import COMMISSIONS
from documents.drawing.signature import lines_above, lines_below
from documents.sheets.workbook import workbook
from texts import plain
from texts.figures import long_date

FOLIO = 14  #: Excel's number of F4, 8,5 x 13 inch
WIDTHS = (5, 14, 14, 18, 44, 18, 34, 18, 18, 30)  #: of the ten columns of T-D.4
MONEY = '"Rp"#,##0'
COST = 8  #: column of the money, from 0


class _Forms:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        cell = {"border": 1, "text_wrap": True, "valign": "top"}
        bold = cell | {"bold": True, "valign": "vcenter"}
        self.text = book.add_format(cell)
        self.number = book.add_format(cell | {"align": "center"})
        self.money = book.add_format(cell | {"num_format": MONEY})
        self.head = book.add_format(bold | {"align": "center", "bg_color": "#DDE8F0"})
        self.sum = book.add_format(bold)
        self.sum_number = book.add_format(bold | {"align": "center"})
        self.sum_money = book.add_format(bold | {"num_format": MONEY})
        self.title = book.add_format({"bold": True, "align": "center", "font_size": 12})
        self.plain = book.add_format({})
        self.signed = book.add_format({"align": "center"})
        self.name = book.add_format({"align": "center", "bold": True, "underline": 1})


def write(data: dict[str, Any]) -> bytes:
    """`rows` of a numbered recap, `kelurahan` in order, `office`, `compiler`, `on`."""
    made = BytesIO()
    office = Office.model_validate(data["office"])
    with workbook(made) as book:
        forms = _Forms(book)
        _summary(book, forms, data, office)
        for komisi in COMMISSIONS:
            _komisi(book, forms, data, office, komisi)
    return made.getvalue()


def _page(book: Any, name: str, widths: tuple[int, ...]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(FOLIO)
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    return sheet


def _head(sheet: Any, forms: _Forms, data: dict[str, Any], office: Office, last: int, *titles: str) -> int:
    """Kop and titles over the whole width; the first row below them."""
    kop = [
        plain("paper_common.kop_region", region=office.region.upper()),
        plain("paper_common.kop_office", kecamatan=office.kecamatan.upper()),
        *office.address,
    ]
    lines = [*kop, "", *titles, plain("paper_common.plan_year", year=data["year"])]
    for at, line in enumerate(lines):
        sheet.merge_range(at, 0, at, last, "", forms.title)
        sheet.write_string(at, 0, line, forms.title)
    source = plain("recap.source", name=data["name"], mark=data["mark"])
    sheet.write_string(len(lines), 0, plain("paper_common.footer_source", source=source), forms.plain)
    return len(lines) + 2


def _summary(book: Any, forms: _Forms, data: dict[str, Any], office: Office) -> None:
    """Kelurahan by komisi: count and money; every sum is a formula, with its value."""
    names = [plain(f"komisi.{komisi}") for komisi in COMMISSIONS]
    sheet = _page(book, plain("recap.sheet_summary"), (5, 24, *([12] * 5), *([20] * 5)))
    first = _head(sheet, forms, data, office, 11, plain("paper_intake.pra_title"))
    total = plain("paper_common.total")
    heads = [
        plain("paper_common.no"),
        plain("paper_intake.kelurahan_head"),
        *(plain("recap.head_count", komisi=name) for name in [*names, total]),
        *(plain("recap.head_money", komisi=name) for name in [*names, total]),
    ]
    for place, words in enumerate(heads):
        sheet.write_string(first, place, words, forms.head)
    sheet.freeze_panes(first + 1, 2)
    sheet.repeat_rows(first)
    sums = [0] * 10
    below = first + 1
    for at, kelurahan in enumerate(data["kelurahan"]):
        row = below + at
        sheet.write_number(row, 0, at + 1, forms.number)
        sheet.write_string(row, 1, kelurahan, forms.text)
        costs = [
            [
                line["cost"]
                for line in data["rows"]
                if (line["kelurahan"], line["komisi"]) == (kelurahan, komisi)
            ]
            for komisi in COMMISSIONS
        ]
        for start, values, form, of_sum in (
            (2, [len(found) for found in costs], forms.number, forms.sum_number),
            (7, [sum(found) for found in costs], forms.money, forms.sum_money),
        ):
            for place, value in enumerate(values):
                sheet.write_number(row, start + place, value, form)
                sums[start - 2 + place] += value
            area = f"{_cell(row, start)}:{_cell(row, start + 3)}"
            sheet.write_formula(row, start + 4, f"=SUM({area})", of_sum, sum(values))
            sums[start + 2] += sum(values)
    last = below + len(data["kelurahan"])
    sheet.write_string(last, 0, "", forms.sum)
    sheet.write_string(last, 1, total, forms.sum)
    for place, value in enumerate(sums):
        area = f"{_cell(below, place + 2)}:{_cell(last - 1, place + 2)}"
        form = forms.sum_number if place < 5 else forms.sum_money
        sheet.write_formula(last, place + 2, f"=SUM({area})", form, value)
    _signature(sheet, forms, data, office, last + 2, 8)


def _komisi(book: Any, forms: _Forms, data: dict[str, Any], office: Office, komisi: str) -> None:
    """Tabel T-D.4 of one komisi."""
    lines = [line for line in data["rows"] if line["komisi"] == komisi]
    sheet = _page(book, plain(f"komisi.{komisi}"), WIDTHS)
    titles = (
        plain("paper_intake.pra_title"),
        plain("recap.td4_of", komisi=plain(f"paper_common.commission_{komisi}")),
    )
    first = _head(sheet, forms, data, office, 9, *titles)
    for place in range(10):
        sheet.write_string(first, place, plain(f"paper_outcome.td4_{place + 1}"), forms.head)
        sheet.write_string(first + 1, place, f"({place + 1})", forms.head)
    sheet.repeat_rows(first, first + 1)
    sheet.freeze_panes(first + 2, 0)
    below = first + 2
    for at, line in enumerate(lines):
        row = below + at
        sheet.write_number(row, 0, at + 1, forms.number)
        for place, words in enumerate(_texts(line), start=1):
            sheet.write_string(row, place, words, forms.text)
        sheet.write_number(row, COST, line["cost"], forms.money)
        sheet.write_string(row, COST + 1, line["office"], forms.text)
    last = below + len(lines)
    sheet.merge_range(last, 0, last, COST - 1, "", forms.sum)
    sheet.write_string(last, 0, plain("paper_outcome.td4_total", count=len(lines)), forms.sum)
    if lines:
        area = f"{_cell(below, COST)}:{_cell(last - 1, COST)}"
        sheet.write_formula(last, COST, f"=SUM({area})", forms.sum_money, sum(line["cost"] for line in lines))
    else:
        sheet.write_number(last, COST, 0, forms.sum_money)
    sheet.write_string(last, COST + 1, "", forms.sum)
    _signature(sheet, forms, data, office, last + 2, 7)


def _texts(line: dict[str, Any]) -> list[str]:
    """Columns 2 to 8; the city's priority and targets are filled in by the city."""
    key = "paper_outcome.activity_coded" if line["activity_code"] else "paper_outcome.activity_named"
    facts = {name: line[name] for name in ("title", "number")}
    if line["activity_code"]:
        facts |= {"code": line["activity_code"], "activity": line["activity"]}
    place = plain("paper_outcome.place_in", kelurahan=line["kelurahan"], place=line["place"]).rstrip()
    return ["", "", "", plain(key, **facts), "", place, line["volume"]]


def _signature(sheet: Any, forms: _Forms, data: dict[str, Any], office: Office, row: int, place: int) -> None:
    """Of who compiled it: the post, room to sign, name, pangkat, NIP."""
    compiler = Signatory.model_validate(data["compiler"])
    day = long_date(date.fromisoformat(data["on"]))
    above = [
        plain("paper_intake.compiled_by"),
        plain("paper_common.place_date", place=office.town, date=day),
        *lines_above(compiler),
    ]
    below = lines_below(compiler)
    for at, line in enumerate([*above, "", "", "", *below]):
        form = forms.name if at == len(above) + 3 else forms.signed
        sheet.merge_range(row + at, place, row + at, place + 2, "", form)
        sheet.write_string(row + at, place, line, form)


def _cell(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row + 1}"
