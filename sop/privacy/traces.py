"""Where else a person is written down: copies of his name, his number, his account; each has its rule."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, String, cast, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from models.batch import Batch, SheetOrder
from models.chat import Chat, Inbox, Outbox
from models.people import Person
from models.unit import Unit
from models.verifying import Assignment
from sop.joining.known import bare

NUMBER_GONE = "-"


class Traces:
    """What of a person may stand in a text, and what stands there afterwards."""

    def __init__(self, unit: Unit, person: Person, pseudonym: str) -> None:
        self.pseudonym = pseudonym
        self.telegram_id = person.telegram_id
        names = {person.name, person.name.partition(",")[0].strip()} if _alone(unit, person) else set()
        self._names = sorted(names, key=len, reverse=True)
        digits = re.sub(r"\D", "", person.phone or "").removeprefix("62")
        self._needles = [*self._names, *(html.escape(name) for name in self._names)]
        patterns = [rf"(?<!\w){re.escape(needle)}(?!\w)" for needle in self._needles]
        if digits:
            self._needles.append(digits[-4:])
            patterns.append(r"(?:\+?62|0)[\s.-]*" + r"[\s.-]*".join(digits))
        if self.telegram_id is not None:
            self._needles.append(str(self.telegram_id))
            patterns.append(rf"(?<!\d){self.telegram_id}(?!\d)")
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    @property
    def any(self) -> bool:
        return self._pattern is not None

    def in_column(self, column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """The rows that may hold a trace, for a first look."""
        said = cast(column, String)
        needles = {form for one in self._needles for form in (one, json.dumps(one)[1:-1])}
        return or_(*(said.contains(needle, autoescape=True) for needle in sorted(needles)))

    def without(self, value: Any) -> Any:
        """The same text, list or object without him."""
        if isinstance(value, str) and self._pattern is not None:
            return self._pattern.sub(self._instead, value)
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {self.without(name): self.without(one) for name, one in value.items()}
        return 0 if value is not None and value == self.telegram_id and value is not True else value

    def _instead(self, found: re.Match[str]) -> str:
        return NUMBER_GONE if found[0].lstrip("+").replace(" ", "")[:1].isdigit() else self.pseudonym


def _alone(unit: Unit, person: Person) -> bool:
    """Whether a name is his alone here; else a text that names it may speak of the other."""
    others = select(Person.name).where(Person.kecamatan_id == person.kecamatan_id, Person.id != person.id)
    return all(bare(name) != bare(person.name) for name in unit.all(others))


def take_out(unit: Unit, person: Person, traces: Traces) -> int:
    """Out of what the machine keeps for others: their messages, open answers, orders; how many rows."""
    if not traces.any:
        return 0
    here = select(Person.id).where(Person.kecamatan_id == person.kecamatan_id)
    chats = select(Person.telegram_id).where(
        Person.kecamatan_id == person.kecamatan_id, Person.telegram_id.is_not(None)
    )
    office = person.kecamatan_id
    places: tuple[tuple[InstrumentedAttribute[Any], ColumnElement[bool]], ...] = (
        (Outbox.text, Outbox.person_id.in_(here)),
        (Outbox.keyboard, Outbox.person_id.in_(here)),
        (Inbox.body, Inbox.chat_id.in_(chats)),
        (Chat.answers, Chat.person_id.in_(here)),
        (Assignment.reason, Assignment.kecamatan_id == office),
        (Batch.report, Batch.kecamatan_id == office),
        (Batch.file_name, Batch.kecamatan_id == office),
        (SheetOrder.caption, SheetOrder.kecamatan_id == office),
        (SheetOrder.data, SheetOrder.kecamatan_id == office),
    )
    return sum(_rewritten(unit, column, where, traces) for column, where in places)


def _rewritten(
    unit: Unit, column: InstrumentedAttribute[Any], where: ColumnElement[bool], traces: Traces
) -> int:
    table = column.class_
    found = unit.session.execute(select(table.id, column).where(where, traces.in_column(column))).all()
    changed = list(_changes(found, traces))
    for row, value in changed:
        unit.session.execute(update(table).where(table.id == row).values({column.key: value}))
    return len(changed)


def _changes(found: Iterable[Any], traces: Traces) -> Iterator[tuple[int, Any]]:
    for row, value in found:
        new = traces.without(value)
        if new != value:
            yield row, new
