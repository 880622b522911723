"""Usulan, their versions, photos and verdicts, and the Lurah's confirmation of his kelurahan's list."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import Fetching, Kind, Komisi, Land, Purpose, Status, Urgency
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
        Index("ix_proposal_entered_by", "entered_by_id", "status"),
        Index("ix_proposal_sequence", "season_id", "sequence"),
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
    rt: Mapped[int | None]  #: None where the whole RW is meant; the first, where the place names several
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
    dimensions: Mapped[str | None] = mapped_column(String(80))  #: "12 m x 1,5 m", as typed
    cost_reason: Mapped[str | None] = mapped_column(Text)  #: why the cost is not kamus price x volume
    urgency: Mapped[Urgency | None] = mapped_column(String(10))
    land: Mapped[Land | None] = mapped_column(String(10))  #: readiness of the ground; asked for sarpras
    norm: Mapped[dict[str, Any] | None]  #: street, RT/RW and words, as compared with other usulan

    secret_until: Mapped[datetime | None]  #: until then only the reviewers' side sees status and reason
    assigned_to_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))  #: who is to verify it
    mapped_by_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("person.id")
    )  #: who found the kamus entry for what was proposed outside of it
    merged_into_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("proposal.id"))
    joined: Mapped[list[Any] | None]  #: what lives on in it: [number, kelurahan] of each
    carried_from_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("past_proposal.id"))
    times: Mapped[int] = mapped_column(default=1)  #: diusulkan ke-n
    batch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("batch.id"), index=True)
    late_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("late_entry.id"), index=True
    )  #: by whose leave it came after the intake was closed

    moved_from: Mapped[Komisi | None] = mapped_column(
        String(16)
    )  #: the komisi it fell into, when it was moved
    moved_reason: Mapped[str | None] = mapped_column(Text)  #: why it is in another komisi than its kamus says

    kelurahan: Mapped[Kelurahan] = relationship(lazy="joined", innerjoin=True)
    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="select")
    kamus: Mapped[KamusEntry | None] = relationship(lazy="select")
    uploads: Mapped[list["Upload"]] = relationship(
        foreign_keys="Upload.proposal_id", lazy="selectin", order_by="Upload.id"
    )

    @property
    def photos(self) -> list["Upload"]:
        """The author's photos; not his voice, nor the survey's or the paper form's pictures."""
        return [upload for upload in self.uploads if upload.purpose == Purpose.PHOTO]

    @property
    def voice(self) -> "Upload | None":
        """The newest voice note that tells the problem."""
        return self._newest(Purpose.VOICE)

    @property
    def form(self) -> "Upload | None":
        """The signed paper form behind an usulan that somebody else typed."""
        return self._newest(Purpose.FORM)

    @property
    def photo_marks(self) -> list[str]:
        """What tells its photos apart, of those that are pictures."""
        return [photo.file_unique_id for photo in self.photos if photo.state != Fetching.UNUSABLE]

    @property
    def kamus_code(self) -> str | None:
        """The code of its kamus entry."""
        return self.kamus.code if self.kamus else None

    def _newest(self, purpose: Purpose) -> "Upload | None":
        found = [one for one in self.uploads if one.purpose == purpose and one.state != Fetching.UNUSABLE]
        return found[-1] if found else None

    def seen_status(self, now: datetime) -> Status:
        """Where it stands for everybody outside the reviewers' side: a verdict not yet told is no verdict."""
        return Status.SUBMITTED if self._secret(now) else self.status

    def seen_reason(self, now: datetime) -> str | None:
        return None if self._secret(now) or self.status == Status.MERGED else self.reason

    @classmethod
    def known(cls, now: datetime) -> ColumnElement[bool]:
        """The same for queries: what its status says may be known by everybody."""
        return or_(cls.secret_until.is_(None), cls.secret_until <= now)

    @classmethod
    def begun(cls) -> ColumnElement[bool]:
        """For queries: what is wanted has been said; until then a draft is empty."""
        return or_(cls.komisi.is_not(None), cls.outside_kamus)

    def _secret(self, now: datetime) -> bool:
        return self.secret_until is not None and now < self.secret_until


class ProposalVersion(Base, OfKecamatan):
    """What an usulan said each time it was sent."""

    __tablename__ = "proposal_version"
    __table_args__ = (UniqueConstraint("proposal_id", "revision"),)

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"))
    revision: Mapped[int]
    fields: Mapped[dict[str, Any]]  #: in the words that its receipt bears, and that its fingerprint is of
    values: Mapped[dict[str, Any]]  #: the same as numbers and names, by the columns of Proposal
    code: Mapped[str | None] = mapped_column(
        String(11), unique=True
    )  #: opens its receipt: /start CODE, the QR
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))


class Upload(Base, OfKecamatan):
    """A photo or voice note of an usulan: Telegram's file id at once, the bytes a little later."""

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_state", "state", "id"),)

    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"), index=True)
    sender_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    file_id: Mapped[str] = mapped_column(String(200))
    file_unique_id: Mapped[str] = mapped_column(String(80))
    as_document: Mapped[bool] = mapped_column(default=False)
    purpose: Mapped[Purpose] = mapped_column(String(8), default=Purpose.PHOTO)
    slot: Mapped[str | None] = mapped_column(String(10))  #: "depan", "belakang", "pendukung"
    seconds: Mapped[int | None]  #: of a voice note
    original_sha256: Mapped[str | None] = mapped_column(String(64))  #: as it came: evidence, never shared
    looks: Mapped[str | None] = mapped_column(String(16))  #: difference hash of the picture
    taken_at: Mapped[datetime | None]  #: by the camera, as its EXIF says
    lat: Mapped[float | None]  #: where it was taken, as its EXIF says
    lon: Mapped[float | None]
    same_as_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("proposal.id"), index=True
    )  #: another usulan with the same picture
    typed: Mapped[str | None] = mapped_column(Text)  #: what was written down of a voice note
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
    code: Mapped[str | None] = mapped_column(String(20))  #: of the coded reason
    together: Mapped[str | None] = mapped_column(String(16))  #: mark of verdicts that were given at once
    before: Mapped[dict[str, Any] | None]  #: how the usulan stood, for taking the verdict back
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]
    due: Mapped[datetime | None]  #: when the author is told, unless it is taken back before; None: at once
    undone_at: Mapped[datetime | None]

    def told(self, now: datetime) -> bool:
        """Whether people outside the reviewers' side may know of it."""
        return self.undone_at is None and (self.due is None or self.due <= now)


class Confirmation(Base, OfKecamatan, Versioned):
    """The list of a kelurahan as its Lurah saw it last: not answered yet, right, or what differs."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("season_id", "kelurahan_id"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    kelurahan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))
    agrees: Mapped[bool]
    count: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str | None] = mapped_column(Text)
    numbers: Mapped[list[Any]] = mapped_column(
        default=list, deferred=True
    )  #: as shown: [number, revision, cost]; read only where it is shown
    mark: Mapped[str | None] = mapped_column(String(64))  #: sha256 of that list
    weight: Mapped[int | None] = mapped_column(
        BigInteger
    )  #: a sum over its usulan and versions: tells a changed list from this one without reading both
    at: Mapped[datetime]
