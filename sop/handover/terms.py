"""A post with its letter and its period: given to somebody who is in, or noted for one that is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.people import Appointment, Person
from models.posts import Post
from models.speech import button
from models.unit import Unit
from sop.accounts.invitations import must_give, place_of
from sop.accounts.lapsing import lapse_issued
from sop.accounts.seconding import ask_second
from sop.core.people import appoint, menu_of, post_title
from sop.core.posts import POWER
from sop.core.refused import Refused
from sop.handover.leaving import held_one, not_the_last, tell_about_power
from texts import Html, plain, say
from texts.figures import day_of, long_date


@dataclass(frozen=True, kw_only=True)
class Period:
    """From when until when, by which letter; what is None is open."""

    basis: str | None = None
    begins: date | None = None
    ends: date | None = None


def check_period(unit: Unit, period: Period) -> None:
    if period.ends is None:
        return
    if period.begins is not None and period.ends < period.begins:
        raise Refused("acting.ends_first", begins=long_date(period.begins))
    if period.ends < day_of(unit.now):
        raise Refused("terms.over_already")


def person_here(unit: Unit, actor: Person, id: int | None) -> Person:
    person = unit.get(Person, id)
    if person is None or person.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return person


def give(
    unit: Unit, actor: Person, person: Person, post: Post, *, kelurahan_id: int | None, period: Period
) -> Appointment:
    """One post more for somebody who is known; he is told."""
    must_give(unit, actor, post)
    place = place_of(unit, actor, post, kelurahan_id)
    check_period(unit, period)
    for held in person.posts:
        same = held.post == post and held.kelurahan_id == (place.id if place else None) and not held.acting
        if same and held.waits_since is not None and held.revoked_at is None:
            raise Refused("terms.waits_already", name=person.name, post=post_title(held))
        if same and held.revoked_at is None and (held.ends is None or held.ends >= day_of(unit.now)):
            raise Refused("terms.holds_already", name=person.name, post=post_title(held))
    made = appoint(
        unit,
        person,
        post,
        kelurahan_id=place.id if place else None,
        by=actor,
        begins=period.begins,
        ends=period.ends,
        basis=period.basis,
    )
    unit.session.refresh(made, ["kelurahan", "person"])
    _begun(unit, made)
    if made.waits_since is not None:
        ask_second(unit, made)
    if made.waits_since is not None:
        return made
    unit.tell(person, _words("terms.given", made), [[button("menu.back", "menu:show")]])
    return made


def set_period(unit: Unit, actor: Person, id: int | None, period: Period) -> Appointment:
    """Letter and period of a post that is held; whoever holds it is told."""
    held = held_one(unit, actor, id)
    must_give(unit, actor, Post(held.post))
    if held.acting:
        raise Refused("leaving.acting")
    check_period(unit, period)
    later = period.begins is not None and period.begins > day_of(unit.now)
    if later or period.ends is not None:
        not_the_last(unit, held)
    if held.waits_since is not None:
        raise Refused("terms.waits_already", name=held.person.name, post=post_title(held))
    if held.post in POWER and _longer(held, period):
        return _ask_longer(unit, actor, held, period)
    held.basis, held.begins, held.ends = period.basis, period.begins, period.ends
    held.begun_at = held.over_at = None
    _begun(unit, held)
    begins, ends = _iso(period.begins), _iso(period.ends)
    unit.log(actor, "post.period", held.person, post=held.post, begins=begins, ends=ends)
    menu_of(unit, held.person)
    unit.tell(held.person, _words("terms.changed", held), [[button("menu.back", "menu:show")]])
    tell_about_power(
        unit, actor, held, _words("terms.told_others", held, name=held.person.name, by=actor.name)
    )
    unit.session.flush()
    lapse_issued(unit, held.person)
    return held


def _longer(held: Appointment, period: Period) -> bool:
    """It would count on days on which it does not now."""
    sooner = held.begins is not None and (period.begins is None or period.begins < held.begins)
    later = held.ends is not None and (period.ends is None or period.ends > held.ends)
    return sooner or later


def _ask_longer(unit: Unit, actor: Person, held: Appointment, period: Period) -> Appointment:
    """A post with power that lasts longer is given once more: until somebody agrees the old period holds."""
    longer = unit.add(
        Appointment(
            kecamatan_id=held.kecamatan_id,
            person_id=held.person_id,
            post=held.post,
            basis=period.basis,
            begins=period.begins,
            ends=period.ends,
            created_at=unit.now,
            given_by_id=actor.id,
            waits_since=unit.now,
        )
    )
    unit.session.refresh(held.person, ["posts"])
    unit.log(
        actor, "post.longer", held.person, post=held.post, begins=_iso(period.begins), ends=_iso(period.ends)
    )
    ask_second(unit, longer)
    return held if longer.revoked_at is not None else longer


def take_over_period(unit: Unit, longer: Appointment) -> None:
    """Somebody agreed to the longer period: the appointment that is there has it."""
    if longer.acting:
        return
    for held in longer.person.posts:
        older = (
            held.id < longer.id and held.revoked_at is None and held.waits_since is None and not held.acting
        )
        if older and held.post == longer.post:
            held.basis, held.begins, held.ends = longer.basis, longer.begins, longer.ends
            # Changed over: who let him in before stays known (`roots.py`).
            held.given_by_id, longer.given_by_id = longer.given_by_id, held.given_by_id
            held.second_id, longer.second_id = longer.second_id, held.second_id
            held.begun_at = held.over_at = None
            _begun(unit, held)
            longer.revoked_at = unit.now
            unit.tell(held.person, _words("terms.changed", held), [[button("menu.back", "menu:show")]])
            return


def _begun(unit: Unit, held: Appointment) -> None:
    """What has begun already is not announced again in the morning."""
    if held.begins is None or held.begins <= day_of(unit.now):
        held.begun_at = unit.now


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _words(key: str, held: Appointment, **more: str) -> Html:
    return say(key, post=post_title(held), period=period_words(held), **more)


def period_words(held: Appointment) -> str:
    """ "18 Januari 2027 s.d. 31 Desember 2027, surat 821/45": as much of it as is known."""
    begins = long_date(held.begins) if held.begins else plain("terms.at_once")
    ends = long_date(held.ends) if held.ends else plain("terms.no_end")
    key = "terms.period_letter" if held.basis else "terms.period"
    return plain(key, begins=begins, ends=ends, **({"basis": held.basis} if held.basis else {}))
