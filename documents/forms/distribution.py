"""Bukti distribusi: one list of who got the report, and a Surat Pengantar for each of them."""

from documents.data import Distribution, Recipient, Signatory
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import dots, facts, list_missing, title, words
from documents.drawing.signature import HEIGHT, sign, sign_two
from documents.drawing.small_picture import smaller
from documents.drawing.table import Column, Table
from texts import plain
from texts.figures import long_date, moment, number

_PHOTO_WIDE, _PHOTO_HIGH = 240.0, 190.0
_PHOTO_SIDE = 900  #: pixels: the words on it can be read, the paper stays light


def write(sheet: Sheet, data: Distribution) -> None:
    sheet.format, sheet.body = "F4", 12.0
    sheet.open()
    letterhead(sheet, data.office)
    _summary(sheet, data)
    for recipient in data.recipients:
        sheet.open()
        letterhead(sheet, data.office)
        _letter(sheet, data, recipient)
    list_missing(sheet, data)


def _summary(sheet: Sheet, data: Distribution) -> None:
    kecamatan = data.office.kecamatan
    title(
        sheet,
        plain("paper_distribution.title"),
        plain("paper_distribution.subtitle", kecamatan=kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    copies = sum(recipient.copies for recipient in data.recipients)
    sentence = plain(
        "paper_distribution.intro",
        kecamatan=kecamatan,
        year=data.plan_year,
        copies=number(copies),
        words=words(copies),
        count=number(len(data.recipients)),
    )
    sheet.write(sentence, align="J", after=8)
    pages = plain(
        "paper_distribution.version_pages", version=data.report_version, pages=data.report_pages or dots("")
    )
    rows = [
        (plain("paper_distribution.report_number"), dots(data.report_number)),
        (plain("paper_distribution.report_version"), pages),
        (plain("paper_distribution.report_hash"), dots(data.report_sha256)),
        (plain("paper_distribution.archive_code"), dots(data.archive_code)),
    ]
    if data.archived_at is not None:
        rows.append((plain("paper_distribution.archived"), moment(data.archived_at)))
    facts(sheet, rows, label=130)
    sheet.gap(10)
    _recipients(sheet, data)
    sign(sheet, data.sender, town=data.office.town, on=data.on, approval=data.approval)


def _recipients(sheet: Sheet, data: Distribution) -> None:
    columns = (
        Column(plain("paper_common.no"), 5, "C"),
        Column(plain("paper_distribution.recipient_head"), 28),
        Column(plain("paper_distribution.copies_head"), 9, "C"),
        Column(plain("paper_distribution.way_head"), 13),
        Column(plain("paper_distribution.letter_head"), 24),
        Column(plain("paper_distribution.received_head"), 22),
        Column(plain("paper_distribution.receiver_head"), 24),
    )
    table = Table(sheet, columns, size=8.5)
    if not data.recipients:
        table.note(plain("paper_distribution.no_recipients"))
    for index, recipient in enumerate(data.recipients, 1):
        receiver = plain(
            "paper_distribution.receiver", name=recipient.receiver_name, post=recipient.receiver_post
        )
        table.row(
            (
                str(index),
                recipient.name,
                number(recipient.copies),
                recipient.way,
                plain(
                    "paper_distribution.letter",
                    number=dots(recipient.letter_number),
                    date=_letter_date(recipient),
                ).strip(),
                _received(recipient),
                receiver.strip(),
            )
        )
    copies = number(sum(recipient.copies for recipient in data.recipients))
    table.total(plain("paper_common.total"), (copies, "", "", "", ""), over=2)
    table.close()


def _letter_date(recipient: Recipient) -> str:
    return long_date(recipient.letter_date) if recipient.letter_date else ""


def _received(recipient: Recipient) -> str:
    if recipient.received_at is None:
        return plain("paper_distribution.not_received")
    when = moment(recipient.received_at)
    if recipient.recorded_by:
        return plain("paper_distribution.recorded", moment=when, name=recipient.recorded_by)
    return plain("paper_distribution.received", moment=when)


def _letter(sheet: Sheet, data: Distribution, recipient: Recipient) -> None:
    """Surat Pengantar, form U of Perwal Bogor 33/2016."""
    on = recipient.letter_date or data.on
    place = plain("paper_common.place_date", place=data.office.town, date=long_date(on))
    sheet.bookmark(f"{plain('paper_distribution.letter_title')} – {recipient.name}")
    sheet.write(place, align="R", after=8)
    sheet.write(plain("paper_distribution.to"))
    sheet.write(plain("paper_distribution.dear", name=recipient.name), width=sheet.width * 0.6)
    where = recipient.address or plain("paper_distribution.at_place")
    sheet.write(plain("paper_distribution.at", address=where), width=sheet.width * 0.6, after=14)
    title(sheet, plain("paper_distribution.letter_title"))
    sheet.y -= 10
    sheet.write(plain("paper_common.number", number=dots(recipient.letter_number)), align="C", after=12)
    _items(sheet, data, recipient)
    sheet.write(plain("paper_distribution.forwarded"), align="J", after=8)
    sheet.need(HEIGHT + 60)
    _receipt(sheet, data, recipient)


def _items(sheet: Sheet, data: Distribution, recipient: Recipient) -> None:
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_distribution.item_head"), 46),
        Column(plain("paper_distribution.amount_head"), 22),
        Column(plain("paper_distribution.note_head"), 34),
    )
    table = Table(sheet, columns, size=10)
    copies = plain("paper_distribution.copies", count=number(recipient.copies), words=words(recipient.copies))
    for index, item in enumerate(data.items, 1):
        agenda = recipient.agenda_number and plain(
            "paper_distribution.agenda", number=recipient.agenda_number
        )
        more = (recipient.note, agenda) if index == 1 else ()
        note = "\n".join(part for part in (item.note, *more) if part)
        table.row((str(index), item.what, item.amount or copies, note))
    table.close()


def _receipt(sheet: Sheet, data: Distribution, recipient: Recipient) -> None:
    received = recipient.received_at
    day = moment(received) if received else dots("")
    sheet.write(plain("paper_distribution.received_on", date=day), after=2)
    post = recipient.receiver_post or plain("paper_distribution.receiver_post", dots=dots(""))
    receiver = Signatory(
        post_title=post,
        name=recipient.receiver_name,
        rank=recipient.receiver_rank,
        nip=recipient.receiver_nip,
    )
    sign_two(
        sheet,
        receiver,
        data.sender,
        left_head=plain("paper_distribution.receiver_label"),
        right_head=plain("paper_distribution.sender_label"),
    )
    sheet.gap(4)
    phones = (recipient.receiver_phone, data.sender_phone)
    sheet.write(plain("paper_distribution.phone", phone=" / ".join(dots(phone) for phone in phones)), size=10)
    if received is not None:
        name = recipient.recorded_by or recipient.receiver_name or recipient.name
        sentence = plain("paper_distribution.receipt_button", moment=moment(received), name=name)
        sheet.write(sentence, size=9)
    if recipient.stamped_sha256:
        _stamped(sheet, recipient)


def _stamped(sheet: Sheet, recipient: Recipient) -> None:
    """The photo of the stamped sheet, small, with the hash by which the archive keeps it."""
    kept = sheet.pictures.get(recipient.stamped_sha256)
    photo = smaller(kept, _PHOTO_SIDE) if kept else None
    sheet.need(_PHOTO_HIGH + 40 if photo else 24)
    sheet.write(plain("paper_distribution.stamped", hash=recipient.stamped_sha256), size=9, after=4)
    if photo is not None:
        words = plain("paper_distribution.stamped_photo", name=recipient.name)
        sheet.picture(photo, sheet.left, sheet.y, _PHOTO_WIDE, _PHOTO_HIGH, words)
        sheet.y += _PHOTO_HIGH
