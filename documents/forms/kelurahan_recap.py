"""Rekap Musrenbang Kelurahan: everything the kelurahan handed in, one paper for all of them."""

from documents.data import KelurahanRecap, KelurahanSection
from documents.drawing.letterhead import letterhead
from documents.drawing.lines import (
    benefit,
    by_commission,
    cost,
    counted,
    late_numbers,
    location,
    matrix,
    named,
    volume,
)
from documents.drawing.page import Sheet
from documents.drawing.parts import commission_title, list_missing, title
from documents.drawing.signature import HEIGHT, sign
from documents.drawing.table import GROUPED, Column, Table, money
from texts import plain
from texts.figures import moment, number, rupiah, rupiah_words, short_date


def write(sheet: Sheet, data: KelurahanRecap) -> None:
    lines = [line for section in data.sections for line in section.proposals]
    kecamatan = data.office.kecamatan
    sheet.body = 11.0
    sheet.open(landscape=True)
    letterhead(sheet, data.office)
    title(
        sheet,
        plain("paper_intake.recap_title"),
        plain("paper_common.kecamatan_line", kecamatan=kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    sheet.write(
        plain(
            "paper_intake.recap_intro",
            kecamatan=kecamatan,
            year=data.plan_year,
            count=number(len(lines)),
            kelurahan=number(len(data.sections)),
            cost=rupiah(cost(lines)),
            words=rupiah_words(cost(lines)),
        ),
        after=4,
    )
    if data.closed_at is not None:
        sheet.write(plain("paper_intake.recap_closed", moment=moment(data.closed_at)), after=4)
    if late := [line for line in lines if line.late]:
        facts = {"count": number(len(late)), "numbers": late_numbers(late), "cost": rupiah(cost(late))}
        sheet.write(plain("paper_intake.recap_late", **facts), after=4)
    sheet.gap(4)
    sheet.bookmark(plain("paper_intake.summary"))
    sheet.heading(plain("paper_intake.summary"))
    groups = {section.kelurahan: section.proposals for section in data.sections}
    matrix(sheet, groups, plain("paper_intake.kelurahan_head"))
    _sources(sheet, data.sections)
    sheet.bookmark(plain("paper_intake.details"))
    sheet.heading(plain("paper_intake.details"), keep=GROUPED)
    _details(sheet, data)
    sign(
        sheet,
        data.compiler,
        town=data.office.town,
        on=data.on,
        head=(plain("paper_intake.compiled_by"),),
        approval=data.approval,
    )
    list_missing(sheet, data)


def _sources(sheet: Sheet, sections: tuple[KelurahanSection, ...]) -> None:
    """Keterkaitan of the SOP: the surat masuk of each kelurahan, and the word of its Lurah."""
    sheet.bookmark(plain("paper_intake.sources"))
    sheet.heading(plain("paper_intake.sources"))
    columns = (
        Column(plain("paper_common.no"), 4, "C"),
        Column(plain("paper_intake.kelurahan_head"), 18),
        Column(plain("paper_intake.lurah_head"), 22),
        Column(plain("paper_intake.letter_head"), 20),
        Column(plain("paper_intake.letter_date_head"), 12),
        Column(plain("paper_intake.confirm_head"), 40),
    )
    table = Table(sheet, columns, size=9)
    for index, section in enumerate(sections, 1):
        if section.difference:
            word = plain("paper_intake.differs", difference=section.difference)
        elif section.confirmed_at is not None:
            word = plain("paper_intake.confirmed", moment=moment(section.confirmed_at))
        else:
            word = plain("paper_intake.not_confirmed")
        if late := sum(bool(line.late) for line in section.proposals):
            word = plain("paper_intake.late_after", word=word, count=number(late))
        date = short_date(section.letter_date) if section.letter_date else "–"
        table.row(
            (str(index), section.kelurahan, section.lurah or "–", section.letter_number or "–", date, word)
        )
    table.close()


def _details(sheet: Sheet, data: KelurahanRecap) -> None:
    columns = (
        Column(plain("paper_common.no"), 4, "C"),
        Column(plain("paper_intake.title_head"), 24),
        Column(plain("paper_intake.problem_head"), 24),
        Column(plain("paper_intake.location_head"), 17),
        Column(plain("paper_intake.volume_head"), 9, "R"),
        money(plain("paper_intake.cost_head"), 14),
        Column(plain("paper_intake.benefit_head"), 9),
        Column(plain("paper_intake.agency_head"), 17),
    )
    table = Table(sheet, columns, size=8)
    for section in data.sections:
        table.group(
            plain(
                "paper_intake.section",
                kelurahan=section.kelurahan,
                counted=counted(section.proposals),
            ),
            level=1,
        )
        if not section.proposals:
            table.note(plain("paper_common.empty"))
        for commission, lines in by_commission(section.proposals, all_four=False).items():
            name = commission_title(commission)
            table.group(plain("paper_common.commission_group", commission=name))
            for index, line in enumerate(lines, 1):
                table.row(
                    (
                        str(index),
                        "\n".join((named(line), *(f"{name}: {words}" for name, words in line.more))),
                        line.problem,
                        location(line),
                        volume(line),
                        rupiah(line.cost),
                        benefit(line),
                        line.agency,
                    )
                )
            if len(lines) > 1:
                label = plain("paper_intake.subtotal_commission", commission=name, count=number(len(lines)))
                table.total(label, (rupiah(cost(lines)), "", ""), over=5)
        label = plain(
            "paper_intake.subtotal_kelurahan",
            kelurahan=section.kelurahan,
            count=number(len(section.proposals)),
        )
        table.total(label, (rupiah(cost(section.proposals)), "", ""), over=5)
    everything = [line for section in data.sections for line in section.proposals]
    label = plain("paper_intake.grand_total", kecamatan=data.office.kecamatan, count=number(len(everything)))
    table.total(label, (rupiah(cost(everything)), "", ""), over=5)
    table.close(follow=HEIGHT)
