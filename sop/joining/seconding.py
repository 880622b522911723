"""Power is given by another: a post that decides or signs counts when a second person has agreed.

Nobody appoints himself, or an account that he let in. Whoever gives such a post asks for it; somebody of the
office who neither gives nor gets it agrees. While there is nobody else who could, as in the first weeks of an
office, it counts at once: that is written down and shown to everybody who may agree later. What the machine's
owner gives (`invite`) counts by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import or_, select

from models.people import Appointment, Person
from models.posts import Post
from models.speech import button
from models.unit import Unit
from sop.people import WHEN_APPOINTED, holders, menu_of, post_title
from sop.posts import GIVERS, POWER, SECONDS
from texts import Html, say
from texts.figures import day_of

#: What follows when it counts, by the kind of post (a Plt. is told when his period begins, say).
WHEN_COUNTS: list[Callable[[Unit, Appointment], None]] = []


def topic(held: Appointment) -> str:
    return f"second:{held.id}"


def is_alone(held: Appointment) -> bool:
    """It counts on the word of one person of the office."""
    given = held.given_by_id is not None and held.waits_since is None
    return given and held.second_id is None and held.post in POWER


# ---- who may agree


def may_second(unit: Unit, held: Appointment) -> list[Person]:
    """Who may agree to it: somebody whom neither its giver nor its receiver let in alone.

    Where there is only such people, those who hold this very post; where nobody does, any of them.
    """
    parties = {held.person_id, *([held.given_by_id] if held.given_by_id else [])}
    return besides(unit, held.kecamatan_id, parties, Post(held.post))


def besides(unit: Unit, kecamatan_id: int, parties: set[int], post: Post) -> list[Person]:
    """Who may agree to what these people have between them, about this post."""
    others = [
        one
        for one in _every(unit, kecamatan_id, SECONDS)
        if one.telegram_id is not None and one.id not in parties
    ]
    tied = {tie for party in parties for tie in _ties(unit, unit.get(Person, party))}
    free = [one for one in others if not _ties(unit, one) & tied]
    his = [one for one in others if one.holds(post, unit.now)]
    return free or his or others


def _ties(unit: Unit, person: Person | None) -> set[int]:
    """He, whoever gave him his power alone, and so on up to somebody to whom two agreed."""
    found: set[int] = set()
    while person is not None and person.id not in found:
        found.add(person.id)
        given = [one for one in person.posts if one.post in POWER and one.valid(unit.now)]
        if not given or not all(is_alone(one) for one in given):
            break
        person = unit.get(Person, given[0].given_by_id)
    return found


def _every(unit: Unit, kecamatan_id: int, posts: Iterable[Post]) -> list[Person]:
    return list(dict.fromkeys(one for post in posts for one in holders(unit, kecamatan_id, post)))


def waits_on(unit: Unit, held: Appointment) -> str:
    """On whom it waits, by name."""
    return " / ".join(one.name for one in may_second(unit, held))


# ---- asked


def ask_second(unit: Unit, held: Appointment) -> None:
    """A post with power was given: who may agree is asked, all whom it concerns hear of it at once.

    Of somebody without Telegram nobody can say yet who he is: it is asked when he comes in.
    """
    if held.post not in POWER:
        return
    unit.session.refresh(held, ["kelurahan", "person"])
    if held.waits_since is None:
        if held.given_by_id is None:
            _tell_who_came(unit, held)
        return
    if held.person.telegram_id is None:
        return
    asked = may_second(unit, held)
    if not asked:
        _counts_alone(unit, held)
        return
    facts = facts_of(unit, held)
    keys = [[button("seconding.see", "people:second", held.id)]]
    for one in asked:
        unit.tell(one, say("seconding.asked", **facts), keys, topic=topic(held))
    who = waits_on(unit, held)
    for one in concerned(unit, held):
        if one not in asked and one.id != held.given_by_id:
            unit.tell(one, say("seconding.told", who=who, **facts), topic=topic(held))
    own = say("seconding.waits_own", who=who, post=facts["post"])
    unit.tell(held.person, own, topic=topic(held))
    unit.log(None, "post.asked", held.person, post=held.post, appointment=held.id)


def keep_for(unit: Unit, person: Person, giver: Person | None) -> None:
    """Somebody takes the place of a person without Telegram: whose account it is nobody has agreed to."""
    for held in person.posts:
        if held.post in POWER and held.revoked_at is None:
            held.given_by_id = giver.id if giver else held.given_by_id
            held.waits_since, held.second_id = unit.now, None


def ask_for(unit: Unit, person: Person) -> None:
    """He is in: now it is asked about what waits for him."""
    for held in person.posts:
        if held.waits_since is not None and held.revoked_at is None:
            ask_second(unit, held)


def concerned(unit: Unit, held: Appointment) -> list[Person]:
    """Who holds this post, who may give it, and who may agree; but for its receiver."""
    posts = (Post(held.post), *GIVERS.get(Post(held.post), ()), *SECONDS)
    return [one for one in _every(unit, held.kecamatan_id, posts) if one.id != held.person_id]


def facts_of(unit: Unit, held: Appointment) -> dict[str, str]:
    """Who, in which post, given by whom."""
    giver = unit.get(Person, held.given_by_id)
    return {"name": held.person.name, "post": post_title(held), "by": giver.name if giver else "-"}


def _tell_who_came(unit: Unit, held: Appointment) -> None:
    """The machine's owner let him in: nobody has to agree, but it is no secret."""
    words = say("seconding.came_by_owner", name=held.person.name, post=post_title(held))
    for one in concerned(unit, held):
        unit.tell(one, words, silent=True)
    show_alone(unit, held)


