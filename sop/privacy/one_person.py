"""Somebody who was entered without Telegram turns out to be one who is in: from then on he is one."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, delete, select, update
from sqlalchemy.exc import IntegrityError

from models.following import Follow
from models.log import LogEntry
from models.people import Person
from models.reminder import Reminder
from models.signing import OneTimePage, Pin
from models.tables import METADATA
from models.unit import Unit
from sop.accounts.known_people import bare
from sop.privacy.traces import Traces, take_out
from sop.privacy.whose import is_empty
from sop.proposals.mend_button import pass_on
from texts import plain

#: Where the one who goes on has a row already, that of the other is not needed.
_ONE_IS_ENOUGH = tuple(table.__tablename__ for table in (Follow, Reminder, Pin, OneTimePage))
_OWN = ("nip", "rank", "institution", "address", "phone")


def become_one(unit: Unit, entered: Person, known: Person) -> None:
    """All that was entered for him is his, and his old row says nothing any more."""
    if entered.id == known.id:
        return
    entered.became_id = known.id
    unit.log(known, "person.became", entered, person=known.id)
    tidy(unit, entered, known)


def tidy(unit: Unit, entered: Person, known: Person) -> None:
    """The references of a row that became another, and what is still written in it."""
    unit.session.flush()
    for column in _pointing_at_people():
        _hand_over(unit, column, entered.id, known.id)
    unit.session.expire_all()
    pass_on(unit, entered, known, held_only=False)
    for field in _OWN:
        if getattr(known, field) is None:
            setattr(known, field, getattr(entered, field))
    old = Traces(
        known.name,
        names=[entered.name] if _named_otherwise(unit, entered, known) else [],
        phones=[entered.phone] if entered.phone and entered.phone != known.phone else [],
        nips=[entered.nip] if entered.nip and entered.nip != known.nip else [],
    )
    entered.name = plain("forget.became", number=known.id)
    entered.telegram_id = entered.joined_at = entered.blocked_at = None
    for field in _OWN:
        setattr(entered, field, None)
    take_out(unit, known.kecamatan_id, old)


def tidy_all(unit: Unit) -> int:
    """Rows that became another before they were emptied at once; how many."""
    left = [one for one in unit.all(select(Person).where(Person.became_id.is_not(None))) if not _is_tidy(one)]
    for one in left:
        tidy(unit, one, unit.session.get_one(Person, one.became_id))
    return len(left)


def _is_tidy(one: Person) -> bool:
    return is_empty(one) and one.name == plain("forget.became", number=one.became_id)


def _named_otherwise(unit: Unit, entered: Person, known: Person) -> bool:
    """He was entered under a name that is neither his own nor another's."""
    if bare(entered.name) == bare(known.name):
        return False
    others = select(Person.name).where(
        Person.kecamatan_id == known.kecamatan_id, Person.id.not_in((entered.id, known.id))
    )
    return all(bare(name) != bare(entered.name) for name in unit.all(others))


def _pointing_at_people() -> Iterator[Column[object]]:
    """The log stays as it was written."""
    for table in METADATA.sorted_tables:
        for column in table.columns:
            at = any(key.column.table.name == Person.__tablename__ for key in column.foreign_keys)
            if at and table.name != LogEntry.__tablename__:
                yield column


def _hand_over(unit: Unit, column: Column[object], before: int, after: int) -> None:
    table = column.table
    change = update(table).where(column == before).values({column.name: after})
    try:
        with unit.session.begin_nested():
            unit.session.execute(change)
    except IntegrityError:
        for row in unit.all(select(table.c.id).where(column == before)):
            _hand_over_one(unit, column, row, after)


def _hand_over_one(unit: Unit, column: Column[object], row: int, after: int) -> None:
    """Two places in one tim, say: the other stays where it is, and is found by who he became."""
    table = column.table
    try:
        with unit.session.begin_nested():
            unit.session.execute(update(table).where(table.c.id == row).values({column.name: after}))
    except IntegrityError:
        if table.name in _ONE_IS_ENOUGH:
            unit.session.execute(delete(table).where(table.c.id == row))
