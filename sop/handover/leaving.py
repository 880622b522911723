"""Somebody leaves a post: it is taken away, and what he had in hand goes to his successor."""

from __future__ import annotations

from sqlalchemy import or_, select

from models.people import Appointment, Invitation, Person
from models.posts import Post
from models.speech import button
from models.unit import Unit
from sop.accounts.invitations import close_invitations, gives, made_out, must_give
from sop.accounts.lapsing import lapse_issued
from sop.accounts.same_moment import alone_with_posts
from sop.accounts.seconding import ask_second, concerned
from sop.accounts.seconding import topic as topic_of_second
from sop.core.people import appoint, holders, menu_of, post_title
from sop.core.posts import SECONDS
from sop.core.refused import Refused
from sop.handover.new_signer import renew_signers
from sop.handover.open_work import Load, hand_over, load_of
from texts import Html, say
from texts.figures import day_of

#: Without anybody in these posts nobody could be let in any more.
NEEDED = (Post.JFU, Post.ADMIN)


def in_office(unit: Unit, actor: Person) -> list[Appointment]:
    """Every post that is held now or later, of those this person may take away, and his own."""
    query = (
        select(Appointment)
        .join(Person, Person.id == Appointment.person_id)
        .where(
            Appointment.kecamatan_id == actor.kecamatan_id,
            Appointment.revoked_at.is_(None),
            or_(Appointment.ends.is_(None), Appointment.ends >= day_of(unit.now)),
            or_(Appointment.post.in_(gives(unit, actor)), Appointment.person_id == actor.id),
            Appointment.post != Post.TIM,  # the tim is made by its SK
        )
        .order_by(Person.name, Appointment.id)
    )
    return unit.all(query)


def held_one(unit: Unit, actor: Person, id: int | None) -> Appointment:
    """One post of one person, which the actor may take away."""
    found = unit.get(Appointment, id)
    if found is None or found.kecamatan_id != actor.kecamatan_id or found.post == Post.TIM:
        raise Refused("common.not_found")
    if found.person_id != actor.id:
        must_give(unit, actor, Post(found.post))
    if found.revoked_at is not None:
        raise Refused("leaving.gone", name=found.person.name, post=post_title(found))
    return found


def successors(unit: Unit, held: Appointment) -> list[Person]:
    """Whoever holds the same post beside him."""
    found = holders(unit, held.kecamatan_id, Post(held.post), held.kelurahan_id)
    return [person for person in found if person.id != held.person_id]


def leave(unit: Unit, actor: Person, id: int, heir: Person | None) -> Load:
    """Cabut peran: the post is gone at once, the work is the heir's, both are told."""
    held = held_one(unit, actor, id)
    if heir is not None and heir not in successors(unit, held):
        raise Refused("form.old_button")
    return _leave(unit, actor, held, heir)


def _leave(unit: Unit, actor: Person, held: Appointment, heir: Person | None) -> Load:
    load = load_of(unit, held)
    if heir is None and load.total:
        raise Refused("leaving.needs_heir", count=load.total)
    if held.waits_since is None:
        not_the_last(unit, held)
    if heir is not None:
        hand_over(unit, actor, held, heir)
    held.revoked_at = unit.now
    unit.session.flush()
    close_invitations(unit, held)
    unit.log(
        actor,
        "post.taken",
        held.person,
        post=held.post,
        kelurahan=held.kelurahan_id,
        heir=heir.id if heir else None,
        moved=load.total,
    )
    menu_of(unit, held.person)
    _tell(unit, actor, held, heir, load)
    facts = {"name": held.person.name, "post": post_title(held), "by": actor.name}
    tell_about_power(unit, actor, held, say("leaving.told_others", **facts))
    renew_signers(unit, held)
    unit.settle(topic_of_second(held), say("leaving.was_taken", by=actor.name))
    lapse_issued(unit, held.person)
    return load


def leave_to_newcomer(unit: Unit, actor: Person, id: int, name: str) -> tuple[Load, Invitation, str]:
    """The successor is not in yet: the work waits for him, and his link opens it."""
    held = held_one(unit, actor, id)
    if held.acting:
        raise Refused("leaving.acting")
    must_give(unit, actor, Post(held.post))
    heir = unit.add(Person(kecamatan_id=held.kecamatan_id, name=name))
    made = appoint(unit, heir, Post(held.post), kelurahan_id=held.kelurahan_id, by=actor)
    ask_second(unit, made)
    load = _leave(unit, actor, held, heir)
    invitation, token = made_out(
        unit,
        kecamatan_id=held.kecamatan_id,
        post=Post(held.post),
        kelurahan=held.kelurahan,
        name=name,
        person=heir,
        issued_by=actor,
    )
    return load, invitation, token


def not_the_last(unit: Unit, held: Appointment) -> None:
    """Somebody with Telegram stays in the posts that let people in."""
    if held.post not in NEEDED or held.acting:
        return
    # Two who go in the same moment would each count on the other.
    alone_with_posts(unit, held.kecamatan_id)
    if not any(person.telegram_id is not None for person in successors(unit, held)):
        raise Refused("leaving.last_one", post=post_title(held))


def tell_about_power(unit: Unit, actor: Person, held: Appointment, words: Html) -> None:
    """Somebody took from another a post whose holder agrees to others' posts, or put its days elsewhere.

    Who gives posts or agrees to them hears of it at once, and its holder, to whom he can object.
    """
    if held.post not in SECONDS or held.waits_since is not None or held.person_id == actor.id:
        return
    unit.tell(held.person, say("leaving.may_object", post=post_title(held), by=actor.name))
    for one in concerned(unit, held):
        if one.id != actor.id:
            unit.tell(one, words)


def _tell(unit: Unit, actor: Person, held: Appointment, heir: Person | None, load: Load) -> None:
    facts = {"post": post_title(held), "by": actor.name}
    if heir is None:
        unit.tell(held.person, say("leaving.told", **facts))
        return
    unit.tell(held.person, say("leaving.told_moved", count=load.total, heir=heir.name, **facts))
    words = say(
        "leaving.told_heir",
        name=held.person.name,
        usulan=load.usulan,
        drafts=load.drafts,
        given=load.given,
        post=facts["post"],
    )
    unit.tell(heir, words, [[button("menu.tasks_plain", "tasks:show")]])
