"""What people and the office say about themselves: the fields, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from models.people import Person
from models.posts import Post
from models.unit import Unit
from sop.core.people import must_hold, signs
from sop.core.refused import Refused
from sop.reading import nip, person_name, phone, sentence
from sop.reading.words import tidy

Read = Callable[[str], str]

#: Who sets what holds for the whole kecamatan.
SETS = (Post.SEKRETARIS, Post.ADMIN)

_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}")
_WEBSITE = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_OFFICE_PHONE = re.compile(r"[+(]?[0-9][0-9()\s.\-/]{5,38}")


def postcode(text: str) -> str:
    found = tidy(text).replace(" ", "")
    if not re.fullmatch("[0-9]{5}", found, re.ASCII):
        raise Refused("settings.postcode_unclear")
    return found


def email(text: str) -> str:
    found = tidy(text)
    if len(found) > 80 or not _EMAIL.fullmatch(found):
        raise Refused("settings.email_unclear")
    return found


def website(text: str) -> str:
    found = tidy(text)
    if len(found) > 80 or not _WEBSITE.fullmatch(found):
        raise Refused("settings.website_unclear")
    return found


def office_phone(text: str) -> str:
    """As the office prints it: "(0251) 8323444"."""
    found = tidy(text)
    if not _OFFICE_PHONE.fullmatch(found):
        raise Refused("settings.office_phone_unclear")
    return found


def _between(least: int, most: int) -> Read:
    return lambda typed: sentence(typed, least, most)


#: A column of the person -> how it is read.
OWN: dict[str, Read] = {
    "name": person_name,
    "nip": nip,
    "rank": _between(3, 60),
    "phone": phone,
    "institution": _between(3, 120),
    "address": _between(5, 200),
}

#: What a person may take back; a name, and what stands under papers, may only be changed.
ERASABLE = frozenset({"phone", "institution", "address"})

#: A line of the letterhead -> how it is read.
OFFICE: dict[str, Read] = {
    "address": _between(5, 200),
    "phone": office_phone,
    "postcode": postcode,
    "email": email,
    "website": website,
}


def change_own(unit: Unit, actor: Person, field: str, value: str | None) -> None:
    """One's own data; papers that are drawn already keep what they say."""
    if field not in OWN or (value is None and field not in ERASABLE):
        raise Refused("common.old_button")
    setattr(actor, field, value)
    unit.log(actor, "person.changed", actor, field=field, erased=value is None)


def change_office(unit: Unit, actor: Person, field: str, value: str | None) -> None:
    """A line of the letterhead."""
    must_hold(unit, actor, *SETS)
    if field not in OFFICE:
        raise Refused("common.old_button")
    kecamatan = actor.kecamatan
    others: dict[str, Any] = {name: said for name, said in (kecamatan.office or {}).items() if name != field}
    # A new dictionary, or the change is not seen.
    kecamatan.office = others if value is None else others | {field: value}
    unit.log(actor, "office.changed", kecamatan, field=field, erased=value is None)


def own_fields(unit: Unit, person: Person) -> list[str]:
    """What is asked of this person: NIP and pangkat only of those whose names stand under papers."""
    signing = any(signs(Post(held.post)) for held in person.held(unit.now))
    return [field for field in OWN if signing or field not in ("nip", "rank") or getattr(person, field)]


def missing_own(unit: Unit, person: Person) -> list[str]:
    """What papers will lack of this person."""
    wanted = [field for field in own_fields(unit, person) if field in ("nip", "rank")]
    return [field for field in wanted if not getattr(person, field)]
