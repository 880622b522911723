"""Kelurahan that no message of the bot reaches: neither their Lurah nor a delegate is on Telegram."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from models.people import Kelurahan, Person, PhoneEntry
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.people import holders
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.step1_recap.intake import STEP, Standing, kelurahan_here


def unreached(unit: Unit, season: Season, standings: Sequence[Standing]) -> list[Kelurahan]:
    """Whose list is not confirmed, and whom a reminder cannot reach: somebody has to call."""
    posts = (Post.LURAH, Post.DELEGASI)
    people = [person for post in posts for person in holders(unit, season.kecamatan_id, post)]
    reached = {held.kelurahan_id for person in people if person.telegram_id for held in person.held(unit.now)}
    waiting = (standing.kelurahan for standing in standings if not standing.confirmed)
    return [kelurahan for kelurahan in waiting if kelurahan.id not in reached]


def lurah_to_call(unit: Unit, actor: Person, season: Season, kelurahan_id: int) -> Person | PhoneEntry:
    """The Lurah with his number, as the office or its list of numbers has him.

    Raises Refused("step1_recap.no_lurah_number") where neither has one.
    """
    working_on(unit, actor, season, STEP)
    place = kelurahan_here(unit, actor, kelurahan_id)
    for person in holders(unit, season.kecamatan_id, Post.LURAH, place.id):
        if person.phone:
            return person
    listed = select(PhoneEntry).where(PhoneEntry.kelurahan_id == place.id, PhoneEntry.post == Post.LURAH)
    entry = unit.first(listed.order_by(PhoneEntry.id.desc()))
    if entry is None:
        raise Refused("step1_recap.no_lurah_number", kelurahan=place.name)
    return entry
