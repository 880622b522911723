"""Tables and the chart inside the report's text."""

from collections.abc import Sequence

from documents.data import Activity, Report, ScoredLine
from documents.drawing.chart import bars
from documents.drawing.lines import by_commission, by_kelurahan, cost, location, matrix, named
from documents.drawing.page import Sheet
from documents.drawing.parts import commission_title
from documents.drawing.place_map import place_map
from documents.drawing.table import Column, Table, money
from documents.forms.priority_tables import by_agency
from texts import plain
from texts.figures import fixed, long_date, number, rupiah

_TOP = 10
_ROW = 20.0  #: a row of at most two lines, roughly


def activities(sheet: Sheet, rows: Sequence[Activity]) -> None:
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_report.date_head"), 24),
        Column(plain("paper_report.what_head"), 34),
        Column(plain("paper_report.where_head"), 26),
        Column(plain("paper_report.result_head"), 30),
    )
    table = Table(sheet, columns, size=9)
    for index, row in enumerate(rows, 1):
        day = long_date(row.on)
        if row.until is not None and row.until > row.on:
            day = plain("paper_report.days", first=day, last=long_date(row.until))
        table.row((str(index), day, row.what, row.where, row.result))
    table.close()


def outcomes(sheet: Sheet, data: Report) -> None:
    """What came in, what became of it, who is to do it, and the first ten."""
    _heading(sheet, plain("paper_report.outcome_head"), rows=6)
    _per_commission(sheet, data)
    if data.entered:
        groups = by_kelurahan(data.entered, data.kelurahan)
        _heading(sheet, plain("paper_report.kelurahan_head"))
        matrix(sheet, groups, plain("paper_intake.kelurahan_head"))
        sheet.need(120)
        bars(
            sheet,
            plain("paper_report.chart_head"),
            [(kelurahan, len(lines)) for kelurahan, lines in groups.items()],
        )
        place_map(sheet, data.places, {kelurahan: len(lines) for kelurahan, lines in groups.items()})
    offices = by_agency(data.scale.lines)
    rows = min(len(offices) + 1, 12)
    _heading(sheet, plain("paper_report.agency_head"), rows=rows)
    _per_agency(sheet, offices, rows)
    _heading(sheet, plain("paper_report.top_head"))
    _first(sheet, data.scale.lines)


def _heading(sheet: Sheet, text: str, *, rows: int = 4) -> None:
    """The name of a table, with so much room below that the table begins there."""
    sheet.need((rows + 4) * _ROW)
    sheet.heading(text, size=10)


def _per_commission(sheet: Sheet, data: Report) -> None:
    columns = (
        Column(plain("paper_intake.commission_head"), 30),
        Column(plain("paper_report.entered_head"), 9, "R"),
        Column(plain("paper_report.agreed_head"), 12, "R"),
        Column(plain("paper_report.reserve_head"), 12, "R"),
        Column(plain("paper_report.declined_head"), 12, "R"),
        Column(plain("paper_report.noted_head"), 9, "R"),
        money(plain("paper_outcome.td4_9"), 22),
    )
    kinds = (data.entered, data.scale.lines, data.scale.reserve, data.minutes.declined, data.minutes.noted)
    groups = [by_commission(lines) for lines in kinds]
    agreed = groups[1]
    table = Table(sheet, columns, size=9, keep=6)
    for key in dict.fromkeys(key for group in groups for key in group):
        counts = [number(len(group.get(key, ()))) for group in groups]
        table.row((commission_title(key), *counts, rupiah(cost(agreed.get(key, ())))))
    totals = [number(len(lines)) for lines in kinds]
    table.total(plain("paper_common.total"), (*totals, rupiah(cost(data.scale.lines))), over=1)
    table.close()


def _per_agency(sheet: Sheet, offices: dict[str, list[ScoredLine]], rows: int) -> None:
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_outcome.agency_head"), 58),
        Column(plain("paper_common.count_head"), 14, "R"),
        money(plain("paper_outcome.td4_9"), 28),
    )
    table = Table(sheet, columns, size=9, keep=rows)
    for index, (agency, group) in enumerate(offices.items(), 1):
        table.row((str(index), agency, number(len(group)), rupiah(cost(group))))
    lines = [line for group in offices.values() for line in group]
    table.total(plain("paper_common.total"), (number(len(lines)), rupiah(cost(lines))), over=2)
    table.close()


def _first(sheet: Sheet, lines: Sequence[ScoredLine]) -> None:
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_outcome.activity_head"), 40),
        Column(plain("paper_minutes.location_head"), 34),
        money(plain("paper_outcome.td4_9"), 22),
        Column(plain("paper_outcome.total_head"), 10, "R"),
    )
    best = sorted(
        (line for line in lines if line.total is not None), key=lambda line: (-(line.total or 0), line.number)
    )
    table = Table(sheet, columns, size=9)
    if not best:
        table.note(plain("paper_common.empty"))
    for index, line in enumerate(best[:_TOP], 1):
        where = location(line, kelurahan=True)
        table.row((str(index), named(line), where, rupiah(line.cost), fixed(line.total or 0)))
    table.close()
