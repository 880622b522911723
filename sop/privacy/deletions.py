"""Who was forgotten, told apart without a word about him: what a restore brings back is forgotten again.

A person is known by the hash of the first entry of the log about him. It is in every backup that has him, and
in no other office and no later row that got the same number.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel
from sqlalchemy import delete, or_, select, update

from models.chat import Once
from models.log import LogEntry
from models.people import Invitation, Kecamatan, Person
from models.unit import Unit
from sop.privacy.forgetting import FORGOTTEN, TO_NOTE, forget, is_forgotten, last_traces


class Deletion(BaseModel):
    """One line beside the database."""

    person: int
    entry: str


def to_note(unit: Unit) -> list[Deletion]:
    """Who was forgotten and does not stand beside the database yet."""
    keys = unit.all(select(Once.key).where(Once.key.startswith(TO_NOTE)).order_by(Once.id))
    return _of(unit, [int(key.removeprefix(TO_NOTE)) for key in keys])


def every(unit: Unit) -> list[Deletion]:
    """Whoever was forgotten here."""
    keys = unit.all(select(Once.key).where(Once.key.startswith(FORGOTTEN)).order_by(Once.id))
    return _of(unit, [int(key.removeprefix(FORGOTTEN)) for key in keys])


def noted(unit: Unit, some: Iterable[Deletion]) -> None:
    """These are on the disk."""
    unit.session.execute(delete(Once).where(Once.key.in_([f"{TO_NOTE}{one.person}" for one in some])))


def _of(unit: Unit, ids: list[int]) -> list[Deletion]:
    people = (unit.get(Person, one) for one in ids)
    return [Deletion(person=one.id, entry=_mark(unit, one)) for one in people if one is not None]


def _mark(unit: Unit, person: Person) -> str:
    """Of somebody of whom the log says nothing, the first entry of his office."""
    here = select(LogEntry.hash).where(LogEntry.kecamatan_id == person.kecamatan_id).order_by(LogEntry.place)
    about = or_(LogEntry.subject == f"person:{person.id}", LogEntry.actor_id == person.id)
    return unit.first(here.where(about)) or unit.first(here) or ""


def replay(unit: Unit, deletions: Iterable[Deletion]) -> int:
    """Whoever was forgotten after the backup was made is forgotten again; how many."""
    done = 0
    for one in deletions:
        person = unit.get(Person, one.person)
        if person is None or is_forgotten(unit, person) or _mark(unit, person) != one.entry:
            continue
        forget(unit, None, person, again=True)
        done += 1
    if done:
        last_traces(unit)  # nobody bids him farewell a second time
    return done


def close_links(unit: Unit) -> int:
    """Invitations that were open when the backup was made may have been used or withdrawn since; how many."""
    closed = 0
    for office in unit.all(select(Kecamatan).order_by(Kecamatan.id)):
        still = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        act = update(Invitation).where(Invitation.kecamatan_id == office.id, *still)
        count = len(unit.session.execute(act.values(revoked_at=unit.now).returning(Invitation.id)).all())
        if count:
            unit.log(None, "invitations.closed", office, count=count)
        closed += count
    return closed
