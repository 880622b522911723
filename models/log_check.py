"""Reading the audit log again: whether anything in it was changed, taken out, moved or cut off."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select

from models.log import BLANKED, FIRST, MARK, PLAIN, LogEntry, LogHead, chained, marked, of_ours, remains
from models.people import Kecamatan
from models.unit import Unit

READ_AT_ONCE = 1000
TYPED = (
    "reason",
    "number",
    "agenda",
    "code",
    "before",
)  #: facts of old entries that people typed, one word or many
SILENCED = "log.silenced"  #: the act that notes what is left of an entry whose words were taken out


@dataclass(frozen=True)
class Chain:
    """What became of a kecamatan's chain."""

    kecamatan: str
    entries: int  #: that are right, from the first on
    last_hash: str  #: of the last of these: print it, and nobody can rebuild the chain unseen
    wrong_place: int | None = None  #: of the first entry that is not as it was written
    wrong: str | None = None
    silenced: int = 0  #: entries whose typed words were taken away when somebody was forgotten

    @property
    def valid(self) -> bool:
        return self.wrong is None


def check_log(unit: Unit) -> list[Chain]:
    """The chain of every kecamatan, each read to its first wrong entry."""
    return [_chain(unit, office) for office in unit.all(select(Kecamatan).order_by(Kecamatan.id))]


def _chain(unit: Unit, office: Kecamatan) -> Chain:
    place, before, silenced = 0, FIRST, 0
    left = _left(unit, office)
    query = select(LogEntry).where(LogEntry.kecamatan_id == office.id).order_by(LogEntry.place, LogEntry.id)
    with closing(unit.session.scalars(query.execution_options(yield_per=READ_AT_ONCE))) as entries:
        for entry in entries:
            if entry.place != place + 1:
                return Chain(office.name, place, before, place + 1, "missing", silenced)
            if entry.before != before or not _is_as_written(entry, left):
                return Chain(office.name, place, before, entry.place, "changed", silenced)
            place, before = entry.place, entry.hash
            silenced += entry.silenced
    head = unit.first(select(LogHead).where(LogHead.kecamatan_id == office.id))
    if head is None:
        wrong = "no head" if place else None
        return Chain(office.name, place, before, place or None, wrong, silenced)
    if (head.entries, head.hash) != (place, before):
        wrong = "cut off" if head.entries > place else "more than were written"
        return Chain(office.name, place, before, min(head.entries, place) + 1, wrong, silenced)
    return Chain(office.name, place, before, silenced=silenced)


def _left(unit: Unit, office: Kecamatan) -> dict[int, str | None]:
    """Entries whose words were taken away, as later ones say; of old ones with the sum of what is left."""
    query = select(LogEntry.facts).where(LogEntry.kecamatan_id == office.id, LogEntry.act == SILENCED)
    return {facts["place"]: facts.get("left") for facts in unit.all(query)}


def _is_as_written(entry: LogEntry, left: dict[int, str | None]) -> bool:
    if entry.silenced and entry.place not in left:
        return False
    if entry.form == BLANKED:
        return left[entry.place] == remains(entry)
    if entry.said is not None and entry.said_mark != marked(entry.salt or "", entry.said):
        return False
    return entry.hash == chained(entry)


def holds(unit: Unit, anchor: str) -> bool:
    """Whether a hash that was noted elsewhere, whole or its first 16 letters, is still in a chain."""
    if re.fullmatch(rf"[0-9a-f]{{{MARK},64}}", anchor) is None:
        return False
    return unit.first(select(LogEntry.id).where(LogEntry.hash.startswith(anchor))) is not None


def silence(unit: Unit, entry: LogEntry) -> None:
    """What was typed goes; the log says of which entry, and the chain holds as before.

    Of an entry from before words stood apart nobody can prove any more what it said: what is left of it is
    held by the entry that notes this.
    """
    unit.write_log()
    facts: dict[str, object] = {"place": entry.place}
    if entry.form == PLAIN:
        left = {name: value for name, value in entry.facts.items() if of_ours(value)}
        entry.facts, entry.form = {k: v for k, v in left.items() if k not in TYPED}, BLANKED
        facts["left"] = remains(entry)
    entry.said = entry.salt = None
    unit.session.flush()
    unit.log(None, SILENCED, entry, **facts)
