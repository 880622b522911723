"""Plt. and Plh.: somebody stands in for an official, by a letter, for a period; and gives it back."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from models.people import Appointment, Kelurahan, Person
from models.posts import Post
from models.speech import button
from models.unit import Unit
from sop.accounts.invitations import gives, must_give, place_of
from sop.accounts.lapsing import lapse_issued
from sop.accounts.same_moment import alone_with_posts
from sop.accounts.seconding import ask_second, topic
from sop.core.calendar import morning_of
from sop.core.people import WHEN_APPOINTED, menu_of, post_title, season_of
from sop.core.posts import POWER, SIGNS
from sop.core.refused import Refused
from sop.core.rules import rules_of
from texts import say
from texts.figures import day_of, long_date

KINDS = ("Plt.", "Plh.")


@dataclass(frozen=True, kw_only=True)
class Term:
    """What the letter says."""

    kind: str  #: "Plt." or "Plh."
    basis: str  #: number of the letter
    begins: date
    ends: date


def posts_for(unit: Unit, actor: Person) -> list[Post]:
    """The posts of officials for which this person may enter a Plt. or Plh."""
    return [post for post in gives(unit, actor) if post in SIGNS]


def incumbents(unit: Unit, actor: Person, post: Post, kelurahan_id: int | None) -> list[Appointment]:
    """Whoever holds the post himself, now or later; nobody where it is vacant."""
    query = select(Appointment).where(
        Appointment.kecamatan_id == actor.kecamatan_id,
        Appointment.post == post,
        Appointment.kelurahan_id == kelurahan_id,
        Appointment.acting == "",
        Appointment.revoked_at.is_(None),
        Appointment.waits_since.is_(None),
        or_(Appointment.ends.is_(None), Appointment.ends >= day_of(unit.now)),
    )
    return unit.all(query.order_by(Appointment.id))


def check_term(unit: Unit, actor: Person, begins: date, ends: date) -> None:
    """A period that has not passed, no longer than the rule of the season."""
    months = rules_of(season_of(unit, actor.kecamatan_id)).acting_months
    if ends < begins:
        raise Refused("acting.ends_first", begins=long_date(begins))
    if ends < day_of(unit.now):
        raise Refused("acting.over_already")
    last = months_later(begins, months)
    if ends > last:
        raise Refused("acting.too_long", months=months, last=long_date(last))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def enter(
    unit: Unit,
    actor: Person,
    post: Post,
    *,
    kelurahan_id: int | None,
    instead_of: int | None,
    person: Person,
    term: Term,
) -> Appointment:
    """Somebody becomes Plt. or Plh.; both hear of it now, and again on the first and the last day."""
    must_give(unit, actor, post)
    if post not in SIGNS or term.kind not in KINDS or person.kecamatan_id != actor.kecamatan_id:
        raise Refused("form.old_button")
    check_term(unit, actor, term.begins, term.ends)
    place = place_of(unit, actor, post, kelurahan_id)
    alone_with_posts(unit, actor.kecamatan_id)
    whose = _whose(unit, actor, post, place, instead_of)
    _no_chain(unit, whose, person, term)
    made = unit.add(
        Appointment(
            kecamatan_id=actor.kecamatan_id,
            person_id=person.id,
            post=post,
            kelurahan_id=place.id if place else None,
            acting=term.kind,
            basis=term.basis,
            begins=term.begins,
            ends=term.ends,
            stands_in_for_id=whose.id if whose else None,
            created_at=unit.now,
            given_by_id=actor.id,
            waits_since=unit.now if post in POWER else None,
        )
    )
    unit.session.refresh(made, ["kelurahan", "stands_in_for", "person"])
    unit.session.refresh(person, ["posts"])
    if whose is not None:
        unit.session.refresh(whose, ["stand_ins"])
    away = whose.person_id if whose else None
    unit.log(actor, "acting.entered", person, post=post, acting=term.kind, stands_in_for=away)
    if made.waits_since is None:
        begin_to_count(unit, made)
    else:
        ask_second(unit, made)
    return made


def begin_to_count(unit: Unit, made: Appointment) -> None:
    """It was entered, or a second person has agreed: both hear of it."""
    if not made.acting:
        return
    if made.begins is not None and made.begins <= day_of(unit.now):
        made.begun_at = unit.now
    _tell_both(unit, made, "begins" if made.begun_at else "entered")


def _whose(
    unit: Unit, actor: Person, post: Post, place: Kelurahan | None, instead_of: int | None
) -> Appointment | None:
    """Whose work it is; where several hold the post it has to be said."""
    every = incumbents(unit, actor, post, place.id if place else None)
    if not every:
        return None
    found = [one for one in every if one.id == instead_of]
    if not found and len(every) > 1:
        raise Refused("form.old_button")
    return (found or every)[0]


def _no_chain(unit: Unit, whose: Appointment | None, person: Person, term: Term) -> None:
    """Nobody stands in for himself, and who is away himself cannot: A for B for A would lose the work."""
    if whose is not None and whose.person_id == person.id:
        raise Refused("acting.himself", name=person.name)
    for other in _acting_then(unit, person.kecamatan_id, term):
        theirs = other.stands_in_for
        if whose is not None and other.stands_in_for_id == whose.id:
            raise Refused("acting.has_one", **_named(other))
        if theirs is not None and theirs.person_id == person.id:
            raise Refused("acting.away_himself", name=person.name, until=long_date(other.ends or term.ends))
        if whose is not None and other.person_id == whose.person_id:
            raise Refused("acting.acts_elsewhere", **_named(other))


def _acting_then(unit: Unit, kecamatan_id: int, term: Term) -> list[Appointment]:
    query = select(Appointment).where(
        Appointment.kecamatan_id == kecamatan_id,
        Appointment.acting != "",
        Appointment.revoked_at.is_(None),
        Appointment.begins <= term.ends,
        Appointment.ends >= term.begins,
    )
    return unit.all(query.order_by(Appointment.id))


def _named(acting: Appointment) -> dict[str, str]:
    until = long_date(acting.ends) if acting.ends else "-"
    return {"name": acting.person.name, "post": post_title(acting), "until": until}


# ---- listed and ended


def acting_ones(unit: Unit, actor: Person) -> list[Appointment]:
    """The Plt. and Plh. of now and of later, of the posts that he may give."""
    query = select(Appointment).where(
        Appointment.kecamatan_id == actor.kecamatan_id,
        Appointment.acting != "",
        Appointment.post.in_(gives(unit, actor)),
        Appointment.revoked_at.is_(None),
        Appointment.ends >= day_of(unit.now),
    )
    return unit.all(query.order_by(Appointment.begins, Appointment.id))


def acting_of(unit: Unit, actor: Person, id: int | None) -> Appointment:
    """One of them; it has not ended yet."""
    found = unit.get(Appointment, id)
    if found is None or found.kecamatan_id != actor.kecamatan_id or not found.acting:
        raise Refused("common.not_found")
    must_give(unit, actor, Post(found.post))
    if found.revoked_at is not None or (found.ends is not None and found.ends < day_of(unit.now)):
        raise Refused("acting.ended_already")
    return found


def end(unit: Unit, actor: Person, id: int | None) -> Appointment:
    """Akhiri: the work goes back before the letter's last day."""
    found = acting_of(unit, actor, id)
    waited = found.waits_since is not None
    found.revoked_at = found.over_at = unit.now
    unit.log(actor, "acting.ended", found.person, post=found.post, appointment=found.id)
    unit.settle(topic(found), say("acting.was_ended", name=actor.name))
    if not waited:
        _tell_both(unit, found, "over")
        lapse_issued(unit, found.person)
    return found


