"""Who may still bring usulan in after the intake was closed: susulan."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfKecamatan, RowId, Versioned
from models.people import Kelurahan


class LateEntry(Base, OfKecamatan, Versioned):
    """Leave for one kelurahan, or for one draft of it, to send late; `Proposal.late_id` points here."""

    __tablename__ = "late_entry"

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"), index=True)
    kelurahan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    one_draft: Mapped[bool] = mapped_column(default=False)  #: only the draft that points here
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[date]  #: inclusive
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  #: used up, taken back, its day is over, or verification is
    unprinted: Mapped[bool] = mapped_column(
        default=False
    )  #: an usulan came or left by it since the recap was printed

    kelurahan: Mapped[Kelurahan] = relationship(lazy="joined", innerjoin=True)
