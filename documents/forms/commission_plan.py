"""Susunan Komisi: who sits in which of the four komisi, and when they meet."""

from documents.data import Commission, CommissionPlan
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import (
    COMMISSIONS,
    commission_title,
    dots,
    event_facts,
    facts,
    list_missing,
    title,
)
from documents.drawing.signature import HEIGHT, sign
from documents.drawing.table import Column, Table
from texts import plain
from texts.figures import long_date, number


def write(sheet: Sheet, data: CommissionPlan) -> None:
    kecamatan = data.office.kecamatan
    sheet.format, sheet.body = "F4", 11.0
    sheet.open()
    letterhead(sheet, data.office)
    title(
        sheet,
        plain("paper_preparation.commissions_title"),
        plain("paper_preparation.commissions_subtitle", kecamatan=kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    sheet.write(plain("paper_preparation.commissions_intro", kecamatan=kecamatan), align="J", after=6)
    if data.decree_number or data.decree_date:
        date = long_date(data.decree_date) if data.decree_date else ""
        sentence = plain(
            "paper_preparation.commissions_decree",
            kecamatan=kecamatan,
            number=dots(data.decree_number),
            date=dots(date),
        )
        sheet.write(sentence, align="J", after=6)
    for name, event in (("coordination", data.coordination), ("musrenbang", data.musrenbang)):
        sheet.heading(plain(f"paper_preparation.{name}"), after=2)
        facts(sheet, event_facts(event), indent=14)
        sheet.gap(8)
    for commission in sorted(data.commissions, key=_order):
        _commission(sheet, commission)
    _recap(sheet, data)
    sign(sheet, data.signer, town=data.office.town, on=data.on, approval=data.approval)
    list_missing(sheet, data)


def _order(commission: Commission) -> int:
    return COMMISSIONS.index(commission.key) if commission.key in COMMISSIONS else len(COMMISSIONS)


def _commission(sheet: Sheet, commission: Commission) -> None:
    head = plain("paper_preparation.commission_heading", commission=commission_title(commission.key).upper())
    sheet.gap(4)
    sheet.need(110)
    sheet.bookmark(head)
    sheet.heading(head, after=2)
    rows = []
    if commission.room:
        rows.append((plain("paper_preparation.room"), commission.room))
    rows.append((plain("paper_preparation.agencies"), dots(", ".join(commission.agencies))))
    facts(sheet, rows, label=160)
    sheet.gap(4)
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_preparation.position_head"), 22),
        Column(plain("paper_preparation.name_head"), 38),
        Column(plain("paper_preparation.occupation_head"), 40),
    )
    table = Table(sheet, columns, size=9.5)
    if not commission.members:
        table.note(plain("paper_preparation.no_members"))
    for index, member in enumerate(commission.members, 1):
        table.row((str(index), member.position, member.name, member.occupation))
    table.close()


def _recap(sheet: Sheet, data: CommissionPlan) -> None:
    sheet.gap(4)
    sheet.heading(plain("paper_preparation.recap"))
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_preparation.commission_head"), 40),
        Column(plain("paper_preparation.chair_head"), 40),
        Column(plain("paper_preparation.members_head"), 20, "R"),
    )
    table = Table(sheet, columns, size=9.5)
    for index, commission in enumerate(sorted(data.commissions, key=_order), 1):
        chair = next((m.name for m in commission.members if m.position.casefold() == "ketua"), "")
        table.row(
            (str(index), commission_title(commission.key), dots(chair), number(len(commission.members)))
        )
    total = sum(len(commission.members) for commission in data.commissions)
    table.total(plain("paper_common.total"), (number(total),), over=3)
    table.close(follow=HEIGHT)
