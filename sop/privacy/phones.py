"""Phone numbers of people: whoever looks one up is noted."""

from __future__ import annotations

from models.base import Base
from models.people import Person
from models.unit import Unit


def looked_up(unit: Unit, actor: Person, whose: Base) -> None:
    """Somebody is shown a phone number: the log says who, whose and when, never the number."""
    unit.log(actor, "phone.seen", whose)
