"""Scores of the members: 1 to 5 for each criterion without a rule, changeable until the ketua closes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from sqlalchemy import func, select

from models.enums import CommissionState, Kind, Komisi, Status
from models.meeting import Commission, Score, TeamMember
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.attendance import can_tap, is_present, present
from sop.criteria import DEFAULT_PRESET, HIGHEST, LOWEST, PRESETS, Criterion, Facts, from_data, rule_score
from sop.meeting import commission, komisi_name, member_of, team, under_way, usulan_of
from sop.refused import Refused


@dataclass(frozen=True)
class Sheet:
    """What one member has given one usulan."""

    proposal: Proposal
    criteria: Sequence[Criterion]  #: those that people score
    given: Mapping[str, int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return len(self.given) >= len(self.criteria)


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


# ---- criteria


def criteria_of(season: Season) -> tuple[Criterion, ...]:
    """The criteria agreed in step 4; ours where step 4 was closed without them."""
    return from_data(season.criteria) if season.criteria else PRESETS[DEFAULT_PRESET].criteria


def by_rule(criteria: Iterable[Criterion], proposal: Proposal) -> dict[str, int]:
    """The criteria that score themselves for this usulan."""
    facts = Facts(
        infrastructure=proposal.komisi == Komisi.SARPRAS,
        physical=proposal.kind == Kind.FISIK,
        households=proposal.households,
        people=proposal.people,
        cost=proposal.cost or 0,
    )
    ruled = ((one.key, rule_score(one.rule, facts)) for one in criteria if one.rule is not None)
    return {key: score for key, score in ruled if score is not None}


def by_people(criteria: Iterable[Criterion], proposal: Proposal) -> tuple[Criterion, ...]:
    """The criteria that the members score: without a rule, or whose rule lacks its fact."""
    criteria = tuple(criteria)
    ruled = by_rule(criteria, proposal)
    return tuple(one for one in criteria if one.key not in ruled)


# ---- sheets


def sheets(unit: Unit, season: Season, member: TeamMember) -> list[Sheet]:
    """All usulan of the member's komisi with what he himself has given."""
    if member.komisi is None:
        return []
    given: dict[int, dict[str, int]] = {}
    for score in unit.all(select(Score).where(Score.season_id == season.id, Score.member_id == member.id)):
        given.setdefault(score.proposal_id, {})[score.criterion] = score.value
    criteria = criteria_of(season)
    return [
        Sheet(proposal, by_people(criteria, proposal), given.get(proposal.id, {}))
        for proposal in usulan_of(unit, season, member.komisi)
    ]


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
    return _put(unit, actor, member, proposal, key, value)


def give_same(
    unit: Unit, actor: Person, season: Season, proposals: Sequence[Proposal], values: Mapping[str, int]
) -> int:
    """Give several usulan the same scores; how many usulan got them."""
    if not proposals:
        raise Refused("scoring.none_picked")
    if not values:
        raise Refused("scoring.no_value")
    for proposal in proposals:
        for criterion in by_people(criteria_of(season), proposal):
            if criterion.key in values:
                give(unit, actor, season, proposal, criterion.key, values[criterion.key])
    return len(proposals)


def _put(unit: Unit, actor: Person, member: TeamMember, proposal: Proposal, key: str, value: int) -> Taken:
    query = select(Score).where(
        Score.proposal_id == proposal.id, Score.member_id == member.id, Score.criterion == key
    )
    score = unit.first(query)
    if score is not None and score.value == value:
        return Taken.SAME
    taken = Taken.CHANGED if score is not None else Taken.NEW
    if score is None:
        score = Score(
            kecamatan_id=member.kecamatan_id,
            season_id=member.season_id,
            proposal_id=proposal.id,
            member_id=member.id,
            criterion=key,
            value=value,
            at=unit.now,
        )
        unit.add(score)
    else:
        score.value, score.at = value, unit.now
    unit.log(actor, "score.given", score, proposal=proposal.id, criterion=key, value=value)
    return taken


# ---- how far they are


def scorers(unit: Unit, season: Season, komisi: Komisi | str) -> list[TeamMember]:
    """Who is waited for: the members of the komisi who are present and have Telegram."""
    listed = {row.member_id for row in present(unit, season)}
    return [one for one in team(unit, season) if one.komisi == komisi and one.id in listed and can_tap(one)]


def complete_sheets(unit: Unit, season: Season, komisi: Komisi | str) -> dict[int, set[int]]:
    """member -> the usulan for which he has given every score."""
    criteria = criteria_of(season)
    needed = {one.id: len(by_people(criteria, one)) for one in usulan_of(unit, season, komisi)}
    rows = unit.session.execute(
        select(Score.member_id, Score.proposal_id, func.count(Score.id))
        .join(Proposal, Proposal.id == Score.proposal_id)
        .where(Score.season_id == season.id, Proposal.komisi == komisi)
        .group_by(Score.member_id, Score.proposal_id)
    )
    found: dict[int, set[int]] = {}
    for member_id, proposal_id, count in rows:
        if proposal_id in needed and count >= needed[proposal_id]:
            found.setdefault(member_id, set()).add(proposal_id)
    return found


def doing(unit: Unit, season: Season, komisi: Komisi | str) -> list[Doing]:
    """How far each present member is; how many, never what."""
    complete = complete_sheets(unit, season, komisi)
    criteria = criteria_of(season)
    usulan = [one for one in usulan_of(unit, season, komisi) if by_people(criteria, one)]
    return [
        Doing(member, len(complete.get(member.id, ())), len(usulan))
        for member in scorers(unit, season, komisi)
    ]


def left_to_give(unit: Unit, season: Season, one: Commission) -> dict[TeamMember, int]:
    """member -> how many single scores he still owes: two light queries, for the reminders."""
    criteria = criteria_of(season)
    needed = sum(len(by_people(criteria, proposal)) for proposal in usulan_of(unit, season, one.komisi))
    rows = unit.session.execute(
        select(Score.member_id, func.count(Score.id))
        .join(Proposal, Proposal.id == Score.proposal_id)
        .where(
            Score.season_id == season.id, Proposal.komisi == one.komisi, Proposal.status == Status.VERIFIED
        )
        .group_by(Score.member_id)
    )
    given: dict[int, int] = dict(rows.tuples().all())
    return {member: needed - given.get(member.id, 0) for member in scorers(unit, season, one.komisi)}
