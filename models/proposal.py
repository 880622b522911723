"""Usulan, their versions, photos and verdicts, and the Lurah's confirmation of his kelurahan's list."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import Fetching, Kind, Komisi, Status
from models.people import Kelurahan, Person
from models.season import KamusEntry


class Proposal(Base, OfKecamatan, Versioned):
    """An usulan, from the first answer of its draft to what the Musrenbang agreed."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("season_id", "number"),
        Index("ix_proposal_recap", "season_id", "kelurahan_id", "komisi", "status", "cost"),
        Index("ix_proposal_queue", "season_id", "status", "id"),
        Index("ix_proposal_author", "author_id", "status"),
    )

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    kelurahan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    author_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    entered_by_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("person.id")
    )  #: JFU on the author's behalf
    sequence: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(String(40))  #: US-2027-TNS-KDB-0042, given when it is sent
    status: Mapped[Status] = mapped_column(String(20), default=Status.DRAFT)
    revision: Mapped[int] = mapped_column(default=0)  #: how often it was sent
    asked: Mapped[str | None] = mapped_column(String(20))  #: the open question of the draft
    mending: Mapped[bool] = mapped_column(
        default=False
    )  #: one field is being changed; then back to the review card

    komisi: Mapped[Komisi | None] = mapped_column(String(16))
    kamus_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("kamus_entry.id"))
    outside_kamus: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[Kind | None] = mapped_column(String(10))
    problem: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(String(300))
    rt: Mapped[int | None]
    rw: Mapped[int | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    volume: Mapped[Decimal | None] = mapped_column(Numeric(14, 3))
    unit: Mapped[str | None] = mapped_column(String(20))
    cost: Mapped[int | None] = mapped_column(BigInteger)
    cost_by_kamus: Mapped[bool] = mapped_column(default=False)
    households: Mapped[int | None]  #: penerima, KK
    people: Mapped[int | None]  #: penerima, jiwa
    office: Mapped[str | None] = mapped_column(String(120))

    created_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    reason: Mapped[str | None] = mapped_column(Text)  #: of the present status, word for word
    return_field: Mapped[str | None] = mapped_column(String(20))  #: the field that has to be mended
    moved_from: Mapped[Komisi | None] = mapped_column(
        String(16)
    )  #: the komisi it fell into, when it was moved
    moved_reason: Mapped[str | None] = mapped_column(Text)  #: why it is in another komisi than its kamus says

    kelurahan: Mapped[Kelurahan] = relationship(lazy="joined", innerjoin=True)
    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="select")
    kamus: Mapped[KamusEntry | None] = relationship(lazy="select")
    photos: Mapped[list[Upload]] = relationship(lazy="selectin", order_by="Upload.id")


class ProposalVersion(Base, OfKecamatan):
    """What an usulan said each time it was sent."""

    __tablename__ = "proposal_version"
    __table_args__ = (UniqueConstraint("proposal_id", "revision"),)

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"))
    revision: Mapped[int]
    fields: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))


class Upload(Base, OfKecamatan):
    """A photo of an usulan: Telegram's file id at once, the bytes a little later."""

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_state", "state", "id"),)

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    sender_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    file_id: Mapped[str] = mapped_column(String(200))
    file_unique_id: Mapped[str] = mapped_column(String(80))
    as_document: Mapped[bool] = mapped_column(default=False)
    state: Mapped[Fetching] = mapped_column(String(8), default=Fetching.ASKED)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    received_at: Mapped[datetime]


class Verdict(Base, OfKecamatan):
    """One decision about an usulan, with its reason, kept for ever."""

    __tablename__ = "verdict"

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    revision: Mapped[int]
    outcome: Mapped[Status] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]


class Confirmation(Base, OfKecamatan, Versioned):
    """The Lurah about his kelurahan's list: count and total are right, or what differs."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("season_id", "kelurahan_id"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    kelurahan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    agrees: Mapped[bool]
    count: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
