"""Draft usulan per Komisi: what each of the four komisi will discuss."""

from documents.data import CommissionProposals, ProposalLine
from documents.drawing.letterhead import letterhead
from documents.drawing.lines import (
    benefit,
    by_commission,
    by_kelurahan,
    cost,
    counted,
    location,
    named,
    volume,
)
from documents.drawing.page import Sheet
from documents.drawing.parts import commission_title, list_missing, title
from documents.drawing.signature import HEIGHT, sign
from documents.drawing.table import Column, Table, money
from texts import plain
from texts.figures import number, rupiah


def write(sheet: Sheet, data: CommissionProposals) -> None:
    sheet.body = 11.0
    sheet.open(landscape=True)
    letterhead(sheet, data.office)
    title(
        sheet,
        plain("paper_intake.per_commission_title"),
        plain("paper_common.kecamatan_line", kecamatan=data.office.kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    sheet.write(
        plain(
            "paper_intake.per_commission_intro",
            count=number(len(data.proposals)),
            kecamatan=data.office.kecamatan,
            year=data.plan_year,
            cost=rupiah(cost(data.proposals)),
        ),
        after=8,
    )
    groups = by_commission(data.proposals)
    _summary(sheet, groups)
    head = plain("paper_intake.per_commission_details")
    sheet.bookmark(head)
    sheet.heading(head)
    _details(sheet, groups)
    sign(sheet, data.signer, town=data.office.town, on=data.on, approval=data.approval)
    list_missing(sheet, data)


def _summary(sheet: Sheet, groups: dict[str, list[ProposalLine]]) -> None:
    head = plain("paper_intake.per_commission_summary")
    sheet.bookmark(head)
    sheet.heading(head)
    columns = (
        Column(plain("paper_common.no"), 4, "C"),
        Column(plain("paper_intake.commission_head"), 40),
        Column(plain("paper_intake.kelurahan_head"), 14, "R"),
        Column(plain("paper_common.count_head"), 14, "R"),
        money(plain("paper_common.cost_head"), 24),
    )
    table = Table(sheet, columns, size=9)
    for index, (key, lines) in enumerate(groups.items(), 1):
        origins = number(len(by_kelurahan(lines)))
        table.row((str(index), commission_title(key), origins, number(len(lines)), rupiah(cost(lines))))
    everything = [line for lines in groups.values() for line in lines]
    origins = number(len(by_kelurahan(everything)))
    total = (origins, number(len(everything)), rupiah(cost(everything)))
    table.total(plain("paper_common.grand_total"), total, over=2)
    table.close()


def _details(sheet: Sheet, groups: dict[str, list[ProposalLine]]) -> None:
    columns = (
        Column(plain("paper_common.no"), 4, "C"),
        Column(plain("paper_intake.title_head"), 22),
        Column(plain("paper_intake.problem_head"), 20),
        Column(plain("paper_intake.location_head"), 19),
        Column(plain("paper_intake.volume_head"), 9, "R"),
        money(plain("paper_intake.cost_head"), 14),
        Column(plain("paper_intake.benefit_head"), 9),
        Column(plain("paper_intake.agency_head"), 15),
        Column(plain("paper_intake.note_head"), 15),
    )
    table = Table(sheet, columns, size=7.5)
    for key, lines in groups.items():
        name = commission_title(key)
        table.group(plain("paper_intake.commission_section", commission=name, counted=counted(lines)))
        if not lines:
            table.note(plain("paper_common.empty"))
        for index, line in enumerate(lines, 1):
            table.row(
                (
                    str(index),
                    named(line),
                    line.problem,
                    location(line, kelurahan=True),
                    volume(line),
                    rupiah(line.cost),
                    benefit(line),
                    line.agency,
                    _remarks(line),
                )
            )
        label = plain("paper_intake.subtotal_commission", commission=name, count=number(len(lines)))
        table.total(label, (rupiah(cost(lines)), "", "", ""), over=5)
    everything = [line for lines in groups.values() for line in lines]
    table.total(plain("paper_common.grand_total"), (rupiah(cost(everything)), "", "", ""), over=5)
    table.close(follow=HEIGHT)


def _remarks(line: ProposalLine) -> str:
    remarks = []
    if line.moved_from:
        remarks.append(
            plain(
                "paper_intake.moved",
                commission=commission_title(line.moved_from),
                reason=line.moved_reason,
            )
        )
    if not line.catalog_code:
        remarks.append(plain("paper_intake.outside_catalog"))
    if line.note:
        remarks.append(line.note)
    return "\n".join(remarks)
