"""People who were entered without Telegram: found again by number or by name, when they come in."""

from __future__ import annotations

from sqlalchemy import func, select

from models.enums import Status
from models.people import Appointment, Person
from models.posts import Post
from models.proposal import Proposal
from models.speech import button
from models.unit import Unit
from texts import say
from texts.figures import number


def without_telegram(
    unit: Unit, kecamatan_id: int, post: Post, kelurahan_id: int | None, name: str | None
) -> Person | None:
    """Who holds this post under this name and has no Telegram yet; nobody when two do."""
    if name is None:
        return None
    query = (
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Person.kecamatan_id == kecamatan_id,
            Person.telegram_id.is_(None),
            Appointment.post == post,
            Appointment.kelurahan_id == kelurahan_id,
            Appointment.revoked_at.is_(None),
        )
        .distinct()
    )
    found = [person for person in unit.all(query) if bare(person.name) == bare(name)]
    return found[0] if len(found) == 1 else None


def bare(name: str) -> str:
    """A name without the titles behind it: "Siti Aminah, S.E." is "siti aminah"."""
    return " ".join(name.partition(",")[0].casefold().split())


def tell_what_is_his(unit: Unit, person: Person) -> None:
    """Whoever claims his place hears what was entered in his name meanwhile."""
    query = select(func.count(Proposal.id)).where(
        Proposal.author_id == person.id,
        Proposal.entered_by_id.is_not(None),
        Proposal.status != Status.DISCARDED,
    )
    count = unit.first(query) or 0
    if count:
        words = say("joining.yours_now", count=number(count))
        unit.tell(person, words, [[button("menu.mine", "usulan:mine")]])
