"""A file of rows that was handed in: what it brought, row by row; and sheets that are to be made."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import BatchState, Drawing


class Batch(Base, OfKecamatan, Versioned):
    """One import, from the file that somebody sent to the day on which it can no longer be taken back."""

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_state", "state", "id"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"), index=True)
    kind: Mapped[str] = mapped_column(
        String(10), default=""
    )  #: "usulan", "orang" or "lalu" (last year's list); "": not known yet
    file_name: Mapped[str] = mapped_column(String(200))
    file_id: Mapped[str | None] = mapped_column(String(200))  #: Telegram's, until the bytes are with us
    sha256: Mapped[str] = mapped_column(
        String(64), default=""
    )  #: of the file as it came; it is kept by this name
    by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[BatchState] = mapped_column(String(8), default=BatchState.ASKED)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    template_year: Mapped[int | None]  #: for which the template was made, where the file says so
    trouble: Mapped[str | None] = mapped_column(Text)  #: why the file as a whole was not taken
    rows: Mapped[int] = mapped_column(default=0)
    good: Mapped[int] = mapped_column(default=0)
    mending: Mapped[int] = mapped_column(default=0)  #: taken as drafts that name what they miss
    refused: Mapped[int] = mapped_column(default=0)
    report: Mapped[list[Any]] = mapped_column(default=list)  #: [row of the sheet, outcome, reason]
    question: Mapped[dict[str, Any] | None]  #: what has to be asked first (`sop/imports/questions.py`)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)  #: key of a question -> what was answered
    account: Mapped[dict[str, Any]] = mapped_column(
        default=dict
    )  #: what is no row (`sop/imports/account.py`)
    way: Mapped[str | None] = mapped_column(String(8))  #: how it is taken in: one of the ways of its kind
    done: Mapped[int] = mapped_column(default=0)  #: rows that are taken in (or taken back) so far
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]


class HeadingMeaning(Base, OfKecamatan):
    """What a heading of this office's lists means, as somebody answered once."""

    __tablename__ = "heading_meaning"
    __table_args__ = (UniqueConstraint("kecamatan_id", "heading"),)

    heading: Mapped[str] = mapped_column(String(60))  #: letters and digits alone
    shown: Mapped[str] = mapped_column(String(60))  #: as it stood in the file
    column: Mapped[str] = mapped_column(String(20))  #: of an import; "": it is left aside
    by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]


class SheetOrder(Base, OfKecamatan):
    """An Excel file that somebody asked for: its data as they were then; made a little later, and sent."""

    __tablename__ = "sheet_order"
    __table_args__ = (Index("ix_sheet_order_state", "state", "id"),)

    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    key: Mapped[str] = mapped_column(String(20))  #: which sheet: see documents/sheets
    name: Mapped[str] = mapped_column(String(80))  #: of the file
    caption: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]]
    state: Mapped[Drawing] = mapped_column(String(6), default=Drawing.ASKED)
    at: Mapped[datetime]
