"""What an office keeps besides its papers: its own files, edited Word texts, looks at the archive."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfKecamatan, RowId
from models.enums import Drawing


class OfficeFile(Base, OfKecamatan):
    """A file of the office's own: its arms, a Word template, a typeface; the newest of a kind counts."""

    __tablename__ = "office_file"

    kind: Mapped[str] = mapped_column(String(40), index=True)  #: "lambang", "templat:laporan", ...
    name: Mapped[str] = mapped_column(String(200))
    file_id: Mapped[str | None] = mapped_column(String(200))  #: Telegram's, until the bytes are with us
    attempts: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")  #: kept by this name
    size: Mapped[int]
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class WordEdition(Base, OfKecamatan):
    """A paper's text as somebody edited it in Word; the next edition of the paper says what it says."""

    __tablename__ = "word_edition"
    __table_args__ = (UniqueConstraint("paper_id", "sha256"),)

    paper_id: Mapped[int] = mapped_column(RowId, ForeignKey("paper.id"), index=True)  #: that was edited
    made_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("paper.id"))  #: the edition made from it
    sha256: Mapped[str] = mapped_column(String(64))  #: of the .docx, kept by this name
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    changes: Mapped[list[Any]] = mapped_column(default=list)  #: part, raw, nth, was, now


class ArchiveCheck(Base, OfKecamatan):
    """Periksa arsip: every file was read again and compared with its hash."""

    __tablename__ = "archive_check"

    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    state: Mapped[Drawing] = mapped_column(String(6), default=Drawing.ASKED)
    files: Mapped[int] = mapped_column(default=0)
    missing: Mapped[list[Any]] = mapped_column(default=list)
    changed: Mapped[list[Any]] = mapped_column(default=list)
