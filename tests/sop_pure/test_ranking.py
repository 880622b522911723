"""One order out of many scores."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.core.refused import Refused
from sop.step4_coordinate.criteria import PRESETS, Criterion
from sop.step5_meeting.ranking import Contender, Score, Tally, Tie, merge, move, rank
from texts.figures import fixed

pytestmark = pytest.mark.quick

PEDOMAN = PRESETS["pedoman"].criteria
BY_HAND = [criterion for criterion in PEDOMAN if criterion.rule is None]
START = datetime(2026, 12, 1, 2, tzinfo=UTC)


def contender(usulan: int, **changes: object) -> Contender:
    plain = Contender(usulan=usulan, households=25, cost=100, submitted=START, by_rule={"manfaat": 3})
    return replace(plain, **changes)  # type: ignore[arg-type]


def scores(usulan: int, *values: int, member: int = 1) -> list[Score]:
    """The scores of one member, in the order of the criteria that are scored by hand."""
    return [
        Score(usulan=usulan, criterion=criterion.key, member=member, value=value)
        for criterion, value in zip(BY_HAND, values, strict=True)
    ]


def test_means_spread_and_total() -> None:
    given = scores(1, 5, 4, 3, 2, 1, member=1) + scores(1, 4, 4, 4, 2, 1, member=2)

    (only,) = rank([contender(1)], PEDOMAN, given)

    assert only.tallies["keterdesakan"] == Tally(Fraction(9, 2), 4, 5, 2)
    assert only.tallies["manfaat"] == Tally(Fraction(3), 3, 3, 0)
    assert (only.rank, only.spread, only.missing, only.tie) == (1, 1, (), None)
    # 25 x 4,5 + 20 x 3 + 20 x 4 + 15 x 3,5 + 10 x 2 + 10 x 1 = 335; a fifth of it
    assert only.total == 67
    assert fixed(only.total) == "67,00"


def test_thirds_are_kept_exactly() -> None:
    given = [one for member, value in enumerate((5, 4, 4)) for one in scores(1, *[value] * 5, member=member)]

    (only,) = rank([contender(1)], PEDOMAN, given)

    assert only.total == Fraction(80 * 13, 15) + 12


def test_the_higher_total_comes_first() -> None:
    order = rank([contender(1), contender(2)], PEDOMAN, scores(1, 3, 3, 3, 3, 3) + scores(2, 3, 3, 3, 3, 4))

    assert [(one.usulan, one.rank, one.tie) for one in order] == [(2, 1, None), (1, 2, None)]


@pytest.mark.parametrize(
    ("first", "second", "tie"),
    [
        ({"households": 26}, {"households": 25}, Tie.HOUSEHOLDS),
        ({"households": 1}, {"households": None}, Tie.HOUSEHOLDS),
        ({"cost": 99}, {"cost": 100}, Tie.COST),
        ({}, {"submitted": START + timedelta(seconds=1)}, Tie.TIME),
        ({}, {}, Tie.TIME),
    ],
)
def test_equal_totals_are_decided_by_rule(
    first: dict[str, object], second: dict[str, object], tie: Tie
) -> None:
    given = scores(1, 3, 3, 3, 3, 3) + scores(2, 3, 3, 3, 3, 3)

    order = rank([contender(2, **second), contender(1, **first)], PEDOMAN, given)

    assert [(one.usulan, one.tie) for one in order] == [(1, None), (2, tie)]


def test_keterdesakan_decides_before_everything_else() -> None:
    # One more on keterdesakan (25) weighs as much as one more on each of kemiskinan and ekonomi (15 + 10).
    given = scores(1, 4, 3, 3, 3, 3) + scores(2, 3, 3, 4, 4, 3)

    order = rank([contender(2, households=99), contender(1)], PEDOMAN, given)

    assert order[0].total == order[1].total
    assert [(one.usulan, one.tie) for one in order] == [(1, None), (2, Tie.URGENCY)]


def test_without_keterdesakan_the_first_criterion_decides() -> None:
    own = [Criterion(key=key, title=key, short=key, weight=50, anchors=("", "", "", "", "")) for key in "ab"]
    given = [
        Score(usulan=usulan, criterion=key, member=1, value=value)
        for usulan, values in ((1, (4, 2)), (2, (2, 4)))
        for key, value in zip("ab", values, strict=True)
    ]

    order = rank([contender(2), contender(1)], own, given)

    assert [(one.usulan, one.tie) for one in order] == [(1, None), (2, Tie.URGENCY)]


def test_an_usulan_that_nobody_scored_stands_last_and_says_so() -> None:
    order = rank([contender(1, by_rule={}), contender(2)], PEDOMAN, scores(2, 1, 1, 1, 1, 1))

    assert [one.usulan for one in order] == [2, 1]
    assert (order[1].total, order[1].missing) == (0, tuple(criterion.key for criterion in PEDOMAN))


def test_the_plenary_begins_with_one_order_of_all_komisi() -> None:
    one = rank([contender(1), contender(2)], PEDOMAN, scores(1, 5, 5, 5, 5, 5) + scores(2, 2, 2, 2, 2, 2))
    two = rank([contender(3), contender(4)], PEDOMAN, scores(3, 3, 3, 3, 3, 3) + scores(4, 2, 2, 2, 2, 2))

    assert [(r.usulan, r.rank, r.tie) for r in merge(two, one)] == [
        (1, 1, None),
        (3, 2, None),
        (2, 3, None),
        (4, 4, Tie.TIME),
    ]


@pytest.mark.parametrize(
    ("usulan", "to", "order"),
    [(3, 1, (3, 1, 2, 4)), (1, 4, (2, 3, 4, 1)), (2, 2, (1, 2, 3, 4)), (2, 3, (1, 3, 2, 4))],
)
def test_moving_by_hand(usulan: int, to: int, order: tuple[int, ...]) -> None:
    assert move((1, 2, 3, 4), usulan, to) == order


@pytest.mark.parametrize("to", [0, 5])
def test_moving_to_no_place_is_refused(to: int) -> None:
    with pytest.raises(Refused, match="whole_range"):
        move((1, 2, 3, 4), 1, to)


def test_moving_what_is_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not in this order"):
        move((1, 2), 3, 1)


@pytest.mark.parametrize("value", [0, 6])
def test_a_score_outside_one_to_five_is_a_mistake(value: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        Score(usulan=1, criterion="keterdesakan", member=1, value=value)


VALUES = st.lists(
    st.tuples(*[st.integers(1, 5)] * len(BY_HAND)), min_size=1, max_size=4
)  # the members' scores of one usulan


@given(st.lists(VALUES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_who_came_first(
    season: list[list[tuple[int, ...]]], random: Random
) -> None:
    contenders = [contender(usulan) for usulan in range(len(season))]
    given = [
        one
        for usulan, members in enumerate(season)
        for member, values in enumerate(members)
        for one in scores(usulan, *values, member=member)
    ]
    shuffled, mixed = given[:], contenders[:]
    random.shuffle(shuffled)
    random.shuffle(mixed)

    order = rank(contenders, PEDOMAN, given)

    assert rank(mixed, PEDOMAN, shuffled) == order
    assert all(20 <= one.total <= 100 for one in order)
    assert [one.total for one in order] == sorted((one.total for one in order), reverse=True)
    assert sorted(one.usulan for one in order) == list(range(len(season)))
    assert (
        merge([one for one in order if one.usulan % 2], [one for one in order if not one.usulan % 2]) == order
    )


@given(st.permutations(range(1, 9)), st.integers(1, 8), st.integers(1, 8))
def test_a_move_keeps_everybody_else_in_order(order: list[int], usulan: int, to: int) -> None:
    moved = move(order, usulan, to)

    assert moved[to - 1] == usulan
    assert [one for one in moved if one != usulan] == [one for one in order if one != usulan]
