"""Papers: the data frozen when they were asked for, the bytes drawn from it, who decided, who received."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import Drawing, Outcome, Stage


class Paper(Base, OfKecamatan, Versioned):
    """One version of one paper. A change makes a new edition and kills the buttons of the old one."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("season_id", "key", "edition"),
        Index("ix_paper_state", "state", "id"),
        Index("ix_paper_sha256", "sha256"),
    )

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    step: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(40))
    edition: Mapped[int]
    stage: Mapped[Stage] = mapped_column(String(8))
    number: Mapped[str | None] = mapped_column(String(80))  #: reserved when the naskah is made
    code: Mapped[str] = mapped_column(String(22), unique=True)  #: opens it: /start CODE, the QR
    made_at: Mapped[datetime]  #: printed as its date; the bytes depend on it
    state: Mapped[Drawing] = mapped_column(String(8), default=Drawing.ASKED)
    attempts: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    pages: Mapped[int | None]
    file_id: Mapped[str | None] = mapped_column(String(200))  #: Telegram's, after it was first sent
    drawn_at: Mapped[datetime | None]

    sealed_at: Mapped[datetime | None]  #: when the installation's seal was appended to the approved bytes
    sealed_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    sealed_size: Mapped[int | None]
    sealed_file_id: Mapped[str | None] = mapped_column(String(200))
    agenda: Mapped[str | None] = mapped_column(String(40))  #: nomor agenda, given by JFU when it is archived
    classification: Mapped[str | None] = mapped_column(String(20))  #: kode klasifikasi arsip
    content: Mapped["PaperContent"] = relationship()

    @property
    def data(self) -> dict[str, Any]:
        """What it is drawn from."""
        return self.content.data

    @data.setter
    def data(self, data: dict[str, Any]) -> None:
        # A new paper has none yet.
        self.content = self.content or PaperContent(kecamatan_id=self.kecamatan_id)
        self.content.data = data


class PaperContent(Base, OfKecamatan, Versioned):
    """What a paper is drawn from, frozen when it was asked for; read when that is wanted.

    A table of its own: of a report it is four megabytes, and SQLite would write them anew whenever anything
    changes about the paper, and walk through them to whatever stands behind them in the row.
    """

    __tablename__ = "paper_content"

    paper_id: Mapped[int] = mapped_column(RowId, ForeignKey("paper.id"), unique=True)
    data: Mapped[dict[str, Any]]


class PaperCopy(Base, OfKecamatan):
    """A final paper as those get it who have no need to reach its people: without numbers and addresses.

    It is drawn when somebody asks for it first; the approved bytes are those of the paper alone.
    """

    __tablename__ = "paper_copy"

    paper_id: Mapped[int] = mapped_column(RowId, ForeignKey("paper.id"), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]


class Decision(Base, OfKecamatan):
    """A signer's or checker's decision about exactly these bytes."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("paper_id", "live"),)

    paper_id: Mapped[int] = mapped_column(RowId, ForeignKey("paper.id"))
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    post: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[Outcome] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    proof: Mapped[str | None] = mapped_column(String(4))  #: "pin" or "totp", where one was asked for
    effective_at: Mapped[datetime | None]  #: until then it can be taken back, and nothing leaves
    carried_out_at: Mapped[datetime | None]  #: when what follows from it was done
    undone_at: Mapped[datetime | None]
    live: Mapped[bool | None] = mapped_column(default=True)  #: None once undone: one counts per paper


class Narrative(Base, OfKecamatan, Versioned):
    """A part of the report in words, taken from the proposal or written by the tim."""

    __tablename__ = "narrative"
    __table_args__ = (UniqueConstraint("season_id", "part"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    part: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]


class Recipient(Base, OfKecamatan, Versioned):
    """Who gets the report, how many copies, and when it was received."""

    __tablename__ = "recipient"

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    post: Mapped[str | None] = mapped_column(
        String(16)
    )  #: bapperida: gets the file in chat and presses Terima; "arsip": the office's own copy
    address: Mapped[str | None] = mapped_column(String(200))
    copies: Mapped[int]
    removed_at: Mapped[datetime | None]
    removed_reason: Mapped[str | None] = mapped_column(Text)  #: why, when it was sent already
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    received_by: Mapped[str | None] = mapped_column(String(120))  #: name of who received, as told
    received_post: Mapped[str | None] = mapped_column(String(120))  #: jabatan of who received, as told
    received_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    by_hand: Mapped[bool] = mapped_column(default=False)  #: recorded by JFU
    way: Mapped[str] = mapped_column(String(8), default="tangan")  #: "telegram", "surel" or "tangan"
    email: Mapped[str | None] = mapped_column(String(120))
    stamped_sha256: Mapped[str | None] = mapped_column(String(64))  #: photo of the sheet with the stamp
    recorded_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
