"""From the scores of many people to one order: means, spread, totals, ranks, and what decided a tie.

All sums are exact fractions, rounded only where they are shown. So two usulan with the same scores have
the same total, however many people scored them and in whatever order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from sop.core.refused import Refused
from sop.step4_coordinate.criteria import HIGHEST, LOWEST, URGENCY, Criterion

Order = tuple[Fraction, Fraction, int, int, datetime, int]


class Tie(StrEnum):
    """What put an usulan below the one before it although both totals are equal."""

    URGENCY = "keterdesakan"
    HOUSEHOLDS = "kk"
    COST = "biaya"
    TIME = "waktu"


@dataclass(frozen=True, kw_only=True)
class Contender:
    """An usulan as far as the ranking knows it."""

    usulan: int
    households: int | None
    cost: int
    submitted: datetime
    by_rule: Mapping[str, int]  #: criteria that scored themselves


@dataclass(frozen=True, kw_only=True)
class Score:
    """What one member gave one usulan for one criterion."""

    usulan: int
    criterion: str
    member: int
    value: int

    def __post_init__(self) -> None:
        if not LOWEST <= self.value <= HIGHEST:
            raise ValueError(f"a score is {LOWEST} to {HIGHEST}, not {self.value}")


@dataclass(frozen=True)
class Tally:
    """The scores of all members for one criterion."""

    mean: Fraction
    lowest: int
    highest: int
    members: int  #: 0: by rule

    @property
    def spread(self) -> int:
        """How far apart the members are; a large one is worth a word in the session."""
        return self.highest - self.lowest


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """An usulan in its place."""

    usulan: int
    rank: int
    total: Fraction  #: 0 to 100
    tallies: Mapping[str, Tally]  #: by key of the criterion
    missing: tuple[str, ...]  #: criteria that nobody scored; they count nothing
    tie: Tie | None  #: why it stands below an equal total; None when the total decided
    order: Order

    @property
    def spread(self) -> int:
        """The largest disagreement on any criterion."""
        return max((tally.spread for tally in self.tallies.values()), default=0)


def rank(
    contenders: Iterable[Contender], criteria: Sequence[Criterion], scores: Iterable[Score]
) -> tuple[Ranked, ...]:
    """The order by total; ties by keterdesakan, then more KK, then lower cost, then earlier submission."""
    given: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for score in scores:
        given[score.usulan, score.criterion].append(score.value)
    return merge([_ranked(contender, criteria, given) for contender in contenders])


def merge(*orders: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """One order out of those of several komisi, for the plenary to begin with."""
    placed: list[Ranked] = []
    for ranked in sorted((one for order in orders for one in order), key=lambda one: one.order):
        tie = _tie(placed[-1].order, ranked.order) if placed else None
        placed.append(replace(ranked, rank=len(placed) + 1, tie=tie))
    return tuple(placed)


def move(order: Sequence[int], usulan: int, to: int) -> tuple[int, ...]:
    """The order after an usulan was put on another place by hand; the others close up."""
    if not 1 <= to <= len(order):
        raise Refused("reading.whole_range", least=1, most=len(order))
    others = [one for one in order if one != usulan]
    if len(others) != len(order) - 1:
        raise ValueError(f"usulan {usulan} is not in this order once")
    return (*others[: to - 1], usulan, *others[to - 1 :])


def weighed(contender: Contender, criteria: Sequence[Criterion], tallies: Mapping[str, Tally]) -> Ranked:
    """An usulan with its total, out of tallies made now or stored before; it has no place yet."""
    total = sum((c.weight * tallies[c.key].mean / HIGHEST for c in criteria if c.key in tallies), Fraction(0))
    return Ranked(
        usulan=contender.usulan,
        rank=0,
        total=total,
        tallies=tallies,
        missing=tuple(c.key for c in criteria if c.key not in tallies),
        tie=None,
        order=(
            -total,
            -_urgency(criteria, tallies),
            -(contender.households or 0),
            contender.cost,
            contender.submitted,
            contender.usulan,
        ),
    )


def _ranked(
    contender: Contender, criteria: Sequence[Criterion], given: Mapping[tuple[int, str], Sequence[int]]
) -> Ranked:
    tallies: dict[str, Tally] = {}
    for criterion in criteria:
        by_rule = contender.by_rule.get(criterion.key)
        values = given.get((contender.usulan, criterion.key), ())
        if by_rule is not None:
            tallies[criterion.key] = Tally(Fraction(by_rule), by_rule, by_rule, 0)
        elif values:
            tallies[criterion.key] = Tally(
                Fraction(sum(values), len(values)), min(values), max(values), len(values)
            )
    return weighed(contender, criteria, tallies)


def _urgency(criteria: Sequence[Criterion], tallies: Mapping[str, Tally]) -> Fraction:
    """The mean of keterdesakan; in a set of the kecamatan's own without it, of its first criterion."""
    keys = [criterion.key for criterion in criteria]
    tally = tallies.get(URGENCY if URGENCY in keys else keys[0])
    return tally.mean if tally else Fraction(0)


def _tie(above: Order, below: Order) -> Tie | None:
    if above[0] != below[0]:
        return None
    differs = next(place for place in range(1, len(above)) if above[place] != below[place])
    return (Tie.URGENCY, Tie.HOUSEHOLDS, Tie.COST, Tie.TIME, Tie.TIME)[differs - 1]
