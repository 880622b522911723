"""What makes a paper binding besides the signer's button: paraf, PIN, signatures, one-time pages."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import Fetching, Outcome


class Paraf(Base, OfKecamatan):
    """An official's paraf on exactly these bytes, before the signer is asked; at most three in a row."""

    __tablename__ = "paraf"
    __table_args__ = (UniqueConstraint("paper_id", "place"),)

    paper_id: Mapped[int] = mapped_column(RowId, ForeignKey("paper.id"))
    place: Mapped[int]  #: 1 is asked first
    post: Mapped[str] = mapped_column(String(16))
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    outcome: Mapped[Outcome] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Pin(Base, OfKecamatan, Versioned):
    """The second proof of somebody who signs: six digits (only their hash is kept), or a TOTP app."""

    __tablename__ = "pin"

    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"), unique=True)
    salt: Mapped[str] = mapped_column(String(32))
    hash: Mapped[str | None] = mapped_column(String(128))
    totp: Mapped[str | None] = mapped_column(String(64))  #: the app's secret, base32
    last_step: Mapped[int | None]  #: the newest TOTP step that was taken: a code counts once
    tries: Mapped[int] = mapped_column(default=0)  #: wrong ones in a row
    lockouts: Mapped[int] = mapped_column(default=0)  #: in a row: each is longer than the one before
    locked_until: Mapped[datetime | None]
    set_at: Mapped[datetime]


class Signature(Base, OfKecamatan):
    """A paper as it was signed besides the button: a scan of wet ink, or a PDF with a certified signature."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("paper_id", "sha256"),)

    paper_id: Mapped[int] = mapped_column(RowId, ForeignKey("paper.id"), index=True)
    way: Mapped[str] = mapped_column(String(10))  #: "pindaian", "sertifikat" or "bsre"
    sha256: Mapped[str] = mapped_column(String(64), index=True)  #: of the signed file, kept by this name
    size: Mapped[int]
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))  #: who handed it in
    at: Mapped[datetime]
    certificate_name: Mapped[str | None] = mapped_column(
        String(200)
    )  #: of rows of before: as it names itself
    signed_at: Mapped[datetime | None]  #: as the signer's machine says, unless `timed`
    intact: Mapped[bool | None]
    # Four facts about a certificate, each found by itself. None: not looked at when the copy came in.
    trusted: Mapped[bool | None]  #: by a root that the office has set
    named: Mapped[bool | None]  #: it is of somebody who should have signed this paper
    unrevoked: Mapped[bool | None]  #: its authority had not taken it back
    timed: Mapped[bool | None]  #: a clock that a root vouches for says when; False: one that none vouches for
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @property
    def signer(self) -> str | None:
        """The name that may be shown: proved by a root, and found to be who should have signed."""
        return self.certificate_name if self.trusted and self.named and self.unrevoked is not False else None


class OneTimePage(Base, OfKecamatan, Versioned):
    """A page outside Telegram that one person may use once: there the passphrase is typed, never kept."""

    __tablename__ = "one_time_page"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    paper_id: Mapped[int] = mapped_column(RowId, ForeignKey("paper.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))  #: of the bytes that would be signed
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))


class PaperCheck(Base, OfKecamatan):
    """A PDF that somebody sent to hear whether it is ours; fetched and answered a little later, not kept."""

    __tablename__ = "paper_check"
    __table_args__ = (Index("ix_paper_check_state", "state", "id"),)

    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    file_id: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[Fetching] = mapped_column(String(8), default=Fetching.ASKED)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    at: Mapped[datetime]
    verdict: Mapped[str | None] = mapped_column(String(20))  #: what was answered
