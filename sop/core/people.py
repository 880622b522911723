"""Who holds which post, and who may do what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from models.people import Appointment, Kelurahan, Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.posts import POWER, SIGNS, TITLES
from sop.core.refused import Refused
from sop.core.wired import Wired
from texts import plain


def post_title(appointment: Appointment) -> str:
    """The post as it is spoken of: "Plt. Camat", "Lurah Kebon Pedes"."""
    title = TITLES[Post(appointment.post)]
    words = [appointment.acting, title, appointment.kelurahan.name if appointment.kelurahan else ""]
    return " ".join(word for word in words if word)


def title_then(person: Person, post: Post | str, at: datetime) -> str:
    """In which post somebody did something, as it was at that moment: "Camat", "Plh. Camat"."""
    held = [one for one in person.posts if one.post == post and one.counted(at)]
    return post_title(held[-1]) if held else TITLES[Post(post)]


def named_then(person: Person, post: Post | str, at: datetime) -> str:
    """His name; of a Plt. or Plh. with his post, because the act was not his own."""
    title = title_then(person, post, at)
    acting = title != TITLES[Post(post)]
    return plain("approval.acting_name", name=person.name, post=title) if acting else person.name


def holders(unit: Unit, kecamatan_id: int, post: Post, kelurahan_id: int | None = None) -> list[Person]:
    """The people who hold a post now, in the order they were appointed."""
    query = _holding(kelurahan_id is not None)
    given = {"kecamatan": kecamatan_id, "post": post, "kelurahan": kelurahan_id}
    people = unit.session.scalars(query, given).unique()
    return [person for person in people if _counts(person, post, kelurahan_id, unit)]


@cache  # made when it is first needed: it would have all tables looked through while the bot starts
def _holding(of_kelurahan: bool) -> Select[Person]:
    """A person comes with his posts: one question, not three."""
    query = (
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .options(joinedload(Person.posts).joinedload(Appointment.stand_ins))
        .where(
            Person.kecamatan_id == bindparam("kecamatan"),
            Appointment.kecamatan_id == bindparam("kecamatan"),
            Appointment.post == bindparam("post"),
            Appointment.revoked_at.is_(None),
        )
        .order_by(Appointment.id)
    )
    return query.where(Appointment.kelurahan_id == bindparam("kelurahan")) if of_kelurahan else query


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


def may(actor: Person, unit: Unit, *posts: Post) -> bool:
    """Whether he holds one of these posts now."""
    return any(actor.holds(post, unit.now) for post in posts)


def stood_for(actor: Person, unit: Unit) -> list[int]:
    """Whose work he does now as Plt. or Plh., by their ids; what they began is his to go on with."""
    acting = [held.stands_in_for for held in actor.held(unit.now) if held.acting]
    return [whose.person_id for whose in acting if whose is not None]


def doer(unit: Unit, person: Person) -> Person:
    """Who does this person's work now: his Plt. or Plh. while every post of his is stood in for."""
    if person.held(unit.now):
        return person
    stand_ins = (held.stand_in(unit.now) for held in person.posts if held.in_force(unit.now))
    return next((found.person for found in stand_ins if found is not None), person)


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
    with unit.session.no_autoflush:  # nothing of an update makes a season that is not stored at once
        season = unit.session.scalars(_newest_season(), {"kecamatan": kecamatan_id}).first()
    if season is None:
        raise Refused("common.no_season")
    return season


def season_at(unit: Unit, kecamatan_id: int, moment: datetime) -> Season | None:
    """The season that the kecamatan worked on then; `moment` is known to the second."""
    begun = Season.created_at < moment + timedelta(seconds=1)
    query = select(Season).where(Season.kecamatan_id == kecamatan_id, begun)
    return unit.first(query.order_by(Season.year.desc()))


@cache
def _newest_season() -> Select[Season]:
    query = select(Season).where(Season.kecamatan_id == bindparam("kecamatan"))
    return query.order_by(Season.year.desc()).limit(1)


# ---- posts given and taken

#: What follows when somebody takes a post (what waits for it is sent to him).
WHEN_APPOINTED: Wired[Sequence[Callable[[Unit, Appointment], None]]] = Wired("what a new post brings")


def appoint(
    unit: Unit,
    person: Person,
    post: Post,
    *,
    kelurahan_id: int | None = None,
    by: Person | None,
    begins: date | None = None,
    ends: date | None = None,
    basis: str | None = None,
) -> Appointment:
    """Give a post; twice is once.

    One with power that somebody of the office gives waits for a second person (sop/accounts/seconding.py).
    """
    for held in person.posts:
        waits = held.waits_since is not None and held.revoked_at is None and not held.acting
        if held.post == post and held.kelurahan_id == kelurahan_id and (held.in_force(unit.now) or waits):
            return held
    made = Appointment(
        kecamatan_id=person.kecamatan_id,
        person_id=person.id,
        post=post,
        kelurahan_id=kelurahan_id,
        begins=begins,
        ends=ends,
        basis=basis,
        created_at=unit.now,
        given_by_id=by.id if by else None,
        waits_since=unit.now if by and post in POWER else None,
    )
    unit.add(made)
    unit.session.refresh(person, ["posts"])
    unit.log(by, "post.given", person, post=post, kelurahan=kelurahan_id)
    menu_of(unit, person)
    if made.waits_since is not None:
        return made
    for act in WHEN_APPOINTED():
        act(unit, made)
    return made


def revoke(unit: Unit, person: Person, post: Post, *, by: Person | None) -> None:
    """Take a post away."""
    for held in person.posts:
        if held.post == post and held.revoked_at is None:
            held.revoked_at = unit.now
            unit.log(by, "post.taken", person, post=post)
    menu_of(unit, person)


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
