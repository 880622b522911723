"""How far the intake is: what each kelurahan has brought, and what its Lurah says of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from models.enums import Status
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Confirmation, Proposal
from models.season import Letter, Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.proposals.label import for_label

STEP = "step1_recap"

#: What counts as brought in: everything but drafts, what was thrown away, and what lives on in another.
COUNTED = tuple(status for status in Status if status not in (Status.DRAFT, Status.DISCARDED, Status.MERGED))

#: Another sum as soon as an usulan comes, goes, or is sent in another version.
WEIGHT = Proposal.sequence * 1009 + Proposal.revision


@dataclass(frozen=True)
class Standing:
    """One kelurahan on JFU's board."""

    kelurahan: Kelurahan
    drafts: int
    count: int
    total: int
    weight: int  #: of the list, see WEIGHT
    confirmation: Confirmation | None
    letter: Letter | None

    @property
    def confirmed(self) -> bool:
        """The Lurah agreed to exactly what is there now."""
        return self.confirmation is not None and self.confirmation.agrees and self.as_seen

    @property
    def as_seen(self) -> bool:
        """The list is as its Lurah saw it last."""
        said = self.confirmation
        if said is None or (said.count, said.total) != (self.count, self.total):
            return False
        return said.weight in (None, self.weight)

    @property
    def difference(self) -> str:
        """What the Lurah says is not right, and is not settled yet."""
        said = self.confirmation
        return (said.note or "") if said is not None and not said.agrees else ""


def board(unit: Unit, season: Season, only: int | None = None) -> list[Standing]:
    """Every kelurahan, or only one: drafts, what was sent, whether its Lurah confirmed it, its letter."""
    sums = select(
        Proposal.kelurahan_id,
        func.count(Proposal.id).filter(Proposal.status == Status.DRAFT, Proposal.komisi.is_not(None)),
        func.count(Proposal.id).filter(Proposal.status.in_(COUNTED)),
        func.coalesce(func.sum(Proposal.cost).filter(Proposal.status.in_(COUNTED)), 0),
        func.coalesce(func.sum(WEIGHT).filter(Proposal.status.in_(COUNTED)), 0),
    ).where(Proposal.season_id == season.id)
    if only is not None:
        sums = sums.where(Proposal.kelurahan_id == only)
    found = {row[0]: row[1:] for row in unit.session.execute(sums.group_by(Proposal.kelurahan_id)).all()}
    confirmations = {
        said.kelurahan_id: said
        for said in unit.all(select(Confirmation).where(Confirmation.season_id == season.id))
    }
    letters = {
        letter.kelurahan_id: letter
        for letter in unit.all(
            select(Letter)
            .where(Letter.season_id == season.id, Letter.direction == "masuk")
            .order_by(Letter.id)
        )
    }
    standings = []
    for kelurahan in kelurahan_in(unit, season.kecamatan_id):
        if only not in (None, kelurahan.id):
            continue
        drafts, count, total, weight = found.get(kelurahan.id, (0, 0, 0, 0))
        standings.append(
            Standing(
                kelurahan,
                drafts,
                count,
                int(total or 0),
                int(weight or 0),
                confirmations.get(kelurahan.id),
                letters.get(kelurahan.id),
            )
        )
    return standings


def unsent(unit: Unit, season: Season) -> list[Proposal]:
    """The drafts that lie there, by kelurahan and author: begun, and never sent."""
    query = select(Proposal).where(
        Proposal.season_id == season.id, Proposal.status == Status.DRAFT, Proposal.komisi.is_not(None)
    )
    order = (Proposal.kelurahan_id, Proposal.author_id, Proposal.id)
    return unit.all(query.options(*for_label()).order_by(*order))


def standing_of(unit: Unit, season: Season, kelurahan_id: int) -> Standing:
    for standing in board(unit, season, kelurahan_id):
        return standing
    raise Refused("common.not_found")


def must_see(unit: Unit, actor: Person, season: Season) -> None:
    """The board is for whoever does step 1, and for those who watch over the whole."""
    must_hold(unit, actor, run_of(unit, season, STEP).executor, Post.SEKRETARIS, Post.ADMIN)


def kelurahan_here(unit: Unit, actor: Person, id: int | None) -> Kelurahan:
    """A kelurahan of the actor's kecamatan."""
    place = unit.get(Kelurahan, id)
    if place is None or place.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return place
