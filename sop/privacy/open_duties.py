"""What keeps somebody from being forgotten: a post that another has to take over first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from models.meeting import Delegate
from models.people import Appointment, Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.people import holders, post_title
from sop.core.posts import GIVERS
from sop.handover.leaving import successors
from sop.handover.open_work import load_of
from sop.privacy.whose import utusan_of, whose
from texts import plain
from texts.figures import day_of

#: Held for one season: they end with it, and a delegate's as soon as he has nothing in hand.
OF_A_SEASON = (Post.DELEGASI, Post.TIM, Post.BAPPERIDA)


@dataclass(frozen=True)
class Duty:
    """A post, who holds it beside him, and who can arrange that another has it."""

    post: str
    heirs: list[str]
    arrangers: list[Person]


def duties(unit: Unit, person: Person) -> list[Duty]:
    """What he still has to do here."""
    newest = select(Season).where(Season.kecamatan_id == person.kecamatan_id).order_by(Season.year.desc())
    season = unit.first(newest)
    running = season is not None and season.closed_at is None
    found = [_duty(unit, held) for held in person.posts if _holds_him(unit, held, running=running)]
    if running and season is not None and _utusan(unit, person, season):
        found.append(Duty(plain("forget.utusan"), [], _arrangers(unit, person, Post.DELEGASI)))
    return found


def _holds_him(unit: Unit, held: Appointment, *, running: bool) -> bool:
    over = held.ends is not None and held.ends < day_of(unit.now)
    if held.revoked_at is not None or held.waits_since is not None or over:
        return False
    if held.post not in OF_A_SEASON:
        return True
    return running and (held.post != Post.DELEGASI or load_of(unit, held).total > 0)


def _duty(unit: Unit, held: Appointment) -> Duty:
    post = Post(held.post)
    heirs = [] if held.acting else [one.name for one in successors(unit, held)]
    return Duty(post_title(held), heirs, _arrangers(unit, held.person, post))


def _arrangers(unit: Unit, person: Person, post: Post) -> list[Person]:
    """Whoever gives and takes this post, but himself."""
    givers = GIVERS.get(post, GIVERS[Post.DELEGASI])
    people = dict.fromkeys(one for by in givers for one in holders(unit, person.kecamatan_id, by))
    return [one for one in people if one.id != person.id]


def _utusan(unit: Unit, person: Person, season: Season) -> bool:
    """The city is told how to reach the utusan until the season is over."""
    chosen = (Delegate.season_id == season.id, Delegate.removed_at.is_(None))
    return bool(utusan_of(unit, whose(unit, person), *chosen))
