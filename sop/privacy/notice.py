"""The notice about personal data: told before anything is asked, once for each version (UU 27/2022)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from models.chat import Once
from models.people import Kecamatan, Person
from models.posts import Post
from models.speech import button
from models.unit import Unit
from sop.core.people import holders
from texts import Html, join, plain, say

#: Raised when the notice says something else: everybody who is in gets the new one, without a sound.
VERSION = 1
PREFIX = "privacy:"


def tell_first(unit: Unit, chat_id: int, office: Kecamatan | None = None, what: Html | str = "") -> None:
    """At the first contact, before any question: three lines, the rest by a button; the moment is kept.

    `office`: whose invitation it is; a stranger may not have said yet where he belongs. `what`: for what and
    for whom that invitation is, which he reads first.
    """
    every = [office] if office else unit.all(select(Kecamatan).limit(2))
    whose = every[0] if len(every) == 1 else None
    if every and unit.once(_key(chat_id, whose)):
        named = _named(whose)
        ways = [[button("privacy.all", "privacy:all")]]
        unit.tell_chat(chat_id, join(what, say("privacy.short", office=named)), ways)


def _key(chat_id: int, office: Kecamatan | None) -> str:
    return f"{PREFIX}{VERSION}:{office.id if office else 0}:{chat_id}"


def told_at(unit: Unit, person: Person) -> datetime | None:
    """When somebody was told the present version."""
    if person.telegram_id is None:
        return None
    return unit.first(select(Once.at).where(Once.key == _key(person.telegram_id, person.kecamatan)))


def tell_everybody(unit: Unit) -> int:
    """Whoever was in before this version gets it once, without a sound; how many these were."""
    if not unit.once(f"{PREFIX}{VERSION}:everybody"):
        return 0
    told = 0
    for person in unit.all(select(Person).where(Person.telegram_id.is_not(None)).order_by(Person.id)):
        if person.telegram_id is not None and unit.once(_key(person.telegram_id, person.kecamatan)):
            unit.tell(person, notice(unit, person.kecamatan), silent=True, broadcast=True)
            told += 1
    return told


def notice(unit: Unit, office: Kecamatan | None) -> Html:
    """Who is responsible, why, which data, how long, which rights, whom to ask: one screen."""
    return say("privacy.notice", office=_named(office), contact=_contact(unit, office))


def _named(office: Kecamatan | None) -> str:
    return plain("privacy.office", kecamatan=office.name) if office else plain("privacy.some_office")


def _contact(unit: Unit, office: Kecamatan | None) -> str:
    """JFU by name and the office's phone: a number of the office, not of a person."""
    people = ", ".join(person.name for person in holders(unit, office.id, Post.JFU)) if office else ""
    phone = (office.office or {}).get("phone") if office else None
    asked = plain("privacy.contact_jfu", people=people) if people else plain("privacy.contact_office")
    return plain("privacy.contact_phone", contact=asked, phone=phone) if phone else asked
