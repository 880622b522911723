"""Lines of a list that may be the same: which go together, and what is said where there are too many."""

from __future__ import annotations

import pytest

from sop.duplicates.groups import Item, came_again, grouped
from sop.duplicates.normal import Norm

pytestmark = pytest.mark.quick


def item(at: str, *where: str, what: str = "drainase", kelurahan: str = "Ciwaringin") -> Item:
    norm = Norm("", what, "", where, (), ())
    return Item(f"baris {at}", at, kelurahan, norm, "", f"{what} {where}")


def names(lines: list[Item], there: list[Item], most: int = 100) -> tuple[dict[str, list[str]], bool]:
    found = grouped(lines, there, most)
    return {group.head.name: [one.at for one in group.others] for group in found.groups}, found.whole


def test_each_goes_to_the_first_of_its_kind() -> None:
    lines = [
        item("2", "mawar"),
        item("3", "melati"),
        item("4", "mawar"),
        item("5", "mawar"),
        item("6", "melati"),
    ]
    assert names(lines, []) == ({"baris 2": ["4", "5"], "baris 3": ["6"]}, True)


def test_what_is_there_comes_first_and_another_kelurahan_is_another_place() -> None:
    lines = [item("2", "mawar"), item("3", "mawar", kelurahan="Pabaton"), item("4", "mawar", what="lampu")]
    assert names(lines, [item("US-1", "mawar")]) == ({"baris US-1": ["2"]}, True)


def test_a_list_too_long_to_be_compared_is_said_to_be() -> None:
    lines = [item("2", "mawar"), item("3", "melati"), item("4", "mawar")]
    assert names(lines, [], most=3) == ({"baris 2": ["4"]}, True)
    assert names(lines, [], most=1) == ({}, False)


def test_a_list_too_long_for_the_one_before_it_is_said_to_be_too() -> None:
    lines, before = [item("2", "melati"), item("3", "mawar")], [item("US-1", "mawar")]
    assert [one.at for one in came_again(lines, before).again or ()] == ["3"]
    assert came_again(lines, before).whole
    assert not came_again(lines, before, most=1).whole
