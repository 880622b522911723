"""Utusan to the Musrenbang Kota: chosen by the meeting, with the data by which the city reaches them."""

from __future__ import annotations

from sqlalchemy import select

from models.meeting import Delegate
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.step5_meeting.meeting import working


def delegates(unit: Unit, season: Season) -> list[Delegate]:
    """The utusan, in the order they were chosen."""
    query = select(Delegate).where(Delegate.season_id == season.id, Delegate.removed_at.is_(None))
    return unit.all(query.order_by(Delegate.id))


def choose(
    unit: Unit, actor: Person, season: Season, *, name: str, institution: str, address: str, phone: str
) -> Delegate:
    """Add an utusan."""
    working(unit, actor, season)
    for one in delegates(unit, season):
        if one.name.casefold() == name.casefold() and one.phone == phone:
            raise Refused("delegates.twice", name=one.name)
    chosen = unit.add(
        Delegate(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            name=name,
            institution=institution,
            address=address,
            phone=phone,
        )
    )
    unit.log(actor, "delegate.chosen", chosen)
    return chosen


def dismiss(unit: Unit, actor: Person, season: Season, chosen: Delegate | None) -> str:
    """Take an utusan off the list."""
    working(unit, actor, season)
    if chosen is None or chosen.season_id != season.id:
        raise Refused("common.not_found")
    if chosen.removed_at is not None:
        raise Refused("delegates.gone", name=chosen.name)
    chosen.removed_at = unit.now
    unit.log(actor, "delegate.removed", chosen)
    return chosen.name
