"""Who presses: a person for each post, those whose post is not theirs just now, and a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from handlers.talk.rights import Who
from models.people import Appointment, Kelurahan, Person
from models.posts import Post
from models.season import Run
from models.unit import Unit
from tests.core.desk import FrontDesk
from tests.walking.busy_office import OF_A_KELURAHAN, PEOPLE

PLAIN, STRANGER = "plain", "stranger"
OTHERS = 100  #: added to the Telegram numbers of the other office's people


@dataclass(frozen=True)
class Presser:
    """Somebody who presses, and the post that counts for him now."""

    user: int  #: of his Telegram
    post: Post | None


#: The holders of a second kelurahan, who stands in, who is stood in for, whose post is over or not begun.
PRESSERS: dict[str, Presser] = {str(post): Presser(number, post) for post, (_, number) in PEOPLE.items()} | {
    "delegasi B": Presser(121, Post.DELEGASI),
    "lurah B": Presser(122, Post.LURAH),
    "Plt. camat": Presser(123, Post.CAMAT),  # the post is vacant
    "Plh. sekretaris": Presser(124, Post.SEKRETARIS),  # for who is away
    "away": Presser(125, None),
    "over": Presser(126, None),  # every post, until yesterday
    "coming": Presser(127, None),  # every post, from tomorrow
    "former": Presser(128, None),  # every post, taken away
    PLAIN: Presser(129, None),
    STRANGER: Presser(999, None),
}


def take_their_posts(desk: FrontDesk, kecamatan_id: int) -> None:
    """Everybody beyond the holders of the posts (PEOPLE) joins this office."""
    today = desk.now.date()
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    ids = {
        name: desk.person(kecamatan_id, one.user, name=f"Orang {one.user}")
        for name, one in PRESSERS.items()
        if one.user > 120 and name != STRANGER
    }
    with desk.unit() as unit:
        places = unit.all(select(Kelurahan.id).where(Kelurahan.kecamatan_id == kecamatan_id))

        def given(name: str, post: Post, place: int = 0, **values: Any) -> int:
            kelurahan_id = places[place] if post in OF_A_KELURAHAN else None
            made = Appointment(
                kecamatan_id=kecamatan_id,
                person_id=ids[name],
                post=post,
                kelurahan_id=kelurahan_id,
                created_at=unit.now,
                **values,
            )
            return unit.add(made).id

        given("delegasi B", Post.DELEGASI, 1)
        given("lurah B", Post.LURAH, 1)
        term: dict[str, date] = {"begins": yesterday, "ends": tomorrow}
        given("Plt. camat", Post.CAMAT, acting="Plt.", **term)
        away = given("away", Post.SEKRETARIS)
        given("Plh. sekretaris", Post.SEKRETARIS, acting="Plh.", stands_in_for_id=away, **term)
        for post in Post:
            given("over", post, begins=yesterday, ends=yesterday)
            given("coming", post, begins=tomorrow)
            given("former", post, revoked_at=unit.now)


@dataclass(frozen=True)
class Setting:
    """Whom this office has set: who carries out each step, and who signs."""

    executors: dict[str, Post]
    signers: frozenset[Post]


def sets(unit: Unit, season_id: int, *, otherwise: bool) -> Setting:
    """`otherwise`: Kepala Bidang takes in, JFU verifies, the Sekretaris signs the report a.n. Camat."""
    runs = unit.all(select(Run).where(Run.season_id == season_id))
    if otherwise:
        chosen = {"step1_recap": Post.KEPALA_BIDANG, "step2_verify": Post.JFU, "step8_distribute": Post.ADMIN}
        for run in runs:
            run.executor = chosen.get(run.step, run.executor)
            run.signer = Post.SEKRETARIS if run.step == "step7_sign" else run.signer
    signers = frozenset(Post(run.signer) for run in runs if run.signer is not None)
    return Setting({run.step: Post(run.executor) for run in runs}, signers)


def admitted(who: Who, name: str, setting: Setting) -> bool:
    """Whether the table lets this person in; reckoned anew here."""
    if who.strangers or name == STRANGER:
        return who.strangers
    post = PRESSERS[name].post
    if who.everybody or post is None:
        return who.everybody
    chosen = {setting.executors[step] for step in who.steps}
    return post in who.posts or post in chosen or (who.signers and post in setting.signers)


def telegram_of(unit: Unit, post: Post, others: int = 0) -> Person:
    """The holder of a post in one of the offices."""
    number = PEOPLE[post][1] + others
    return unit.session.scalars(select(Person).where(Person.telegram_id == number)).one()
