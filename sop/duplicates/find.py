"""Which usulan of this season, of a neighbour or of the year before may be the same as this one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Text, and_, cast, func, or_, select

from models.enums import Status
from models.likeness import PairSaid, PastProposal
from models.proposal import Proposal
from models.season import KamusEntry, Season
from models.unit import Unit
from sop.duplicates.borders import NEAR, around, metres, neighbours
from sop.duplicates.compare import ALIKE, activity, likeness
from sop.duplicates.normal import Norm, normal

MOST = 3  #: shown at once

#: What is there to be the same as: sent, and not living on in another.
THERE = tuple(status for status in Status if status not in (Status.DRAFT, Status.DISCARDED, Status.MERGED))


@dataclass(frozen=True)
class Alike:
    """One that may be the same; of this season, or of an earlier year."""

    score: float
    one: Proposal | PastProposal

    @property
    def proposal(self) -> Proposal | None:
        return self.one if isinstance(self.one, Proposal) else None

    @property
    def name(self) -> str:
        """For the log: its number, with the year where it is of an earlier one."""
        if isinstance(self.one, PastProposal):
            return f"{self.one.year}/{self.one.number}"
        return self.one.number or ""


def norm_of(unit: Unit, one: Proposal) -> Norm:
    """As it stands now: its answers may have changed since it was stored."""
    entry = unit.get(KamusEntry, one.kamus_id)
    return normal(
        one,
        code=entry.code if entry else None,
        kelurahan=one.kelurahan.name,
        output=entry.name if entry else None,
    )


def known(one: Proposal) -> list[str]:
    """What its author was warned of and sent it nevertheless."""
    return list((one.norm or {}).get("known") or ())


def alike(unit: Unit, one: Proposal) -> list[Alike]:
    """The likeliest first, at most three; without those that were said to be others."""
    mine = norm_of(unit, one)
    said = _said(unit, one)
    season = unit.session.get_one(Season, one.season_id)
    scored = [
        *_here(unit, one, mine, said),
        *_next_door(unit, one, mine, said),
        *_earlier(unit, season, one, mine, said),
    ]
    best = sorted(scored, key=lambda found: (-found[0], found[1].__name__, found[2]))[:MOST]
    return [Alike(score, _row(unit, table, key)) for score, table, key in best]


_Scored = tuple[float, type[Proposal] | type[PastProposal], int]


def _row(unit: Unit, table: type[Proposal] | type[PastProposal], key: int) -> Proposal | PastProposal:
    return (
        unit.session.get_one(PastProposal, key)
        if table is PastProposal
        else unit.session.get_one(Proposal, key)
    )


def _said(unit: Unit, one: Proposal) -> set[tuple[str, int]]:
    """Which others people have declared to be something else, from either side."""
    pairs = unit.all(select(PairSaid).where(or_(PairSaid.proposal_id == one.id, PairSaid.other_id == one.id)))
    return {("past", pair.past_id) for pair in pairs if pair.past_id is not None} | {
        ("now", pair.other_id if pair.proposal_id == one.id else pair.proposal_id)
        for pair in pairs
        if pair.other_id is not None
    }


def _here(unit: Unit, one: Proposal, mine: Norm, said: set[tuple[str, int]]) -> Iterator[_Scored]:
    """Of the same kelurahan."""
    rows = select(Proposal.id, cast(Proposal.norm, Text)).where(
        Proposal.season_id == one.season_id,
        Proposal.kelurahan_id == one.kelurahan_id,
        Proposal.status.in_(THERE),
        Proposal.id != one.id,
    )
    for key, norm in unit.session.execute(rows).all():
        score = likeness(mine, _norm(unit, key, norm)) if ("now", key) not in said else 0.0
        if score:
            yield score, Proposal, key


def _norm(unit: Unit, id: int, kept: str | None) -> Norm:
    """What was stored when it was sent; an older row is looked at now."""
    return _read(kept) if kept and kept != "null" else norm_of(unit, unit.session.get_one(Proposal, id))


@lru_cache(maxsize=4_000)
def _read(kept: str) -> Norm:
    """Reading them is half of the work, and they are the same for every draft of a kelurahan."""
    return Norm.of(json.loads(kept))


def _next_door(unit: Unit, one: Proposal, mine: Norm, said: set[tuple[str, int]]) -> Iterator[_Scored]:
    """Of another kelurahan, near the pin: its own pin is near, or it is in a lane of the same name."""
    if one.lat is None or one.lon is None:
        return
    (south, north), (west, east) = around(one.lat, one.lon)
    beside = neighbours(unit, one.kelurahan, one.lat, one.lon)
    near = and_(Proposal.lat.between(south, north), Proposal.lon.between(west, east))
    rows = select(Proposal.id, cast(Proposal.norm, Text), Proposal.lat, Proposal.lon).where(
        Proposal.season_id == one.season_id,
        Proposal.kelurahan_id != one.kelurahan_id,
        Proposal.status.in_(THERE),
        or_(near, Proposal.kelurahan_id.in_(beside)),
    )
    for key, kept, lat, lon in unit.session.execute(rows).all():
        if ("now", key) in said:
            continue
        norm = _norm(unit, key, kept)
        pinned = lat is not None and lon is not None and metres(one.lat, one.lon, lat, lon) <= NEAR
        text = activity(mine, norm)
        score = text if pinned and text >= ALIKE else likeness(mine, norm, here=False)
        if score:
            yield score, Proposal, key


def _earlier(
    unit: Unit, season: Season, one: Proposal, mine: Norm, said: set[tuple[str, int]]
) -> Iterator[_Scored]:
    """Of the newest list of an earlier year; what this one was carried over from is no news."""
    mine_too = PastProposal.kelurahan_id == one.kelurahan_id
    newest = select(func.max(PastProposal.year)).where(mine_too, PastProposal.year < season.year)
    rows = select(PastProposal.id, cast(PastProposal.norm, Text)).where(
        mine_too, PastProposal.year == newest.scalar_subquery()
    )
    for key, kept in unit.session.execute(rows).all():
        if key == one.carried_from_id or ("past", key) in said or kept in (None, "null"):
            continue
        if score := likeness(mine, _read(kept)):
            yield score, PastProposal, key
