"""Invitations: a single-use link for one post, valid 14 days; who may give one, and take it back."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select

from models.people import Appointment, Invitation, Kelurahan, Person
from models.posts import Post
from models.unit import Unit
from sop.accounts.known_people import without_telegram
from sop.core.people import may, names
from sop.core.posts import GIVERS, PER_KELURAHAN
from sop.core.refused import Refused
from texts import say

INVITATION_DAYS = 14


def gives(unit: Unit, actor: Person) -> list[Post]:
    """The posts that this person may give."""
    return [post for post, givers in GIVERS.items() if may(actor, unit, *givers)]


def must_give(unit: Unit, actor: Person, post: Post) -> None:
    if post not in gives(unit, actor):
        raise Refused("common.not_yours", post=names(GIVERS.get(post, ())) or names([Post.ADMIN]))


def place_of(unit: Unit, actor: Person, post: Post, kelurahan_id: int | None) -> Kelurahan | None:
    """The kelurahan that belongs to a post; none where the post is the kecamatan's."""
    if post not in PER_KELURAHAN:
        return None
    place = unit.get(Kelurahan, kelurahan_id)
    if place is None or place.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    return place


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def made_out(
    unit: Unit,
    *,
    kecamatan_id: int,
    post: Post,
    kelurahan: Kelurahan | None = None,
    name: str | None = None,
    person: Person | None = None,
    phone: str | None = None,
    issued_by: Person | None = None,
) -> tuple[Invitation, str]:
    """Make a single-use invitation; and its token, which is kept nowhere."""
    token = secrets.token_urlsafe(16)
    invitation = unit.add(
        Invitation(
            kecamatan_id=kecamatan_id,
            token_hash=hashed(token),
            post=post,
            kelurahan_id=kelurahan.id if kelurahan else None,
            name=name,
            person_id=person.id if person else None,
            phone=phone,
            issued_by_id=issued_by.id if issued_by else None,
            created_at=unit.now,
            expires_at=unit.now + timedelta(days=INVITATION_DAYS),
        )
    )
    unit.log(issued_by, "invitation.made", invitation, post=post)
    return invitation, token


def invite(
    unit: Unit, *, kecamatan_id: int, post: Post, kelurahan: Kelurahan | None = None, name: str | None = None
) -> str:
    """The command line's invitation, issued by nobody of the office."""
    return made_out(unit, kecamatan_id=kecamatan_id, post=post, kelurahan=kelurahan, name=name)[1]


def issue(
    unit: Unit,
    actor: Person,
    post: Post,
    *,
    kelurahan_id: int | None = None,
    name: str | None = None,
) -> tuple[Invitation, str]:
    """Somebody of the office invites a person into a post."""
    must_give(unit, actor, post)
    place = place_of(unit, actor, post, kelurahan_id)
    here = actor.kecamatan_id
    return made_out(
        unit,
        kecamatan_id=here,
        post=post,
        kelurahan=place,
        name=name,
        person=without_telegram(unit, here, post, place.id if place else None, name),
        issued_by=actor,
    )


def topic(invitation: Invitation) -> str:
    """What the message that carries the link is known by, so that it can say what became of it."""
    return f"invite:{invitation.id}"


def is_open(unit: Unit, invitation: Invitation) -> bool:
    """Nobody used it or took it back, its day is not over, and whoever issued it may still give the post."""
    waits = invitation.used_at is None and invitation.revoked_at is None
    return waits and invitation.expires_at > unit.now and _vouched(unit, invitation)


def _vouched(unit: Unit, invitation: Invitation) -> bool:
    issuer = unit.get(Person, invitation.issued_by_id)
    return issuer is None or still_gives(unit, issuer, Post(invitation.post))


def still_gives(unit: Unit, person: Person, post: Post) -> bool:
    """Whether he holds a post that gives this one; it is no matter that somebody stands in for him today."""
    return any(one.post in GIVERS.get(post, ()) and one.in_force(unit.now) for one in person.posts)


def open_ones(unit: Unit, actor: Person) -> list[Invitation]:
    """The invitations that wait for somebody, of the posts he may give; the next to expire first."""
    query = (
        select(Invitation)
        .where(
            Invitation.kecamatan_id == actor.kecamatan_id,
            Invitation.post.in_(gives(unit, actor)),
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.phone.is_(None),
            Invitation.expires_at > unit.now,
        )
        .order_by(Invitation.expires_at, Invitation.id)
    )
    return unit.all(query)


def withdraw(unit: Unit, actor: Person, id: int) -> Invitation:
    """Take an invitation back: its link opens nothing any more."""
    invitation = unit.get(Invitation, id)
    if invitation is None or invitation.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    must_give(unit, actor, Post(invitation.post))
    if invitation.used_at is not None:
        raise Refused("joining.already_used")
    if not is_open(unit, invitation):
        raise Refused("joining.not_open")
    invitation.revoked_at = unit.now
    unit.session.flush()  # the row's version decides between us and who accepts it in this second
    unit.log(actor, "invitation.withdrawn", invitation, post=invitation.post)
    unit.settle(topic(invitation), say("joining.was_withdrawn"))
    return invitation


def close_invitations(unit: Unit, held: Appointment) -> None:
    """A link that was made out to him for this post opens nothing any more."""
    query = select(Invitation).where(
        Invitation.person_id == held.person_id,
        Invitation.post == held.post,
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    for invitation in unit.all(query):
        invitation.revoked_at = unit.now
