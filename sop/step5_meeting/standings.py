"""Where each usulan stands in its komisi, and a ketua who puts one on another place with a reason."""

from __future__ import annotations

from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from models.enums import CommissionState, Komisi, Status
from models.meeting import Standing
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.step4_coordinate.weights import criteria_of
from sop.step5_meeting import ranking
from sop.step5_meeting.commissions import contender, leading
from sop.step5_meeting.meeting import commission, komisi_name, state_of
from texts import plain

SHORTEST_REASON = 10


def standings(unit: Unit, season: Season, komisi: Komisi | str | None = None) -> list[Standing]:
    """All places of a season, or those of one komisi, in the order of the komisi."""
    query = select(Standing).where(Standing.season_id == season.id)
    if komisi is not None:
        query = query.where(Standing.komisi == komisi)
    order = {one: place for place, one in enumerate(Komisi)}
    found = unit.all(query.order_by(Standing.rank).options(lazyload(Standing.proposal, Proposal.uploads)))
    return sorted(found, key=lambda one: (order[Komisi(one.komisi)], one.rank))


def closed_standings(unit: Unit, season: Season, komisi: Komisi | str) -> list[Standing]:
    """The result of a komisi; until its ketua has closed, nobody sees any of it."""
    if state_of(unit, season, commission(unit, season, komisi)) != CommissionState.CLOSED:
        raise Refused("scoring.not_closed_yet", komisi=komisi_name(komisi))
    return standings(unit, season, komisi)


def standing_in(unit: Unit, season: Season, standing: Standing | None) -> Standing:
    """A standing whose id came in a button."""
    if standing is None or standing.season_id != season.id:
        raise Refused("common.not_found")
    return standing


def is_fixed(found: list[Standing]) -> bool:
    """Whether the plenary has fixed the order."""
    return bool(found) and all(one.proposal.status != Status.VERIFIED for one in found)


def recalled(standing: Standing, season: Season) -> ranking.Ranked:
    """The standing as the ranking knows it, from what was stored at closing; not recounted."""
    tallies = {
        key: ranking.Tally(Fraction(standing.means[key]), low, high, members)
        for key, (low, high, members) in standing.spreads.items()
    }
    return ranking.weighed(contender(standing.proposal, season), criteria_of(season), tallies)


def tie_words(found: list[Standing], season: Season) -> dict[int, str]:
    """Standing -> the rule that put it below an equal total, in words; the others are missing."""
    by_usulan = {one.proposal_id: one for one in found if not one.unscored}
    placed = ranking.merge([recalled(one, season) for one in by_usulan.values()])
    return {
        by_usulan[one.usulan].id: plain(f"standings.tie_{one.tie.name.lower()}")
        for one in placed
        if one.tie is not None
    }


def movable(unit: Unit, actor: Person, season: Season, standing: Standing | None) -> Standing:
    """The standing, if this person may still put it elsewhere."""
    standing = standing_in(unit, season, standing)
    one = leading(unit, actor, season, standing.komisi)
    if one.state != CommissionState.CLOSED:
        raise Refused("scoring.not_closed_yet", komisi=komisi_name(standing.komisi))
    if standing.proposal.status != Status.VERIFIED:
        raise Refused("standings.order_fixed")
    return standing


def move(
    unit: Unit, actor: Person, season: Season, standing: Standing | None, *, to: int, reason: str
) -> Standing:
    """Put an usulan on another place of its komisi; the others close up, the reason is printed."""
    standing = movable(unit, actor, season, standing)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("reading.too_short", least=SHORTEST_REASON, have=len(reason.strip()))
    found = {one.id: one for one in standings(unit, season, standing.komisi)}
    if to == standing.rank:
        raise Refused("standings.same_place", rank=to)
    was = standing.rank
    for place, moved in enumerate(ranking.move(list(found), standing.id, to), start=1):
        if found[moved].rank != place:
            found[moved].rank = place
    back = sorted(found.values(), key=lambda one: one.scored_rank)[to - 1] is standing
    standing.moved_reason = None if back else reason
    unit.session.flush()
    unit.log(actor, "standing.moved", standing, None, {"reason": reason}, was=was, to=to)
    return standing
