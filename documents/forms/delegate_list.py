"""Utusan Musrenbang Kota: the list with room to sign, and the Surat Mandat."""

from documents.data import Delegate, DelegateList
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import dots, event_days, event_facts, facts, list_missing, title, words
from documents.drawing.signature import sign, sign_two
from documents.drawing.table import Column, Table
from texts import plain
from texts.figures import number


def write(sheet: Sheet, data: DelegateList) -> None:
    sheet.format, sheet.body = "F4", 12.0
    sheet.open()
    letterhead(sheet, data.office)
    roster(sheet, data)
    if data.chair is not None:
        knowing = plain("paper_outcome.knowing")
        sign_two(sheet, data.giver, data.chair, town=data.office.town, on=data.on, left_head=knowing)
    else:
        sign(sheet, data.giver, town=data.office.town, on=data.on, approval=data.approval)
    sheet.open()
    letterhead(sheet, data.office)
    _mandate(sheet, data)
    list_missing(sheet, data)


def roster(sheet: Sheet, data: DelegateList) -> None:
    """The list itself; the report attaches it too."""
    title(
        sheet,
        plain("paper_outcome.delegates_title"),
        plain("paper_outcome.delegates_subtitle", kecamatan=data.office.kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    event = data.musrenbang
    sheet.write(
        plain(
            "paper_outcome.delegates_intro",
            kecamatan=data.office.kecamatan,
            day=dots(event_days(event) if event else ""),
            place=dots(event.place if event else ""),
            count=number(len(data.delegates)),
            words=words(len(data.delegates)),
            region=data.office.region,
            year=data.plan_year,
        ),
        align="J",
        after=8,
    )
    delegates_table(sheet, data.delegates)


def delegates_table(sheet: Sheet, delegates: tuple[Delegate, ...]) -> None:
    columns = (
        Column(plain("paper_common.no"), 5, "C"),
        Column(plain("paper_outcome.name_head"), 24),
        Column(plain("paper_outcome.institution_head"), 24),
        Column(plain("paper_outcome.address_head"), 28),
        Column(plain("paper_outcome.position_head"), 14),
        Column(plain("paper_outcome.signature_head"), 16),
    )
    table = Table(sheet, columns, size=9.5)
    if not delegates:
        table.note(plain("paper_outcome.no_delegates"))
    for index, delegate in enumerate(delegates, 1):
        institution = delegate.institution
        if delegate.represents:
            institution = plain(
                "paper_outcome.represents", institution=institution, represents=delegate.represents
            )
        contact = plain(
            "paper_outcome.address_phone", address=dots(delegate.address), phone=dots(delegate.phone)
        )
        place = plain("paper_outcome.signature_place", number=index)
        table.row((str(index), delegate.name, institution, contact, delegate.position, place))
    table.close()


def _mandate(sheet: Sheet, data: DelegateList) -> None:
    giver = data.giver
    sheet.bookmark(plain("paper_outcome.mandate_title"))
    title(sheet, plain("paper_outcome.mandate_title"))
    sheet.y -= 10
    sheet.write(plain("paper_common.number", number=dots(data.mandate_number)), align="C", after=12)
    sheet.write(plain("paper_outcome.mandate_intro"), after=4)
    rows = (
        (plain("paper_outcome.mandate_name"), dots(giver.name)),
        (plain("paper_outcome.mandate_post"), f"{giver.acting} {giver.post_title}".strip()),
        (plain("paper_outcome.mandate_rank"), dots(giver.rank)),
        (plain("paper_outcome.mandate_nip"), dots(giver.nip)),
    )
    facts(sheet, rows, label=80, indent=14)
    sheet.gap(8)
    sheet.write(plain("paper_outcome.mandate_gives"), after=6, keep=60)
    delegates_table(sheet, data.delegates)
    about = {
        "kecamatan": data.office.kecamatan,
        "region": data.office.region,
        "year": data.plan_year,
    }
    sheet.write(plain("paper_outcome.mandate_text", **about), align="J", after=6)
    if data.city_event is not None:
        sheet.write(plain("paper_outcome.mandate_event"), after=4, keep=40)
        facts(sheet, event_facts(data.city_event), indent=14)
        sheet.gap(6)
    sheet.write(plain("paper_outcome.mandate_end"), align="J")
    sign(sheet, giver, town=data.office.town, on=data.on)
