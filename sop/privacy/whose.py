"""Which rows are one person's: by his id, his account or his number; by a name only where more speaks for it.

> Budi Santoso, Lurah of A, asks to be forgotten; the utusan Budi Santoso of B, with another number, stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from models.meeting import Attendance, Delegate, TeamMember
from models.people import Invitation, JoinRequest, Kelurahan, Person, PhoneEntry
from models.unit import Unit
from sop.accounts.known_people import bare


@dataclass(frozen=True)
class Whose:
    """A human being, in all rows of people by which this office knows him."""

    person: Person  #: the row that goes on
    people: tuple[Person, ...]  #: that one, and whoever turned out to be him
    phones: frozenset[str]
    chats: frozenset[int]
    places: frozenset[str]  #: kelurahan and institutions that he is of, small letters

    @property
    def ids(self) -> list[int]:
        return [one.id for one in self.people]

    @property
    def office(self) -> int:
        return self.person.kecamatan_id

    @property
    def names(self) -> set[str]:
        return {
            one.name
            for one in self.people
            if one is self.person or one.became_id is None or not is_empty(one)
        }

    @property
    def nips(self) -> set[str]:
        return {one.nip for one in self.people if one.nip}

    def called(self, name: str | None) -> bool:
        return name is not None and any(bare(name) == bare(own) for own in self.names)

    def of_here(self, institution: str | None) -> bool:
        """Whether an institution, as it was typed, is one of his."""
        said = (institution or "").casefold()
        return bool(said) and any(place in said for place in self.places)


def is_empty(person: Person) -> bool:
    """A row of somebody who goes on in another: nothing is left in it but that."""
    return person.became_id is not None and not any(
        (person.telegram_id, person.nip, person.rank, person.institution, person.address, person.phone)
    )


def goes_on_as(unit: Unit, person: Person) -> Person:
    """The row in which he goes on."""
    seen = {person.id}
    while person.became_id is not None and person.became_id not in seen:
        seen.add(person.became_id)
        person = unit.session.get_one(Person, person.became_id)
    return person


def whose(unit: Unit, person: Person) -> Whose:
    """Everything by which he is known here; whichever of his rows is given."""
    person = goes_on_as(unit, person)
    people, ids = [person], [person.id]
    while found := unit.all(select(Person).where(Person.became_id.in_(ids)).order_by(Person.id)):
        found = [one for one in found if one not in people]
        people, ids = [*people, *found], [one.id for one in found]
        if not ids:
            break
    chats = frozenset(one.telegram_id for one in people if one.telegram_id is not None)
    phones = {one.phone for one in people if one.phone}
    for column, used_by in ((Invitation.phone, Invitation.used_by), (PhoneEntry.phone, PhoneEntry.used_by)):
        table = column.class_
        here = select(column).where(table.kecamatan_id == person.kecamatan_id, used_by.in_(chats))
        phones.update(phone for phone in unit.all(here) if phone)
    held = {one.kelurahan_id for each in people for one in each.posts if one.kelurahan_id}
    named = unit.all(select(Kelurahan.name).where(Kelurahan.id.in_(held))) if held else []
    places = {*named, *(one.institution for one in people if one.institution)}
    return Whose(
        person, tuple(people), frozenset(phones), chats, frozenset(place.casefold() for place in places)
    )


# ---- rows that hold a name and no id


def utusan_of(unit: Unit, him: Whose, *which: ColumnElement[bool]) -> list[int]:
    """Lines of the Daftar Utusan: his number; or his name, from where he is."""
    query = select(Delegate.id, Delegate.name, Delegate.phone, Delegate.institution)
    found = unit.session.execute(query.where(Delegate.kecamatan_id == him.office, *which)).all()
    return [
        row
        for row, name, phone, institution in found
        if phone in him.phones or (him.called(name) and him.of_here(institution))
    ]


def members_of(unit: Unit, him: Whose) -> list[int]:
    """His places in the tim, of every season."""
    query = select(TeamMember.id, TeamMember.person_id, TeamMember.name, TeamMember.institution)
    found = unit.session.execute(query.where(TeamMember.kecamatan_id == him.office)).all()
    return [row for row, own, *named in found if own in him.ids or (own is None and _his(him, *named))]


def lines_of(unit: Unit, him: Whose, members: Iterable[int]) -> list[int]:
    """His lines of the daftar hadir."""
    query = select(
        Attendance.id, Attendance.person_id, Attendance.member_id, Attendance.name, Attendance.institution
    )
    found = unit.session.execute(query.where(Attendance.kecamatan_id == him.office)).all()
    his = set(members)
    return [
        row
        for row, own, member, *named in found
        if own in him.ids or member in his or (own is None and member is None and _his(him, *named))
    ]


def _his(him: Whose, name: str | None, institution: str | None) -> bool:
    return him.called(name) and him.of_here(institution)


def alone(unit: Unit, him: Whose) -> bool:
    """Whether nobody else here bears his name; else a text that names it may speak of the other."""
    members = members_of(unit, him)
    his: tuple[tuple[Any, list[int]], ...] = (
        (Person, him.ids),
        (Delegate, utusan_of(unit, him)),
        (TeamMember, members),
        (Attendance, lines_of(unit, him, members)),
    )
    for table, own in his:
        others = select(table.name).where(table.kecamatan_id == him.office, table.id.not_in(own))
        if any(him.called(name) for name in unit.all(others)):
            return False
    return not any(him.called(name) for name in _waiting(unit, him))


def _waiting(unit: Unit, him: Whose) -> list[str]:
    """Names on the list of phones and in requests, but his own."""
    lines = select(PhoneEntry.name).where(
        PhoneEntry.kecamatan_id == him.office,
        PhoneEntry.phone.not_in(him.phones),
        or_(PhoneEntry.used_by.is_(None), PhoneEntry.used_by.not_in(him.chats)),
    )
    asks = select(JoinRequest.name).where(
        JoinRequest.kecamatan_id == him.office, JoinRequest.telegram_id.not_in(him.chats)
    )
    return [*unit.all(lines), *unit.all(asks)]
