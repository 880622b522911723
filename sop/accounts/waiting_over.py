"""A post still waits for a second person when its last day passes: that ends, and who asked hears of it."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Appointment, Person
from models.unit import Unit
from sop.accounts.invitations import close_invitations
from sop.accounts.seconding import facts_of, topic
from sop.core.calendar import morning_of
from texts import say
from texts.figures import day_of, long_date


def end_waits(unit: Unit) -> int:
    """Posts whose period is over before anybody agreed; how many there were."""
    over = select(Appointment.id).where(
        Appointment.waits_since.is_not(None),
        Appointment.revoked_at.is_(None),
        Appointment.ends < day_of(unit.now),
    )
    return sum(unit.tries(_ends, one) for one in unit.all(over.order_by(Appointment.id)))


def _ends(unit: Unit, appointment_id: int) -> int:
    held = unit.session.get_one(Appointment, appointment_id)
    held.revoked_at = held.over_at = unit.now
    close_invitations(unit, held)
    unit.log(None, "post.unanswered", held.person, post=held.post, appointment=held.id)
    unit.settle(topic(held), say("seconding.was_over"))
    words = say("seconding.told_over", ends=long_date(held.ends or day_of(unit.now)), **facts_of(unit, held))
    giver = unit.get(Person, held.given_by_id)
    for one in dict.fromkeys([*([giver] if giver else []), held.person]):
        unit.tell(one, words, held_until=morning_of(day_of(unit.now)))
    return 1
