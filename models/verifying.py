"""What the reviewers keep among themselves: who verifies what, notes, surveys of the place."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import Status


class Assignment(Base, OfKecamatan):
    """An usulan was given to a reviewer; the newest counts, the others are its history."""

    __tablename__ = "assignment"

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    to_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))  #: None: to everybody
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(Text)


class Note(Base, OfKecamatan):
    """An internal note about an usulan: it never leaves the reviewers' side."""

    __tablename__ = "note"

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Status | None] = mapped_column(String(20))  #: what a second opinion proposes
    asked_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))  #: whose opinion it asks for
    answered_at: Mapped[datetime | None]


class Survey(Base, OfKecamatan, Versioned):
    """Somebody is sent to the place, and what he measured there. Its photos are uploads of the usulan."""

    __tablename__ = "survey"

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    surveyor_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    volume: Mapped[Decimal | None] = mapped_column(Numeric(14, 3))
    unit: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
