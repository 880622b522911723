"""The second person's word about a post with power: Setujui or Tolak."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from models.people import Appointment, Person
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.accounts.invitations import close_invitations
from sop.accounts.lapsing import lapse_issued
from sop.accounts.pin import must_prove
from sop.accounts.same_moment import alone_with_posts
from sop.accounts.seconding import (
    concerned,
    counts_now,
    facts_of,
    is_alone,
    may_second,
    open_ones,
    topic,
    waits_on,
)
from sop.core.people import holders, menu_of, must_hold, post_title
from sop.core.posts import SECONDS
from sop.core.refused import Refused
from sop.flow.debts import Debt
from sop.handover.leaving import not_the_last
from sop.handover.new_signer import renew_signers
from sop.handover.open_work import load_of
from texts import say
from texts.figures import day_of, moment


def asked_about(unit: Unit, actor: Person, id: int | None) -> Appointment:
    """A post to which this person may agree now; any other press says why not."""
    must_hold(unit, actor, *SECONDS)
    held = unit.get(Appointment, id)
    if held is None or held.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    facts = {"name": held.person.name, "post": post_title(held)}
    if held.revoked_at is not None or (held.ends is not None and held.ends < day_of(unit.now)):
        raise Refused("seconding.gone", **facts)
    if held.second_id is not None and not (is_alone(unit, held) and actor in may_second(unit, held)):
        by = unit.session.get_one(Person, held.second_id).name
        raise Refused("seconding.agreed_before", by=by, **facts)
    if held.waits_since is None and not is_alone(unit, held):
        raise Refused("common.old_button")
    if held.person.telegram_id is None:
        raise Refused("seconding.not_in_yet", **facts)
    if actor.id in (held.person_id, held.given_by_id):
        raise Refused("seconding.not_himself", **facts)
    if actor not in may_second(unit, held):
        raise Refused("seconding.not_by_him", who=waits_on(unit, held), **facts)
    return held


def agree(unit: Unit, actor: Person, id: int | None, *, proof: str | None = None) -> Appointment:
    """Setujui: from now on it counts."""
    alone_with_posts(unit, actor.kecamatan_id)  # of two who answer in this second one is first
    held = asked_about(unit, actor, id)
    must_prove(unit, actor, proof)
    waited = held.waits_since is not None
    held.waits_since, held.second_id = None, actor.id
    held.second_at = unit.now if waited else held.second_at
    alone = {"alone": True} if is_alone(unit, held) else {}
    unit.log(actor, "post.seconded", held.person, post=held.post, appointment=held.id, waited=waited, **alone)
    unit.settle(topic(held), say("seconding.was_agreed", name=actor.name, at=moment(unit.now)))
    facts = facts_of(unit, held)
    giver = unit.get(Person, held.given_by_id)
    for one in dict.fromkeys([held.person, *([giver] if giver else [])]):
        unit.tell(one, say("seconding.told_agreed", second=actor.name, **facts))
    if waited:
        counts_now(unit, held)
    return held


def refuse(unit: Unit, actor: Person, id: int | None) -> Appointment:
    """Tolak: the post is not given; what was given with it has to be handed on first."""
    alone_with_posts(unit, actor.kecamatan_id)
    held = asked_about(unit, actor, id)
    load = load_of(unit, held)
    if load.total:
        raise Refused("seconding.needs_heir", count=load.total, name=held.person.name)
    if held.waits_since is None:
        not_the_last(unit, held)
    held.revoked_at = unit.now
    unit.session.flush()
    close_invitations(unit, held)
    unit.log(actor, "post.refused", held.person, post=held.post, appointment=held.id)
    unit.settle(topic(held), say("seconding.was_refused", name=actor.name, at=moment(unit.now)))
    facts = facts_of(unit, held)
    for one in [held.person, *concerned(unit, held)]:
        if one.id != actor.id:
            unit.tell(one, say("seconding.told_refused", second=actor.name, **facts))
    menu_of(unit, held.person)
    renew_signers(unit, held)
    lapse_issued(unit, held.person)
    return held


def owed_words(unit: Unit, season: Season) -> Iterator[Debt]:
    """While a post waits, those who may agree owe their word."""
    waiting = select(Appointment.id).where(
        Appointment.kecamatan_id == season.kecamatan_id,
        Appointment.revoked_at.is_(None),
        Appointment.waits_since.is_not(None),
    )
    if unit.first(waiting) is None:  # so it is nearly always
        return
    for person in dict.fromkeys(one for post in SECONDS for one in holders(unit, season.kecamatan_id, post)):
        for held in open_ones(unit, person):
            if held.waits_since is not None:
                words = say("seconding.owed", name=held.person.name, post=post_title(held))
                way = button("seconding.see", "people:second", held.id)
                yield Debt(f"second:{held.id}", person, words, way, None)
