"""Power is given by another: a post that decides or signs counts when a second person has agreed.

Nobody appoints himself, or an account that he let in. Whoever gives such a post asks for it; somebody of the
office agrees who neither gives nor gets it, nor stands on their word (`roots.py`). While there was never
anybody like that, as in the first weeks of an office, it counts on the word of one: that is written down and
shown to everybody who may agree later. Where whoever could is gone, it waits. What the machine's owner gives
(`invite`) counts by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import or_, select

from models.people import Appointment, Person
from models.posts import Post
from models.speech import button
from models.unit import Unit
from sop.accounts.roots import bound, is_free, was_anybody_free
from sop.core.people import WHEN_APPOINTED, holders, menu_of, post_title
from sop.core.posts import GIVERS, POWER, SECONDS
from sop.core.wired import Wired
from texts import Html, plain, say
from texts.figures import day_of

#: What follows when it counts, by the kind of post (a Plt. is told when his period begins, say).
WHEN_COUNTS: Wired[Sequence[Callable[[Unit, Appointment], None]]] = Wired("what a post that counts brings")


def topic(held: Appointment) -> str:
    return f"second:{held.id}"


def is_alone(unit: Unit, held: Appointment) -> bool:
    """It counts on the word of one person of the office, or of such as stand on one person's word."""
    if held.given_by_id is None or held.waits_since is not None or held.post not in POWER:
        return False
    second = unit.get(Person, held.second_id)
    return second is None or not is_free(unit, second, bound(unit, _parties(held)))


def _parties(held: Appointment) -> set[int]:
    return {held.person_id, *([held.given_by_id] if held.given_by_id else [])}


# ---- who may agree


def may_second(unit: Unit, held: Appointment) -> list[Person]:
    """Who may agree to it: somebody who stands apart from its giver and from its receiver.

    Where there was never anybody like that: those who hold this very post, or else any other. Their word does
    not take the mark away that it counts on one person's.
    """
    found = besides(unit, held.kecamatan_id, _parties(held), Post(held.post))
    if held.waits_since is None and held.second_id is not None:
        taken = bound(unit, _parties(held))
        return [one for one in found if is_free(unit, one, taken)]
    return found


def besides(unit: Unit, kecamatan_id: int, parties: set[int], post: Post) -> list[Person]:
    """Who may agree to what these people have between them, about this post.

    Nobody, where whoever could is gone: it waits until there is somebody again.
    """
    taken = bound(unit, parties)
    others = [
        one
        for one in _every(unit, kecamatan_id, SECONDS)
        if one.telegram_id is not None and one.id not in parties
    ]
    if free := [one for one in others if is_free(unit, one, taken)]:
        return free
    if was_anybody_free(unit, kecamatan_id, parties):
        return []
    return [one for one in others if one.holds(post, unit.now)] or others


def _every(unit: Unit, kecamatan_id: int, posts: Iterable[Post]) -> list[Person]:
    return list(dict.fromkeys(one for post in posts for one in holders(unit, kecamatan_id, post)))


def waits_on(unit: Unit, held: Appointment) -> str:
    """On whom it waits, by name; where nobody is there, who has to come first."""
    return " / ".join(one.name for one in may_second(unit, held)) or plain("seconding.nobody_now")


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
    if not asked and not was_anybody_free(unit, held.kecamatan_id, _parties(held)):
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
    nobody = {} if asked else {"nobody": True}
    unit.log(None, "post.asked", held.person, post=held.post, appointment=held.id, **nobody)


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
    """There was never anybody else who could agree: it counts at once, and that is written down."""
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
    for act in WHEN_COUNTS():
        act(unit, held)
    menu_of(unit, held.person)
    if held.in_force(unit.now) and not held.acting:  # of a Plt. it is done when both are told
        for follows in WHEN_APPOINTED():
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
        or_(Appointment.ends.is_(None), Appointment.ends >= day_of(unit.now)),
    )
    found = unit.all(query.order_by(Appointment.id))
    unsure = [one for one in found if one.waits_since is not None or is_alone(unit, one)]
    return [one for one in unsure if one.person.telegram_id is not None and actor in may_second(unit, one)]


def show_alone(unit: Unit, held: Appointment) -> None:
    """Who may agree from now on hears what counts on the word of one, and what waits for him."""
    if held.post not in SECONDS or not held.in_force(unit.now):
        return
    found = open_ones(unit, held.person)
    alone = sum(1 for one in found if one.waits_since is None)
    for key, count in (("seconding.counts_alone", alone), ("seconding.still_waits", len(found) - alone)):
        if count:
            words = say(key, count=count)
            unit.tell(held.person, words, [[button("seconding.see_all", "people:seconds", 0)]])


def state_words(unit: Unit, held: Appointment) -> Html | str:
    """On a card: on whom it waits, or that nobody has agreed yet."""
    if held.waits_since is not None:
        if held.person.telegram_id is None:
            return say("seconding.waits_to_come")
        return say("seconding.waits", who=waits_on(unit, held))
    return say("seconding.is_alone") if is_alone(unit, held) else ""
