"""Lampiran I to IV of the berita acara: attendance, T-D.4, what was not agreed, what the komisi decided."""

from documents.data import Attendee, Minutes, ProposalLine, ScoredLine
from documents.drawing.lines import by, by_commission, cost, counted, location, named, volume
from documents.drawing.page import Sheet
from documents.drawing.parts import commission_title, dots, event_days, facts, title
from documents.drawing.table import Column, Table, money
from documents.forms.delegate_list import delegates_table
from documents.forms.priority_tables import ranked, td4
from texts import plain
from texts.figures import fixed, long_date, number, rupiah


def annexes(sheet: Sheet, data: Minutes, *, number: str) -> None:
    """All four, each on pages of its own."""
    _open(sheet, data, "I", plain("paper_minutes.annex_1", kecamatan=data.office.kecamatan.upper()), number)
    _attendance(sheet, data)
    _open(sheet, data, "II", plain("paper_minutes.annex_2"), number, landscape=True)
    _priorities(sheet, data)
    _open(sheet, data, "III", plain("paper_minutes.annex_3"), number, landscape=True)
    _declined(sheet, data)
    _open(sheet, data, "IV", plain("paper_minutes.annex_4"), number)
    _commissions(sheet, data)


def _open(
    sheet: Sheet, data: Minutes, roman: str, name: str, number: str, *, landscape: bool = False
) -> None:
    sheet.open(landscape=landscape)
    body, sheet.body = sheet.body, 10.0
    annex = plain("paper_minutes.annex", roman=roman)
    sheet.bookmark(f"{annex} {name}", 1)
    kecamatan = data.office.kecamatan.upper()
    facts(
        sheet,
        (
            (annex, plain("paper_minutes.annex_head", kecamatan=kecamatan)),
            (plain("paper_minutes.annex_number"), dots(number)),
            (plain("paper_minutes.annex_date"), long_date(data.on)),
        ),
        label=80,
        indent=sheet.width * 0.4,
    )
    sheet.body = body
    sheet.gap(14)
    title(sheet, name, size=12)


def _head(sheet: Sheet, data: Minutes) -> None:
    facts(
        sheet,
        (
            (plain("paper_minutes.kecamatan_label"), data.office.kecamatan),
            (plain("paper_minutes.date_label"), event_days(data.musrenbang)),
            (plain("paper_minutes.place_label"), dots(data.musrenbang.place)),
        ),
        label=80,
    )
    sheet.gap(8)


def _attendance(sheet: Sheet, data: Minutes) -> None:
    _head(sheet, data)
    _attendees(sheet, {"": list(data.attendees)})
    _elements(sheet, data)


def _attendees(sheet: Sheet, groups: dict[str, list[Attendee]]) -> None:
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_minutes.name_head"), 30),
        Column(plain("paper_minutes.institution_head"), 28),
        Column(plain("paper_minutes.address_phone_head"), 30),
        Column(plain("paper_minutes.signature_head"), 20),
    )
    table = Table(sheet, columns, size=9)
    if not any(groups.values()):
        table.note(plain("paper_minutes.no_people"))
    for name, people in groups.items():
        if name and people:
            table.group(name)
        for index, person in enumerate(people, 1):
            here = person.present_at is not None
            place = (
                plain("paper_minutes.signature_place", number=index)
                if here
                else plain("paper_minutes.absent")
            )
            table.row((str(index), person.name, person.institution, contact(person), place))
    table.close()


def contact(person: Attendee) -> str:
    if person.address and person.phone:
        return plain("paper_minutes.address_phone", address=person.address, phone=person.phone)
    return person.address or person.phone


def _elements(sheet: Sheet, data: Minutes) -> None:
    """Attendance counted per unsur, as Kota Bekasi's form has it."""
    sheet.need(110)
    sheet.heading(plain("paper_minutes.elements_head"))
    columns = (
        Column(plain("paper_common.no"), 6, "C"),
        Column(plain("paper_minutes.element_head"), 60),
        Column(plain("paper_minutes.invited_head"), 18, "R"),
        Column(plain("paper_minutes.present_head"), 18, "R"),
    )
    table = Table(sheet, columns, size=9.5)
    other = plain("paper_minutes.other_element")
    present = 0
    for index, (name, people) in enumerate(by(lambda p: p.element or other, data.attendees).items(), 1):
        here = sum(person.present_at is not None for person in people)
        present += here
        table.row((str(index), name, number(len(people)), number(here)))
    total = (number(len(data.attendees)), number(present))
    table.total(plain("paper_common.total"), total, over=2)
    table.close()


def _priorities(sheet: Sheet, data: Minutes) -> None:
    facts(
        sheet,
        (
            (plain("paper_outcome.kecamatan_label"), data.office.kecamatan),
            (plain("paper_outcome.year_label"), str(data.plan_year)),
        ),
        label=80,
    )
    sheet.gap(6)
    td4(sheet, data.agreed)
    if data.reserve:
        sheet.need(140)
        sheet.heading(plain("paper_minutes.reserve_head"))
        td4(sheet, data.reserve)


