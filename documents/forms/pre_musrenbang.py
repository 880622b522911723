"""Format laporan pra Musrenbang: usulan by kelurahan and komisi, with the verdicts after step 2."""

from documents.data import PreMusrenbang, ProposalLine
from documents.drawing.letterhead import letterhead
from documents.drawing.lines import (
    by,
    by_commission,
    by_kelurahan,
    cost,
    counted,
    late_numbers,
    location,
    matrix,
    named,
)
from documents.drawing.page import Sheet
from documents.drawing.parts import commission_title, list_missing, title
from documents.drawing.signature import HEIGHT, approved, sign, sign_two
from documents.drawing.table import GROUPED, Column, Table, money
from texts import plain
from texts.figures import number, rupiah


def write(sheet: Sheet, data: PreMusrenbang) -> None:
    kecamatan = data.office.kecamatan
    head = plain("paper_intake.pra_title_verified" if data.verified else "paper_intake.pra_title")
    intro = "paper_intake.pra_intro_verified" if data.verified else "paper_intake.pra_intro"
    sheet.body = 11.0
    sheet.open(landscape=True)
    letterhead(sheet, data.office)
    title(
        sheet,
        head,
        plain("paper_common.kecamatan_line", kecamatan=kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    total = rupiah(cost(data.proposals))
    sheet.write(
        plain(intro, count=number(len(data.proposals)), kecamatan=kecamatan, year=data.plan_year, cost=total),
        after=8,
    )
    if late := [line for line in data.proposals if line.late]:
        facts = {"count": number(len(late)), "numbers": late_numbers(late)}
        sheet.write(plain("paper_intake.pra_late", **facts), after=8)
    groups = by_kelurahan(data.proposals, data.kelurahan)
    sheet.bookmark(plain("paper_intake.summary"))
    sheet.heading(plain("paper_intake.summary"))
    matrix(sheet, groups, plain("paper_intake.kelurahan_head"))
    _statuses(sheet, data.proposals)
    sheet.bookmark(plain("paper_intake.details"))
    sheet.heading(plain("paper_intake.details"), keep=GROUPED)
    _details(sheet, groups, kecamatan)
    _signatures(sheet, data)
    list_missing(sheet, data)


def _statuses(sheet: Sheet, proposals: tuple[ProposalLine, ...]) -> None:
    unknown = plain("paper_intake.no_status")
    groups = by(lambda line: line.status or unknown, sorted(proposals, key=lambda line: line.status))
    head = plain("paper_intake.status_summary")
    sheet.bookmark(head)
    sheet.heading(head)
    matrix(sheet, groups, plain("paper_intake.status_head"))


def _details(sheet: Sheet, groups: dict[str, list[ProposalLine]], kecamatan: str) -> None:
    columns = (
        Column(plain("paper_common.no"), 4, "C"),
        Column(plain("paper_intake.title_head"), 21),
        Column(plain("paper_intake.problem_head"), 19),
        Column(plain("paper_intake.location_head"), 16),
        Column(plain("paper_intake.volume_head"), 7, "R"),
        Column(plain("paper_intake.unit_head"), 7),
        money(plain("paper_intake.ceiling_head"), 14),
        Column(plain("paper_intake.agency_head"), 15),
        Column(plain("paper_intake.status_head"), 9),
        Column(plain("paper_intake.note_head"), 15),
    )
    table = Table(sheet, columns, size=7.5)
    for kelurahan, proposals in groups.items():
        table.group(plain("paper_intake.section", kelurahan=kelurahan, counted=counted(proposals)), level=1)
        if not proposals:
            table.note(plain("paper_common.empty"))
        for commission, lines in by_commission(proposals, all_four=False).items():
            name = commission_title(commission)
            table.group(plain("paper_common.commission_group", commission=name))
            for index, line in enumerate(lines, 1):
                table.row(
                    (
                        str(index),
                        named(line),
                        line.problem,
                        location(line),
                        "" if line.volume is None else number(line.volume),
                        line.unit,
                        rupiah(line.cost),
                        line.agency,
                        line.status or plain("paper_intake.no_status"),
                        line.note,
                    )
                )
            if len(lines) > 1:
                label = plain("paper_intake.subtotal_commission", commission=name, count=number(len(lines)))
                table.total(label, (rupiah(cost(lines)), "", "", ""), over=6)
        label = plain("paper_intake.subtotal_kelurahan", kelurahan=kelurahan, count=number(len(proposals)))
        table.total(label, (rupiah(cost(proposals)), "", "", ""), over=6)
    everything = [line for group in groups.values() for line in group]
    label = plain("paper_intake.grand_total", kecamatan=kecamatan, count=number(len(everything)))
    table.total(label, (rupiah(cost(everything)), "", "", ""), over=6)
    table.close(follow=HEIGHT)


def _signatures(sheet: Sheet, data: PreMusrenbang) -> None:
    compiled = plain("paper_intake.compiled_by")
    if data.verified and data.verifier is not None:
        sign_two(
            sheet,
            data.compiler,
            data.verifier,
            town=data.office.town,
            on=data.on,
            left_head=compiled,
            right_head=plain("paper_intake.verified_by"),
        )
        if data.approval is not None:
            sheet.write(approved(data.approval), size=9, after=4)
        return
    sign(sheet, data.compiler, town=data.office.town, on=data.on, head=(compiled,), approval=data.approval)
