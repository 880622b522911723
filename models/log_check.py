"""Reading the audit log again: whether anything in it was changed, taken out, moved or cut off."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select

from models.log import FIRST, MARK, LogEntry, LogHead, chained
from models.people import Kecamatan
from models.unit import Unit

READ_AT_ONCE = 1000


@dataclass(frozen=True)
class Chain:
    """What became of a kecamatan's chain."""

    kecamatan: str
    entries: int  #: that are right, from the first on
    last_hash: str  #: of the last of these: print it, and nobody can rebuild the chain unseen
    wrong_place: int | None = None  #: of the first entry that is not as it was written
    wrong: str | None = None

    @property
    def valid(self) -> bool:
        return self.wrong is None


def check_log(unit: Unit) -> list[Chain]:
    """The chain of every kecamatan, each read to its first wrong entry."""
    return [_chain(unit, office) for office in unit.all(select(Kecamatan).order_by(Kecamatan.id))]


def _chain(unit: Unit, office: Kecamatan) -> Chain:
    place, before = 0, FIRST
    query = select(LogEntry).where(LogEntry.kecamatan_id == office.id).order_by(LogEntry.place, LogEntry.id)
    with closing(unit.session.scalars(query.execution_options(yield_per=READ_AT_ONCE))) as entries:
        for entry in entries:
            if entry.place != place + 1:
                return Chain(office.name, place, before, place + 1, "missing")
            if entry.before != before or entry.hash != chained(entry):
                return Chain(office.name, place, before, entry.place, "changed")
            place, before = entry.place, entry.hash
    head = unit.first(select(LogHead).where(LogHead.kecamatan_id == office.id))
    if head is None:
        return Chain(office.name, place, before, place, "no head") if place else Chain(office.name, 0, FIRST)
    if (head.entries, head.hash) != (place, before):
        wrong = "cut off" if head.entries > place else "more than were written"
        return Chain(office.name, place, before, min(head.entries, place) + 1, wrong)
    return Chain(office.name, place, before)


def holds(unit: Unit, anchor: str) -> bool:
    """Whether a hash that was noted elsewhere, whole or its first 16 letters, is still in a chain."""
    if re.fullmatch(rf"[0-9a-f]{{{MARK},64}}", anchor) is None:
        return False
    return unit.first(select(LogEntry.id).where(LogEntry.hash.startswith(anchor))) is not None
