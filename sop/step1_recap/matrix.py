"""The recap: how many usulan each kelurahan brought for each komisi, and for how much money, as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from models.enums import Komisi
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.people import may
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.step1_recap.intake import COUNTED, STEP

#: Who sees every kelurahan, beside who takes the usulan in.
WHOLE = (Post.SEKRETARIS, Post.KEPALA_BIDANG, Post.CAMAT, Post.ADMIN)


@dataclass(frozen=True)
class Cell:
    """So many usulan, for so much."""

    count: int = 0
    total: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.count + other.count, self.total + other.total)


def added(cells: Iterable[Cell]) -> Cell:
    return sum(cells, Cell())


@dataclass(frozen=True)
class Matrix:
    """Kelurahan by komisi. Its sums are made of its cells, so they always cross-foot."""

    kelurahan: Sequence[Kelurahan]
    cells: dict[tuple[int, Komisi], Cell]

    def at(self, kelurahan: Kelurahan, komisi: Komisi) -> Cell:
        return self.cells.get((kelurahan.id, komisi), Cell())

    def of_kelurahan(self, kelurahan: Kelurahan) -> Cell:
        return added(self.at(kelurahan, komisi) for komisi in Komisi)

    def of_komisi(self, komisi: Komisi) -> Cell:
        return added(self.at(kelurahan, komisi) for kelurahan in self.kelurahan)

    @property
    def whole(self) -> Cell:
        return added(self.of_komisi(komisi) for komisi in Komisi)


def sees_whole(unit: Unit, actor: Person, season: Season) -> bool:
    """Whether the recap of every kelurahan is open to this person."""
    return may(actor, unit, Post(run_of(unit, season, STEP).executor), *WHOLE)


def seen_kelurahan(unit: Unit, actor: Person, season: Season) -> list[Kelurahan]:
    """Whose usulan this person finds in the recap: all kelurahan, or those for which he holds a post."""
    every = kelurahan_in(unit, season.kecamatan_id)
    if sees_whole(unit, actor, season):
        return every
    own = {held.kelurahan_id for held in actor.held(unit.now)}
    found = [kelurahan for kelurahan in every if kelurahan.id in own]
    if not found:
        raise Refused("recap.not_for_you")
    return found


def may_look(unit: Unit, actor: Person, season: Season) -> bool:
    """Whether this person finds anything in the recap."""
    return sees_whole(unit, actor, season) or any(held.kelurahan_id for held in actor.held(unit.now))


def matrix(unit: Unit, season: Season, kelurahan: Sequence[Kelurahan]) -> Matrix:
    """The recap of these kelurahan, counted by the database."""
    sums = (
        select(
            Proposal.kelurahan_id,
            Proposal.komisi,
            func.count(Proposal.id),
            func.sum(Proposal.cost),
        )
        .where(*_counted(season, kelurahan))
        .group_by(Proposal.kelurahan_id, Proposal.komisi)
    )
    cells = {
        (place, komisi): Cell(count, int(total or 0))
        for place, komisi, count, total in unit.session.execute(sums).all()
        if komisi is not None
    }
    return Matrix(kelurahan, cells)


def counted_in(season: Season, kelurahan: Sequence[Kelurahan], komisi: Komisi | None) -> Select[Proposal]:
    """The usulan behind a number of the recap, in the order of their numbers."""
    query: Select[Proposal] = select(Proposal).where(*_counted(season, kelurahan))
    if komisi is not None:
        query = query.where(Proposal.komisi == komisi)
    return query.order_by(Proposal.sequence)


def _counted(season: Season, kelurahan: Sequence[Kelurahan]) -> tuple[ColumnElement[bool], ...]:
    here = [place.id for place in kelurahan]
    return (
        Proposal.season_id == season.id,
        Proposal.kelurahan_id.in_(here),
        Proposal.status.in_(COUNTED),
    )
