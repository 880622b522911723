"""The tim, its komisi, and what happens on the day: attendance, scores, order of priority, utusan."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, OfKecamatan, RowId, Versioned
from models.enums import CommissionState, Komisi
from models.people import Person
from models.proposal import Proposal


class TeamMember(Base, OfKecamatan, Versioned):
    """Somebody in the tim Musrenbang: a person of the system, or a plain name."""

    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("season_id", "person_id"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    person_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(120))
    institution: Mapped[str | None] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(40))  #: kedudukan dalam tim
    komisi: Mapped[Komisi | None] = mapped_column(String(16))
    komisi_role: Mapped[str | None] = mapped_column(String(12))  #: "ketua", "sekretaris" or "anggota"
    removed_at: Mapped[datetime | None]
    stands_for_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("team_member.id")
    )  #: on the day, for a member who is absent
    mandate: Mapped[str | None] = mapped_column(String(120))  #: the letter by which he does

    person: Mapped[Person | None] = relationship(lazy="joined")


class Commission(Base, OfKecamatan, Versioned):
    """One of the four komisi in a season, and how far its scoring is."""

    __tablename__ = "commission"
    __table_args__ = (UniqueConstraint("season_id", "komisi"),)

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    komisi: Mapped[Komisi] = mapped_column(String(16))
    state: Mapped[CommissionState] = mapped_column(String(8), default=CommissionState.WAITING)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))


class Attendance(Base, OfKecamatan):
    """One line of the daftar hadir."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("season_id", "person_id"), UniqueConstraint("season_id", "member_id"))

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    person_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    member_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("team_member.id"))
    name: Mapped[str] = mapped_column(String(120))
    institution: Mapped[str | None] = mapped_column(String(120))
    address: Mapped[str | None] = mapped_column(String(200))
    entered_by_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("person.id"))
    at: Mapped[datetime]


class Score(Base, OfKecamatan, Versioned):
    """What one member gave one usulan for one criterion, 1 to 5; unseen by others until the ketua closes."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("proposal_id", "member_id", "criterion"),
        Index("ix_score_member", "season_id", "member_id"),
    )

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"))
    member_id: Mapped[int] = mapped_column(RowId, ForeignKey("team_member.id"))
    criterion: Mapped[str] = mapped_column(String(20))
    value: Mapped[int]
    at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(
        RowId, ForeignKey("person.id")
    )  #: from the member's sheet of paper


class Standing(Base, OfKecamatan, Versioned):
    """Where an usulan stands in its komisi after closing, and in the plenary's order."""

    __tablename__ = "standing"
    __table_args__ = (
        UniqueConstraint("proposal_id"),
        Index("ix_standing_order", "season_id", "komisi", "rank"),
    )

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"))
    proposal_id: Mapped[int] = mapped_column(RowId, ForeignKey("proposal.id"))
    komisi: Mapped[Komisi] = mapped_column(String(16))
    means: Mapped[dict[str, Any]]  #: criterion -> exact mean as "numerator/denominator"
    spreads: Mapped[dict[str, Any]]
    total: Mapped[str] = mapped_column(String(40))  #: exact, 0 to 100, "numerator/denominator"
    rank: Mapped[int]  #: in the komisi, by score and tie rule, then as moved
    scored_rank: Mapped[int]  #: before any move
    moved_reason: Mapped[str | None] = mapped_column(Text)
    final_rank: Mapped[int | None]  #: the plenary's order
    agreed: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str | None] = mapped_column(Text)  #: alasan, where it was not agreed
    unscored: Mapped[str | None] = mapped_column(Text)  #: alasan, where the komisi closed without its scores

    proposal: Mapped[Proposal] = relationship(lazy="joined", innerjoin=True)

    @property
    def exact_total(self) -> Fraction | None:
        """0 to 100; None where nobody scored it."""
        return None if self.unscored else Fraction(self.total)


class Delegate(Base, OfKecamatan):
    """An utusan to the Musrenbang Kota, with contact data."""

    __tablename__ = "delegate"

    season_id: Mapped[int] = mapped_column(RowId, ForeignKey("season.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    institution: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(20))
    removed_at: Mapped[datetime | None]
