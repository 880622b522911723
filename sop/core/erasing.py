"""Files that are to go: noted in the unit that decides, taken from the disk afterwards.

A kill in between costs nothing, for the note still asks; what another row still speaks of stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, delete, select

from models.chat import Once, Outbox
from models.unit import Unit

PREFIX = "erase:"


def erase(unit: Unit, hashes: Iterable[str | None]) -> int:
    """These bytes are not needed any more; how many files these are."""
    return sum(unit.once(f"{PREFIX}{sha256}") for sha256 in set(hashes) if sha256)


def unsay(unit: Unit, *which: ColumnElement[bool]) -> int:
    """Messages go, and with them the files that were made to be sent; how many messages."""
    files = unit.session.execute(delete(Outbox).where(*which).returning(Outbox.file)).scalars().all()
    erase(unit, [file.get("stored") for file in files if file])
    return len(files)


def to_erase(unit: Unit, most: int = 200) -> list[str]:
    """What waits to be taken from the disk."""
    query = select(Once.key).where(Once.key.startswith(PREFIX)).order_by(Once.id).limit(most)
    return [key.removeprefix(PREFIX) for key in unit.all(query)]


def erased(unit: Unit, hashes: Sequence[str]) -> None:
    unit.session.execute(delete(Once).where(Once.key.in_([f"{PREFIX}{sha256}" for sha256 in hashes])))
