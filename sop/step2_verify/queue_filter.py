"""Which usulan a reviewer has before him: of one kelurahan or komisi, his own, the late ones, a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import ColumnElement, false, or_

from models.base import WIB
from models.enums import Komisi, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.calendar import minus_working_days
from sop.core.people import holders, stood_for
from sop.flow.progress import run_of
from sop.flow.season_settings import closures_of
from sop.reading.words import simple
from texts.figures import day_of

STEP = "step2_verify"
PATIENCE = 5  #: working days that an usulan may wait for its verdict
LONGEST_WORDS, MOST_WORDS = 60, 5


class Whose(StrEnum):
    """Whose work is shown."""

    OPEN = "open"  #: what nobody else was given
    MINE = "mine"
    ALL = "all"


@dataclass(frozen=True)
class Sieve:
    """What a reviewer chose; he finds it again after a break."""

    kelurahan: int | None = None
    komisi: Komisi | None = None
    whose: Whose = Whose.OPEN
    late: bool = False
    words: str = ""

    def __bool__(self) -> bool:
        return self != Sieve()


def reviewers(unit: Unit, season: Season) -> list[Person]:
    """Who may verify: those who hold the post that carries out this step."""
    return holders(unit, season.kecamatan_id, Post(run_of(unit, season, STEP).executor))


def passing(unit: Unit, season: Season, actor: Person, sieve: Sieve) -> list[ColumnElement[bool]]:
    """The sieve as conditions on an usulan that waits."""
    return [*about(sieve), *_whose(unit, season, actor, sieve.whose), *_late(unit, season, sieve)]


def about(sieve: Sieve) -> list[ColumnElement[bool]]:
    """The part of a sieve that also fits what is decided: place, komisi and words."""
    found: list[ColumnElement[bool]] = []
    if sieve.kelurahan is not None:
        found.append(Proposal.kelurahan_id == sieve.kelurahan)
    if sieve.komisi is not None:
        found.append(Proposal.komisi == sieve.komisi)
    for word in simple(sieve.words).split()[:MOST_WORDS]:
        columns = (Proposal.title, Proposal.place, Proposal.problem, Proposal.number)
        found.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return found


def given_to(unit: Unit, person: Person) -> ColumnElement[bool]:
    """What was given to him, and to whoever's Plt. or Plh. he is."""
    return Proposal.assigned_to_id.in_([person.id, *stood_for(person, unit)])


def late(unit: Unit, season: Season) -> ColumnElement[bool]:
    """Waiting longer than five working days, or beyond the deadline of the step."""
    since = late_since(unit, season)
    return Proposal.submitted_at < since if since is not None else false()


def _whose(unit: Unit, season: Season, actor: Person, whose: Whose) -> list[ColumnElement[bool]]:
    if whose == Whose.MINE:
        return [given_to(unit, actor)]
    if whose == Whose.ALL:
        return []
    present = [person.id for person in reviewers(unit, season)]
    others = [other for other in present if other != actor.id]
    if actor.id not in present or not others:  # who looks on sees everything
        return []
    return [or_(Proposal.assigned_to_id.is_(None), Proposal.assigned_to_id.not_in(others))]


def _late(unit: Unit, season: Season, sieve: Sieve) -> list[ColumnElement[bool]]:
    return [late(unit, season)] if sieve.late else []


def late_since(unit: Unit, season: Season) -> datetime | None:
    """What was sent before this moment is late now; None while nothing can be."""
    run = run_of(unit, season, STEP)
    if run.state != StepState.OPEN:
        return None
    today = day_of(unit.now)
    if run.deadline is not None and today > run.deadline:
        return unit.now
    day = minus_working_days(today, PATIENCE, closures_of(season.kecamatan))
    began = run.opened_at
    if began is not None and day_of(began) >= day:  # the reviewers had no chance before
        return None
    return datetime.combine(day, time(0), tzinfo=WIB)
