"""Two people over one thing."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Appointment, Person
from tests.core.desk import FrontDesk


def holds(desk: FrontDesk, user: int) -> list[str]:
    """The posts that count for him now."""
    with desk.unit() as unit:
        person = unit.session.scalars(select(Person).where(Person.telegram_id == user)).one()
        return sorted(f"{one.acting}{one.post}" for one in person.held(unit.now))


def says(desk: FrontDesk, user: int, *words: str) -> None:
    for one in words:
        desk.message(user, one)
        desk.works()


def newest(desk: FrontDesk) -> int:
    return max(desk.rows(select(Appointment.id)))


def last(desk: FrontDesk, user: int) -> str:
    return desk.said(user)[-1]
