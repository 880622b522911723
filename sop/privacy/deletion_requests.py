"""The wish to be forgotten, of somebody who still has a duty: it is kept, and carried out when that ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from models.chat import Once
from models.people import Person
from models.speech import button
from models.unit import Unit
from sop.privacy.forgetting import forget
from sop.privacy.open_duties import duties
from texts import say

PREFIX = "forget:"


def asked_at(unit: Unit, person: Person) -> datetime | None:
    """Since when the wish is noted."""
    return unit.first(select(Once.at).where(Once.key == f"{PREFIX}{person.id}"))


def ask(unit: Unit, person: Person) -> None:
    """It is noted once; whoever can arrange that others take over is told."""
    if not unit.once(f"{PREFIX}{person.id}"):
        return
    unit.log(person, "forgetting.asked", person)
    waiting = duties(unit, person)
    arrangers = dict.fromkeys(one for duty in waiting for one in duty.arrangers)
    posts = ", ".join(duty.post for duty in waiting)
    for one in arrangers:
        words = say("forget.told_arranger", name=person.name, posts=posts)
        unit.tell(one, words, [[button("menu.people", "people:home")]])


def take_back(unit: Unit, person: Person) -> None:
    """He stays after all."""
    unit.session.execute(delete(Once).where(Once.key == f"{PREFIX}{person.id}"))
    unit.log(person, "forgetting.taken_back", person)


def carry_out(unit: Unit) -> int:
    """Whose last duty has ended is forgotten, and told so; how many."""
    done = 0
    for one in unit.all(select(Once).where(Once.key.startswith(PREFIX)).order_by(Once.id)):
        person = unit.get(Person, int(one.key.removeprefix(PREFIX)))
        if person is None or duties(unit, person):
            continue
        chat_id = person.telegram_id
        forget(unit, person, person)
        if chat_id is not None:
            unit.tell_chat(chat_id, say("forget.done"))
        unit.session.execute(delete(Once).where(Once.id == one.id))
        done += 1
    return done
