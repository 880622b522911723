"""How much one person may send in a day: a disk that one of them fills is full for the whole office."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from models.base import WIB
from models.chat import Remembered
from models.people import Person
from models.unit import Unit
from sop.core.refused import Refused

MOST_FILES = 600  #: 200 usulan with three photos each
MOST_BYTES = 1024 * 1024**2  #: as Telegram tells the sizes
PREFIX = "sent:"  #: of the names under which it is remembered


def name_of(person_id: int, now: datetime) -> str:
    """One row for each person and day; the day ends at midnight in Bogor."""
    return f"{PREFIX}{person_id}:{now.astimezone(WIB):%Y%m%d}"


def count(unit: Unit, actor: Person, size: int) -> None:
    """A file is about to be taken from this person; refused when it is too much for one day."""
    name = name_of(actor.id, unit.now)
    unit.insert_once(Remembered(name=name, value={"files": 0, "bytes": 0}))
    row = unit.session.execute(select(Remembered).where(Remembered.name == name)).scalar_one()
    files, size = row.value["files"] + 1, row.value["bytes"] + size
    if files > MOST_FILES or size > MOST_BYTES:
        raise Refused("common.sent_too_much", files=MOST_FILES, most=MOST_BYTES // 1024**2)
    row.value = {"files": files, "bytes": size}
