"""The criteria of the Pedoman Skala Prioritas: presets, weights, and the rules that score by themselves."""

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypedDict

from sop.core.refused import Refused

LOWEST, HIGHEST = 1, 5
URGENCY = "keterdesakan"  #: the criterion that decides ties, whatever its title in a preset

_TABLE = Path(__file__).parents[1] / "tables" / "criteria.toml"
_PEOPLE_PER_HOUSEHOLD = 4


class Rule(StrEnum):
    """How a criterion gets its score without anybody scoring."""

    MANFAAT = "manfaat"  #: from the KK (or orang) that gain, in Asahan's ranges
    PENERIMA = "penerima"  #: from the orang that gain, in Pasuruan's ranges
    BIAYA = "biaya"  #: the cheaper, the higher


class CriterionData(TypedDict):
    """A criterion as it is frozen with the season, as JSON."""

    key: str
    title: str
    short: str
    weight: int
    anchors: list[str]
    rule: str | None


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One column of the criteria table."""

    key: str
    title: str
    short: str  #: for a button or a narrow column
    weight: int  #: whole percent
    anchors: tuple[str, str, str, str, str]  #: what the scores 1 to 5 mean
    rule: Rule | None = None


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A set of criteria that a kecamatan can take as it is."""

    key: str
    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an usulan says that a rule can score; None is "not said"."""

    infrastructure: bool  #: komisi sarpras: Asahan counts fewer KK for it
    physical: bool
    households: int | None
    people: int | None
    cost: int


def rule_score(rule: Rule, facts: Facts) -> int | None:
    """The score 1 to 5 by rule; None when the usulan lacks the fact, and people have to score."""
    match rule:
        case Rule.MANFAAT:
            return _benefit(facts)
        case Rule.PENERIMA:
            people = facts.people if facts.people is not None else _times(facts.households)
            return None if people is None else _range((10, 30, 50, 80), people)
        case Rule.BIAYA:
            million = 1_000_000
            steps = (50, 100, 150, 200) if facts.physical else (5, 10, 15, 20)
            return HIGHEST + LOWEST - _range([step * million for step in steps], facts.cost)


def check_weights(criteria: Sequence[Criterion]) -> None:
    """Refuse weights that do not sum to 100, with the difference, or that leave a criterion without any."""
    if not criteria:
        raise Refused("reading.criteria_none")
    for criterion in criteria:
        if not 1 <= criterion.weight <= 100:
            raise Refused("reading.weight_range", title=criterion.title)
    total = sum(criterion.weight for criterion in criteria)
    if total < 100:
        raise Refused("reading.weights_less", total=total, missing=100 - total)
    if total > 100:
        raise Refused("reading.weights_more", total=total, over=total - 100)
    if len({criterion.key for criterion in criteria}) != len(criteria):
        raise Refused("reading.criteria_twice")


def as_data(criteria: Sequence[Criterion]) -> list[CriterionData]:
    """The criteria as JSON, to be frozen with the season."""
    return [
        CriterionData(
            key=criterion.key,
            title=criterion.title,
            short=criterion.short,
            weight=criterion.weight,
            anchors=list(criterion.anchors),
            rule=criterion.rule,
        )
        for criterion in criteria
    ]


def from_data(data: Sequence[CriterionData]) -> tuple[Criterion, ...]:
    """The criteria as they were frozen."""
    return tuple(
        Criterion(
            key=row["key"],
            title=row["title"],
            short=row["short"],
            weight=row["weight"],
            anchors=_five(row["anchors"]),
            rule=Rule(row["rule"]) if row["rule"] else None,
        )
        for row in data
    )


def _benefit(facts: Facts) -> int | None:
    if facts.infrastructure:
        households = facts.households
        if households is None and facts.people is not None:
            households = -(-facts.people // _PEOPLE_PER_HOUSEHOLD)
        return None if households is None else _range((9, 20, 30, 40), households)
    counted = facts.households if facts.households is not None else facts.people
    return None if counted is None else _range((19, 40, 60, 80), counted)


def _times(households: int | None) -> int | None:
    return None if households is None else households * _PEOPLE_PER_HOUSEHOLD


def _range(upper: Sequence[int], value: int) -> int:
    """1 up to the first bound, both included, 5 above the last."""
    return LOWEST + bisect_left(upper, value)


def _five(anchors: Sequence[str]) -> tuple[str, str, str, str, str]:
    one, two, three, four, five = anchors
    return one, two, three, four, five


def _read(path: Path) -> dict[str, Preset]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        key: Preset(
            key=key,
            title=preset["title"],
            criteria=from_data([{"rule": None} | criterion for criterion in preset["criteria"]]),
        )
        for key, preset in table.items()
    }


PRESETS: dict[str, Preset] = _read(_TABLE)
DEFAULT_PRESET = "pedoman"
