"""Who holds which post, who may do what, and how somebody joins, changes and leaves."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, select, update

from models.chat import Chat, Outbox
from models.people import Appointment, Guess, Invitation, Kecamatan, Kelurahan, Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.posts import SIGNS, TITLES
from sop.refused import Refused
from texts import plain, say

INVITATION_DAYS = 14
GUESSES_AN_HOUR = 5
ALARM_GUESSES = 50


def post_title(appointment: Appointment) -> str:
    """The post as it is spoken of: "Plt. Camat", "Lurah Kebon Pedes"."""
    title = TITLES[Post(appointment.post)]
    words = [appointment.acting, title, appointment.kelurahan.name if appointment.kelurahan else ""]
    return " ".join(word for word in words if word)


def holders(unit: Unit, kecamatan_id: int, post: Post, kelurahan_id: int | None = None) -> list[Person]:
    """The people who hold a post now, in the order they were appointed."""
    query = (
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Person.kecamatan_id == kecamatan_id, Appointment.post == post, Appointment.revoked_at.is_(None)
        )
        .order_by(Appointment.id)
    )
    if kelurahan_id is not None:
        query = query.where(Appointment.kelurahan_id == kelurahan_id)
    people = dict.fromkeys(unit.all(query))
    return [person for person in people if _counts(person, post, kelurahan_id, unit)]


def _counts(person: Person, post: Post, kelurahan_id: int | None, unit: Unit) -> bool:
    return any(
        held.post == post and held.valid(unit.now) and kelurahan_id in (None, held.kelurahan_id)
        for held in person.posts
    )


def must_hold(unit: Unit, actor: Person, *posts: Post | str) -> Appointment:
    """The appointment that gives the right; a missing one is a refusal, never a default."""
    for post in posts:
        held = actor.appointment(Post(post), unit.now)
        if held is not None:
            return held
    raise Refused("common.not_yours", post=names(posts))


def names(posts: Iterable[Post | str]) -> str:
    return " / ".join(TITLES[Post(post)] for post in posts)


def kelurahan_of(unit: Unit, actor: Person, post: Post) -> Kelurahan:
    """The kelurahan for which the actor holds this post."""
    held = must_hold(unit, actor, post)
    if held.kelurahan is None:
        raise Refused("common.not_yours", post=TITLES[post])
    return held.kelurahan


def season_of(unit: Unit, kecamatan_id: int) -> Season:
    """The season the kecamatan works on: the newest."""
    query = select(Season).where(Season.kecamatan_id == kecamatan_id).order_by(Season.year.desc())
    season = unit.first(query)
    if season is None:
        raise Refused("common.no_season")
    return season


# ---- invitations


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    unit: Unit,
    *,
    kecamatan_id: int,
    post: Post,
    kelurahan: Kelurahan | None = None,
    name: str | None = None,
    issued_by: Person | None = None,
) -> str:
    """Make a single-use invitation; its token, which is kept nowhere."""
    token = secrets.token_urlsafe(16)
    invitation = unit.add(
        Invitation(
            kecamatan_id=kecamatan_id,
            token_hash=hashed(token),
            post=post,
            kelurahan_id=kelurahan.id if kelurahan else None,
            name=name,
            issued_by_id=issued_by.id if issued_by else None,
            created_at=unit.now,
            expires_at=unit.now + timedelta(days=INVITATION_DAYS),
        )
    )
    unit.log(issued_by, "invitation.made", invitation, post=post)
    return token


def open_invitation(unit: Unit, telegram_id: int, token: str) -> Invitation:
    """The invitation behind a token. Wrong, used and expired get one answer: others help a guesser."""
    recent = select(func.count(Guess.id)).where(
        Guess.telegram_id == telegram_id, Guess.at > unit.now - timedelta(hours=1)
    )
    if (unit.first(recent) or 0) >= GUESSES_AN_HOUR:
        raise Refused("start.too_many_guesses")
    found = unit.first(select(Invitation).where(Invitation.token_hash == hashed(token)))
    if (
        found is None
        or found.used_at is not None
        or found.revoked_at is not None
        or found.expires_at <= unit.now
    ):
        raise Refused("start.wrong_token")
    return found


def note_guess(unit: Unit, telegram_id: int) -> None:
    """Count a token that opened nothing; very many are an alarm, and no block: real people join too."""
    unit.add(Guess(telegram_id=telegram_id, at=unit.now))
    hour = unit.now - timedelta(hours=1)
    count = unit.first(select(func.count(Guess.id)).where(Guess.at > hour)) or 0
    if count < ALARM_GUESSES or not unit.once(f"guesses:{unit.now:%Y-%m-%dT%H}"):
        return
    for office in unit.all(select(Kecamatan)):
        for admin in holders(unit, office.id, Post.ADMIN):
            unit.tell(admin, say("notices.many_guesses", count=count))


def accept(
    unit: Unit, chat: Chat, invitation: Invitation, *, name: str, nip: str | None, rank: str | None
) -> Person:
    """Use the invitation: the person is in, with its post and no other."""
    if (
        invitation.used_at is not None
        or invitation.revoked_at is not None
        or invitation.expires_at <= unit.now
    ):
        raise Refused("start.wrong_token")
    invitation.used_by, invitation.used_at = chat.id, unit.now
    unit.session.flush()  # the row's version decides between two people with one link
    query = select(Person).where(
        Person.kecamatan_id == invitation.kecamatan_id, Person.telegram_id == chat.id
    )
    person = unit.first(query) or unit.add(
        Person(kecamatan_id=invitation.kecamatan_id, telegram_id=chat.id, name=name, joined_at=unit.now)
    )
    person.name, person.nip, person.rank = name, nip or person.nip, rank or person.rank
    appoint(unit, person, Post(invitation.post), kelurahan_id=invitation.kelurahan_id, by=person)
    chat.person_id = person.id
    unit.log(person, "invitation.used", invitation, post=invitation.post)
    issuer = unit.get(Person, invitation.issued_by_id)
    if issuer is not None and issuer.id != person.id:
        unit.tell(issuer, say("start.joined_by_you", name=person.name, post=TITLES[Post(invitation.post)]))
    return person


def appoint(
    unit: Unit, person: Person, post: Post, *, kelurahan_id: int | None = None, by: Person | None
) -> Appointment:
    """Give a post; twice is once."""
    for held in person.posts:
        if held.post == post and held.kelurahan_id == kelurahan_id and held.valid(unit.now):
            return held
    made = Appointment(
        kecamatan_id=person.kecamatan_id,
        person_id=person.id,
        post=post,
        kelurahan_id=kelurahan_id,
        created_at=unit.now,
    )
    unit.add(made)
    unit.session.refresh(person, ["posts"])
    unit.log(by, "post.given", person, post=post, kelurahan=kelurahan_id)
    menu_of(unit, person)
    return made


def revoke(unit: Unit, person: Person, post: Post, *, by: Person | None) -> None:
    """Take a post away."""
    for held in person.posts:
        if held.post == post and held.revoked_at is None:
            held.revoked_at = unit.now
            unit.log(by, "post.taken", person, post=post)
    menu_of(unit, person)


def claim_waiting(unit: Unit, person: Person) -> None:
    """What was said to somebody before he had Telegram goes to his chat now."""
    unit.session.execute(
        update(Outbox)
        .where(Outbox.person_id == person.id, Outbox.chat_id.is_(None))
        .values(chat_id=person.telegram_id)
    )


# ---- the command menu

#: command -> who sees it; None: everybody
COMMANDS: dict[str, frozenset[Post] | None] = {
    "usulan": frozenset({Post.DELEGASI, Post.JFU}),
    "tugas": None,
    "status": None,
    "bantuan": None,
    "pengaturan": None,
}


def menu_of(unit: Unit, person: Person) -> None:
    """Let the command menu follow the posts."""
    held = {Post(appointment.post) for appointment in person.held(unit.now)}
    unit.menu(
        person,
        [
            {"command": command, "description": plain(f"commands.{command}")}
            for command, posts in COMMANDS.items()
            if posts is None or posts & held
        ],
    )


def signs(post: Post) -> bool:
    """Whether NIP and pangkat are asked at joining, because the name will stand under papers."""
    return post in SIGNS
