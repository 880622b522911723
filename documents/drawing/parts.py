"""Parts that several papers share: titles, facts with colons, numbered clauses, what is missing."""

from collections.abc import Sequence
from datetime import date, datetime

from documents.data import Event, PaperData
from documents.drawing.editing import NUMBER, Words, as_it_is, paragraphs_of
from documents.drawing.missing import missing
from documents.drawing.page import Sheet
from documents.drawing.table import Column, Table
from documents.drawing.text import wrap
from texts import plain, sentences
from texts.figures import WIB, clock, rupiah_words
from texts.figures import date as full_date

COMMISSIONS = ("pemerintahan", "kesra", "ekonomi", "sarpras")  #: the order of the SOP


def commission_title(key: str) -> str:
    """'Sarana dan Prasarana'; a komisi of the office's own making keeps its key."""
    return sentences().get(f"paper_common.commission_{key}", key)


def commission_short(key: str) -> str:
    """'Sarpras', for the head of a narrow column."""
    return sentences().get(f"paper_common.short_{key}", key)


def words(number: int) -> str:
    """'dua ribu dua puluh enam'."""
    return rupiah_words(number).rsplit(" ", 1)[0]


def numbered(key: str, **facts: object) -> list[str]:
    """All sentences KEY_1, KEY_2, ... that are written."""
    found: list[str] = []
    while f"{key}_{len(found) + 1}" in sentences():
        found.append(plain(f"{key}_{len(found) + 1}", **facts))
    return found


def letter(index: int) -> str:
    """a, b, ... z, aa: the marks of Menimbang."""
    return (letter(index // 26 - 1) if index >= 26 else "") + chr(ord("a") + index % 26)


def ended(sentence: str) -> str:
    """A sentence that ends with a title ("S.Sos.") has its full stop already."""
    return sentence[:-1] if sentence.endswith("..") else sentence


def dots(value: str) -> str:
    """The value, or dots to be filled by hand."""
    return value or plain("paper_common.dots")


def title(sheet: Sheet, *lines: str, number: bool = False, size: float = 13.0) -> None:
    """The heading of a paper, centred; its number below, or dots where the number comes later."""
    for line in lines:
        sheet.write(line, face=sheet.bold, size=size, align="C", keep=20)
    if number:
        number_line(sheet, sheet.number or "")
    sheet.gap(12)


def number_line(sheet: Sheet, number: str, *, after: float = 0.0) -> None:
    """NOMOR ..., which the register of letters gives."""
    with sheet.written_as(NUMBER):
        sheet.write(plain("paper_common.number", number=dots(number)), align="C", after=after)


def facts(
    sheet: Sheet, rows: Sequence[tuple[str, str]], *, label: float = 120.0, indent: float = 0.0
) -> None:
    """Label, colon, value below each other."""
    for name, value in rows:
        lines = wrap(value, sheet.regular, sheet.body, sheet.width - label - 10 - indent)
        sheet.need(sheet.start(len(lines)))
        if name:  # without one the value goes on with the one above
            _mark(sheet, name, indent, label)
            _mark(sheet, ":", indent + label, 10)
        sheet.write(value, indent=indent + label + 10)


def clause(
    sheet: Sheet, mark: str, text: Words, *, indent: float = 0.0, hang: float = 22.0, after: float = 3.0
) -> None:
    """A numbered sentence whose lines hang behind its number."""
    lines = wrap(text, sheet.regular, sheet.body, sheet.width - indent - hang)
    sheet.need(sheet.start(len(lines)))
    _mark(sheet, mark, indent, hang)
    sheet.write(text, indent=indent + hang, align="J", after=after)


def clauses(
    sheet: Sheet,
    texts: Sequence[str],
    *,
    indent: float = 0.0,
    marks: str = "1",
    first: int = 0,
    fixed: str = "",
) -> int:
    """Sentences numbered 1., 2., ... or a., b., ...; how many have a number now."""
    found = as_it_is(texts, fixed) if fixed else sheet.editing.apply(texts)
    for index, text in enumerate(found, first):
        clause(sheet, f"{letter(index) if marks == 'a' else index + 1}.", text, indent=indent)
    return first + len(found)


def labelled(
    sheet: Sheet,
    label: str,
    texts: Sequence[str],
    *,
    marks: str,
    width: float = 92.0,
    fixed: str = "",
) -> None:
    """Menimbang : a. ..., Mengingat : 1. ...; without marks one text hangs behind the colon."""
    for index, text in enumerate(as_it_is(texts, fixed) if fixed else sheet.editing.apply(texts)):
        lines = wrap(text, sheet.regular, sheet.body, sheet.width - width - 34)
        sheet.need(sheet.start(len(lines)))
        if index == 0:
            _mark(sheet, label, 0, width)
            _mark(sheet, ":", width, 10)
        if not marks:
            sheet.write(text, indent=width + 12, align="J", after=4)
            continue
        clause(sheet, f"{letter(index) if marks == 'a' else index + 1}.", text, indent=width + 12)


def _mark(sheet: Sheet, text: str, indent: float, width: float) -> None:
    if sheet.notes is not None:
        sheet.notes.mark(text, indent)
    line = wrap(text, sheet.regular, sheet.body, 1e9 if width < 30 else width)[0]
    sheet.put(sheet.left + indent, sheet.y + sheet.body, line, sheet.regular, sheet.body)


def prose(sheet: Sheet, text: str, *, indent: float = 0.0) -> None:
    """Paragraphs that somebody wrote; a blank line begins a new one."""
    for part in paragraphs_of(text):
        sheet.write(part, indent=indent, align="J", after=6)


def on_day(day: date) -> str:
    """'Selasa tanggal dua puluh bulan Januari tahun dua ribu dua puluh enam (20-01-2026)'."""
    weekday, _, rest = full_date(day).partition(", ")
    _, month, _ = rest.split(" ")
    return plain(
        "paper_common.on_day",
        weekday=weekday,
        day=words(day.day),
        month=month,
        year=words(day.year),
        figures=f"{day:%d-%m-%Y}",
    )


def local(instant: datetime) -> datetime:
    return instant.astimezone(WIB)


def event_facts(event: Event | None) -> list[tuple[str, str]]:
    """Hari/tanggal, pukul, tempat; dots where nothing is set yet."""
    if event is None:
        event_day = event_hours = place = ""
    else:
        start = local(event.start)
        event_day, event_hours, place = event_days(event), clock(start), event.place
        if event.end is not None and event.end > event.start:
            event_hours = plain("paper_common.hours", start=f"{start:%H.%M}", end=clock(event.end))
    return [
        (plain("paper_common.day_label"), dots(event_day)),
        (plain("paper_common.hour_label"), dots(event_hours)),
        (plain("paper_common.place_label"), dots(place)),
    ]


def event_days(event: Event) -> str:
    """'Selasa, 20 Januari 2026', or from one day to another."""
    first = local(event.start).date()
    last = local(event.end).date() if event.end else first
    if last <= first:
        return full_date(first)
    return plain("paper_common.days", first=full_date(first), last=full_date(last))


def list_missing(sheet: Sheet, data: PaperData) -> None:
    """On a draf only: what has to be filled before the paper goes out."""
    lacks = missing(data)
    if sheet.stage != "draf" or not lacks:
        return
    sheet.gap(10)
    table = Table(sheet, (Column(plain("paper_common.lacks"), 1),), size=8.5, zebra=False)
    for text in lacks:
        table.row((text,))
    table.close()
