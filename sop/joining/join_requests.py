"""Somebody on no list asks to be let in: JFU says yes, with which post, or no, with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from models.chat import Chat
from models.people import JoinRequest, Kecamatan, Kelurahan, Person
from models.posts import Post
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.accounts.invitations import gives, must_give, place_of
from sop.accounts.known_people import tell_what_is_his, without_telegram
from sop.accounts.post_words import post_words
from sop.accounts.seconding import ask_for, keep_for
from sop.core.calendar import add_working_days
from sop.core.people import appoint, holders, season_of
from sop.core.posts import PER_KELURAHAN
from sop.core.refused import Refused
from sop.flow.card import pin_card
from sop.flow.debts import Debt
from sop.flow.season_settings import closures_of
from sop.joining.accepting import claim_waiting
from sop.privacy.notice import tell_first
from sop.privacy.phones import looked_up
from sop.reading import sentence
from texts import join, say
from texts.figures import day_of

#: What can be asked for; every other post is given by invitation.
ASKED = (Post.DELEGASI, Post.LURAH)
SHORTEST_REASON = 10
MOST_REFUSED = 3  #: of one Telegram; a fourth request is not taken


def offices(unit: Unit) -> list[Kecamatan]:
    return unit.all(select(Kecamatan).order_by(Kecamatan.name))


def waiting_of(unit: Unit, telegram_id: int) -> JoinRequest | None:
    """The request of a stranger that nobody has answered yet."""
    query = select(JoinRequest).where(JoinRequest.telegram_id == telegram_id, JoinRequest.accepted.is_(None))
    return unit.first(query.order_by(JoinRequest.id))


def may_ask(unit: Unit, telegram_id: int) -> None:
    """One request at a time; who was refused three times goes to the office himself."""
    waiting = waiting_of(unit, telegram_id)
    if waiting is not None:
        raise Refused("joining_requests.waits", post=post_words(waiting))
    query = select(JoinRequest.id).where(
        JoinRequest.telegram_id == telegram_id, JoinRequest.accepted.is_(False)
    )
    if len(unit.all(query)) >= MOST_REFUSED:
        raise Refused("joining_requests.refused_often")


def ask(
    unit: Unit,
    chat: Chat,
    office_id: int,
    *,
    name: str,
    post: Post,
    kelurahan_id: int | None,
    phone: str | None,
) -> JoinRequest:
    """The request goes to JFU; where there is none, to the Sekretaris, else to the admin."""
    may_ask(unit, chat.id)
    office = unit.get(Kecamatan, office_id)
    place = unit.get(Kelurahan, kelurahan_id)
    if office is None or post not in ASKED or (place is not None and place.kecamatan_id != office.id):
        raise Refused("form.old_button")
    request = unit.add(
        JoinRequest(
            kecamatan_id=office.id,
            telegram_id=chat.id,
            phone=phone,
            name=name,
            post=post,
            kelurahan_id=place.id if place and post in PER_KELURAHAN else None,
            at=unit.now,
        )
    )
    unit.session.refresh(request, ["kelurahan"])
    for person in deciders(unit, office.id):
        unit.tell(
            person,
            asked_words(request),
            [[button("joining_requests.see", "people:ask", request.id)]],
            topic=topic(request),
        )
    return request


def deciders(unit: Unit, kecamatan_id: int) -> list[Person]:
    for post in (Post.JFU, Post.SEKRETARIS, Post.ADMIN):
        if people := holders(unit, kecamatan_id, post):
            return people
    return []


def asked_words(request: JoinRequest) -> str:
    """Who asks, for what; the number only where somebody opens the request."""
    return say("joining_requests.asked", name=request.name, post=post_words(request))


def phone_words(unit: Unit, actor: Person, request: JoinRequest) -> str:
    """The number of who asks, for who answers; it is noted who saw it."""
    if request.phone is None:
        return say("joining_requests.no_phone")
    looked_up(unit, actor, request)
    return say("joining_requests.phone", phone=request.phone)


def topic(request: JoinRequest) -> str:
    return f"asks:{request.id}"


def open_requests(unit: Unit, actor: Person) -> list[JoinRequest]:
    """What waits for an answer, of the posts that this person may give; the oldest first."""
    query = select(JoinRequest).where(
        JoinRequest.kecamatan_id == actor.kecamatan_id,
        JoinRequest.accepted.is_(None),
        JoinRequest.post.in_(gives(unit, actor)),
    )
    return unit.all(query.order_by(JoinRequest.id))


def request_of(unit: Unit, actor: Person, id: int | None) -> JoinRequest:
    """A request of this kecamatan that still waits."""
    request = unit.get(JoinRequest, id)
    if request is None or request.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    must_give(unit, actor, Post(request.post))
    if request.accepted is not None:
        raise Refused("joining_requests.decided", name=request.name)
    return request


def let_in(
    unit: Unit, actor: Person, id: int | None, *, post: Post | None = None, kelurahan_id: int | None = None
) -> Person:
    """Terima: he is in, with the post he asked for or another that JFU chose."""
    request = request_of(unit, actor, id)
    given = post or Post(request.post)
    must_give(unit, actor, given)
    place = place_of(unit, actor, given, request.kelurahan_id if post is None else kelurahan_id)
    _decide(unit, actor, request, accepted=True)
    person = _who(unit, actor, request, given, place.id if place else None)
    made = appoint(unit, person, given, kelurahan_id=place.id if place else None, by=actor)
    chat = unit.get(Chat, request.telegram_id)
    if chat is not None:
        chat.person_id = person.id
    tell_first(unit, request.telegram_id, person.kecamatan)  # he may have asked before he chose an office
    claim_waiting(unit, person)
    tell_what_is_his(unit, person)
    ask_for(unit, person)
    unit.log(actor, "request.accepted", request, post=given, person=person.id)
    request.post, request.kelurahan_id = given, place.id if place else None
    unit.session.flush()
    unit.session.refresh(request, ["kelurahan"])
    pin_card(unit, season_of(unit, actor.kecamatan_id), person)
    key = "joining_requests.you_are_in" if made.in_force(unit.now) else "joining_requests.you_wait"
    words = say(key, name=person.name, post=post_words(request))
    unit.tell(person, words, [[button("menu.back", "menu:show")]])
    unit.settle(topic(request), say("joining_requests.was_accepted", name=actor.name))
    return person


def _who(unit: Unit, actor: Person, request: JoinRequest, post: Post, kelurahan_id: int | None) -> Person:
    """Who is known here by this Telegram, or was entered without one under this name; else somebody new."""
    query = select(Person).where(
        Person.kecamatan_id == request.kecamatan_id, Person.telegram_id == request.telegram_id
    )
    known = unit.first(query)
    if known is not None:
        return known
    paper = without_telegram(unit, request.kecamatan_id, post, kelurahan_id, request.name)
    if paper is not None:
        keep_for(unit, paper, actor)
        paper.telegram_id, paper.joined_at = request.telegram_id, unit.now
        paper.phone = request.phone or paper.phone
        return paper
    return unit.add(
        Person(
            kecamatan_id=request.kecamatan_id,
            telegram_id=request.telegram_id,
            name=request.name,
            phone=request.phone,
            joined_at=unit.now,
        )
    )


def turn_away(unit: Unit, actor: Person, id: int | None, reason: str) -> None:
    """Tolak: he reads why, and may ask once more."""
    request = request_of(unit, actor, id)
    request.reason = sentence(reason, SHORTEST_REASON, 300)
    _decide(unit, actor, request, accepted=False)
    unit.log(actor, "request.refused", request)
    words = join(say("joining_requests.refused", reason=request.reason), say("joining_requests.ask_again"))
    unit.tell_chat(request.telegram_id, words)
    unit.settle(topic(request), say("joining_requests.was_refused", name=actor.name, reason=request.reason))


def _decide(unit: Unit, actor: Person, request: JoinRequest, *, accepted: bool) -> None:
    request.accepted, request.decided_by_id, request.decided_at = accepted, actor.id, unit.now
    unit.session.flush()  # the row's version decides between two who answer in this second


def owed_answers(unit: Unit, season: Season) -> Iterator[Debt]:
    """Whoever may let them in owes an answer to those who asked, by the next working day."""
    query = select(JoinRequest).where(
        JoinRequest.kecamatan_id == season.kecamatan_id, JoinRequest.accepted.is_(None)
    )
    waiting = unit.all(query.order_by(JoinRequest.id))
    people = deciders(unit, season.kecamatan_id) if waiting else []
    closures = closures_of(season.kecamatan)
    for request in waiting:
        due = add_working_days(day_of(request.at), 1, closures)
        words = say("joining_requests.owed", name=request.name, post=post_words(request))
        for person in people:
            way = button("joining_requests.see", "people:ask", request.id)
            yield Debt(f"asks:{request.id}", person, words, way, due)
