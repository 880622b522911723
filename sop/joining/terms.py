"""A post with its letter and its period: given to somebody who is in, or noted for one that is held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.people import Appointment, Person
from models.posts import Post
from models.speech import button
from models.unit import Unit
from sop.joining.invitations import must_give, place_of
from sop.joining.leaving import held_one, not_the_last
from sop.people import appoint, menu_of, post_title
from sop.refused import Refused
from texts import plain, say
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
    held.basis, held.begins, held.ends = period.basis, period.begins, period.ends
    held.begun_at = held.over_at = None
    _begun(unit, held)
    begins, ends = _iso(period.begins), _iso(period.ends)
    unit.log(actor, "post.period", held.person, post=held.post, begins=begins, ends=ends)
    menu_of(unit, held.person)
    unit.tell(held.person, _words("terms.changed", held), [[button("menu.back", "menu:show")]])
    return held


def _begun(unit: Unit, held: Appointment) -> None:
    """What has begun already is not announced again in the morning."""
    if held.begins is None or held.begins <= day_of(unit.now):
        held.begun_at = unit.now


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _words(key: str, held: Appointment) -> str:
    return say(key, post=post_title(held), period=period_words(held))


def period_words(held: Appointment) -> str:
    """ "18 Januari 2027 s.d. 31 Desember 2027, surat 821/45": as much of it as is known."""
    begins = long_date(held.begins) if held.begins else plain("terms.at_once")
    ends = long_date(held.ends) if held.ends else plain("terms.no_end")
    key = "terms.period_letter" if held.basis else "terms.period"
    return plain(key, begins=begins, ends=ends, **({"basis": held.basis} if held.basis else {}))
