"""A reminder is a row before it is a sentence: nobody is owed the same one twice."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfKecamatan, RowId


class Reminder(Base, OfKecamatan):
    """One rung of the ladder for one task and one person."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("task", "rung", "person_id"),
        Index("ix_reminder_person", "person_id", "at"),
    )

    task: Mapped[str] = mapped_column(String(60))  #: what is owed, and its day: "step:3@2027-01-20"
    rung: Mapped[str] = mapped_column(
        String(20)
    )  #: "H-3", "H-1", "H", or the working day after as an ISO day
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    due: Mapped[date]
    at: Mapped[datetime]
    overtaken: Mapped[bool] = mapped_column(default=False)  #: a later rung was said instead of it
