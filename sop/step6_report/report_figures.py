"""What the Musrenbang agreed, as its papers say it: the report repeats them and counts nothing anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from models.enums import Komisi, Stage, Status
from models.paper import Paper
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.steps import PAPER_TITLES, PaperKey
from sop.papers.papers import newest

#: What never came in: it was not sent, or was thrown away.
NOT_ENTERED = (Status.DRAFT, Status.DISCARDED)

_NEEDED = (PaperKey.BERITA_ACARA, PaperKey.SKALA_PRIORITAS, PaperKey.UTUSAN)


@dataclass(frozen=True)
class Agreement:
    """The final papers of step 5."""

    minutes: Paper
    scale: Paper
    delegates: Paper


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The numbers of a report, for sentences about it."""

    entered: int
    entered_cost: int
    agreed: int
    agreed_cost: int
    per_commission: Mapping[str, int]
    reserve: int
    declined: int
    noted: int
    delegates: int
    present: int
    first: Mapping[str, Any] | None  #: the usulan that the plenary put first
    agency: str  #: whose part is the largest


def agreement(unit: Unit, season: Season) -> Agreement:
    """The papers that the report is made of; which of them is missing is named."""
    found = [newest(unit, season.id, key, Stage.FINAL) for key in _NEEDED]
    there = [paper for paper in found if paper is not None and paper.data]
    if len(there) < len(_NEEDED):
        keys = {paper.key for paper in there}
        lacking = [PAPER_TITLES[key] for key in _NEEDED if key not in keys]
        raise Refused("step6_report.no_outcome", papers=", ".join(lacking))
    return Agreement(*there)


def figures(unit: Unit, season: Season) -> Figures:
    """The numbers as they would stand in a report made now."""
    found = agreement(unit, season)
    entered, cost = unit.session.execute(
        select(func.count(Proposal.id), func.coalesce(func.sum(Proposal.cost), 0)).where(
            Proposal.season_id == season.id, Proposal.status.not_in(NOT_ENTERED)
        )
    ).one()
    minutes, scale, delegates = found.minutes.data, found.scale.data, found.delegates.data
    return counted(minutes, scale, delegates, int(entered or 0), int(cost or 0))


def figures_of(report: Mapping[str, Any]) -> Figures:
    """The numbers of a report that was made."""
    entered = report["entered"]
    total = sum(line["cost"] for line in entered)
    return counted(report["minutes"], report["scale"], report["delegates"], len(entered), total)


def counted(
    minutes: Mapping[str, Any],
    scale: Mapping[str, Any],
    delegates: Mapping[str, Any],
    entered: int,
    cost: int,
) -> Figures:
    """Count what the papers hold."""
    agreed: Sequence[Mapping[str, Any]] = scale["lines"]
    return Figures(
        entered=entered,
        entered_cost=cost,
        agreed=len(agreed),
        agreed_cost=sum(line["cost"] for line in agreed),
        per_commission=Counter(line["commission"] for line in agreed),
        reserve=len(scale["reserve"]),
        declined=len(minutes["declined"]),
        noted=len(minutes["noted"]),
        delegates=len(delegates["delegates"]),
        present=sum(one["present_at"] is not None for one in minutes["attendees"]),
        first=min(agreed, key=place, default=None),
        agency=_largest(agreed),
    )


def agreed_by_komisi(report: Mapping[str, Any]) -> dict[Komisi, list[Mapping[str, Any]]]:
    """What was agreed, komisi by komisi, each in the order of the plenary."""
    lines = sorted(report["scale"]["lines"], key=place)
    return {komisi: [line for line in lines if line["commission"] == komisi] for komisi in Komisi}


def place(line: Mapping[str, Any]) -> tuple[int, str]:
    """Where an usulan stands: as the plenary put it, else by its rank."""
    return (line["order"] or line["rank"], line["number"])


def _largest(lines: Sequence[Mapping[str, Any]]) -> str:
    """The perangkat daerah with most usulan, then the first by name."""
    counts = Counter(line["agency"] for line in lines if line["agency"])
    return min(counts, key=lambda agency: (-counts[agency], agency), default="")
