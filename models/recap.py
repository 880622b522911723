"""The recap's memory: numbered snapshots, and what the Lurah found different."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfKecamatan, RowId, Versioned


class Snapshot(Base, OfKecamatan):
    """Rekap v3: which usulan there were at a moment, frozen; papers name the one they were made from."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("season_id", "edition"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    edition: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    count: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)
    lines: Mapped[list[Any]] = mapped_column(
        deferred=True
    )  #: [number, revision, kelurahan id, komisi, cost] of each usulan, in order; read only to compare
    changes: Mapped[dict[str, Any] | None]  #: since the edition before: added, gone, changed
    sha256: Mapped[str] = mapped_column(String(64))


class Difference(Base, OfKecamatan, Versioned):
    """Something in a kelurahan's list that its Lurah says is not right: a task until it is settled."""

    __tablename__ = "difference"

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"), index=True)
    kelurahan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    kind: Mapped[str] = mapped_column(String(10))  #: "kurang", "lebih", "angka" or "lain"
    proposal_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("proposal.id"))
    note: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    settled_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
