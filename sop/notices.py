"""What the office hears when somebody cannot be told."""

from __future__ import annotations

from models.people import Person
from models.posts import Post
from models.unit import Unit
from sop.people import holders, post_title
from texts import say


def not_sent(unit: Unit, person_id: int | None, outbox_id: int) -> None:
    """Telegram refused a message as it is: the admin hears which, and asks who made the program."""
    person = unit.get(Person, person_id)
    if person is None or not unit.once(f"not-sent:{outbox_id}"):
        return
    for admin in holders(unit, person.kecamatan_id, Post.ADMIN):
        if admin.id != person.id:
            unit.tell(admin, say("notices.not_sent", name=person.name, id=outbox_id))


def could_not_tell(unit: Unit, person_id: int | None) -> None:
    """Somebody blocked the bot: JFU is told once a day, and rings him up."""
    person = unit.get(Person, person_id)
    if person is None or not unit.once(f"unreachable:{person.id}:{unit.now.date()}"):
        return
    held = person.held(unit.now)
    title = post_title(held[0]) if held else "-"
    for jfu in holders(unit, person.kecamatan_id, Post.JFU):
        if jfu.id != person.id:
            unit.tell(jfu, say("notices.unreachable", name=person.name, post=title))
