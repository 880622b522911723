"""The audit log: append only, each entry chained to the one before by SHA-256, one chain per kecamatan."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, RowId

FIRST = "0" * 64
MARK = 16  #: letters of a hash that stand on paper: enough to find it again, short enough to be typed

LONGEST = 120  #: letters of a fact

BLANKED, PLAIN, APART = 0, 1, 2  #: how an entry is written; see LogEntry.form


class LogHead(Base):
    """The last entry of a chain; locked while one is added, or parallel writers fork it."""

    __tablename__ = "log_head"

    kecamatan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kecamatan.id"), unique=True)
    entries: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default=FIRST)


class LogEntry(Base):
    """What somebody did. Facts hold ids, numbers and words of ours; what people typed stands beside them.

    The hash covers of what was typed only its salted sum, so that it can be taken away when a person is
    forgotten, and the chain says as much as before. The triggers of the table allow that and nothing else.
    """

    __tablename__ = "log_entry"
    __table_args__ = (UniqueConstraint("kecamatan_id", "place"),)

    kecamatan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kecamatan.id"))
    place: Mapped[int]  #: 1, 2, 3 ... in its chain
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    facts: Mapped[dict[str, Any]]
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    form: Mapped[int] = mapped_column(
        default=APART, server_default=str(PLAIN)
    )  #: PLAIN: before words stood apart; BLANKED: one of these whose words were taken out afterwards
    said: Mapped[dict[str, Any] | None]  #: what somebody typed; None: nothing, or it was taken away
    salt: Mapped[str | None] = mapped_column(String(32))  #: goes with it, or short words could be guessed
    said_mark: Mapped[str | None] = mapped_column(String(64))  #: the salted sum of it

    @property
    def silenced(self) -> bool:
        """Whether what was typed was taken away."""
        return self.form == BLANKED or (self.said_mark is not None and self.said is None)


def of_ours(value: Any) -> bool:
    """Whether a fact is an id, a number or one word, as programs write them, and no sentence of somebody."""
    if isinstance(value, str):
        return len(value) <= LONGEST and not any(letter.isspace() for letter in value)
    if isinstance(value, dict):
        return all(of_ours(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return all(of_ours(one) for one in value)
    return True


def marked(salt: str, said: dict[str, Any]) -> str:
    """The sum by which typed words are known; without the salt nothing can be guessed from it."""
    return hashlib.sha256((salt + _canonical(said)).encode()).hexdigest()


def chained(entry: LogEntry) -> str:
    """The hash of an entry, over the hash before it and its canonical JSON."""
    said = _content(entry)
    if entry.form != PLAIN:
        said |= {"form": entry.form, "said": entry.said_mark}
    return hashlib.sha256((entry.before + _canonical(said)).encode()).hexdigest()


def remains(entry: LogEntry) -> str:
    """The sum of what is left of an old entry whose words were taken out; a later entry holds it."""
    return hashlib.sha256((entry.hash + _canonical(_content(entry))).encode()).hexdigest()


def _content(entry: LogEntry) -> dict[str, Any]:
    return {
        "kecamatan": entry.kecamatan_id,
        "place": entry.place,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "act": entry.act,
        "subject": entry.subject,
        "facts": entry.facts,
    }


def _canonical(said: dict[str, Any]) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
