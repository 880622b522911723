"""Ingatkan: who still owes something is reminded, each in one message, and nobody twice on a day."""

from __future__ import annotations

from collections.abc import Iterable

from models.people import Kelurahan, Person
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.flow.debts import Debt
from sop.flow.progress import working_on
from sop.step1_recap.intake import STEP
from sop.step1_recap.intake_debts import owed_beginnings, owed_in_intake
from texts import join, say
from texts.figures import day_of

MOST_LINES = 5  #: of one person's debts


def nudge(unit: Unit, actor: Person, season: Season, kelurahan: Kelurahan | None = None) -> int:
    """Remind everybody who owes something, or those of one kelurahan. How many it were."""
    working_on(unit, actor, season, STEP)
    owed: dict[Person, list[Debt]] = {}
    for debt in _owed(unit, season):
        if debt.person.id == actor.id or debt.person.telegram_id is None:
            continue
        if kelurahan is None or _belongs(unit, debt.person, kelurahan):
            owed.setdefault(debt.person, []).append(debt)
    told = [person for person in owed if _first_today(unit, season, person)]
    if owed and not told:
        raise Refused("step1_recap.nudged_already", count=len(owed))
    for person in told:
        debts = owed[person]
        lines = (say("step1_recap.nudge_line", words=debt.words) for debt in debts[:MOST_LINES])
        words = join(say("step1_recap.nudge", name=person.name), *lines)
        unit.tell(person, words, [[debts[0].open]], broadcast=True)
    unit.log(actor, "recap.nudged", season, people=len(told))
    return len(told)


def _owed(unit: Unit, season: Season) -> Iterable[Debt]:
    return (*owed_in_intake(unit, season), *owed_beginnings(unit, season))


def _belongs(unit: Unit, person: Person, kelurahan: Kelurahan) -> bool:
    return any(held.kelurahan_id == kelurahan.id for held in person.held(unit.now))


def _first_today(unit: Unit, season: Season, person: Person) -> bool:
    """Of two nudges in the same moment the insert lets one through."""
    return unit.once(f"nudge:{season.id}:{person.id}:{day_of(unit.now)}")
