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


class LogHead(Base):
    """The last entry of a chain; locked while one is added, or parallel writers fork it."""

    __tablename__ = "log_head"

    kecamatan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kecamatan.id"), unique=True)
    entries: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default=FIRST)


class LogEntry(Base):
    """What somebody did. Facts hold ids and numbers, no names, so that a person can be forgotten."""

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


def chained(entry: LogEntry) -> str:
    """The hash of an entry, over the hash before it and its canonical JSON."""
    said = {
        "kecamatan": entry.kecamatan_id,
        "place": entry.place,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "act": entry.act,
        "subject": entry.subject,
        "facts": entry.facts,
    }
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((entry.before + canonical).encode()).hexdigest()
