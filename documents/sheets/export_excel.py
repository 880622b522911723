"""A list of usulan as a workbook that an office can use at once: filters, sums by formula, ready for F4."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from documents.sheets.workbook import workbook
from texts import plain

FOLIO = 14  #: Excel's number of F4, 8,5 x 13 inch
MONEY = '"Rp"#,##0'
FIRST_KEPT = 2  #: columns that stay in sight


class _Forms:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        cell = {"border": 1, "text_wrap": True, "valign": "top"}
        bold = cell | {"bold": True, "valign": "vcenter"}
        self.cell = {
            "text": book.add_format(cell),
            "number": book.add_format(cell | {"align": "right"}),
            "money": book.add_format(cell | {"num_format": MONEY}),
            "date": book.add_format(cell | {"num_format": "dd/mm/yyyy", "align": "center"}),
        }
        self.head = book.add_format(bold | {"align": "center", "bg_color": "#DDE8F0"})
        self.sum = book.add_format(bold)
        self.sum_money = book.add_format(bold | {"num_format": MONEY})
        self.title = book.add_format({"bold": True, "font_size": 12})


def write(data: dict[str, Any]) -> bytes:
    """`titles`, `columns` (head, width, form), `groups` (sheet, rows), `by` and `money`: columns, from 0."""
    made = BytesIO()
    with workbook(made) as book:
        forms = _Forms(book)
        summary = book.add_worksheet(plain("recap.sheet_summary"))
        areas = [_group(book, forms, data, name, rows) for name, rows in data["groups"]]
        _summary(summary, forms, data, areas)
    return made.getvalue()


def _page(sheet: Any, forms: _Forms, data: dict[str, Any], widths: Sequence[int]) -> int:
    """F4 landscape, as wide as the paper; titles on top. The row of the headings."""
    sheet.set_landscape()
    sheet.set_paper(FOLIO)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&R{plain('paper_common.footer_page', page='&P', pages='&N')}")
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    for at, line in enumerate(data["titles"]):
        sheet.write_string(at, 0, line, forms.title)
    first = len(data["titles"]) + 1
    sheet.repeat_rows(first)
    sheet.freeze_panes(first + 1, FIRST_KEPT)
    return first


def _heads(sheet: Any, forms: _Forms, row: int, heads: Sequence[str]) -> None:
    for place, words in enumerate(heads):
        sheet.write_string(row, place, words, forms.head)


def _group(
    book: Any, forms: _Forms, data: dict[str, Any], name: str, rows: list[list[Any]]
) -> tuple[str, int, int]:
    """One sheet of rows with its sum; where the rows stand."""
    columns, money = data["columns"], data["money"]
    sheet = book.add_worksheet(name)
    first = _page(sheet, forms, data, [width for _, width, _ in columns])
    _heads(sheet, forms, first, [head for head, _, _ in columns])
    below = first + 1
    for at, row in enumerate(rows, start=below):
        for place, (value, (_, _, form)) in enumerate(zip(row, columns, strict=True)):
            _write(sheet, at, place, value, form, forms.cell[form])
    last = below + max(len(rows), 1) - 1
    sheet.autofilter(first, 0, last, len(columns) - 1)
    total = last + 1
    for place in range(len(columns)):
        sheet.write_blank(total, place, None, forms.sum)
    sheet.write_string(total, 1, plain("export.sum"), forms.sum)
    area = xl_range_abs(below, money, last, money)
    spent = sum(row[money] for row in rows)
    sheet.write_formula(total, money, f"=SUBTOTAL(109,{area})", forms.sum_money, spent)
    sheet.print_area(0, 0, total, len(columns) - 1)
    return quote_sheetname(name), below, last


def _write(sheet: Any, row: int, place: int, value: Any, form: str, look: Any) -> None:
    """Numbers and dates as what they are; whatever people typed as text."""
    if value is None or value == "":
        sheet.write_blank(row, place, None, look)
    elif form == "date":
        sheet.write_datetime(row, place, date.fromisoformat(value), look)
    elif form in ("number", "money"):
        sheet.write_number(row, place, value, look)
    else:
        sheet.write_string(row, place, str(value), look)


def _summary(sheet: Any, forms: _Forms, data: dict[str, Any], areas: Sequence[tuple[str, int, int]]) -> None:
    """How many and how much of each sheet, by the column `by`: every cell is a formula over the rows."""
    groups, by, money = data["groups"], data["by"], data["money"]
    names = [name for name, _ in groups]
    total = plain("paper_common.total")
    whole = [*names, total] if len(names) > 1 else names
    first = _page(sheet, forms, data, (5, 40, *([13] * len(whole)), *([22] * len(whole))))
    heads = [
        *(plain("recap.head_count", komisi=name) for name in whole),
        *(plain("recap.head_money", komisi=name) for name in whole),
    ]
    _heads(sheet, forms, first, [plain("paper_common.no"), data["columns"][by][0], *heads])
    found = sorted({row[by] or "" for _, rows in groups for row in rows})
    below = first + 1
    for at, value in enumerate(found):
        row = below + at
        sheet.write_number(row, 0, at + 1, forms.cell["number"])
        sheet.write_string(row, 1, value, forms.cell["text"])
        key = xl_rowcol_to_cell(row, 1, col_abs=True)
        counts, costs = [], []
        for place, ((name, top, last), (_, rows)) in enumerate(zip(areas, groups, strict=True), start=2):
            mine = [line[money] for line in rows if (line[by] or "") == value]
            same = f"({name}!{xl_range_abs(top, by, last, by)}={key})"
            filled = f"({name}!{xl_range_abs(top, 0, last, 0)}>0)"
            money_area = f"{name}!{xl_range_abs(top, money, last, money)}"
            sheet.write_formula(row, place, f"=SUMPRODUCT({same}*{filled})", forms.cell["number"], len(mine))
            sheet.write_formula(
                row,
                place + len(whole),
                f"=SUMPRODUCT({same}*{filled},{money_area})",
                forms.cell["money"],
                sum(mine),
            )
            counts.append(len(mine))
            costs.append(sum(mine))
        if len(names) > 1:
            for start, values, form in ((2, counts, forms.sum), (2 + len(whole), costs, forms.sum_money)):
                reach = f"{_cell(row, start)}:{_cell(row, start + len(names) - 1)}"
                sheet.write_formula(row, start + len(names), f"=SUM({reach})", form, sum(values))
    _sums(sheet, forms, data, below, below + len(found), len(whole))


def _sums(sheet: Any, forms: _Forms, data: dict[str, Any], below: int, last: int, width: int) -> None:
    """The last row of the summary."""
    rows_of, money = [rows for _, rows in data["groups"]], data["money"]
    counts = [len(rows) for rows in rows_of]
    costs = [sum(row[money] for row in rows) for rows in rows_of]
    if width > len(counts):
        counts.append(sum(counts))
        costs.append(sum(costs))
    sheet.write_blank(last, 0, None, forms.sum)
    sheet.write_string(last, 1, plain("paper_common.total"), forms.sum)
    for place, value in enumerate([*counts, *costs], start=2):
        form = forms.sum if place < 2 + width else forms.sum_money
        if last == below:
            sheet.write_number(last, place, 0, form)
            continue
        area = f"{_cell(below, place)}:{_cell(last - 1, place)}"
        sheet.write_formula(last, place, f"=SUM({area})", form, value)
    sheet.autofilter(below - 1, 0, max(last - 1, below), 1 + 2 * width)
    sheet.print_area(0, 0, last, 1 + 2 * width)


def _cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))
