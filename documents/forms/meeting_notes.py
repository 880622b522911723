"""Notulen of the Musrenbang: sidang, waktu, acara, pimpinan, pencatat, peserta, kegiatan."""

from documents.data import MeetingNotes
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import (
    clauses,
    commission_title,
    dots,
    ended,
    event_facts,
    facts,
    list_missing,
    title,
    words,
)
from documents.drawing.signature import HEIGHT, sign_two
from documents.drawing.table import Column, Table, money
from texts import plain
from texts.figures import number, rupiah


def write(sheet: Sheet, data: MeetingNotes) -> None:
    sheet.format, sheet.body = "F4", 11.5
    sheet.open()
    letterhead(sheet, data.office)
    title(
        sheet,
        plain("paper_meeting.notes_title"),
        plain("paper_meeting.subtitle", kecamatan=data.office.kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    present = plain("paper_meeting.participants", present=number(data.present), invited=number(data.invited))
    facts(
        sheet,
        (
            (plain("paper_meeting.session_label"), plain("paper_meeting.session")),
            *event_facts(data.meeting),
            (plain("paper_meeting.agenda_label"), plain("paper_meeting.notes_agenda", year=data.plan_year)),
            (plain("paper_meeting.chair_label"), dots(data.chair.name)),
            (plain("paper_meeting.recorder_label"), dots(data.recorder.name)),
            (plain("paper_meeting.participants_label"), present),
        ),
        label=100,
    )
    sheet.gap(10)
    sheet.heading(plain("paper_meeting.course"))
    _course(sheet, data)
    sign_two(sheet, data.chair, data.recorder, town=data.office.town, on=data.on)
    list_missing(sheet, data)


def _course(sheet: Sheet, data: MeetingNotes) -> None:
    chair = dots(data.chair.name)
    speakers, shown = dots("; ".join(data.welcomes)), dots("; ".join(data.presentations))
    before = (
        plain("paper_meeting.opened", chair=chair),
        ended(plain("paper_meeting.welcomes", speakers=speakers)),
        ended(plain("paper_meeting.presentations", presentations=shown)),
        plain("paper_meeting.commissions"),
    )
    at = clauses(sheet, before)
    _results(sheet, data)
    agreed, declined = sum(one.agreed for one in data.results), sum(one.declined for one in data.results)
    count, names = len(data.delegates), "; ".join(data.delegates)
    decided = (
        plain("paper_meeting.plenary", agreed=number(agreed), declined=number(declined)),
        ended(plain("paper_meeting.chosen", count=number(count), words=words(count), names=dots(names))),
    )
    at = clauses(sheet, decided, first=at)
    sheet.need(2 * sheet.body * sheet.leading + HEIGHT)  # the signatures never stand alone on their page
    clauses(sheet, (plain("paper_meeting.closed", chair=chair),), first=at)


def _results(sheet: Sheet, data: MeetingNotes) -> None:
    columns = (
        Column(plain("paper_meeting.commission_head"), 28),
        Column(plain("paper_meeting.chair_head"), 28),
        Column(plain("paper_meeting.agreed_head"), 14, "R"),
        Column(plain("paper_meeting.declined_head"), 14, "R"),
        money(plain("paper_common.cost_head"), 24),
    )
    table = Table(sheet, columns, size=9.5)
    for one in data.results:
        counts = number(one.agreed), number(one.declined)
        table.row((commission_title(one.key), dots(one.chair), *counts, rupiah(one.cost)))
    totals = (
        number(sum(one.agreed for one in data.results)),
        number(sum(one.declined for one in data.results)),
        rupiah(sum(one.cost for one in data.results)),
    )
    table.total(plain("paper_common.total"), totals, over=2)
    table.close()
