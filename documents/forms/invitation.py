"""Undangan to the Musrenbang: nomor, sifat, lampiran, hal; when, where, acara; tembusan; who is invited."""

from documents.data import Guest, Invitation
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import dots, event_facts, facts, list_missing, numbered, title
from documents.drawing.signature import HEIGHT, sign
from documents.drawing.table import Column, Table
from texts import plain
from texts.figures import long_date

_ADDRESS = 0.55  #: of the width: where the address block begins


def write(sheet: Sheet, data: Invitation) -> None:
    sheet.format, sheet.body = "F4", 11.5
    sheet.open()
    letterhead(sheet, data.office)
    _head(sheet, data)
    office = data.office
    about = {"kecamatan": office.kecamatan, "region": office.region, "year": data.plan_year}
    sheet.write(plain("paper_meeting.invite_text", **about), align="J", after=6)
    first, *rest = data.agenda or numbered("paper_meeting.agenda")
    rows = (*event_facts(data.meeting), (plain("paper_meeting.agenda_label"), f"1. {first}"))
    facts(
        sheet, (*rows, *(("", f"{index}. {text}") for index, text in enumerate(rest, 2))), label=90, indent=28
    )
    sheet.gap(6)
    sheet.need(3 * sheet.body * sheet.leading + HEIGHT)  # the closing sentence goes with the signature
    sheet.write(plain("paper_meeting.invite_end"), align="J")
    sign(sheet, data.signer, approval=data.approval)
    if data.copies_to:
        sheet.gap(12)
        sheet.write(plain("paper_sk.copies"), size=10, keep=30)
        for index, name in enumerate(data.copies_to, 1):
            sheet.write(f"{index}. {name}", size=10)
    _guests(sheet, data)
    list_missing(sheet, data)


def _head(sheet: Sheet, data: Invitation) -> None:
    """Place and date on the right; number, class and matter on the left, and below them who is addressed."""
    place = plain("paper_common.place_date", place=data.office.town, date=long_date(data.on))
    sheet.write(place, indent=_ADDRESS * sheet.width, after=6)
    top = sheet.y
    half = sheet.width * (_ADDRESS - 0.03)
    outer, sheet.right = sheet.right, sheet.left + half
    facts(
        sheet,
        (
            (plain("paper_meeting.number_label"), dots(sheet.number or "")),
            (plain("paper_meeting.nature_label"), plain("paper_meeting.nature")),
            (plain("paper_meeting.annex_label"), plain("paper_meeting.annex_amount")),
            (
                plain("paper_meeting.matter_label"),
                plain("paper_meeting.matter", kecamatan=data.office.kecamatan),
            ),
        ),
        label=58,
    )
    sheet.right = outer
    below, sheet.y = sheet.y, top
    for line in (plain("paper_meeting.to"), plain("paper_meeting.to_list"), plain("paper_meeting.at_place")):
        sheet.write(line, indent=_ADDRESS * sheet.width)
    sheet.y = max(sheet.y, below) + 16


def _guests(sheet: Sheet, data: Invitation) -> None:
    sheet.open()
    annex = plain("paper_sk.annex")
    sheet.bookmark(annex)
    sheet.body = 10.0
    facts(
        sheet,
        (
            (annex, plain("paper_meeting.annex_head", kecamatan=data.office.kecamatan.upper())),
            (plain("paper_sk.annex_number"), dots(sheet.number or "")),
            (plain("paper_sk.annex_date"), long_date(data.on)),
        ),
        label=80,
        indent=sheet.width * 0.38,
    )
    sheet.gap(14)
    sheet.body = 11.5
    title(sheet, plain("paper_meeting.guests_title"), size=12)
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_meeting.guest_head"), 50),
        Column(plain("paper_meeting.institution_head"), 50),
    )
    table = Table(sheet, columns, size=10)
    for index, guest in enumerate(data.guests or (Guest(name=plain("paper_common.dots")),), 1):
        table.row((str(index), guest.name, guest.institution))
    table.close(follow=HEIGHT)
    sign(sheet, data.signer)
