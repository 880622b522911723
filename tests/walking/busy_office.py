"""An office of sixteen kelurahan in the middle of its season, with as many usulan as are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from models.enums import Komisi, Status
from models.people import Kecamatan, Person
from models.posts import Post
from models.proposal import Proposal, ProposalVersion, Verdict
from models.season import Season
from models.unit import Database, Unit
from sop.core.kelurahan import find_kelurahan
from sop.core.people import appoint
from sop.office.places import Place
from sop.proposals.fields import field_words
from sop.proposals.kamus import shipped
from sop.proposals.prechecks import remember
from sop.proposals.versions import values_of
from sop.setting_up import setup
from tests.core.desk import FrontDesk
from tests.support.hall import ANCHORS, CRITERIA
from tests.support.seed import at_step, meeting, outcome, proposals, report, team

KELURAHAN = 16

#: One person for each post, by his name; the number is that of his Telegram.
PEOPLE: dict[Post, tuple[str, int]] = {
    Post.DELEGASI: ("Siti Aminah", 101),
    Post.LURAH: ("Agus Salim", 102),
    Post.JFU: ("Dewi Lestari", 103),
    Post.KEPALA_BIDANG: ("Hendra Gunawan", 104),
    Post.SEKRETARIS: ("Rudi Hartono", 105),
    Post.TIM: ("Budi Santoso", 106),
    Post.CAMAT: ("Rahmat Hidayat", 107),
    Post.ADMIN: ("Tuti Alawiyah", 108),
    Post.BAPPERIDA: ("Wahyu Nugroho", 109),
}
OF_A_KELURAHAN = (Post.DELEGASI, Post.LURAH)


@dataclass
class _Bureau:
    """What the seeds of tests/support/seed.py ask of a bureau."""

    database: Database
    clock: Any
    folder: Path

    def now(self) -> datetime:
        return self.clock()  # type: ignore[no-any-return]

    def knocks(self) -> None:
        """Nobody waits here."""


@dataclass
class _Owner:
    id: int


class BusyOffice:
    """The office as the seeds of tests/support/seed.py know it, on a front desk without Telegram."""

    def __init__(
        self,
        desk: FrontDesk,
        folder: Path,
        kelurahan: int = KELURAHAN,
        name: str = "Tanah Sareal",
        others: int = 0,
    ) -> None:
        """`others`: added to the Telegram numbers of its people, where a second office stands beside it."""
        self.desk = desk
        self.others, self.name = others, name
        self.bureau = _Bureau(desk.database, lambda: desk.now, folder)
        names = [f"Kelurahan {letter}" for letter in "ABCDEFGHIJKLMNOP"[:kelurahan]]
        places = [
            Place(kecamatan=name, kelurahan=kelurahan, lat=-6.56 - at / 100, lon=106.79)
            for at, kelurahan in enumerate(names)
        ]
        with desk.unit() as unit:
            kecamatan, season, _ = setup(unit, kecamatan=name, year=2028, places=places, kamus=shipped())
            self.kecamatan_id, self.season_id = kecamatan.id, season.id
        self.kelurahan = names
        self.people = {person: _Owner(number + others) for person, number in PEOPLE.values()}
        for post, (person_name, number) in PEOPLE.items():
            person_id = desk.person(self.kecamatan_id, number + others, name=person_name)
            with desk.unit() as unit:
                person = unit.session.get_one(Person, person_id)
                person.nip, person.rank = "197805122005011004", "Penata Tingkat I, III/d"
                place = None
                if post in OF_A_KELURAHAN:
                    place = find_kelurahan(unit, unit.session.get_one(Kecamatan, self.kecamatan_id), names[0])
                appoint(unit, person, post, kelurahan_id=place.id if place else None, by=None)

    def holder(self, unit: Unit, post: Post) -> Person:
        """Who holds a post here."""
        number = PEOPLE[post][1] + self.others
        return unit.session.scalars(select(Person).where(Person.telegram_id == number)).one()

    # ---- how far the season is

    def fills(self, count: int, step: int) -> None:
        """So many usulan, standing where they stand while this step is open."""
        kinds = _MIX[step]
        shares = [max(1, count * share // 100) for _, share in kinds]
        shares[0] += count - sum(shares)
        for (status, _), many in zip(kinds, shares, strict=True):
            for at, name in enumerate(self.kelurahan):
                share = many // len(self.kelurahan) + (at < many % len(self.kelurahan))
                proposals(self, share, status, PEOPLE[Post.DELEGASI][0], name)  # type: ignore[arg-type]
        with self.desk.unit() as unit:
            self._remembered(unit)

    def opens(self, step: int) -> None:
        """The steps before it are closed, with their papers."""
        at_step(self, step)  # type: ignore[arg-type]
        if step >= 5:
            with self.desk.unit() as unit:
                season = unit.session.get_one(Season, self.season_id)
                season.criteria = [one | {"anchors": ANCHORS} for one in CRITERIA]
                season.criteria_agreed_at = unit.now
            meeting(self, "musrenbang", self.desk.now.date())  # type: ignore[arg-type]
        if step >= 4:
            team(self, PEOPLE[Post.TIM][0], komisi=Komisi.SARPRAS, role="ketua")  # type: ignore[arg-type]
            team(self, PEOPLE[Post.SEKRETARIS][0])  # type: ignore[arg-type]
        if step in (6, 7):
            outcome(self, 8, PEOPLE[Post.DELEGASI][0], declined=2, noted=1)  # type: ignore[arg-type]
        if step == 8:
            report(self)  # type: ignore[arg-type]

    def _remembered(self, unit: Unit) -> None:
        """What was sent has a version and can be compared; what was decided has a verdict and its reason."""
        jury_number = PEOPLE[Post.KEPALA_BIDANG][1] + self.others
        jury = unit.session.scalars(select(Person.id).where(Person.telegram_id == jury_number)).one()
        for one in unit.all(select(Proposal).where(Proposal.season_id == self.season_id)):
            remember(unit, one)
            unit.session.add(
                ProposalVersion(
                    kecamatan_id=one.kecamatan_id,
                    proposal_id=one.id,
                    revision=1,
                    fields=field_words(one),
                    values=values_of(one),
                    at=unit.now,
                    by_id=one.author_id,
                )
            )
            if one.status in (Status.SUBMITTED, Status.DRAFT):
                continue
            one.reason = None if one.status == Status.VERIFIED else "Lahannya belum siap, mohon dilengkapi."
            one.return_field = "place" if one.status == Status.RETURNED else None
            one.decided_at, one.decided_by_id = unit.now - timedelta(days=1), jury
            unit.session.add(
                Verdict(
                    kecamatan_id=one.kecamatan_id,
                    proposal_id=one.id,
                    revision=1,
                    outcome=one.status,
                    reason=one.reason,
                    by_id=jury,
                    at=one.decided_at,
                )
            )

    def drafts(self, count: int) -> None:
        """Usulan that the delegate has begun."""
        made = proposals(self, count, Status.DRAFT, PEOPLE[Post.DELEGASI][0])  # type: ignore[arg-type]
        with self.desk.unit() as unit:
            unit.session.execute(
                update(Proposal)
                .where(Proposal.id.in_(made))
                .values(
                    number=None, sequence=None, revision=0, submitted_at=None, asked="people", people=None
                )
            )


#: How the usulan of a season stand while a step is open, in percent.
_MIX: dict[int, list[tuple[Status, int]]] = {
    1: [(Status.SUBMITTED, 100)],
    2: [(Status.SUBMITTED, 60), (Status.VERIFIED, 25), (Status.RETURNED, 10), (Status.REFUSED, 5)],
    3: [(Status.VERIFIED, 90), (Status.REFUSED, 10)],
    4: [(Status.VERIFIED, 90), (Status.REFUSED, 10)],
    5: [(Status.VERIFIED, 95), (Status.NOTED, 5)],
    6: [(Status.AGREED, 80), (Status.NOT_AGREED, 20)],
    7: [(Status.AGREED, 80), (Status.NOT_AGREED, 20)],
    8: [(Status.AGREED, 80), (Status.NOT_AGREED, 20)],
}
