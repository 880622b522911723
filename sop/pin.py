"""The second proof of who signs: six digits that only he knows. Only their salted hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from models.people import Person
from models.posts import Post
from models.signing import Pin
from models.unit import Unit
from sop.people import holders, must_hold
from sop.posts import SIGNS
from sop.refused import Refused
from texts import say

TRIES = 5
LOCKED = timedelta(minutes=15)
DIGITS = 6

#: What everybody tries first.
_USUAL = ("123456", "654321", "123123", "112233", "121212", "111222")


class Proof(StrEnum):
    """What a typed PIN was found to be."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"  #: not six digits: no try is counted
    LOCKED = "locked"


def may_have_pin(unit: Unit, person: Person) -> bool:
    """Whoever's name stands under papers."""
    return any(person.holds(post, unit.now) for post in SIGNS)


def pin_of(unit: Unit, person: Person) -> Pin | None:
    return unit.first(select(Pin).where(Pin.person_id == person.id, Pin.hash.is_not(None)))


def six_digits(typed: str) -> str | None:
    """The digits, spaces left out; None when these are not six."""
    found = "".join(typed.split())
    return found if len(found) == DIGITS and found.isascii() and found.isdigit() else None


def too_easy(digits: str) -> bool:
    return len(set(digits)) == 1 or digits in _USUAL


def guarded(digits: str) -> str:
    """What may be kept of a PIN: salt and hash."""
    salt = secrets.token_hex(16)
    return f"{salt}:{_hashed(digits, salt)}"


def is_same(digits: str, kept: str) -> bool:
    salt, _, expected = kept.partition(":")
    return hmac.compare_digest(_hashed(digits, salt), expected)


def _hashed(digits: str, salt: str) -> str:
    return hashlib.scrypt(digits.encode(), salt=bytes.fromhex(salt), n=2**13, r=8, p=1, dklen=32).hex()


def prove(unit: Unit, actor: Person, typed: str) -> Proof:
    """Compare what was typed; five wrong ones in a row, and nothing is compared for a quarter of an hour."""
    pin = pin_of(unit, actor)
    if pin is None:
        raise Refused("common.old_button")
    if pin.locked_until is not None and pin.locked_until > unit.now:
        return Proof.LOCKED
    digits = six_digits(typed)
    if digits is None:
        return Proof.UNCLEAR
    if is_same(digits, f"{pin.salt}:{pin.hash}"):
        pin.tries, pin.locked_until = 0, None
        return Proof.RIGHT
    pin.tries += 1
    if pin.tries < TRIES:
        return Proof.WRONG
    pin.tries, pin.locked_until = 0, unit.now + LOCKED
    unit.log(actor, "pin.locked", pin)
    return Proof.LOCKED


def tries_left(unit: Unit, person: Person) -> int:
    pin = pin_of(unit, person)
    return TRIES - pin.tries if pin is not None else 0


def keep_pin(unit: Unit, actor: Person, kept: str) -> None:
    """From now on his approvals ask for it."""
    if not may_have_pin(unit, actor):
        raise Refused("pin.not_for_you")
    salt, _, digest = kept.partition(":")
    pin = unit.first(select(Pin).where(Pin.person_id == actor.id))
    if pin is None:
        pin = unit.add(
            Pin(kecamatan_id=actor.kecamatan_id, person_id=actor.id, salt=salt, hash=digest, set_at=unit.now)
        )
    pin.salt, pin.hash, pin.set_at, pin.tries, pin.locked_until = salt, digest, unit.now, 0, None
    unit.session.flush()
    unit.log(actor, "pin.set", pin)


def drop_pin(unit: Unit, actor: Person) -> None:
    """His approvals ask for it no more; the old one was proved just before."""
    pin = pin_of(unit, actor)
    if pin is not None:
        pin.hash = None
        unit.log(actor, "pin.dropped", pin)


# ---- forgotten


def with_pin(unit: Unit, actor: Person) -> list[Person]:
    """Whose PIN the admin can take away."""
    query = select(Person).join(Pin, Pin.person_id == Person.id)
    return unit.all(
        query.where(Person.kecamatan_id == actor.kecamatan_id, Pin.hash.is_not(None)).order_by(Person.name)
    )


def forget(unit: Unit, actor: Person, id: int) -> Person:
    """The admin takes a forgotten PIN away. He cannot set one; its owner and the other admins are told."""
    must_hold(unit, actor, Post.ADMIN)
    person = unit.get(Person, id)
    if person is None or person.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    pin = pin_of(unit, person)
    if pin is None:
        raise Refused("pin.none_any_more", name=person.name)
    pin.hash = None
    unit.log(actor, "pin.forgotten", pin, person=person.id)
    told = say("pin.told_forgotten", name=person.name, by=actor.name)
    for one in dict.fromkeys([person, *holders(unit, actor.kecamatan_id, Post.ADMIN)]):
        if one.id != actor.id:
            unit.tell(one, told)
    return person
