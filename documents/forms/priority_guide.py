"""Pedoman Skala Prioritas: gate, criteria, scales, the way to a rank, and an example that is computed."""

from fractions import Fraction

from documents.data import Criterion, PriorityGuide
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import clauses, list_missing, numbered, title
from documents.drawing.signature import HEIGHT, sign
from documents.drawing.table import Column, Table
from texts import plain
from texts.figures import fixed, long_date, number, round_half_up

#: marks of the three members in the example, one row per criterion, taken in turn
_MARKS = ((5, 4, 4), (3, 4, 3), (4, 4, 4), (2, 3, 3), (4, 3, 5), (3, 3, 4))
_LEVELS = 5
_TIMES = 20  #: brings a weighted mean of at most 5 to at most 100


def write(sheet: Sheet, data: PriorityGuide) -> None:
    kecamatan = data.office.kecamatan
    sheet.format, sheet.body = "F4", 11.0
    sheet.open()
    letterhead(sheet, data.office)
    title(
        sheet,
        plain("paper_guide.title"),
        plain("paper_guide.subtitle", kecamatan=kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    sheet.write(plain("paper_guide.intro", kecamatan=kecamatan, year=data.plan_year), align="J", after=6)
    if data.preset:
        sheet.write(plain("paper_guide.preset", preset=data.preset), align="J", after=6)
    if data.agreed_on is not None:
        sheet.write(plain("paper_guide.agreed", date=long_date(data.agreed_on)), align="J", after=6)
    _part(sheet, plain("paper_guide.gate_head"), plain("paper_guide.gate_intro"))
    clauses(sheet, data.gates or numbered("paper_guide.gate"))
    _criteria(sheet, data.criteria)
    _scales(sheet, data.criteria)
    _part(sheet, plain("paper_guide.total_head"))
    clauses(sheet, numbered("paper_guide.total", highest=number(data.out_of)))
    sheet.write(plain("paper_guide.tie_intro"), align="J", after=3, keep=30)
    clauses(sheet, data.tie_rules or numbered("paper_guide.tie"), indent=22, marks="a")
    _example(sheet, data)
    sign(
        sheet,
        data.signer,
        town=data.office.town,
        on=data.on,
        approval=data.approval,
        paraf=data.paraf,
    )
    list_missing(sheet, data)


def _part(sheet: Sheet, head: str, intro: str = "") -> None:
    sheet.gap(8)
    sheet.need(90)
    sheet.bookmark(head)
    sheet.heading(head)
    if intro:
        sheet.write(intro, align="J", after=4)


def _criteria(sheet: Sheet, criteria: tuple[Criterion, ...]) -> None:
    _part(sheet, plain("paper_guide.criteria_head"), plain("paper_guide.criteria_intro"))
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_guide.criterion_head"), 30),
        Column(plain("paper_guide.meaning_head"), 40),
        Column(plain("paper_guide.way_head"), 32),
        Column(plain("paper_guide.weight_head"), 12, "R"),
    )
    table = Table(sheet, columns, size=9.5)
    for index, criterion in enumerate(criteria, 1):
        way = criterion.rule or plain("paper_guide.by_members")
        table.row((str(index), criterion.title, criterion.meaning, way, _percent(criterion.weight)))
    total = sum(Fraction(str(criterion.weight)) for criterion in criteria)
    table.total(plain("paper_common.total"), (_percent(float(total)),), over=4)
    table.close()


def _percent(weight: float) -> str:
    return plain("paper_guide.percent", weight=number(weight))


def _scales(sheet: Sheet, criteria: tuple[Criterion, ...]) -> None:
    _part(sheet, plain("paper_guide.scale_head"), plain("paper_guide.scale_intro"))
    usual = numbered("paper_guide.scale")
    columns = [Column(plain("paper_guide.criterion_head"), 26)]
    columns += [Column(str(level), 18) for level in range(1, _LEVELS + 1)]
    table = Table(sheet, columns, size=9)
    for criterion in criteria:
        scale = criterion.scale if len(criterion.scale) == _LEVELS else usual
        table.row((criterion.title, *scale))
    table.close()


def _example(sheet: Sheet, data: PriorityGuide) -> None:
    # The example goes overleaf with the signature rather than leave it alone there.
    sheet.need(min(100 + 18 * len(data.criteria) + HEIGHT, 600))
    _part(sheet, plain("paper_guide.example_head"), plain("paper_guide.example_intro"))
    columns = (
        Column(plain("paper_guide.criterion_head"), 40),
        Column(plain("paper_guide.scores_head"), 20, "C"),
        Column(plain("paper_guide.mean_head"), 14, "R"),
        Column(plain("paper_guide.weight_head"), 12, "R"),
        Column(plain("paper_guide.product_head"), 20, "R"),
    )
    table = Table(sheet, columns, size=9.5)
    total = Fraction(0)
    for index, criterion in enumerate(data.criteria):
        marks = _MARKS[index % len(_MARKS)]
        mean = Fraction(sum(marks), len(marks))
        product = mean * Fraction(str(criterion.weight)) / 100
        total += product
        shown = ", ".join(str(mark) for mark in marks)
        table.row((criterion.title, shown, fixed(mean), _percent(criterion.weight), fixed(product, 4)))
    label = plain("paper_guide.example_total", highest=_LEVELS)
    table.total(label, (fixed(total),), over=4)
    table.close()
    if data.out_of != _LEVELS:
        scaled = fixed(round_half_up(total * _TIMES, 2))
        sheet.write(plain("paper_guide.example_scaled", total=scaled), align="J")
