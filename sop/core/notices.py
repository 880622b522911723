"""What the office hears when somebody cannot be told."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from models.chat import Remembered
from models.people import Person
from models.posts import Post
from models.unit import Unit
from sop.core.people import holders, post_title
from texts import Html, join, say

TOGETHER = timedelta(minutes=10)  #: so long a message of people who cannot be told grows
MOST_NAMED = 40  #: in one message


def not_sent(unit: Unit, person_id: int | None, outbox_id: int) -> None:
    """Telegram refused a message as it is: the admin hears which, and asks who made the program."""
    person = unit.get(Person, person_id)
    if person is None or not unit.once(f"not-sent:{outbox_id}"):
        return
    for admin in holders(unit, person.kecamatan_id, Post.ADMIN):
        if admin.id != person.id:
            unit.tell(admin, say("notices.not_sent", name=person.name, id=outbox_id))


def could_not_tell(unit: Unit, person_id: int | None) -> None:
    """Somebody blocked the bot: JFU and admin are told once a day, and ring him up.

    Who cannot be told within the same minutes, as after a broadcast, stands in the same message: it grows.
    """
    person = unit.get(Person, person_id)
    if person is None or not unit.once(f"unreachable:{person.id}:{unit.now.date()}"):
        return
    row = _newest_list(unit, person.kecamatan_id)
    begun = datetime.fromisoformat(row.value["begun"])
    fresh = not unit.now - TOGETHER < begun <= unit.now
    if fresh:
        begun = unit.now
    people = [*([] if fresh else row.value["people"]), person.id]
    row.value = {"begun": begun.isoformat(), "people": people}
    topic, words = f"unreachable:{person.kecamatan_id}:{begun:%Y%m%dT%H%M%S.%f}", _words(unit, people)
    if not fresh:
        unit.renew(topic, words, ())
        return
    office = [*holders(unit, person.kecamatan_id, Post.JFU), *holders(unit, person.kecamatan_id, Post.ADMIN)]
    for one in dict.fromkeys(office):
        if one.id != person.id:
            unit.tell(one, words, topic=topic)


def _newest_list(unit: Unit, kecamatan_id: int) -> Remembered:
    """Who stands in the message that was last begun, and when that was."""
    query = select(Remembered).where(Remembered.name == f"unreachable:{kecamatan_id}").with_for_update()
    if unit.first(query) is None:
        none = {"begun": (unit.now - 2 * TOGETHER).isoformat(), "people": []}
        unit.insert_once(Remembered(name=f"unreachable:{kecamatan_id}", value=none))
    return unit.session.execute(query).scalar_one()


def _words(unit: Unit, people: list[int]) -> Html:
    found = [person for number in people[:MOST_NAMED] if (person := unit.get(Person, number))]
    named = [_named(person, unit) for person in found]
    if len(people) == 1:
        return say("notices.unreachable", who=named[0])
    lines = [say("notices.unreachable_line", at=at, who=who) for at, who in enumerate(named, start=1)]
    rest = len(people) - len(named)
    more = [say("notices.unreachable_more", count=rest)] if rest else []
    return join(say("notices.unreachable_many", count=len(people)), *lines, *more)


def _named(person: Person, unit: Unit) -> str:
    held = person.held(unit.now)
    return f"{person.name} ({post_title(held[0]) if held else '-'})"
