"""The plenary: one order out of those of the komisi, and what is not agreed, with its reason."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum

from sqlalchemy import select

from models.enums import CommissionState, Komisi, Status
from models.meeting import Commission, Standing
from models.people import Person
from models.proposal import Proposal, Verdict
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.proposals import changing
from sop.proposals.label import LINE, named
from sop.step2_verify.telling_authors import hearers
from sop.step5_meeting import ranking
from sop.step5_meeting.meeting import commission, four, komisi_name, must_chair, state_of, under_way
from sop.step5_meeting.standings import SHORTEST_REASON, is_fixed, recalled, standing_in, standings
from texts import Html, join, say

FITS = 3000  #: characters of lines; a message holds 4,096


class Order(StrEnum):
    """How the orders of the komisi become one."""

    TOTAL = "nilai"  #: merged by score; a place keeps the weight it had, whoever was moved onto it
    KOMISI = "komisi"  #: one komisi after the other, as the SOP lists them


def still_scoring(unit: Unit, season: Season) -> list[Commission]:
    """The komisi that the plenary waits for."""
    return [one for one in four(unit, season) if state_of(unit, season, one) != CommissionState.CLOSED]


def arranged(found: list[Standing], season: Season, how: Order) -> list[Standing]:
    """The agreed in the plenary's order, those not agreed behind them; as it was fixed, once it is."""
    if is_fixed(found):
        return sorted(found, key=lambda one: one.final_rank or 0)
    ordered = sorted(found, key=lambda one: (_sop_place(one), one.rank))
    if how is Order.TOTAL:
        weight: dict[tuple[str, int], tuple[bool, ranking.Order]] = {  # what nobody scored comes last
            (one.komisi, one.scored_rank): (one.unscored is not None, recalled(one, season).order)
            for one in found
        }
        ordered.sort(key=lambda one: weight[one.komisi, one.rank])
    return sorted(ordered, key=lambda one: not one.agreed)


def _sop_place(standing: Standing) -> int:
    return list(Komisi).index(Komisi(standing.komisi))


def undecided(unit: Unit, season: Season) -> bool:
    """Whether an usulan with a place still waits for the plenary."""
    query = select(Standing.id).join(Proposal, Proposal.id == Standing.proposal_id)
    return (
        unit.first(query.where(Standing.season_id == season.id, Proposal.status == Status.VERIFIED))
        is not None
    )


def deciding(unit: Unit, actor: Person, season: Season) -> list[Standing]:
    """What the plenary decides about now, held still, for who leads it."""
    must_chair(unit, actor, season)
    under_way(unit, season)
    waiting = still_scoring(unit, season)
    if waiting:
        raise Refused("plenary.too_early", komisi=", ".join(komisi_name(one.komisi) for one in waiting))
    for komisi in Komisi:  # always in this order, or two of them wait for each other
        commission(unit, season, komisi, change=True)
    found = standings(unit, season)
    if is_fixed(found):
        raise Refused("standings.order_fixed")
    return found


def in_doubt(unit: Unit, actor: Person, season: Season, standing: Standing | None) -> Standing:
    """A standing about which the plenary may still say something else."""
    deciding(unit, actor, season)
    return standing_in(unit, season, standing)


def disagree(unit: Unit, actor: Person, season: Season, standing: Standing | None, reason: str) -> None:
    """Belum disepakati: the reason is printed in Lampiran III."""
    standing = in_doubt(unit, actor, season, standing)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("reading.too_short", least=SHORTEST_REASON, have=len(reason.strip()))
    standing.agreed, standing.note = False, reason
    said = {"reason": reason}
    unit.log(actor, "plenary.disagreed", standing, None, said, proposal=standing.proposal_id)


def agree(unit: Unit, actor: Person, season: Season, standing: Standing | None) -> None:
    """Agreed after all."""
    standing = in_doubt(unit, actor, season, standing)
    if standing.agreed:
        raise Refused("plenary.agreed_already")
    standing.agreed, standing.note = True, None
    unit.log(actor, "plenary.agreed", standing, proposal=standing.proposal_id)


def fix(unit: Unit, actor: Person, season: Season, how: Order) -> list[Standing]:
    """Fix the order for good: every usulan is agreed or not, and its author is told."""
    found = arranged(deciding(unit, actor, season), season, how)
    if not found:
        raise Refused("plenary.nothing")
    for place, standing in enumerate(found, start=1):
        standing.final_rank = place
        _decide(unit, actor, standing)
    unit.session.flush()
    agreed = sum(standing.agreed for standing in found)
    order = [standing.proposal_id for standing in found]
    unit.log(actor, "plenary.fixed", season, how=how, agreed=agreed, order=order)
    _tell_authors(unit, found)
    return found


def _decide(unit: Unit, actor: Person, standing: Standing) -> None:
    proposal = standing.proposal
    outcome = Status.AGREED if standing.agreed else Status.NOT_AGREED
    changing.judge(proposal, outcome, standing.note, by=actor, at=unit.now)
    unit.session.add(
        Verdict(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            revision=proposal.revision,
            outcome=proposal.status,
            reason=standing.note,
            by_id=actor.id,
            at=unit.now,
        )
    )


def _tell_authors(unit: Unit, found: list[Standing]) -> None:
    """One message for each: who sent an usulan, who entered it, and those whose usulan live on in it."""
    about: dict[Person, list[Standing]] = defaultdict(list)
    for standing in found:
        for person in hearers(unit, standing.proposal):
            about[person].append(standing)
    for person, his in about.items():
        unit.tell(person, _outcome(his), broadcast=True)


def _outcome(mine: list[Standing]) -> Html:
    """Refusals first, for each comes with its reason; the rest is in the papers when a message is full."""
    agreed = sum(standing.agreed for standing in mine)
    lines: list[Html] = []
    for standing in sorted(mine, key=lambda one: one.agreed):
        line = _line(standing, standing.proposal)
        if sum(map(len, lines)) + len(line) > FITS:
            break
        lines.append(line)
    left = len(mine) - len(lines)
    return join(
        say("plenary.told_outcome", agreed=agreed, declined=len(mine) - agreed),
        *lines,
        say("plenary.told_more", count=left) if left else "",
    )


def _line(standing: Standing, proposal: Proposal) -> Html:
    facts = named(proposal, LINE)
    if standing.agreed:
        return say("plenary.told_agreed", rank=standing.final_rank or 0, **facts)
    return say("plenary.told_declined", reason=standing.note or "", **facts)
