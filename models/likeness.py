"""Usulan that look like each other: what people said of a pair, what was merged, what earlier years knew."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import Komisi, Status
from models.people import Kelurahan


class PairSaid(Base, OfKecamatan):
    """[Beda, lanjut]: these two were looked at and are not the same."""

    __tablename__ = "pair_said"
    __table_args__ = (UniqueConstraint("proposal_id", "other_id"), UniqueConstraint("proposal_id", "past_id"))

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("proposal.id"))
    past_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("past_proposal.id"))
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]


class Merge(Base, OfKecamatan, Versioned):
    """One usulan lives on in another; it stays, and can be taken apart again until step 5."""

    __tablename__ = "merge"

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    from_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    into_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    was: Mapped[Status] = mapped_column(String(20))  #: its status before
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class PastProposal(Base, OfKecamatan):
    """An usulan of an earlier year and what became of it: from last season, or from a list of JFU."""

    __tablename__ = "past_proposal"
    __table_args__ = (
        UniqueConstraint("kecamatan_id", "year", "number"),
        Index("ix_past_proposal_kelurahan", "kelurahan_id", "year"),
    )

    year: Mapped[int]
    number: Mapped[str] = mapped_column(String(40))
    kelurahan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    komisi: Mapped[Komisi | None] = mapped_column(String(16))
    kamus_code: Mapped[str | None] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(200))
    problem: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(String(300))
    rt: Mapped[int | None]
    rw: Mapped[int | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    volume: Mapped[Decimal | None] = mapped_column(Numeric(14, 3))
    unit: Mapped[str | None] = mapped_column(String(20))
    cost: Mapped[int | None] = mapped_column(BigInteger)
    accommodated: Mapped[bool | None]  #: None: not known
    stage: Mapped[str | None] = mapped_column(
        String(20)
    )  #: who decided last: "kecamatan", "kota", "rkpd", "apbd"
    reason: Mapped[str | None] = mapped_column(Text)
    times: Mapped[int] = mapped_column(default=1)
    norm: Mapped[dict[str, Any] | None]
    batch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("batch.id"))

    kelurahan: Mapped[Kelurahan] = relationship(lazy="joined", innerjoin=True)
