"""Keputusan Camat on the tim Musrenbang, with its lampiran. Set in the letters of legal products."""

from documents.data import TeamDecree
from documents.drawing.editing import NORMS
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import (
    clauses,
    commission_title,
    dots,
    facts,
    labelled,
    list_missing,
    number_line,
    numbered,
    title,
)
from documents.drawing.signature import HEIGHT, sign
from documents.drawing.table import Column, Table
from texts import plain
from texts.figures import long_date


def write(sheet: Sheet, data: TeamDecree) -> None:
    sheet.format = "F4"
    sheet.open()
    letterhead(sheet, data.office)
    body(sheet, data, number=sheet.number or "")
    list_missing(sheet, data)


def body(sheet: Sheet, data: TeamDecree, *, number: str) -> None:
    """The keputusan and its lampiran; the report attaches it too, under its own number."""
    sheet.use("book")
    sheet.leading = 1.2
    kecamatan = data.office.kecamatan.upper()
    sheet.write(plain("paper_sk.title_1", kecamatan=kecamatan), face=sheet.bold, size=12, align="C", keep=20)
    number_line(sheet, number, after=12)
    subject = plain("paper_sk.subject", kecamatan=kecamatan, year=data.plan_year)
    title(sheet, plain("paper_sk.about"), subject, size=12)
    title(sheet, plain("paper_sk.authority", kecamatan=kecamatan), size=12)
    _grounds(sheet, data)
    _decision(sheet, data)
    _signature(sheet, data)
    if data.copies_to:
        sheet.gap(12)
        sheet.write(plain("paper_sk.copies"), size=10, keep=30)
        for index, name in enumerate(data.copies_to, 1):
            sheet.write(f"{index}. {name}", size=10)
    _annex(sheet, data, number)


def _grounds(sheet: Sheet, data: TeamDecree) -> None:
    about = {"kecamatan": data.office.kecamatan, "region": data.office.region, "year": data.plan_year}
    considering = data.considerations or numbered("paper_sk.considering", **about)
    labelled(sheet, plain("paper_sk.considering"), considering, marks="a")
    sheet.gap(6)
    norms = data.legal_basis or numbered("paper_sk.norm")
    labelled(sheet, plain("paper_sk.recalling"), norms, marks="1", fixed=NORMS)
    sheet.gap(6)


def _decision(sheet: Sheet, data: TeamDecree) -> None:
    office = data.office
    about = {"kecamatan": office.kecamatan, "year": data.plan_year}
    sheet.write(plain("paper_sk.decides"), face=sheet.bold, align="C", after=6, keep=60)
    stipulating = plain("paper_sk.stipulating_text", kecamatan=office.kecamatan.upper(), year=data.plan_year)
    labelled(sheet, plain("paper_sk.stipulating"), (stipulating,), marks="")
    labelled(sheet, plain("paper_sk.first"), (plain("paper_sk.first_text", **about),), marks="")
    labelled(sheet, plain("paper_sk.second"), (plain("paper_sk.second_text"),), marks="")
    clauses(sheet, data.tasks or numbered("paper_sk.task"), indent=104, marks="a")
    source = data.budget_source or plain("paper_sk.budget_source", kecamatan=office.kecamatan)
    labelled(sheet, plain("paper_sk.third"), (plain("paper_sk.third_text", source=source),), marks="")
    sheet.need(4 * sheet.body * sheet.leading + HEIGHT)  # a signature never stands alone on its page
    labelled(sheet, plain("paper_sk.fourth"), (plain("paper_sk.fourth_text"),), marks="")


def _signature(sheet: Sheet, data: TeamDecree) -> None:
    where = plain("paper_sk.set_at", place=data.office.town)
    when = plain("paper_sk.set_on", date=long_date(data.on))
    sign(sheet, data.signer, head=(where, when), approval=data.approval, paraf=data.paraf)


def _annex(sheet: Sheet, data: TeamDecree, number: str) -> None:
    kecamatan = data.office.kecamatan.upper()
    sheet.open()
    sheet.body = 10.0
    sheet.bookmark(plain("paper_sk.annex"))
    facts(
        sheet,
        (
            (plain("paper_sk.annex"), plain("paper_sk.annex_head", kecamatan=kecamatan)),
            (plain("paper_sk.annex_number"), dots(number)),
            (plain("paper_sk.annex_date"), long_date(data.on)),
            (
                plain("paper_sk.annex_about"),
                plain("paper_sk.subject", kecamatan=kecamatan, year=data.plan_year),
            ),
        ),
        label=80,
        indent=sheet.width * 0.38,
    )
    sheet.gap(14)
    sheet.body = 12.0
    year = plain("paper_common.plan_year", year=data.plan_year)
    title(sheet, plain("paper_sk.annex_title", kecamatan=kecamatan), year, size=12)
    grouped = any(member.commission for member in data.members)
    columns = [
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_sk.name_head"), 32),
        Column(plain("paper_sk.occupation_head"), 34),
        Column(plain("paper_sk.position_head"), 26),
    ]
    if grouped:
        columns.append(Column(plain("paper_sk.commission_head"), 20))
    table = Table(sheet, columns, size=10)
    if not data.members:
        table.note(plain("paper_sk.no_members"))
    for index, member in enumerate(data.members, 1):
        cells = [str(index), member.name, member.occupation, member.position]
        table.row([*cells, commission_title(member.commission)] if grouped else cells)
    table.close()
    sign(sheet, data.signer)