# ---- the first day and the last


def turn_periods(unit: Unit) -> int:
    """Periods that have begun or ended since the last look are told to both; how many there were."""
    today = day_of(unit.now)
    lives = and_(Appointment.revoked_at.is_(None), Appointment.waits_since.is_(None))
    over = select(Appointment.id).where(lives, Appointment.ends < today, Appointment.over_at.is_(None))
    told = sum(unit.tries(_ends, one) for one in unit.all(over.order_by(Appointment.id)))
    begun = select(Appointment.id).where(lives, Appointment.begins <= today, Appointment.begun_at.is_(None))
    return told + sum(unit.tries(_begins, one) for one in unit.all(begun.order_by(Appointment.id)))


def _ends(unit: Unit, appointment_id: int) -> int:
    one = unit.session.get_one(Appointment, appointment_id)
    one.over_at, one.begun_at = unit.now, one.begun_at or unit.now
    unit.log(None, "post.over", one.person, post=one.post, appointment=one.id)
    _tell_both(unit, one, "over")
    lapse_issued(unit, one.person)
    return 1


def _begins(unit: Unit, appointment_id: int) -> int:
    one = unit.session.get_one(Appointment, appointment_id)
    one.begun_at = unit.now
    unit.log(None, "post.begun", one.person, post=one.post, appointment=one.id)
    _tell_both(unit, one, "begins")
    return 1


def _tell_both(unit: Unit, one: Appointment, what: str) -> None:
    """He who takes the work over, and he whose work it is."""
    facts = {
        "name": one.person.name,
        "post": post_title(one),
        "basis": one.basis or "-",
        "begins": long_date(one.begins or day_of(unit.now)),
        "ends": long_date(one.ends) if one.ends else say("acting.open_end"),
    }
    tasks = [[button("menu.tasks_plain", "tasks:show")]]
    morning = morning_of(day_of(unit.now))  # at midnight the work moves; its people hear of it by day
    unit.tell(
        one.person,
        say(f"acting.{what}_own" if one.acting else f"acting.{what}_post", **facts),
        tasks,
        held_until=morning,
    )
    menu_of(unit, one.person)
    whose = one.stands_in_for
    if whose is not None and whose.revoked_at is None:
        words = say(f"acting.{what}_theirs", own=post_title(whose), **facts)
        unit.tell(whose.person, words, tasks, held_until=morning)
        menu_of(unit, whose.person)
    if what != "entered":
        for act in WHEN_APPOINTED():
            act(unit, one)
