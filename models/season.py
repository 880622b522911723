"""A season: one kecamatan, one plan year, the runs of its eight steps, its meetings and its kamus."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import Kind, Komisi, StepState
from models.people import Kecamatan, Kelurahan
from models.posts import Post


class Season(Base, OfKecamatan, Versioned):
    """The Musrenbang for one plan year. `year` is the year that is planned; the meeting is a year earlier."""

    __tablename__ = "season"
    __table_args__ = (UniqueConstraint("kecamatan_id", "year"),)

    year: Mapped[int]
    intake_opens: Mapped[date | None]
    intake_closes: Mapped[date | None]  #: inclusive
    preset: Mapped[str | None] = mapped_column(String(20))  #: which criteria were chosen
    criteria: Mapped[list[Any]] = mapped_column(default=list)  #: {key, title, weight, anchors, rule}
    rules: Mapped[dict[str, Any]] = mapped_column(
        default=dict
    )  #: what the office chose for this season, by name: see sop/core/rules.py
    criteria_agreed_at: Mapped[datetime | None]
    last_number: Mapped[int] = mapped_column(default=0)  #: of the usulan
    last_letter: Mapped[int] = mapped_column(default=0)  #: of the letters and keputusan
    reminded_on: Mapped[date | None]  #: the last day whose reminders went out
    days_wait: Mapped[bool] = mapped_column(
        default=False
    )  #: its days are a proposal: nobody of the office has agreed to them yet
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    kecamatan: Mapped[Kecamatan] = relationship(lazy="joined", innerjoin=True)
    runs: Mapped[list["Run"]] = relationship(lazy="selectin", order_by="Run.id")


class Run(Base, OfKecamatan, Versioned):
    """A step of the SOP in a season; executor and deadline are the kecamatan's ("Tentatif Kecamatan")."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("season_id", "step"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    step: Mapped[str] = mapped_column(String(20))
    executor: Mapped[Post] = mapped_column(String(16))
    checker: Mapped[Post | None] = mapped_column(String(16))
    signer: Mapped[Post | None] = mapped_column(String(16))
    state: Mapped[StepState] = mapped_column(String(8), default=StepState.WAITING)
    deadline: Mapped[date | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    override: Mapped[str | None] = mapped_column(
        Text
    )  #: reason of Sekretaris or Camat for closing it as it was
    newest_before: Mapped[int | None] = mapped_column(
        RowId
    )  #: the newest paper of the season when it was opened again: what is older rests on what is no more


class Meeting(Base, OfKecamatan, Versioned):
    """The coordination meeting or the Musrenbang itself: day, hour, place."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("season_id", "kind"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    kind: Mapped[str] = mapped_column(String(16))  #: "koordinasi" or "musrenbang"
    day: Mapped[date]
    hour: Mapped[time]
    place: Mapped[str] = mapped_column(String(200))


class KamusEntry(Base, OfKecamatan):
    """A type of usulan of this season, with its unit price (the highest that may be planned)."""

    __tablename__ = "kamus_entry"
    __table_args__ = (UniqueConstraint("season_id", "code"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    code: Mapped[str] = mapped_column(String(12))
    komisi: Mapped[Komisi] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(160))
    short_name: Mapped[str] = mapped_column(String(20))
    kind: Mapped[Kind] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(20))
    unit_price: Mapped[int] = mapped_column(BigInteger)
    office: Mapped[str] = mapped_column(String(120))
    activity_code: Mapped[str] = mapped_column(String(20))
    activity: Mapped[str] = mapped_column(String(250))
    definition: Mapped[str] = mapped_column(Text)


class Letter(Base, OfKecamatan):
    """Nomor and tanggal of a letter: masuk with a kelurahan's result (step 1), keluar with the report (8)."""

    __tablename__ = "letter"

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"), index=True)
    direction: Mapped[str] = mapped_column(String(6))  #: "masuk" or "keluar"
    kelurahan_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("kelurahan.id"))
    number: Mapped[str] = mapped_column(String(80))
    day: Mapped[date]
    noted_by_id: Mapped[int] = mapped_column(RowId, ForeignKey("person.id"))

    kelurahan: Mapped[Kelurahan | None] = relationship(lazy="joined")
