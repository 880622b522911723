"""Kecamatan and kelurahan, the people who work in them, their posts, and their invitations."""

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import WIB, Base, OfKecamatan, RowId, Versioned
from models.posts import Post


class Kecamatan(Base):
    """The office that runs the bot."""

    __tablename__ = "kecamatan"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    code: Mapped[str | None] = mapped_column(String(13))
    office: Mapped[dict[str, Any]] = mapped_column(
        default=dict
    )  #: city, address, phone, postcode, email, website
    closures: Mapped[list[Any]] = mapped_column(
        default=list
    )  #: ISO days on which this office is closed besides holidays
    borders: Mapped[dict[str, Any] | None] = mapped_column(
        deferred=True
    )  #: kelurahan code -> GeoJSON geometry, where loaded; every person brings his office along, not its map


class Kelurahan(Base, OfKecamatan):
    """Whose usulan they are."""

    __tablename__ = "kelurahan"
    __table_args__ = (UniqueConstraint("kecamatan_id", "name"),)

    name: Mapped[str] = mapped_column(String(80))
    code: Mapped[str | None] = mapped_column(String(13))
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    lat: Mapped[float | None]
    lon: Mapped[float | None]


class Person(Base, OfKecamatan):
    """Somebody of this kecamatan; with or without Telegram."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("kecamatan_id", "telegram_id"),)

    telegram_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    name: Mapped[str] = mapped_column(String(120))
    nip: Mapped[str | None] = mapped_column(String(18))
    rank: Mapped[str | None] = mapped_column(String(60))  #: pangkat/golongan
    institution: Mapped[str | None] = mapped_column(String(120))
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    joined_at: Mapped[datetime | None]
    blocked_at: Mapped[datetime | None]  #: since when the person has blocked the bot
    became_id: Mapped[int | None] = mapped_column(
        RowId, index=True
    )  #: who this row turned out to be: nobody is called by it any more. Without a bond: SQLite would have to
    #: write anew a table to which thirty others point

    posts: Mapped[list["Appointment"]] = relationship(
        lazy="selectin", order_by="Appointment.id", foreign_keys="Appointment.person_id"
    )
    kecamatan: Mapped[Kecamatan] = relationship(lazy="joined", innerjoin=True)

    hat_id = cast("int | None", None)  #: the post he has chosen to act in; of one update, not stored here

    def appointment(self, post: Post, now: datetime) -> "Appointment | None":
        """The appointment by which the person holds this post now; the hat he wears before another."""
        held = [one for one in self.posts if one.post == post and one.valid(now)]
        return next((one for one in held if one.id == self.hat_id), held[0] if held else None)

    def holds(self, post: Post, now: datetime) -> bool:
        return self.appointment(post, now) is not None

    def held(self, now: datetime) -> list["Appointment"]:
        return [held for held in self.posts if held.valid(now)]


class Appointment(Base, OfKecamatan):
    """A person in a post: for a unit, a period, by a letter; perhaps as Plt. or Plh."""

    __tablename__ = "appointment"

    person_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"), index=True)
    post: Mapped[Post] = mapped_column(String(16))
    kelurahan_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    acting: Mapped[str] = mapped_column(String(4), default="")  #: "", "Plt." or "Plh."
    basis: Mapped[str | None] = mapped_column(String(120))  #: number of the letter
    begins: Mapped[date | None]
    ends: Mapped[date | None]
    stands_in_for_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("appointment.id")
    )  #: Plt. or Plh.: whose work it is
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]  #: when it was said that its period has begun
    over_at: Mapped[datetime | None]  #: when it was said that its period is over
    given_by_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("person.id")
    )  #: who of the office gave it; nobody where the machine's owner did
    waits_since: Mapped[datetime | None]  #: a second person has to agree before it counts
    second_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))  #: who agreed
    second_at: Mapped[datetime | None]  #: since when it counts, where it had to wait
    lapsed_at: Mapped[datetime | None]  #: it waited, and whoever gave it may give it no more

    person: Mapped[Person] = relationship(lazy="select", viewonly=True, foreign_keys=[person_id])
    kelurahan: Mapped[Kelurahan | None] = relationship(lazy="joined")
    stands_in_for: Mapped["Appointment | None"] = relationship(
        remote_side="Appointment.id", back_populates="stand_ins", lazy="select"
    )
    stand_ins: Mapped[list["Appointment"]] = relationship(
        back_populates="stands_in_for",
        lazy="selectin",
        join_depth=2,  # of all people that are read together at once, not of each when he is asked about
    )

    def in_force(self, now: datetime) -> bool:
        """Whether its period runs, and nobody took it away or has to agree yet.

        A period begins at 00.00 WIB of its first day.
        """
        if self.revoked_at is not None or self.waits_since is not None:
            return False
        if self.begins is None and self.ends is None:
            return True
        today = now.astimezone(WIB).date()
        return (self.begins is None or self.begins <= today) and (self.ends is None or today <= self.ends)

    def counted(self, at: datetime) -> bool:
        """Whether its period ran at that moment; one that was taken away later did."""
        if self.waits_since is not None:
            return False
        day = at.astimezone(WIB).date()
        begun = (self.second_at or self.created_at) <= at and (self.begins is None or self.begins <= day)
        lasted = self.ends is None or day <= self.ends
        return begun and lasted and (self.revoked_at is None or at < self.revoked_at)

    def stand_in(self, now: datetime) -> "Appointment | None":
        """The appointment of the Plt. or Plh. who has this work now."""
        return next((other for other in self.stand_ins if other.in_force(now)), None)

    def valid(self, now: datetime) -> bool:
        """Whether it counts now: in force, and nobody stands in for it."""
        return self.in_force(now) and self.stand_in(now) is None


class Invitation(Base, OfKecamatan, Versioned):
    """A single-use link for one post, valid 14 days; only the hash of its token is kept."""

    __tablename__ = "invitation"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    post: Mapped[Post] = mapped_column(String(16))
    kelurahan_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    name: Mapped[str | None] = mapped_column(String(120))
    person_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("person.id")
    )  #: somebody known without Telegram, who claims his place with it
    phone: Mapped[str | None] = mapped_column(
        String(20)
    )  #: made out to a number of JFU's list that its owner has shown
    issued_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = mapped_column(BigInteger)  #: Telegram id
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    lapsed_at: Mapped[datetime | None]  #: taken back because whoever issued it may give the post no more

    kelurahan: Mapped[Kelurahan | None] = relationship(lazy="joined")


class PhoneEntry(Base, OfKecamatan):
    """A line of JFU's list of those who may join with their phone number alone."""

    __tablename__ = "phone_entry"
    __table_args__ = (UniqueConstraint("kecamatan_id", "phone", "post"),)

    phone: Mapped[str] = mapped_column(String(20), index=True)  #: +62...
    name: Mapped[str] = mapped_column(String(120))
    post: Mapped[Post] = mapped_column(String(16))
    kelurahan_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    batch_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("batch.id"))
    loaded_at: Mapped[datetime]
    used_by: Mapped[int | None] = mapped_column(BigInteger)  #: Telegram id
    used_at: Mapped[datetime | None]

    kelurahan: Mapped[Kelurahan | None] = relationship(lazy="joined")


class JoinRequest(Base, OfKecamatan, Versioned):
    """Somebody whose number is on no list asks to be let in; JFU decides."""

    __tablename__ = "join_request"

    telegram_id: Mapped[int] = mapped_column(BigInteger, index=True)
    phone: Mapped[str | None] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    post: Mapped[Post] = mapped_column(String(16))
    kelurahan_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    at: Mapped[datetime]
    accepted: Mapped[bool | None]
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    kelurahan: Mapped[Kelurahan | None] = relationship(lazy="joined")


class Guess(Base):
    """A token that opened nothing: five in an hour are enough."""

    __tablename__ = "guess"

    telegram_id: Mapped[int] = mapped_column(BigInteger, index=True)
    at: Mapped[datetime]
