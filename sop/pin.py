"""The second proof of who signs: a PIN (only its salted hash is kept), or the code of an app."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import or_, select

from models.people import Person
from models.posts import Post
from models.signing import Pin
from models.unit import Unit
from sop.people import holders, must_hold
from sop.posts import MAY_DECIDE
from sop.refused import Refused
from sop.totp import step_of
from texts import say

TRIES = 5
LOCKED = timedelta(minutes=15)
DIGITS = 6

#: Who takes a forgotten one away.
RESETS = (Post.ADMIN, Post.JFU)

_IN_USE = or_(Pin.hash.is_not(None), Pin.totp.is_not(None))

#: What everybody tries first.
_USUAL = ("123456", "654321", "123123", "112233", "121212", "111222")


class Proof(StrEnum):
    """What a typed PIN was found to be."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"  #: not six digits: no try is counted
    LOCKED = "locked"


def may_have_pin(unit: Unit, person: Person) -> bool:
    """Whoever may be asked to approve a paper: to anybody else it would protect nothing."""
    return any(person.holds(post, unit.now) for post in MAY_DECIDE)


def pin_of(unit: Unit, person: Person) -> Pin | None:
    return unit.first(select(Pin).where(Pin.person_id == person.id, _IN_USE))


def proof_of(unit: Unit, person: Person) -> str:
    """What is asked of him before an approval counts: "pin", or "totp" where an app gives the digits."""
    pin = pin_of(unit, person)
    return "totp" if pin is not None and pin.totp is not None else "pin"


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
    if _is_right(unit, pin, digits):
        pin.tries, pin.locked_until = 0, None
        return Proof.RIGHT
    pin.tries += 1
    if pin.tries < TRIES:
        return Proof.WRONG
    pin.tries, pin.locked_until = 0, unit.now + LOCKED
    unit.log(actor, "pin.locked", pin)
    return Proof.LOCKED


def _is_right(unit: Unit, pin: Pin, digits: str) -> bool:
    if pin.totp is None:
        return is_same(digits, f"{pin.salt}:{pin.hash}")
    step = step_of(pin.totp, digits, unit.now, pin.last_step)
    if step is not None:
        pin.last_step = step
    return step is not None


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
    pin.totp = pin.last_step = None
    unit.session.flush()
    unit.log(actor, "pin.set", pin)


def drop_pin(unit: Unit, actor: Person) -> None:
    """His approvals ask for it no more; the old one was proved just before."""
    pin = pin_of(unit, actor)
    if pin is not None:
        pin.hash = pin.totp = None
        unit.log(actor, "pin.dropped", pin)


# ---- forgotten


def with_pin(unit: Unit, actor: Person) -> list[Person]:
    """Whose PIN or app the admin and JFU can take away: of anybody but themselves."""
    query = select(Person).join(Pin, Pin.person_id == Person.id)
    return unit.all(
        query.where(Person.kecamatan_id == actor.kecamatan_id, Person.id != actor.id, _IN_USE).order_by(
            Person.name
        )
    )


def forget(unit: Unit, actor: Person, id: int) -> Person:
    """Admin or JFU takes a forgotten PIN, or a lost phone's app, away. Neither can set one.

    Its owner is told, and so are all others who could have done it.
    """
    must_hold(unit, actor, *RESETS)
    person = unit.get(Person, id)
    if person is None or person.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    if person.id == actor.id:
        raise Refused("pin.not_his_own")
    pin = pin_of(unit, person)
    if pin is None:
        raise Refused("pin.none_any_more", name=person.name)
    pin.hash = pin.totp = None
    unit.log(actor, "pin.forgotten", pin, person=person.id)
    told = say("pin.told_forgotten", name=person.name, by=actor.name)
    others = [one for post in RESETS for one in holders(unit, actor.kecamatan_id, post)]
    for one in dict.fromkeys([person, *others]):
        if one.id != actor.id:
            unit.tell(one, told)
    return person
