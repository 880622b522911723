"""After a restore: Telegram does not send again what was confirmed, so people have to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from models.people import Kecamatan, Person
from models.posts import Post
from models.unit import Unit
from texts import join, say
from texts.figures import moment as in_words

INVITING = (Post.JFU, Post.SEKRETARIS, Post.ADMIN)


def tell_restored(unit: Unit, moment: datetime, last_update: int | None, links: int = 0) -> int:
    """Everybody hears up to when the office remembers, once for each backup; how many are told.

    Also who had blocked the bot by then: he may be back since, and who is not hears it when he comes.
    """
    if not unit.once(f"restored:{moment.isoformat()}"):
        return 0
    for office in unit.all(select(Kecamatan).order_by(Kecamatan.id)):
        unit.log(None, "backup.restored", office, moment=moment.isoformat(), last_update=last_update)
    people = unit.all(select(Person).where(Person.telegram_id.is_not(None)).order_by(Person.id))
    for person in people:
        unit.tell(person, _words(unit, person, moment, last_update, links), broadcast=True)
    return len(people)


def _words(unit: Unit, person: Person, moment: datetime, last_update: int | None, links: int) -> str:
    parts = [say("backup.restored", at=in_words(moment))]
    if last_update is not None and person.holds(Post.ADMIN, unit.now):
        parts.append(say("backup.restored_last", update=last_update))
    if links and any(person.holds(post, unit.now) for post in INVITING):
        parts.append(say("backup.restored_links", count=links))
    return join(*parts)
