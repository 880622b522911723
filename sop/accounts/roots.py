"""On whose word somebody stands: whoever has power by one person alone does not speak against him.

Whom the machine's owner let in stands by himself; so does whom two agreed to who stand apart. Everybody else
stands on the word of whoever let him in, and so on upwards. What was taken away or is over tells it as well:
nobody becomes freer by taking posts away.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select

from models.people import Appointment, Person
from models.unit import Unit
from sop.core.posts import POWER, SECONDS


def root_of(unit: Unit, person: Person) -> int:
    """Whose word he stands on; his own id where it is nobody else's."""
    return _root(unit, person, frozenset()) or person.id


def _root(unit: Unit, person: Person, asking: frozenset[int]) -> int | None:
    """None where it goes round: those who gave each other posts found nobody above them."""
    counted = [one for one in person.posts if one.post in POWER and one.waits_since is None]
    if not counted or any(one.given_by_id is None for one in counted):
        return person.id
    asking |= {person.id}
    above = {by for one in counted for by in (one.given_by_id, one.second_id)} - asking - {None}
    people = _people(unit, above)
    roots = {_root(unit, one, asking) for one in people} - {None}
    return next(iter(roots)) if len(roots) == 1 else (person.id if roots else None)


def bound(unit: Unit, parties: set[int]) -> set[int]:
    """These people, and on whose word they stand: no agreement among them is a second one."""
    return parties | {root_of(unit, one) for one in _people(unit, parties)}


def _people(unit: Unit, ids: Iterable[int | None]) -> list[Person]:
    return [one for one in (unit.get(Person, by) for by in ids) if one is not None]


def is_free(unit: Unit, person: Person, taken: set[int]) -> bool:
    """Whether he stands apart from those whom `bound` named."""
    return person.id not in taken and root_of(unit, person) not in taken


def was_anybody_free(unit: Unit, kecamatan_id: int, parties: set[int]) -> bool:
    """Somebody who stands apart could once have agreed: that he is gone opens no door."""
    query = (
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Appointment.kecamatan_id == kecamatan_id,
            Appointment.post.in_(SECONDS),
            Appointment.waits_since.is_(None),
            or_(Person.telegram_id.is_not(None), Person.joined_at.is_not(None)),
        )
        .distinct()
    )
    taken = bound(unit, parties)
    return any(is_free(unit, one, taken) for one in unit.all(query))
