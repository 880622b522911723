"""What a member fills in: which criteria people score, and how much of it one member has given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from models.enums import Kind, Komisi, Status
from models.meeting import Score, TeamMember
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.step4_coordinate.criteria import Criterion, Facts, rule_score
from sop.step4_coordinate.weights import criteria_of


@dataclass(frozen=True)
class Sheet:
    """What one member has given one usulan."""

    proposal: Proposal
    criteria: Sequence[Criterion]  #: those that people score
    given: Mapping[str, int]


@dataclass(frozen=True)
class Mark:
    """How much of an usulan's sheet one member has filled in."""

    usulan: int
    given: int
    of: int

    @property
    def complete(self) -> bool:
        return self.given >= self.of


# ---- criteria


def by_rule(criteria: Iterable[Criterion], proposal: Proposal) -> dict[str, int]:
    """The criteria that score themselves for this usulan."""
    return _ruled(
        criteria, proposal.komisi, proposal.kind, proposal.households, proposal.people, proposal.cost
    )


def _ruled(
    criteria: Iterable[Criterion],
    komisi: Komisi | str | None,
    kind: Kind | str | None,
    households: int | None,
    people: int | None,
    cost: int | None,
) -> dict[str, int]:
    facts = Facts(
        infrastructure=komisi == Komisi.SARPRAS,
        physical=kind == Kind.FISIK,
        households=households,
        people=people,
        cost=cost or 0,
    )
    ruled = ((one.key, rule_score(one.rule, facts)) for one in criteria if one.rule is not None)
    return {key: score for key, score in ruled if score is not None}


def by_people(criteria: Iterable[Criterion], proposal: Proposal) -> tuple[Criterion, ...]:
    """The criteria that the members score: without a rule, or whose rule lacks its fact."""
    criteria = tuple(criteria)
    ruled = by_rule(criteria, proposal)
    return tuple(one for one in criteria if one.key not in ruled)


def needed(unit: Unit, season: Season, komisi: Komisi | str) -> dict[int, int]:
    """usulan -> how many scores each member gives it. Reads columns only: /tugas and reminders ask often."""
    criteria = criteria_of(season)
    rows = unit.session.execute(
        select(Proposal.id, Proposal.kind, Proposal.households, Proposal.people, Proposal.cost)
        .where(Proposal.season_id == season.id, Proposal.komisi == komisi, Proposal.status == Status.VERIFIED)
        .order_by(Proposal.sequence, Proposal.id)
    )
    return {
        usulan: len(criteria) - len(_ruled(criteria, komisi, kind, households, people, cost))
        for usulan, kind, households, people, cost in rows
    }


# ---- sheets


def marks(unit: Unit, season: Season, member: TeamMember) -> list[Mark]:
    """All usulan of the member's komisi in their order, each with how many of its scores he has given."""
    if member.komisi is None:
        return []
    query = select(Score.proposal_id, func.count(Score.id)).where(
        Score.season_id == season.id, Score.member_id == member.id
    )
    given: dict[int, int] = dict(unit.session.execute(query.group_by(Score.proposal_id)).all())
    return [
        Mark(usulan, given.get(usulan, 0), of) for usulan, of in needed(unit, season, member.komisi).items()
    ]


def sheets(unit: Unit, season: Season, member: TeamMember, ids: Sequence[int]) -> list[Sheet]:
    """Some usulan with what the member himself has given them, in the order of the ids."""
    given: dict[int, dict[str, int]] = {}
    scores = select(Score.proposal_id, Score.criterion, Score.value).where(
        Score.member_id == member.id, Score.proposal_id.in_(ids)
    )
    for usulan, criterion, value in unit.session.execute(scores):
        given.setdefault(usulan, {})[criterion] = value
    found = unit.all(select(Proposal).where(Proposal.id.in_(ids)).options(lazyload(Proposal.uploads)))
    proposals = {one.id: one for one in found}
    criteria = criteria_of(season)
    return [
        Sheet(proposals[usulan], by_people(criteria, proposals[usulan]), given.get(usulan, {}))
        for usulan in ids
    ]
