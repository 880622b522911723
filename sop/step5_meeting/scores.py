"""Scores of the members: 1 to 5 for each criterion without a rule, changeable until the ketua closes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import func, select

from models.enums import CommissionState, Komisi, Status
from models.meeting import Commission, Score, TeamMember
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.step4_coordinate.criteria import HIGHEST, LOWEST
from sop.step4_coordinate.weights import criteria_of
from sop.step5_meeting.attendance import can_tap, is_present, present
from sop.step5_meeting.meeting import commission, komisi_name, member_of, team, under_way
from sop.step5_meeting.score_sheets import by_people, needed


@dataclass(frozen=True)
class Doing:
    """How far one present member is with his komisi."""

    member: TeamMember
    done: int  #: usulan with all their scores
    of: int

    @property
    def finished(self) -> bool:
        return self.done >= self.of


class Taken(Enum):
    """What became of a score that was given."""

    NEW = auto()
    CHANGED = auto()
    SAME = auto()  #: it was there already; nothing happened


def scorer(unit: Unit, actor: Person, season: Season, komisi: Komisi | str | None) -> TeamMember:
    """The actor as a scorer of this komisi now: a member, present, while the scoring is open."""
    under_way(unit, season)
    member = member_of(unit, season, actor)
    if member is None or member.komisi is None:
        raise Refused("scoring.not_in_commission")
    if komisi is None or member.komisi != komisi:
        raise Refused("scoring.other_commission", komisi=komisi_name(member.komisi))
    if not is_present(unit, member):
        raise Refused("scoring.not_present")
    state = commission(unit, season, komisi, share=True).state
    if state == CommissionState.WAITING:
        raise Refused("scoring.not_open", komisi=komisi_name(komisi))
    if state == CommissionState.CLOSED:
        raise Refused("scoring.closed", komisi=komisi_name(komisi))
    return member


def give(unit: Unit, actor: Person, season: Season, proposal: Proposal | None, key: str, value: int) -> Taken:
    """Note one score; the last one counts."""
    if proposal is None or proposal.season_id != season.id or proposal.status != Status.VERIFIED:
        raise Refused("common.not_found")
    member = scorer(unit, actor, season, proposal.komisi)
    if not LOWEST <= value <= HIGHEST:
        raise Refused("common.old_button")
    if key not in {one.key for one in by_people(criteria_of(season), proposal)}:
        raise Refused("scoring.by_rule")
    query = select(Score).where(
        Score.proposal_id == proposal.id, Score.member_id == member.id, Score.criterion == key
    )
    score, taken = _put(unit, unit.first(query), member, proposal, key, value)
    if taken is not Taken.SAME:
        unit.session.flush()
        unit.log(actor, "score.given", score, proposal=proposal.id, criterion=key, value=value)
    return taken


def give_same(
    unit: Unit, actor: Person, season: Season, proposals: Sequence[Proposal], values: Mapping[str, int]
) -> int:
    """Give several usulan the same scores; how many usulan got them."""
    if not proposals:
        raise Refused("scoring.none_picked")
    if not values:
        raise Refused("scoring.no_value")
    if not all(LOWEST <= value <= HIGHEST for value in values.values()):
        raise Refused("common.old_button")
    member = scorer(unit, actor, season, proposals[0].komisi)
    query = select(Score).where(Score.season_id == season.id, Score.member_id == member.id)
    known = {(score.proposal_id, score.criterion): score for score in unit.all(query)}
    criteria = criteria_of(season)
    for proposal in proposals:
        if proposal.komisi != member.komisi or proposal.status != Status.VERIFIED:
            raise Refused("common.not_found")
        for one in by_people(criteria, proposal):
            if one.key in values:
                score = known.get((proposal.id, one.key))
                _put(unit, score, member, proposal, one.key, values[one.key])
    unit.session.flush()
    # One entry for all of them: the chain of the log must not grow by a thousand links at one press.
    usulan = [proposal.id for proposal in proposals]
    unit.log(actor, "score.given_same", member, usulan=usulan, values=dict(values))
    return len(proposals)


def _put(
    unit: Unit, score: Score | None, member: TeamMember, proposal: Proposal, key: str, value: int
) -> tuple[Score, Taken]:
    if score is not None:
        taken = Taken.SAME if score.value == value else Taken.CHANGED
        score.value, score.at = value, score.at if taken is Taken.SAME else unit.now
        return score, taken
    score = Score(
        kecamatan_id=member.kecamatan_id,
        season_id=member.season_id,
        proposal_id=proposal.id,
        member_id=member.id,
        criterion=key,
        value=value,
        at=unit.now,
    )
    unit.session.add(score)
    return score, Taken.NEW


# ---- how far they are


def scoring_now(unit: Unit, season: Season, komisi: Komisi | str | None) -> bool:
    """Whether the komisi is open for scores."""
    return komisi is not None and commission(unit, season, komisi).state == CommissionState.SCORING


def scorers(unit: Unit, season: Season, komisi: Komisi | str) -> list[TeamMember]:
    """Whose scores count: the present members of the komisi who have Telegram, or gave theirs on paper."""
    listed = {row.member_id for row in present(unit, season)}
    here = [one for one in team(unit, season) if one.komisi == komisi and one.id in listed]
    if all(map(can_tap, here)):  # every press of a hall asks for this
        return here
    on_paper = select(Score.member_id).where(Score.season_id == season.id, Score.entered_by_id.is_not(None))
    entered = set(unit.session.scalars(on_paper))
    return [one for one in here if can_tap(one) or one.id in entered]


def complete_sheets(unit: Unit, season: Season, komisi: Komisi | str) -> dict[int, set[int]]:
    """member -> the usulan for which he has given every score."""
    least = needed(unit, season, komisi)
    rows = unit.session.execute(
        select(Score.member_id, Score.proposal_id, func.count(Score.id))
        .join(Proposal, Proposal.id == Score.proposal_id)
        .where(Score.season_id == season.id, Proposal.komisi == komisi)
        .group_by(Score.member_id, Score.proposal_id)
    )
    found: dict[int, set[int]] = {}
    for member_id, proposal_id, count in rows:
        if proposal_id in least and count >= least[proposal_id]:
            found.setdefault(member_id, set()).add(proposal_id)
    return found


def doing(unit: Unit, season: Season, komisi: Komisi | str) -> list[Doing]:
    """How far each present member is; how many, never what."""
    complete = complete_sheets(unit, season, komisi)
    of = sum(scores > 0 for scores in needed(unit, season, komisi).values())
    return [Doing(member, len(complete.get(member.id, ())), of) for member in scorers(unit, season, komisi)]


def left_to_give(unit: Unit, season: Season, one: Commission) -> dict[TeamMember, int]:
    """How many single scores each present member of an open komisi still owes."""
    total = sum(needed(unit, season, one.komisi).values())
    rows = unit.session.execute(
        select(Score.member_id, func.count(Score.id))
        .join(Proposal, Proposal.id == Score.proposal_id)
        .where(
            Score.season_id == season.id, Proposal.komisi == one.komisi, Proposal.status == Status.VERIFIED
        )
        .group_by(Score.member_id)
    )
    given: dict[int, int] = dict(rows.all())
    return {member: total - given.get(member.id, 0) for member in scorers(unit, season, one.komisi)}