def _counts_alone(unit: Unit, held: Appointment) -> None:
    """Nobody else could agree: it counts at once, and that is written down."""
    held.waits_since = None
    unit.log(None, "post.alone", held.person, post=held.post, appointment=held.id)
    facts = facts_of(unit, held)
    for one in dict.fromkeys([held.person, *concerned(unit, held)]):
        unit.tell(one, say("seconding.alone", **facts), topic=topic(held))
    counts_now(unit, held)


def counts_now(unit: Unit, held: Appointment) -> None:
    """From now on it counts: what waits for this post is sent to him; he sees what others gave alone."""
    unit.session.flush()
    unit.session.refresh(held.person, ["posts"])
    if held.begins is None or held.begins <= day_of(unit.now):
        held.begun_at = unit.now
    for act in WHEN_COUNTS:
        act(unit, held)
    menu_of(unit, held.person)
    if held.in_force(unit.now) and not held.acting:  # of a Plt. it is done when both are told
        for follows in WHEN_APPOINTED:
            follows(unit, held)
    show_alone(unit, held)


# ---- those that count on the word of one


def open_ones(unit: Unit, actor: Person) -> list[Appointment]:
    """What waits for a second person, and what counts without one; of those to which he may agree."""
    query = select(Appointment).where(
        Appointment.kecamatan_id == actor.kecamatan_id,
        Appointment.post.in_(POWER),
        Appointment.revoked_at.is_(None),
        Appointment.given_by_id.is_not(None),
        Appointment.second_id.is_(None),
        or_(Appointment.ends.is_(None), Appointment.ends >= day_of(unit.now)),
    )
    found = unit.all(query.order_by(Appointment.id))
    return [one for one in found if one.person.telegram_id is not None and actor in may_second(unit, one)]


def show_alone(unit: Unit, held: Appointment) -> None:
    """Who may agree from now on hears what counts on the word of one."""
    if held.post not in SECONDS or not held.in_force(unit.now):
        return
    alone = [one for one in open_ones(unit, held.person) if is_alone(one)]
    if alone:
        words = say("seconding.counts_alone", count=len(alone))
        unit.tell(held.person, words, [[button("seconding.see_all", "people:seconds", 0)]])


def state_words(unit: Unit, held: Appointment) -> Html | str:
    """On a card: on whom it waits, or that nobody has agreed yet."""
    if held.waits_since is not None:
        if held.person.telegram_id is None:
            return say("seconding.waits_to_come")
        return say("seconding.waits", who=waits_on(unit, held) or "-")
    return say("seconding.is_alone") if is_alone(held) else ""
