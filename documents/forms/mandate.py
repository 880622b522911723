"""Surat Mandat: a letter for each utusan, on a page of its own, for him to carry to the city."""

from documents.data import Delegate, Mandate, MandateLetters
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import dots, event_facts, facts, list_missing, number_line, title
from documents.drawing.signature import sign
from texts import plain


def write(sheet: Sheet, data: MandateLetters) -> None:
    sheet.format, sheet.body = "F4", 11.5
    for letter in data.letters:
        _letter(sheet, data, letter)
    list_missing(sheet, data)


def _letter(sheet: Sheet, data: MandateLetters, letter: Mandate) -> None:
    giver, one = data.giver, letter.delegate
    sheet.open()
    letterhead(sheet, data.office)
    sheet.bookmark(f"{plain('paper_outcome.mandate_title')} – {one.name}")
    title(sheet, plain("paper_outcome.mandate_title"))
    sheet.y -= 10
    number_line(sheet, letter.number, after=14)
    sheet.write(plain("paper_outcome.mandate_intro"), align="J", after=6)
    rows = (
        (plain("paper_outcome.mandate_name"), dots(giver.name)),
        (plain("paper_outcome.mandate_post"), f"{giver.acting} {giver.post_title}".strip()),
        (plain("paper_outcome.mandate_rank"), dots(giver.rank)),
        (plain("paper_outcome.mandate_nip"), dots(giver.nip)),
    )
    facts(sheet, rows, label=100, indent=28)
    sheet.gap(10)
    sheet.write(plain("paper_outcome.mandate_gives"), align="J", after=6, keep=60)
    rows = (
        (plain("paper_outcome.mandate_name"), one.name),
        (plain("paper_meeting.mandate_institution"), _institution(one)),
        (plain("paper_meeting.mandate_address"), dots(one.address)),
        (plain("paper_meeting.mandate_phone"), dots(one.phone)),
    )
    facts(sheet, rows, label=100, indent=28)
    sheet.gap(10)
    office = data.office
    about = {"kecamatan": office.kecamatan, "region": office.region, "year": data.plan_year}
    sheet.write(plain("paper_outcome.mandate_text", **about), align="J", after=6)
    if data.city_event is not None:
        sheet.write(plain("paper_outcome.mandate_event"), align="J", after=4, keep=40)
        facts(sheet, event_facts(data.city_event), indent=28)
        sheet.gap(6)
    sheet.write(plain("paper_outcome.mandate_end"), align="J")
    sign(sheet, giver, town=office.town, on=data.on)


def _institution(one: Delegate) -> str:
    if not one.represents:
        return dots(one.institution)
    words = plain("paper_outcome.represents", institution=one.institution, represents=one.represents)
    return " ".join(words.split())
