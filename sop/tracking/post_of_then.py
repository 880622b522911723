"""In which post somebody acted: what is told of an usulan names the post, never the person."""

from __future__ import annotations

from datetime import datetime

from models.people import Person
from models.posts import Post
from models.unit import Unit
from sop.core.people import post_title
from texts import plain


def post_then(unit: Unit, person_id: int | None, at: datetime, *first: Post | str) -> str:
    """The post that the person held at that moment; of several, one of `first`."""
    person = unit.get(Person, person_id)
    held = [one for one in person.posts if one.counted(at)] if person else []
    if not held:
        return plain("tracking.who_author")
    return post_title(next((one for one in held if one.post in first), held[0]))
