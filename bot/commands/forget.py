"""`forget`: deletion for somebody who asks for it in writing, or has no Telegram."""

from __future__ import annotations

from sqlalchemy import select

from bot.clock import Clock
from models.people import Person
from models.unit import Database, Unit
from sop.accounts.known_people import bare
from sop.core.kelurahan import find_kecamatan
from sop.core.refused import Refused
from sop.privacy.forgetting import forget, is_forgotten
from sop.privacy.open_duties import duties


def forget_here(database: Database, clock: Clock, kecamatan: str, name: str) -> dict[str, int | str]:
    """The one person of this name; who has a duty stays, and it is said which."""
    with database.unit(clock()) as unit:
        person = _called(unit, find_kecamatan(unit, kecamatan).id, name)
        waiting = duties(unit, person)
        if waiting:
            posts = ", ".join(duty.post for duty in waiting)
            raise Refused("forget.still_serves", name=person.name, posts=posts)
        gone = forget(unit, None, person)
        made: dict[str, int | str] = {"id": person.id, "name": person.name}
        return made | {"drafts": gone.drafts, "files": gone.files, "rows": gone.rows}


def _called(unit: Unit, kecamatan_id: int, name: str) -> Person:
    query = select(Person).where(Person.kecamatan_id == kecamatan_id).order_by(Person.id)
    here = [one for one in unit.all(query) if bare(one.name) == bare(name)]
    found = [one for one in here if not is_forgotten(unit, one)]
    if not found:
        raise Refused("incident.no_such_person", typed=name)
    if len(found) > 1:
        raise Refused("forget.several", name=name, count=len(found))
    return found[0]
