"""Presets, weights, and the rules that score by themselves."""

import json
from dataclasses import replace

import pytest

from sop.core.refused import Refused
from sop.step4_coordinate.criteria import (
    DEFAULT_PRESET,
    PRESETS,
    URGENCY,
    Facts,
    Preset,
    Rule,
    as_data,
    check_weights,
    from_data,
    rule_score,
)

pytestmark = pytest.mark.quick

PEDOMAN = PRESETS[DEFAULT_PRESET].criteria
FACTS = Facts(infrastructure=True, physical=True, households=25, people=90, cost=120_000_000)


def test_the_presets() -> None:
    assert {key: [(c.key, c.weight) for c in preset.criteria] for key, preset in PRESETS.items()} == {
        "pedoman": [
            ("keterdesakan", 25),
            ("manfaat", 20),
            ("kesesuaian", 20),
            ("kemiskinan", 15),
            ("ekonomi", 10),
            ("partisipasi", 10),
        ],
        "asahan": [
            ("keterdesakan", 25),
            ("ekonomi", 15),
            ("potensi", 15),
            ("kemiskinan", 15),
            ("manfaat", 20),
            ("partisipasi", 10),
        ],
        "pasuruan_fisik": [("keterdesakan", 44), ("terdampak", 25), ("kerusakan", 23), ("biaya", 8)],
        "pasuruan_nonfisik": [("keterdesakan", 44), ("bidang", 30), ("penerima", 19), ("biaya", 7)],
    }


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_preset_is_usable_as_it_is(preset: Preset) -> None:
    check_weights(preset.criteria)

    assert URGENCY in {criterion.key for criterion in preset.criteria}
    assert all(len(set(criterion.anchors)) == 5 for criterion in preset.criteria)
    assert all(len(criterion.short) <= 16 for criterion in preset.criteria)


@pytest.mark.parametrize(
    ("households", "infrastructure", "score"),
    [
        (1, True, 1), (9, True, 1), (10, True, 2), (20, True, 2), (21, True, 3), (30, True, 3), (31, True, 4),
        (40, True, 4), (41, True, 5), (19, False, 1), (20, False, 2), (40, False, 2), (41, False, 3),
        (60, False, 3), (61, False, 4), (80, False, 4), (81, False, 5),
    ],
)  # fmt: skip
def test_manfaat_by_households(households: int, infrastructure: bool, score: int) -> None:
    facts = replace(FACTS, households=households, infrastructure=infrastructure)

    assert rule_score(Rule.MANFAAT, facts) == score


@pytest.mark.parametrize(("infrastructure", "score"), [(True, 3), (False, 5)])
def test_manfaat_by_people_when_no_household_is_counted(infrastructure: bool, score: int) -> None:
    facts = replace(FACTS, households=None, people=90, infrastructure=infrastructure)

    assert rule_score(Rule.MANFAAT, facts) == score


@pytest.mark.parametrize(("people", "score"), [(10, 1), (11, 2), (30, 2), (31, 3), (50, 3), (51, 4), (81, 5)])
def test_penerima_by_people(people: int, score: int) -> None:
    assert rule_score(Rule.PENERIMA, replace(FACTS, people=people)) == score


def test_a_rule_without_its_fact_leaves_the_score_to_people() -> None:
    unknown = replace(FACTS, households=None, people=None)

    assert rule_score(Rule.MANFAAT, unknown) is None
    assert rule_score(Rule.MANFAAT, replace(unknown, infrastructure=False)) is None
    assert rule_score(Rule.PENERIMA, unknown) is None
    assert rule_score(Rule.PENERIMA, replace(unknown, households=10)) == 3


@pytest.mark.parametrize(
    ("million", "physical", "score"),
    [(50, True, 5), (51, True, 4), (100, True, 4), (150, True, 3), (200, True, 2), (201, True, 1),
     (5, False, 5), (6, False, 4), (15, False, 3), (20, False, 2), (21, False, 1)],
)  # fmt: skip
def test_biaya_the_cheaper_the_higher(million: int, physical: bool, score: int) -> None:
    assert rule_score(Rule.BIAYA, replace(FACTS, cost=million * 1_000_000, physical=physical)) == score


@pytest.mark.parametrize(
    ("weights", "key", "facts"),
    [
        ([25, 20, 20, 15, 10, 5], "reading.weights_less", {"total": 95, "missing": 5}),
        ([25, 20, 20, 15, 10, 15], "reading.weights_more", {"total": 105, "over": 5}),
        ([35, 20, 20, 15, 10, 0], "reading.weight_range", {"title": "Partisipasi dan swadaya masyarakat"}),
        ([], "reading.criteria_none", {}),
    ],
)
def test_weights_that_do_not_fit_are_refused(weights: list[int], key: str, facts: dict[str, object]) -> None:
    criteria = [replace(c, weight=weight) for c, weight in zip(PEDOMAN, weights, strict=False)]

    with pytest.raises(Refused) as refused:
        check_weights(criteria)

    assert (refused.value.key, refused.value.facts) == (key, facts)


def test_a_criterion_stands_there_once() -> None:
    with pytest.raises(Refused, match="criteria_twice"):
        check_weights([replace(PEDOMAN[0], weight=50)] * 2)


def test_criteria_are_frozen_as_json_and_come_back() -> None:
    for preset in PRESETS.values():
        assert from_data(json.loads(json.dumps(as_data(preset.criteria)))) == preset.criteria
