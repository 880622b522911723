"""Berita Acara of the Musrenbang Kecamatan, sentence by sentence as the ministry's form has it."""

from documents.data import Attendee, Minutes
from documents.drawing.letterhead import letterhead
from documents.drawing.lines import cost
from documents.drawing.page import Sheet
from documents.drawing.parts import (
    clauses,
    dots,
    ended,
    event_facts,
    labelled,
    list_missing,
    local,
    number_line,
    on_day,
    title,
)
from documents.drawing.parts import facts as fact_rows
from documents.drawing.signature import HEIGHT, approved, sign_two
from documents.drawing.table import Column, Table
from documents.forms.minutes_annexes import annexes, contact
from texts import plain
from texts.figures import number, rupiah, rupiah_words


def write(sheet: Sheet, data: Minutes) -> None:
    sheet.format, sheet.body = "F4", 12.0
    sheet.open()
    letterhead(sheet, data.office)
    body(sheet, data, number=sheet.number or "")
    list_missing(sheet, data)
    annexes(sheet, data, number=sheet.number or "")


def body(sheet: Sheet, data: Minutes, *, number: str) -> None:
    """The berita acara without its lampiran; the report attaches it too, under its own number."""
    office = data.office
    sheet.bookmark(plain("paper_minutes.title_1"))
    title(
        sheet,
        plain("paper_minutes.title_1"),
        plain("paper_minutes.title_2", region=office.region.upper(), kecamatan=office.kecamatan.upper()),
        plain("paper_minutes.title_3", year=data.plan_year),
    )
    sheet.y -= 10
    number_line(sheet, number, after=12)
    sheet.write(_opening(data), align="J", after=6)
    sheet.write(plain("paper_minutes.heard"), align="J", after=4)
    _heard(sheet, data)
    _where(sheet, data)
    _agreements(sheet, data)
    sheet.need(3 * sheet.body * sheet.leading + HEIGHT)  # the closing sentence goes with the signatures
    sheet.write(plain("paper_minutes.closing"), align="J", after=4)
    knowing = plain("paper_minutes.knowing")
    sign_two(sheet, data.camat, data.chair, town=office.town, on=data.on, left_head=knowing)
    if data.approval is not None:
        sheet.write(approved(data.approval), size=9, after=4)
    sheet.gap(12)
    sheet.write(plain("paper_minutes.represent", kecamatan=office.kecamatan), align="J", keep=70, after=4)
    people(sheet, data.representatives, plain("paper_minutes.address_head"))


def _opening(data: Minutes) -> str:
    event = data.musrenbang
    first = local(event.start).date()
    last = local(event.end).date() if event.end else first
    place = dots(event.place)
    if last > first:
        return plain(
            "paper_minutes.opening_days",
            first=on_day(first),
            last=on_day(last),
            place=place,
            kecamatan=data.office.kecamatan,
        )
    return plain("paper_minutes.opening", day=on_day(first), place=place, kecamatan=data.office.kecamatan)


def _heard(sheet: Sheet, data: Minutes) -> None:
    clauses(
        sheet,
        (
            ended(plain("paper_minutes.heard_1", speakers=dots("; ".join(data.welcomes)))),
            ended(plain("paper_minutes.heard_2", presentations=dots("; ".join(data.presentations)))),
            plain("paper_minutes.heard_3"),
        ),
    )


def _where(sheet: Sheet, data: Minutes) -> None:
    (_, day), (_, hour), (_, place) = event_facts(data.musrenbang)
    present = sum(person.present_at is not None for person in data.attendees)
    counted = plain(
        "paper_minutes.participants", present=number(present), invited=number(len(data.attendees))
    )
    fact_rows(
        sheet,
        (
            (plain("paper_minutes.day_label"), day),
            (plain("paper_minutes.hour_label"), hour),
            (plain("paper_minutes.place_label"), place),
            (plain("paper_minutes.participants_label"), counted),
        ),
        indent=22,
    )
    sheet.gap(10)


def _agreements(sheet: Sheet, data: Minutes) -> None:
    about = {
        "kecamatan": data.office.kecamatan,
        "region": data.office.region,
        "year": data.plan_year,
    }
    sheet.write(plain("paper_minutes.agree"), face=sheet.bold, align="C", after=6, keep=60)
    total = cost(data.agreed)
    first = plain(
        "paper_minutes.first_text",
        **about,
        count=number(len(data.agreed)),
        cost=rupiah(total),
        words=rupiah_words(total),
    )
    second = plain("paper_minutes.second_text", **about, count=number(len(data.declined) + len(data.noted)))
    labelled(sheet, plain("paper_minutes.first"), (first,), marks="")
    labelled(sheet, plain("paper_minutes.second"), (second,), marks="")
    labelled(sheet, plain("paper_minutes.third"), (plain("paper_minutes.third_text", **about),), marks="")
    fourth = plain("paper_minutes.fourth_text", region=data.office.region, year=data.plan_year)
    labelled(sheet, plain("paper_minutes.fourth"), (fourth,), marks="")


def people(sheet: Sheet, attendees: tuple[Attendee, ...], address_head: str) -> None:
    """No, nama, lembaga, alamat, tanda tangan."""
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_minutes.name_head"), 30),
        Column(plain("paper_minutes.institution_head"), 28),
        Column(address_head, 30),
        Column(plain("paper_minutes.signature_head"), 20),
    )
    table = Table(sheet, columns, size=9.5)
    if not attendees:
        table.note(plain("paper_minutes.no_people"))
    for index, person in enumerate(attendees, 1):
        table.row(
            (
                str(index),
                person.name,
                person.institution,
                contact(person),
                plain("paper_minutes.signature_place", number=index),
            )
        )
    table.close()
