"""Laporan Hasil Kegiatan Musrenbang, draft and final: five parts, then berita acara and tables."""

from documents.data import Report
from documents.drawing.editing import FACTS, HISTORY, NORMS, as_it_is
from documents.drawing.letterhead import letterhead
from documents.drawing.lines import cost
from documents.drawing.page import LEADING, Sheet
from documents.drawing.parts import (
    clauses,
    dots,
    ended,
    event_days,
    list_missing,
    numbered,
    prose,
    title,
    words,
)
from documents.drawing.photo_pages import photo_pages
from documents.drawing.signature import HEIGHT, sign
from documents.forms import delegate_list, minutes, team_decree
from documents.forms.minutes_annexes import annexes
from documents.forms.priority_tables import scores
from documents.forms.report_tables import activities, outcomes
from texts import plain
from texts.figures import long_date, number, rupiah, rupiah_words


def write(sheet: Sheet, data: Report) -> None:
    sheet.body = 12.0
    sheet.open()
    letterhead(sheet, data.office)
    _head(sheet, data)
    _changes(sheet, data)
    _introduction(sheet, data)
    _held(sheet, data)
    _results(sheet, data)
    _end(sheet, data)
    list_missing(sheet, data)
    _attachments(sheet, data)


def _head(sheet: Sheet, data: Report) -> None:
    office = data.office
    subject = plain(
        "paper_report.subject",
        kecamatan=office.kecamatan.upper(),
        region=office.region.upper(),
        year=data.plan_year,
    )
    title(sheet, plain("paper_report.title_1"), number=True)
    title(sheet, plain("paper_report.about"), subject)


def _changes(sheet: Sheet, data: Report) -> None:
    if not data.changes and not data.returned_note:
        return
    _part(sheet, plain("paper_report.changes_head"))
    if data.returned_note:
        note = plain("paper_report.changes_note", note=data.returned_note)
        for words in as_it_is((note,), HISTORY):
            sheet.write(words, align="J", after=4)
    clauses(sheet, data.changes, fixed=HISTORY)


def _part(sheet: Sheet, head: str, level: int = 0) -> None:
    sheet.gap(10 if level == 0 else 4)
    sheet.need(150 if level == 0 else 90)  # a part whose first section goes overleaf goes with it
    sheet.bookmark(head, level)
    sheet.heading(head)


def _about(data: Report) -> dict[str, object]:
    return {"kecamatan": data.office.kecamatan, "region": data.office.region, "year": data.plan_year}


def _introduction(sheet: Sheet, data: Report) -> None:
    about = _about(data)
    told = data.narrative
    _part(sheet, plain("paper_report.part_1"))
    _part(sheet, plain("paper_report.part_1_a"), 1)
    prose(sheet, told.background or plain("paper_report.background", **about))
    _part(sheet, plain("paper_report.part_1_b"), 1)
    norms = [norm.rstrip(";.") + "." for norm in data.legal_basis or numbered("paper_sk.norm")]
    clauses(sheet, norms, fixed=NORMS)
    _part(sheet, plain("paper_report.part_1_c"), 1)
    prose(sheet, told.purpose or plain("paper_report.purpose", **about))


def _held(sheet: Sheet, data: Report) -> None:
    _part(sheet, plain("paper_report.part_2"))
    kecamatan = data.office.kecamatan
    prose(sheet, data.narrative.activities or plain("paper_report.activities", kecamatan=kecamatan))
    if data.activities:
        activities(sheet, data.activities)
    held = data.minutes
    present = sum(person.present_at is not None for person in held.attendees)
    sentence = plain(
        "paper_report.meeting",
        kecamatan=kecamatan,
        day=event_days(held.musrenbang),
        place=dots(held.musrenbang.place),
        present=number(present),
        invited=number(len(held.attendees)),
    )
    sheet.write(sentence, align="J", after=6)


