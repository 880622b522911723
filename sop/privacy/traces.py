"""Where else a person is written down: his name, his numbers, his account in what others wrote and read."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, String, cast, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from models.likeness import PastProposal
from models.people import Person
from models.proposal import Proposal
from models.tables import METADATA
from models.unit import Unit
from sop.imports.last_list import remember_past
from sop.privacy.whose import Whose, alone
from sop.privacy.word_columns import TYPED
from sop.proposals.prechecks import remember

NUMBER_GONE = "-"
_AT_ONCE = 500  #: ids in one question


class Traces:
    """What of a person may stand in a text, and what stands there afterwards."""

    def __init__(
        self,
        pseudonym: str,
        *,
        names: Collection[str] = (),
        phones: Collection[str] = (),
        nips: Collection[str] = (),
        chats: Collection[int] = (),
    ) -> None:
        self.pseudonym = pseudonym
        self._chats = frozenset(chats)
        bare = {form for name in names for form in (name, name.partition(",")[0].strip()) if form}
        ordered = sorted(bare, key=len, reverse=True)
        self._marks: list[str] = []  #: what to look for first, in the database; `%` is anything between
        patterns = []
        for form in (form for name in ordered for form in (name, html.escape(name))):
            words = form.split()
            self._marks += [_anywhere(words), _anywhere(json.dumps(word)[1:-1] for word in words)]
            patterns.append(r"(?<!\w)" + _SPACE.join(map(re.escape, words)) + r"(?!\w)")
        for phone in phones:
            digits = re.sub(r"\D", "", phone).removeprefix("62").removeprefix("0")
            if len(digits) >= _SHORTEST_PHONE:
                self._marks.append(_anywhere(digits))
                patterns.append(rf"(?<!\d)\(?(?:\+?62|0){_BETWEEN}" + _BETWEEN.join(digits) + r"(?!\d)")
        for nip in nips:
            digits = re.sub(r"\D", "", nip)
            self._marks.append(_anywhere(digits))
            patterns.append(r"(?<!\d)" + _BETWEEN.join(digits) + r"(?!\d)")
        for chat in self._chats:
            self._marks.append(_anywhere([str(chat)]))
            patterns.append(rf"(?<!\d){chat}(?!\d)")
        self._pattern = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    @classmethod
    def of(cls, unit: Unit, him: Whose, pseudonym: str) -> Traces:
        """His name only where nobody else here has it."""
        names = him.names if alone(unit, him) else ()
        return cls(pseudonym, names=names, phones=him.phones, nips=him.nips, chats=him.chats)

    @property
    def any(self) -> bool:
        return self._pattern is not None

    def in_column(self, column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """The rows that may hold a trace, for a first look."""
        said = func.lower(cast(column, String))
        return or_(*(said.like(mark) for mark in sorted(set(self._marks))))

    def without(self, value: Any) -> Any:
        """The same text, list or object without him."""
        if isinstance(value, str) and self._pattern is not None:
            return self._pattern.sub(self._instead, value)
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {self.without(name): self.without(one) for name, one in value.items()}
        return 0 if isinstance(value, int) and not isinstance(value, bool) and value in self._chats else value

    def _instead(self, found: re.Match[str]) -> str:
        return NUMBER_GONE if found[0].lstrip("+( ")[:1].isdigit() else self.pseudonym


_SHORTEST_PHONE = 6
_KNOWN_TO_LIKE = re.compile(r"[%_\\]")
_SPACE = r"\s+"
_BETWEEN = r"[\s.()/-]*"  #: what people write between digits


def _anywhere(parts: Iterable[str]) -> str:
    """For LIKE: these parts in their order, whatever stands between; what LIKE knows is any character."""
    return "%" + "%".join(_KNOWN_TO_LIKE.sub("_", part.lower()) for part in parts) + "%"


def take_out(unit: Unit, office: int, traces: Traces) -> int:
    """Out of all that people typed in this office, and of what was said to them; how many rows."""
    if not traces.any:
        return 0
    unit.session.flush()
    count = sum(_rewritten(unit, column, office, traces) for column in _typed())
    unit.session.expire_all()
    return count


def _typed() -> Iterator[Column[Any]]:
    for name in sorted(TYPED):
        table, _, column = name.partition(".")
        yield METADATA.tables[table].c[column]


def _here(column: Column[Any], office: int) -> ColumnElement[bool]:
    """Rows of this office: the books of the chats know it by whose chat it is."""
    table = column.table
    if "kecamatan_id" in table.c:
        return table.c.kecamatan_id == office
    people = select(Person.id).where(Person.kecamatan_id == office)
    chats = select(Person.telegram_id).where(Person.kecamatan_id == office, Person.telegram_id.is_not(None))
    whose = [
        table.c[name].in_(found)
        for name, found in (("person_id", people), ("chat_id", chats))
        if name in table.c
    ]
    return or_(*whose)


def _rewritten(unit: Unit, column: Column[Any], office: int, traces: Traces) -> int:
    table = column.table
    query = select(table.c.id, column).where(_here(column, office), traces.in_column(column))
    changed = dict(_changes(unit.session.execute(query).all(), traces))
    for row, value in changed.items():
        length = getattr(column.type, "length", None)
        kept = value[:length] if isinstance(value, str) and length else value
        unit.session.execute(update(table).where(table.c.id == row).values({column.name: kept}))
    _compared_anew(unit, table.name, list(changed))
    return len(changed)


def _compared_anew(unit: Unit, table: str, rows: list[int]) -> None:
    """What an usulan is compared by is made of its words."""
    if table == Proposal.__tablename__:
        for at in range(0, len(rows), _AT_ONCE):
            some = rows[at : at + _AT_ONCE]
            for one in unit.all(select(Proposal).where(Proposal.id.in_(some), Proposal.norm.is_not(None))):
                unit.session.refresh(one)
                remember(unit, one)
    if table == PastProposal.__tablename__:
        for at in range(0, len(rows), _AT_ONCE):
            for past in unit.all(select(PastProposal).where(PastProposal.id.in_(rows[at : at + _AT_ONCE]))):
                unit.session.refresh(past)
                remember_past(unit, past)
    unit.session.flush()


def _changes(found: Iterable[Any], traces: Traces) -> Iterator[tuple[int, Any]]:
    for row, value in found:
        new = traces.without(value)
        if new != value:
            yield row, new
