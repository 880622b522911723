"""Somebody with several posts acts in one of them at a time: the hat he wears."""

from __future__ import annotations

from datetime import datetime

from models.people import Appointment, Person
from models.posts import Post


def hats(person: Person, now: datetime) -> list[Appointment]:
    """The posts to choose from. The tim is a membership: it is a hat only of who has no other post."""
    held = person.held(now)
    offices = [one for one in held if one.post != Post.TIM]
    return offices or held[:1]


def hat(person: Person, now: datetime) -> Appointment | None:
    """The post in which he acts: the chosen one, or the only one; None while there is a choice to make."""
    every = hats(person, now)
    worn = next((one for one in every if one.id == person.hat_id), None)
    return worn or (every[0] if len(every) == 1 else None)
