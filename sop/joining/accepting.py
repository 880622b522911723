"""Coming in with an invitation: the token is tried, the place is taken, what waited is handed out."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select, update

from models.chat import Chat, Outbox
from models.people import Guess, Invitation, Kecamatan, Person
from models.posts import Post
from models.unit import Unit
from sop.accounts.by_phone import use_line
from sop.accounts.invitations import hashed, is_open, topic
from sop.accounts.known_people import tell_what_is_his
from sop.accounts.seconding import ask_for, ask_second, keep_for
from sop.core.people import appoint, holders, menu_of
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.privacy.one_person import become_one
from texts import say
from texts.figures import moment

GUESSES_AN_HOUR = 5
ALARM_GUESSES = 50


def open_invitation(unit: Unit, telegram_id: int, token: str) -> Invitation:
    """The invitation behind a token. Wrong, used and expired get one answer: others help a guesser."""
    may_try(unit, telegram_id)
    found = unit.first(select(Invitation).where(Invitation.token_hash == hashed(token)))
    if found is None or not is_open(unit, found):
        raise Refused("start.wrong_token")
    return found


def may_try(unit: Unit, telegram_id: int) -> None:
    """Whoever tried five tokens or codes that open nothing waits until the first of them is an hour old."""
    if _guesses(unit, Guess.telegram_id == telegram_id) >= GUESSES_AN_HOUR:
        raise Refused("start.too_many_guesses")


def _guesses(unit: Unit, *whose: ColumnElement[bool]) -> int:
    hour = unit.now - timedelta(hours=1)
    return unit.first(select(func.count(Guess.id)).where(Guess.at > hour, *whose)) or 0


def note_guess(unit: Unit, telegram_id: int) -> int:
    """Keep account of a token or code that opened nothing; how many this person has tried within the hour.

    The admins hear of the first who has to wait, once an hour, and of very many, once more. Nobody else is
    held up: real people join meanwhile.
    """
    unit.add(Guess(telegram_id=telegram_id, at=unit.now))
    his, every = _guesses(unit, Guess.telegram_id == telegram_id), _guesses(unit)
    if his == GUESSES_AN_HOUR and unit.once(f"guesser:{unit.now:%Y-%m-%dT%H}"):
        _alarm(unit, "notices.guesser", his)
    if every >= ALARM_GUESSES and unit.once(f"guesses:{unit.now:%Y-%m-%dT%H}"):
        _alarm(unit, "notices.many_guesses", every)
    return his


def _alarm(unit: Unit, key: str, count: int) -> None:
    """A guesser belongs to no office, so the admins of all of them are told."""
    for office in unit.all(select(Kecamatan)):
        for admin in holders(unit, office.id, Post.ADMIN):
            unit.tell(admin, say(key, count=count))


def accept(
    unit: Unit, chat: Chat, invitation: Invitation, *, name: str, nip: str | None, rank: str | None
) -> Person:
    """Use the invitation: the person is in, with its post and no other."""
    if not is_open(unit, invitation):
        raise Refused("start.wrong_token")
    invitation.used_by, invitation.used_at = chat.id, unit.now
    unit.session.flush()  # the row's version decides between two people with one link
    use_line(unit, invitation, chat.id)
    person = _who_joins(unit, chat, invitation, name)
    person.name, person.nip, person.rank = name, nip or person.nip, rank or person.rank
    person.phone = invitation.phone or person.phone
    _take_place(unit, person, invitation)
    chat.person_id = person.id
    unit.log(person, "invitation.used", invitation, post=invitation.post, claimed=invitation.person_id)
    unit.settle(topic(invitation), say("joining.was_used", at=moment(unit.now)))
    issuer = unit.get(Person, invitation.issued_by_id)
    if issuer is not None and issuer.id != person.id:
        unit.tell(issuer, say("start.joined_by_you", name=person.name, post=TITLES[Post(invitation.post)]))
    claim_waiting(unit, person)
    if invitation.person_id is not None:
        tell_what_is_his(unit, person)
    return person


def _who_joins(unit: Unit, chat: Chat, invitation: Invitation, name: str) -> Person:
    """Who is known here by this phone, or was known without one; else somebody new."""
    here = invitation.kecamatan_id
    query = select(Person).where(Person.kecamatan_id == here, Person.telegram_id == chat.id)
    known, claimed = unit.first(query), unit.get(Person, invitation.person_id)
    if claimed is None:
        return known or unit.add(
            Person(kecamatan_id=here, telegram_id=chat.id, name=name, joined_at=unit.now)
        )
    if claimed.telegram_id not in (None, chat.id):
        raise Refused("start.wrong_token")
    keep_for(unit, claimed, unit.get(Person, invitation.issued_by_id))
    if known is None:
        claimed.telegram_id, claimed.joined_at = chat.id, unit.now
        return claimed
    known.name = name
    become_one(unit, claimed, known)
    return known


def _take_place(unit: Unit, person: Person, invitation: Invitation) -> None:
    """A post is given by the invitation; who was known already has his place, unless it was taken away."""
    post, kelurahan_id = Post(invitation.post), invitation.kelurahan_id
    issuer = unit.get(Person, invitation.issued_by_id)
    if invitation.person_id is None:
        # Nobody of the office gives what the machine's owner does; the list gives only posts without power.
        made = appoint(unit, person, post, kelurahan_id=kelurahan_id, by=issuer)
        ask_second(unit, made)
        return
    unit.session.refresh(person, ["posts"])
    ask_for(unit, person)
    if not any(
        held.post == post and held.kelurahan_id == kelurahan_id and held.revoked_at is None
        for held in person.posts
    ):
        raise Refused("start.wrong_token")
    menu_of(unit, person)


def claim_waiting(unit: Unit, person: Person) -> None:
    """What was said to somebody before he had Telegram goes to his chat now."""
    unit.session.execute(
        update(Outbox)
        .where(Outbox.person_id == person.id, Outbox.chat_id.is_(None))
        .values(chat_id=person.telegram_id)
    )
