"""Skala Prioritas: summaries, Tabel T-D.4 with its ten columns, reserves, and the table of scores."""

from collections.abc import Mapping, Sequence

from documents.data import PriorityScale, ScoredLine
from documents.drawing.letterhead import letterhead
from documents.drawing.lines import by_commission, cost
from documents.drawing.page import Sheet
from documents.drawing.parts import commission_title, facts, list_missing, title
from documents.drawing.signature import HEIGHT, sign
from documents.drawing.table import Column, Table, money
from documents.forms.priority_tables import by_agency, scores, td4
from texts import plain
from texts.figures import number, rupiah, rupiah_words


def write(sheet: Sheet, data: PriorityScale) -> None:
    kecamatan = data.office.kecamatan.upper()
    sheet.format, sheet.body = "F4", 12.0
    sheet.open(landscape=True)
    letterhead(sheet, data.office)
    title(
        sheet,
        plain("paper_outcome.scale_title"),
        plain("paper_outcome.scale_subtitle", kecamatan=kecamatan),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    summaries(sheet, data.lines)
    tables(sheet, data)
    sign(sheet, data.signer, town=data.office.town, on=data.on, approval=data.approval)
    list_missing(sheet, data)


def summaries(sheet: Sheet, lines: Sequence[ScoredLine]) -> None:
    """How many and how much, per komisi and per perangkat daerah; both add up to the same."""
    total = cost(lines)
    sheet.write(
        plain(
            "paper_outcome.words_total",
            count=number(len(lines)),
            cost=rupiah(total),
            words=rupiah_words(total),
        ),
        after=8,
    )
    commissions = {commission_title(key): group for key, group in by_commission(lines).items()}
    _summary(sheet, plain("paper_outcome.summary_head"), plain("paper_intake.commission_head"), commissions)
    offices = by_agency(lines)
    _summary(sheet, plain("paper_outcome.agency_summary_head"), plain("paper_outcome.agency_head"), offices)


def tables(sheet: Sheet, data: PriorityScale) -> None:
    """T-D.4, the reserves and the scores, on pages turned sideways."""
    sheet.open(landscape=True)
    sheet.bookmark(plain("paper_outcome.td4_title"))
    title(sheet, plain("paper_outcome.td4_title"), plain("paper_outcome.td4_name"), size=12)
    facts(
        sheet,
        (
            (plain("paper_outcome.kecamatan_label"), data.office.kecamatan),
            (plain("paper_outcome.year_label"), str(data.plan_year)),
        ),
        label=80,
    )
    sheet.gap(6)
    td4(sheet, data.lines)
    if data.reserve:
        sheet.need(140)
        sheet.bookmark(plain("paper_outcome.reserve_head"))
        sheet.heading(plain("paper_outcome.reserve_head"))
        sheet.write(plain("paper_outcome.reserve_intro"), after=4, keep=80)
        td4(sheet, data.reserve)
    sheet.open()
    sheet.bookmark(plain("paper_outcome.scores_title"))
    title(sheet, plain("paper_outcome.scores_title"), size=12)
    if data.preset:
        sheet.write(plain("paper_outcome.scores_preset", preset=data.preset), after=2)
    sheet.write(plain("paper_outcome.scores_intro"), after=6)
    scores(sheet, (*data.lines, *data.reserve), data.criteria, follow=HEIGHT)


def _summary(sheet: Sheet, head: str, first: str, groups: Mapping[str, Sequence[ScoredLine]]) -> None:
    lines = [line for group in groups.values() for line in group]
    total = cost(lines)
    keep = min(len(groups) + 1, 10)
    sheet.need(50 + keep * 16)
    sheet.bookmark(head)
    sheet.heading(head)
    columns = (
        Column(plain("paper_common.no"), 4, "C"),
        Column(first, 50),
        Column(plain("paper_common.count_head"), 14, "R"),
        money(plain("paper_outcome.td4_9"), 26),
        Column(plain("paper_outcome.share_head"), 10, "R"),
    )
    table = Table(sheet, columns, size=9, keep=keep)
    for index, (name, group) in enumerate(groups.items(), 1):
        table.row((str(index), name, number(len(group)), rupiah(cost(group)), _share(cost(group), total)))
    cells = (number(len(lines)), rupiah(total), _share(total, total))
    table.total(plain("paper_common.total"), cells, over=2)
    table.close()


def _share(part: int, whole: int) -> str:
    return plain("paper_outcome.share", share=number(100 * part / whole, 1)) if whole else "–"