def _results(sheet: Sheet, data: Report) -> None:
    """Figures come from the rows themselves, so that they cannot differ from the tables behind."""
    _part(sheet, plain("paper_report.part_3"))
    held, agreed = data.minutes, data.scale.lines
    sentence = plain(
        "paper_report.results",
        kecamatan=data.office.kecamatan,
        entered=number(len(data.entered)),
        entered_cost=rupiah(cost(data.entered)),
        agreed=number(len(agreed)),
        agreed_cost=rupiah(cost(agreed)),
        words=rupiah_words(cost(agreed)),
        reserve=number(len(data.scale.reserve)),
        declined=number(len(held.declined)),
        noted=number(len(held.noted)),
    )
    sheet.write(sentence, align="J", after=6)
    prose(sheet, data.narrative.results)
    sheet.write(ended(_delegates(data)), align="J", after=8)
    outcomes(sheet, data)


def _delegates(data: Report) -> str:
    chosen = data.delegates.delegates
    if not chosen:
        return plain("paper_report.no_delegates_sentence")
    return plain(
        "paper_report.delegates_sentence",
        count=number(len(chosen)),
        words=words(len(chosen)),
        names="; ".join(delegate.name for delegate in chosen),
    )


def _end(sheet: Sheet, data: Report) -> None:
    told = data.narrative
    _part(sheet, plain("paper_report.part_4"))
    _part(sheet, plain("paper_report.part_4_a"), 1)
    conclusion = plain(
        "paper_report.conclusion", kecamatan=data.office.kecamatan, agreed=number(len(data.scale.lines))
    )
    prose(sheet, told.conclusion or conclusion)
    _part(sheet, plain("paper_report.part_4_b"), 1)
    prose(sheet, told.suggestions or plain("paper_report.suggestions"))
    sheet.need(4 * sheet.body * sheet.leading + HEIGHT)  # the last part goes with the signature
    _part(sheet, plain("paper_report.part_5"))
    prose(sheet, told.closing or plain("paper_report.closing"))
    where = plain("paper_report.made_at", place=data.office.town)
    when = plain("paper_report.made_on", date=long_date(data.on))
    sign(sheet, data.signer, head=(where, when), approval=data.approval, paraf=data.paraf)
    sheet.gap(10)
    attached = _attached(data)
    sheet.write(plain("paper_report.attachments"), size=10, keep=len(attached) * 10 * sheet.leading)
    for index, name in enumerate(attached, 1):
        sheet.write(f"{index}. {name}", size=10)
    if data.log is not None:
        entries, mark = number(data.log.entries), data.log.mark
        for words in as_it_is((plain("paper_report.log_mark", entries=entries, mark=mark),), FACTS):
            sheet.write(words, size=10)


def _attached(data: Report) -> list[str]:
    """What lies behind the report."""
    names = numbered("paper_report.attachment")
    if data.decree is not None:
        names.append(plain("paper_report.attachment_decree"))
    if data.photos or data.photos_lacking:
        names.append(plain("paper_report.attachment_photos"))
    return names


def _attachments(sheet: Sheet, data: Report) -> None:
    sheet.body = 12.0
    sheet.open()
    with sheet.attached(data.minutes.edits):
        minutes.body(sheet, data.minutes, number=data.minutes_number)
    annexes(sheet, data.minutes, number=data.minutes_number)
    sheet.open(landscape=True)
    head = plain("paper_outcome.scores_title")
    sheet.bookmark(head)
    title(sheet, head, size=12)
    if data.scale.preset:
        sheet.write(plain("paper_outcome.scores_preset", preset=data.scale.preset), after=2)
    sheet.write(plain("paper_outcome.scores_intro"), after=6)
    scores(sheet, (*data.scale.lines, *data.scale.reserve), data.scale.criteria)
    sheet.open(landscape=False)
    sheet.bookmark(plain("paper_outcome.delegates_title"))
    delegate_list.roster(sheet, data.delegates)
    if data.decree is not None:
        sheet.open()
        sheet.bookmark(plain("paper_report.attachment_decree"))
        with sheet.attached(data.decree.edits):
            team_decree.body(sheet, data.decree, number=data.decree_number)
        sheet.use("sans")
        sheet.leading = LEADING
    if data.photos or data.photos_lacking:
        photo_pages(sheet, data.photos, data.photos_left, data.photos_lacking)
