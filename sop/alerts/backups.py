"""Cadangan: when the next is due, what became of the last one, and who is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from models.base import WIB
from models.chat import Remembered
from models.people import Person
from models.posts import Post
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from texts import Html, join, say
from texts.figures import file_size, number
from texts.figures import moment as in_words

KEEPERS = (Post.ADMIN,)
NAME = "backup"
AGAIN = timedelta(hours=1)  #: after a failure
TOO_OLD = timedelta(days=2)
AHEAD = timedelta(days=1)  #: a moment that is further ahead was noted while the clock was wrong


@dataclass(frozen=True)
class Good:
    """A backup that was made and read again."""

    at: datetime
    file: str
    size: int
    locked: bool
    missing: int  #: files that the tables speak of and the disk did not have
    chains_whole: bool


def remembered(unit: Unit) -> Remembered:
    """What the installation knows of its backups; locked, so that nothing said meanwhile is lost."""
    query = select(Remembered).where(Remembered.name == NAME).with_for_update()
    known = unit.first(query)
    if known is None:
        unit.insert_once(Remembered(name=NAME, value={"since": unit.now.isoformat()}))
        known = unit.session.execute(query).scalar_one()
    if not has_been(datetime.fromisoformat(known.value["since"]), unit.now):
        known.value = {**known.value, "since": unit.now.isoformat()}
    return known


def has_been(at: datetime, now: datetime) -> bool:
    """Whether this moment can be believed: else the next backup would wait until the clock is there again."""
    return at <= now + AHEAD


def _change(unit: Unit, **said: Any) -> None:
    row = remembered(unit)
    row.value = {**row.value, **said}


def _at(unit: Unit, said: dict[str, Any] | None) -> datetime | None:
    at = datetime.fromisoformat(said["at"]) if said else None
    return at if at is not None and has_been(at, unit.now) else None


# ---- when


def order_backup(unit: Unit, actor: Person) -> None:
    """Cadangkan sekarang."""
    must_hold(unit, actor, *KEEPERS)
    if remembered(unit).value.get("asked"):
        raise Refused("backup.being_made")
    _change(unit, asked={"by": actor.id, "at": unit.now.isoformat()})


def is_due(unit: Unit, daily: time | None) -> bool:
    """Asked for, or its hour has come since the last one; after a failure it rests for an hour."""
    known = remembered(unit).value
    if known.get("asked"):
        return True
    failed = _at(unit, known.get("failed"))
    if daily is None or (failed is not None and unit.now - failed < AGAIN):
        return False
    return (_at(unit, known.get("good")) or datetime.fromisoformat(known["since"])) < _last_hour(unit, daily)


def _last_hour(unit: Unit, daily: time) -> datetime:
    """The newest moment at which the clock of the office showed this hour."""
    here = unit.now.astimezone(WIB)
    today = datetime.combine(here.date(), daily, WIB)
    return today if today <= here else today - timedelta(days=1)


# ---- what became of it


def note_good(unit: Unit, good: Good) -> None:
    """It is there; who asked for it hears so."""
    said = {
        "at": good.at.isoformat(),
        "file": good.file,
        "size": good.size,
        "locked": good.locked,
        "missing": good.missing,
        "chains_whole": good.chains_whole,
    }
    _tell_who_asked(unit, join(say("backup.made", file=good.file, size=file_size(good.size)), _doubts(said)))
    _change(unit, good=said, failed=None, asked=None)


def note_failed(unit: Unit, why: str) -> None:
    """It could not be made; it is tried again in an hour, and who asked hears why."""
    _tell_who_asked(unit, say("backup.failed", why=why))
    _change(unit, failed={"at": unit.now.isoformat(), "why": why}, asked=None)


def _tell_who_asked(unit: Unit, words: Html) -> None:
    asked = remembered(unit).value.get("asked")
    person = unit.get(Person, asked["by"]) if asked else None
    if person is not None:
        unit.tell(person, words)


def too_old(unit: Unit) -> datetime | None:
    """When the last good one was made (or the first was waited for), if that is longer ago than two days."""
    known = remembered(unit).value
    last = _at(unit, known.get("good")) or datetime.fromisoformat(known["since"])
    return last if unit.now - last > TOO_OLD else None


# ---- the screen


def told(unit: Unit, actor: Person) -> Html:
    """The last good one, and what is wrong."""
    must_hold(unit, actor, *KEEPERS)
    row = unit.first(select(Remembered).where(Remembered.name == NAME))
    known = row.value if row is not None else {}
    parts = [say("backup.title")]
    if good := known.get("good"):
        at = in_words(datetime.fromisoformat(good["at"]))
        parts.append(say("backup.last", at=at, file=good["file"], size=file_size(good["size"])))
        parts.append(say("backup.is_locked" if good["locked"] else "backup.is_open"))
        parts.append(_doubts(good))
    else:
        parts.append(say("backup.none_yet"))
    if failed := known.get("failed"):
        at = in_words(datetime.fromisoformat(failed["at"]))
        parts.append(say("backup.failed_at", at=at, why=failed["why"]))
    if known.get("asked"):
        parts.append(say("backup.in_work"))
    return join(*parts)


def _doubts(good: dict[str, Any]) -> Html:
    lines = []
    if good["missing"]:
        lines.append(say("backup.lacks", count=number(good["missing"])))
    if not good["chains_whole"]:
        lines.append(say("backup.log_wrong"))
    return join(*lines)
