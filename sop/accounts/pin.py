"""The second proof of who signs: a PIN (only its salted hash is kept), or the code of an app."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select

from models.people import Appointment, Person
from models.posts import Post
from models.signing import Pin
from models.unit import Unit
from sop.accounts.pin_hash import guarded, is_cheap, is_same
from sop.accounts.totp import step_of
from sop.core.people import holders, must_hold
from sop.core.posts import POWER, TITLES
from sop.core.refused import Refused
from texts import say
from texts.figures import moment

TRIES = 5
LOCKED = timedelta(minutes=15)  #: the first time; each next time in a row four times as long
LONGEST_LOCKED = timedelta(days=1)
DIGITS = 6

#: Who takes a forgotten one away.
RESETS = (Post.ADMIN, Post.JFU)

_IN_USE = or_(Pin.hash.is_not(None), Pin.totp.is_not(None))

#: What everybody tries first; the last is the example under the question.
_USUAL = ("123456", "654321", "123123", "112233", "121212", "111222", "480915")


class Proof(StrEnum):
    """What a typed PIN was found to be."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"  #: not six digits: no try is counted
    LOCKED = "locked"


def may_have_pin(unit: Unit, person: Person) -> bool:
    """Whoever approves, gives a paraf or agrees to posts: to anybody else it would protect nothing."""
    return any(person.holds(post, unit.now) for post in POWER)


def pin_of(unit: Unit, person: Person) -> Pin | None:
    return unit.first(select(Pin).where(Pin.person_id == person.id, _IN_USE))


def proof_of(unit: Unit, person: Person) -> str:
    """What is asked of him before an approval counts: "pin", or "totp" where an app gives the digits."""
    pin = pin_of(unit, person)
    return "totp" if pin is not None and pin.totp is not None else "pin"


def must_prove(unit: Unit, actor: Person, proof: str | None, post: Post | None = None) -> None:
    """Nothing counts without the PIN of who has one.

    Nor is the successor of somebody with a PIN an easier door: who got the `post` that decides after its
    holder had set one sets his own first.
    """
    if proof is not None:
        return
    if pin_of(unit, actor) is not None:
        raise Refused("pin.needed")
    if post is not None and _was_guarded(unit, actor, post):
        raise Refused("pin.set_first", post=TITLES[post])


def _was_guarded(unit: Unit, actor: Person, post: Post) -> bool:
    mine = actor.appointment(post, unit.now)
    if mine is None:
        return False
    query = (
        select(Pin.id)
        .join(Appointment, Appointment.person_id == Pin.person_id)
        .where(
            Appointment.kecamatan_id == actor.kecamatan_id,
            Appointment.post == post,
            Appointment.waits_since.is_(None),
            Appointment.person_id != actor.id,
            Pin.set_at <= (mine.second_at or mine.created_at),
            _IN_USE,
        )
    )
    return unit.first(query) is not None


def six_digits(typed: str) -> str | None:
    """The digits, spaces left out; None when these are not six."""
    found = "".join(typed.split())
    return found if len(found) == DIGITS and found.isascii() and found.isdigit() else None


def too_easy(digits: str) -> bool:
    return len(set(digits)) == 1 or digits in _USUAL


def prove(unit: Unit, actor: Person, typed: str) -> Proof:
    """Compare what was typed; five wrong ones in a row, and nothing is compared for a quarter of an hour.

    The next five cost an hour, then four; its owner and the admins hear of it each time.
    """
    pin = pin_of(unit, actor)
    if pin is None:
        raise Refused("common.old_button")
    if pin.locked_until is not None and pin.locked_until > unit.now:
        return Proof.LOCKED
    digits = six_digits(typed)
    if digits is None:
        return Proof.UNCLEAR
    if _is_right(unit, pin, digits):
        pin.tries, pin.lockouts, pin.locked_until = 0, 0, None
        return Proof.RIGHT
    pin.tries += 1
    if pin.tries < TRIES:
        return Proof.WRONG
    lasts = min(LOCKED * 4**pin.lockouts, LONGEST_LOCKED)
    pin.tries, pin.lockouts, pin.locked_until = 0, min(pin.lockouts + 1, 9), unit.now + lasts
    unit.log(actor, "pin.locked", pin, minutes=int(lasts.total_seconds()) // 60)
    _tell_wrong(unit, actor, pin.locked_until)
    return Proof.LOCKED


def _tell_wrong(unit: Unit, owner: Person, until: datetime) -> None:
    """Somebody typed five wrong ones at his phone: he and the admins hear of it."""
    unit.tell(owner, say("pin.told_wrong_own", until=moment(until)))
    for one in holders(unit, owner.kecamatan_id, Post.ADMIN):
        if one.id != owner.id:
            unit.tell(one, say("pin.told_wrong", name=owner.name, until=moment(until)))


def _is_right(unit: Unit, pin: Pin, digits: str) -> bool:
    if pin.totp is None:
        right = is_same(digits, f"{pin.salt}:{pin.hash}")
        if right and is_cheap(pin.hash or ""):  # kept at an older price: now that it is known, at today's
            pin.salt, _, pin.hash = guarded(digits).partition(":")
        return right
    step = step_of(pin.totp, digits, unit.now, pin.last_step)
    if step is not None:
        pin.last_step = step
    return step is not None


def tries_left(unit: Unit, person: Person) -> int:
    pin = pin_of(unit, person)
    return TRIES - pin.tries if pin is not None else 0


def is_his(unit: Unit, person_id: int | None, digits: str) -> bool:
    """Whether these digits are this person's PIN; no try is counted. Dear: ask where it matters."""
    pin = unit.first(select(Pin).where(Pin.person_id == person_id, Pin.hash.is_not(None)))
    return pin is not None and is_same(digits, f"{pin.salt}:{pin.hash}")


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
    pin.salt, pin.hash, pin.set_at = salt, digest, unit.now
    pin.tries, pin.lockouts, pin.locked_until = 0, 0, None
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
