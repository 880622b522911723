"""The rules of a season are set: who may, within which bounds, and who hears of it."""

from __future__ import annotations

from enum import StrEnum

from models.people import Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.core.rules import Photos, rules_of, with_rule
from sop.reading import whole
from sop.reading.words import simple
from texts import Html, say

#: JFU keeps the list, so he sets its rules too.
RULERS = (Post.JFU, Post.SEKRETARIS, Post.ADMIN)

#: rule that is a number -> the least and the most it may be
BOUNDS = {
    "quota_kelurahan": (1, 500),
    "quota_komisi": (1, 500),
    "undo_minutes": (0, 120),
    "acting_months": (1, 12),
    "approval_undo_minutes": (0, 120),
    "absent_days": (1, 30),
    "quorum_percent": (1, 100),
}

#: rules that may be "no limit"
WITHOUT = ("quota_kelurahan", "quota_komisi")

_NO_LIMIT = ("tanpa batas", "tak terbatas", "tidak dibatasi", "bebas")

#: rules that are yes or no
SWITCHES = ("verdicts_together",)

#: rules that are one of several words
CHOICES: dict[str, type[StrEnum]] = {"photos": Photos}


def read_rule(name: str, typed: str) -> int | None:
    """A number within the bounds of its rule; None where somebody writes that there is no limit."""
    if name in WITHOUT and simple(typed).rstrip(".") in _NO_LIMIT:
        return None
    least, most = BOUNDS[name]
    return whole(typed, least, most)


def set_rule(unit: Unit, actor: Person, season: Season, name: str, value: int | bool | str | None) -> None:
    """One rule is another one from now on; where it says what may be sent, delegates and Lurah are told."""
    must_hold(unit, actor, *RULERS)
    if season.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    if season.closed_at is not None:
        raise Refused("rules.season_over")
    _must_be_possible(name, value)
    before = getattr(rules_of(season), name)
    if before == value:
        return
    season.rules = with_rule(season, name, value)
    unit.log(actor, "season.rule", season, rule=name, before=before, after=value)
    if name in CHOICES:
        _tell(unit, season, say(f"rules.told_{name}_{value}"))
    elif name in WITHOUT:
        told = f"rules.told_{name}" if value is not None else f"rules.told_{name}_none"
        _tell(unit, season, say(told, most=value) if value is not None else say(told))


def _must_be_possible(name: str, value: int | bool | str | None) -> None:
    if name in SWITCHES and isinstance(value, bool):
        return
    if name in CHOICES and value in set(CHOICES[name]):
        return
    if name not in BOUNDS or isinstance(value, bool | str):
        raise Refused("common.old_button")
    least, most = BOUNDS[name]
    if (value is None and name not in WITHOUT) or (value is not None and not least <= value <= most):
        raise Refused("common.old_button")


def _tell(unit: Unit, season: Season, words: Html) -> None:
    for post in (Post.DELEGASI, Post.LURAH):
        for person in holders(unit, season.kecamatan_id, post):
            unit.tell(person, words, broadcast=True)
