"""Daftar hadir of the Musrenbang: names with room to sign, and free rows for who comes unannounced."""

from documents.data import AttendanceSheet, Attendee
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import event_facts, facts, list_missing, title
from documents.drawing.signature import HEIGHT, sign
from documents.drawing.table import Column, Table
from documents.forms.minutes_annexes import contact
from texts import plain
from texts.figures import clock, number


def write(sheet: Sheet, data: AttendanceSheet) -> None:
    sheet.format, sheet.body = "F4", 11.5
    sheet.open()
    letterhead(sheet, data.office)
    title(
        sheet,
        plain("paper_meeting.attendance_title"),
        plain("paper_meeting.subtitle", kecamatan=data.office.kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    facts(sheet, event_facts(data.meeting), label=90)
    sheet.gap(8)
    _rows(sheet, data)
    present = sum(person.present_at is not None for person in data.attendees)
    if present:
        sheet.write(plain("paper_meeting.present", count=number(present)), after=4)
    sign(sheet, data.chair, town=data.office.town, on=data.on)
    list_missing(sheet, data)


def _rows(sheet: Sheet, data: AttendanceSheet) -> None:
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_meeting.guest_head"), 30),
        Column(plain("paper_meeting.institution_head"), 28),
        Column(plain("paper_meeting.contact_head"), 28),
        Column(plain("paper_meeting.signature_head"), 24),
    )
    table = Table(sheet, columns, size=10)
    for index, person in enumerate(data.attendees, 1):
        table.row((str(index), person.name, person.institution, contact(person), _sign(index, person)))
    for index in range(len(data.attendees) + 1, len(data.attendees) + data.blank_rows + 1):
        table.row((str(index), "", "", "", plain("paper_meeting.signature_place", number=index)))
    table.close(follow=HEIGHT)


def _sign(index: int, person: Attendee) -> str:
    """Room to sign; who tapped Hadir or was entered has the hour there too."""
    if person.present_at is None:
        return plain("paper_meeting.signature_place", number=index)
    return plain("paper_meeting.signed_in", number=index, hour=clock(person.present_at))
