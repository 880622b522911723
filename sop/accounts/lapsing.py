"""Whoever may give a post no more: what he issued lapses, and those who give it now can issue it anew."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Appointment, Invitation, Person
from models.posts import Post
from models.speech import button
from models.unit import Unit
from sop.accounts.invitations import gives, made_out, still_gives, topic
from sop.accounts.post_words import post_words
from sop.accounts.seconding import ask_second
from sop.accounts.seconding import topic as topic_of_second
from sop.core.people import holders
from sop.core.posts import GIVERS
from sop.core.refused import Refused
from texts import Html, join, plain, say

MOST_NAMED = 5  #: of what lapsed, in the message about it
AT_ONCE = 10  #: links that are issued anew by one press


def lapse_issued(unit: Unit, person: Person) -> int:
    """His open invitations, and the posts of his that wait for a second person; how many these were."""
    unit.session.flush()
    unit.session.refresh(person, ["posts"])
    open_ones = [one for one in _issued(unit, person) if not still_gives(unit, person, Post(one.post))]
    waiting = [one for one in _given(unit, person) if not still_gives(unit, person, Post(one.post))]
    for invitation in open_ones:
        invitation.revoked_at = invitation.lapsed_at = unit.now
        unit.settle(topic(invitation), say("joining.was_lapsed", name=person.name))
    for held in waiting:
        held.revoked_at = held.lapsed_at = unit.now
        unit.settle(topic_of_second(held), say("joining.was_lapsed", name=person.name))
    lapsed: list[Invitation | Appointment] = [*open_ones, *waiting]
    if lapsed:
        unit.log(None, "invitations.lapsed", person, invitations=len(open_ones), posts=len(waiting))
        _tell_givers(unit, person, lapsed)
    return len(lapsed)


def _issued(unit: Unit, person: Person) -> list[Invitation]:
    query = select(Invitation).where(
        Invitation.issued_by_id == person.id,
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > unit.now,
    )
    return unit.all(query.order_by(Invitation.id))


def _given(unit: Unit, person: Person) -> list[Appointment]:
    """What waits for a second person; somebody without Telegram keeps his place: his link has lapsed."""
    query = select(Appointment).where(
        Appointment.given_by_id == person.id,
        Appointment.waits_since.is_not(None),
        Appointment.revoked_at.is_(None),
    )
    return [one for one in unit.all(query.order_by(Appointment.id)) if one.person.telegram_id is not None]


def _tell_givers(unit: Unit, person: Person, lapsed: list[Invitation | Appointment]) -> None:
    """Each hears of the posts that he may give, and presses once."""
    here = person.kecamatan_id
    posts = dict.fromkeys(by for one in lapsed for by in GIVERS.get(Post(one.post), ()))
    for giver in dict.fromkeys(one for by in posts for one in holders(unit, here, by)):
        if giver.id == person.id:
            continue
        his = [one for one in lapsed if one.post in gives(unit, giver)]
        if not his:
            continue
        lines = [
            say("joining.lapsed_line", name=_name(one), post=post_words(one)) for one in his[:MOST_NAMED]
        ]
        more = len(his) - MOST_NAMED
        rest: Html | str = say("joining.lapsed_more", count=more) if more > 0 else ""
        words = join(say("joining.lapsed", name=person.name, count=len(his)), *lines, rest)
        unit.tell(giver, words, [[button("joining.anew", "people:anew", person.id)]])


def _name(one: Invitation | Appointment) -> str:
    name = one.person.name if isinstance(one, Appointment) else one.name
    return name or plain("joining.nobody_named")


def issue_anew(
    unit: Unit, actor: Person, person_id: int
) -> tuple[list[tuple[Invitation, str]], list[Appointment], int]:
    """Terbitkan lagi: the same posts to the same people, on the word of who presses; and how many are left.

    What somebody else issued anew in the meantime is not there any more.
    """
    person = unit.get(Person, person_id)
    if person is None or person.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    his = gives(unit, actor)
    unit.alone_in(Invitation.__tablename__, actor.kecamatan_id)
    links = unit.all(
        select(Invitation)
        .where(
            Invitation.issued_by_id == person.id, Invitation.lapsed_at.is_not(None), Invitation.post.in_(his)
        )
        .order_by(Invitation.id)
        .execution_options(populate_existing=True)
    )
    posts = unit.all(
        select(Appointment)
        .where(
            Appointment.given_by_id == person.id,
            Appointment.lapsed_at.is_not(None),
            Appointment.post.in_(his),
        )
        .order_by(Appointment.id)
        .execution_options(populate_existing=True)
    )
    if not links and not posts:
        raise Refused("joining.anew_nothing")
    made = []
    for old in links[:AT_ONCE]:
        old.lapsed_at = None
        made.append(
            made_out(
                unit,
                kecamatan_id=old.kecamatan_id,
                post=Post(old.post),
                kelurahan=old.kelurahan,
                name=old.name,
                person=unit.get(Person, old.person_id),
                issued_by=actor,
            )
        )
    for one in posts:
        one.revoked_at = one.lapsed_at = None
        one.given_by_id, one.waits_since = actor.id, unit.now
        unit.log(actor, "post.given", one.person, post=one.post, kelurahan=one.kelurahan_id)
        ask_second(unit, one)
    return made, posts, max(0, len(links) - AT_ONCE)
