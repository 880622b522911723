"""A file of rows that was read in: what it brought, row by row, and whether it was taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfKecamatan, RowId, Versioned


class Batch(Base, OfKecamatan, Versioned):
    """One import; a dry run is one that was not applied (yet)."""

    __tablename__ = "batch"

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  #: "usulan", "orang", "lalu" (last year's list) or "hasil"
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))  #: of the file as it came; it is kept by this name
    by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    good: Mapped[int] = mapped_column(default=0)
    mending: Mapped[int] = mapped_column(default=0)  #: taken as drafts that name what they miss
    refused: Mapped[int] = mapped_column(default=0)
    report: Mapped[list[Any]] = mapped_column(default=list)  #: [row of the sheet, outcome, reason]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
