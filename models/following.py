"""Who follows an usulan, who disputes an answer, and what became of it after the Musrenbang."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfKecamatan, RowId, Versioned


class Follow(Base, OfKecamatan):
    """[Ikuti]: changes of this usulan come in the person's morning message."""

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("proposal_id", "person_id"),)

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"))
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    told_until: Mapped[datetime]  #: what happened later has still to be told


class Response(Base, OfKecamatan, Versioned):
    """The author about his answer: [Sudah sesuai], or [Belum] with a reason, which is looked at once."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("proposal_id", "person_id", "verdict_id"),)

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"))
    verdict_id: Mapped[int] = mapped_column(RowId, ForeignKey("verdict.id"))
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    agrees: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]


class LaterOutcome(Base, OfKecamatan):
    """What Musrenbang Kota, RKPD or APBD made of an usulan, as JFU notes it."""

    __tablename__ = "later_outcome"
    __table_args__ = (UniqueConstraint("proposal_id", "stage"),)

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"))
    stage: Mapped[str] = mapped_column(String(10))  #: "kota", "rkpd" or "apbd"
    accommodated: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    year: Mapped[int | None]  #: in which it is carried out
    cost: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
