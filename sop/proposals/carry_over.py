"""What was not accommodated last year, proposed once more with one press: its history comes along."""

from __future__ import annotations

from sqlalchemy import Select, func, select

from models.enums import Status
from models.likeness import PastProposal
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import KamusEntry, Season
from models.unit import Unit
from sop.core.people import kelurahan_of
from sop.core.refused import Refused
from sop.proposals import changing
from sop.proposals.drafts import EDITABLE, begin
from sop.proposals.late import takes_in


def left_over(season: Season, kelurahan_id: int) -> Select[PastProposal]:
    """Of the newest earlier year that is known: what was not accommodated."""
    newest = select(func.max(PastProposal.year)).where(
        PastProposal.kelurahan_id == kelurahan_id, PastProposal.year < season.year
    )
    return (
        select(PastProposal)
        .where(
            PastProposal.kelurahan_id == kelurahan_id,
            PastProposal.year == newest.scalar_subquery(),
            PastProposal.accommodated.is_(False),
        )
        .order_by(PastProposal.number, PastProposal.id)
    )


def count(unit: Unit, actor: Person, season: Season) -> int:
    """How many a delegate may take up again; 0 for everybody else."""
    held = actor.appointment(Post.DELEGASI, unit.now)
    if held is None or held.kelurahan_id is None or not takes_in(unit, season, held.kelurahan_id):
        return 0
    rows = left_over(season, held.kelurahan_id).order_by(None).subquery()
    return unit.first(select(func.count()).select_from(rows)) or 0


def page(
    unit: Unit, actor: Person, season: Season, first: int, most: int
) -> list[tuple[PastProposal, Proposal | None]]:
    """Some of them, each with what was made of it this year."""
    kelurahan = kelurahan_of(unit, actor, Post.DELEGASI)
    found = unit.all(left_over(season, kelurahan.id).offset(first).limit(most))
    return [(past, taken(unit, season, past)) for past in found]


def taken(unit: Unit, season: Season, past: PastProposal) -> Proposal | None:
    """The usulan of this season that carries it on, if there is one."""
    query = select(Proposal).where(
        Proposal.season_id == season.id,
        Proposal.carried_from_id == past.id,
        Proposal.status != Status.DISCARDED,
    )
    return unit.first(query.order_by(Proposal.id))


def carry(unit: Unit, actor: Person, season: Season, id: int) -> Proposal:
    """A draft like it, with this season's price; the same one as before when it was taken up already."""
    kelurahan = kelurahan_of(unit, actor, Post.DELEGASI)
    past = unit.get(PastProposal, id)
    if past is None or past.kelurahan_id != kelurahan.id or past.year >= season.year:
        raise Refused("common.not_found")
    if past.accommodated is not False:
        raise Refused("likeness.not_left_over")
    there = taken(unit, season, past)
    if there is not None:
        if there.seen_status(unit.now) in EDITABLE and actor.id in (there.author_id, there.entered_by_id):
            return there
        if there.number is None:
            raise Refused("likeness.carried_by_other", name=there.author.name)
        raise Refused("likeness.carried_before", number=there.number)
    draft = begin(unit, actor, season)
    _fill(unit, season, draft, past)
    unit.session.flush()
    unit.log(actor, "proposal.carried", draft, past=past.id, year=past.year, times=draft.times)
    return draft


def _fill(unit: Unit, season: Season, draft: Proposal, past: PastProposal) -> None:
    """Everything that was said then; what this year's kamus does not know is asked again."""
    changing.carry_from(draft, past)
    changing.touch(draft, unit.now)
    entry = _entry(unit, season, past.kamus_code)
    if entry is not None:  # in another measure how much of it has to be said again
        changing.take_kamus(draft, entry)
        changing.take_price(draft)


def _entry(unit: Unit, season: Season, code: str | None) -> KamusEntry | None:
    if code is None:
        return None
    return unit.first(select(KamusEntry).where(KamusEntry.season_id == season.id, KamusEntry.code == code))