def _declined(sheet: Sheet, data: Minutes) -> None:
    table = Table(sheet, _declined_columns(), size=9, numbered=True)
    if not data.declined:
        table.note(plain("paper_minutes.none_declined"))
    for index, line in enumerate(data.declined, 1):
        table.row(_refusal(index, line, line.reason or line.note))
    table.close()
    if not data.noted:
        return
    sheet.need(150)
    sheet.heading(plain("paper_minutes.noted_head"))
    sheet.write(plain("paper_minutes.noted_intro"), after=4, keep=90)
    table = Table(sheet, _declined_columns(), size=9, numbered=True)
    for index, noted in enumerate(data.noted, 1):
        table.row(_refusal(index, noted, noted.note))
    table.close()


def _declined_columns() -> tuple[Column, ...]:
    return (
        Column(plain("paper_minutes.d3_1"), 5, "C"),
        Column(plain("paper_minutes.d3_2"), 32),
        Column(plain("paper_minutes.d3_3"), 32),
        Column(plain("paper_minutes.d3_4"), 12, "R"),
        Column(plain("paper_minutes.d3_5"), 40),
    )


def _refusal(index: int, line: ProposalLine, reason: str) -> tuple[str, ...]:
    why = reason or plain("paper_minutes.no_reason")
    return (str(index), named(line), location(line, kelurahan=True), volume(line), why)


def _commissions(sheet: Sheet, data: Minutes) -> None:
    sheet.heading(plain("paper_minutes.groups_head"))
    _results(sheet, data)
    _ranks(sheet, data.agreed)
    sheet.need(130)
    sheet.heading(plain("paper_minutes.attendance_head"))
    _head(sheet, data)
    plenary = plain("paper_minutes.no_commission")
    groups = {
        plain("paper_minutes.commission_group", commission=commission_title(key), count=number(len(people)))
        if key
        else plenary: people
        for key, people in by(
            lambda person: person.commission, data.attendees, list(by_commission(()))
        ).items()
    }
    _attendees(sheet, groups)
    if data.delegates:
        sheet.need(130)
        sheet.heading(plain("paper_minutes.delegates_head"))
        delegates_table(sheet, data.delegates)


def _results(sheet: Sheet, data: Minutes) -> None:
    chairs = {
        commission.key: next((m.name for m in commission.members if m.position.casefold() == "ketua"), "")
        for commission in data.commissions
    }
    columns = (
        Column(plain("paper_minutes.group_head"), 26),
        Column(plain("paper_minutes.chair_head"), 24),
        Column(plain("paper_minutes.agreed_head"), 13, "R"),
        Column(plain("paper_minutes.reserve_count_head"), 13, "R"),
        Column(plain("paper_minutes.declined_head"), 13, "R"),
        money(plain("paper_minutes.cost_head"), 24),
    )
    table = Table(sheet, columns, size=9)
    agreed, reserve = by_commission(data.agreed), by_commission(data.reserve)
    declined = by_commission(data.declined)
    for key in {**agreed, **reserve, **declined}:
        counts = [number(len(group.get(key, ()))) for group in (agreed, reserve, declined)]
        table.row(
            (
                commission_title(key),
                dots(chairs.get(key, "")),
                *counts,
                rupiah(cost(agreed.get(key, ()))),
            )
        )
    totals = [number(len(group)) for group in (data.agreed, data.reserve, data.declined)]
    table.total(plain("paper_common.total"), (*totals, rupiah(cost(data.agreed))), over=2)
    table.close()


def _ranks(sheet: Sheet, lines: tuple[ScoredLine, ...]) -> None:
    columns = (
        Column(plain("paper_minutes.rank_head"), 9, "C"),
        Column(plain("paper_minutes.activity_head"), 40),
        Column(plain("paper_minutes.location_head"), 34),
        Column(plain("paper_minutes.score_head"), 11, "R"),
        money(plain("paper_minutes.cost_head"), 20),
    )
    table = Table(sheet, columns, size=8.5)
    for key, group in by_commission(lines).items():
        name = commission_title(key)
        table.group(plain("paper_outcome.commission_group", commission=name, counted=counted(group)))
        if not group:
            table.note(plain("paper_common.empty"))
        for index, line in enumerate(sorted(group, key=ranked), 1):
            score = "–" if line.total is None else fixed(line.total)
            where = location(line, kelurahan=True)
            table.row((str(line.rank or index), _what(line), where, score, rupiah(line.cost)))
    table.close()


def _what(line: ScoredLine) -> str:
    """What is to be done; where its place was changed or drawn by a rule, also why."""
    if not line.rank_reason:
        return named(line)
    return plain("paper_outcome.rank_note", title=line.title, number=line.number, reason=line.rank_reason)
