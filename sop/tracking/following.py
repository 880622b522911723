"""Ikuti: what happens to an usulan comes with the next morning, in one silent message for all of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Select, func, select, update

from models.chat import Once
from models.following import Follow
from models.people import Kecamatan, Person
from models.proposal import Proposal
from models.speech import button
from models.unit import Unit
from sop.core.calendar import is_working_day
from sop.core.masking import masked
from sop.core.refused import Refused
from sop.flow.season_settings import closures_of
from sop.proposals.may_see import seen
from sop.tracking.events import Event
from sop.tracking.timeline import histories
from texts import Html, join, say
from texts.figures import date as in_words
from texts.figures import day_of

MOST_LINES = 6


def follow(unit: Unit, actor: Person, id: int) -> Proposal:
    """From now on; what happened before is on the card."""
    proposal = seen(unit, actor, id)
    row = Follow(
        kecamatan_id=actor.kecamatan_id,
        proposal_id=proposal.id,
        person_id=actor.id,
        at=unit.now,
        told_until=unit.now,
    )
    if not unit.insert_once(row):
        raise Refused("tracking.followed_already", number=proposal.number or "-")
    return proposal


def unfollow(unit: Unit, actor: Person, id: int) -> Proposal:
    proposal = seen(unit, actor, id)
    mine = unit.first(_of(actor).where(Follow.proposal_id == id))
    if mine is None:
        raise Refused("tracking.not_followed", number=proposal.number or "-")
    unit.session.delete(mine)
    return proposal


def follows(unit: Unit, actor: Person, proposal: Proposal) -> bool:
    return unit.first(_of(actor).where(Follow.proposal_id == proposal.id)) is not None


def followed(unit: Unit, actor: Person, first: int, most: int) -> list[Proposal]:
    """Some of those that the person follows, the newest first."""
    query = select(Proposal).join(Follow, Follow.proposal_id == Proposal.id)
    mine = query.where(Follow.person_id == actor.id).order_by(Follow.id.desc())
    return unit.all(mine.offset(first).limit(most))


def count_followed(unit: Unit, actor: Person) -> int:
    return unit.first(select(func.count(Follow.id)).where(Follow.person_id == actor.id)) or 0


def _of(actor: Person) -> Select[Follow]:
    return select(Follow).where(Follow.person_id == actor.id)


# ---- the morning


def tell_followers(unit: Unit) -> int:
    """The news of a working day's morning, once a day and kecamatan; how many were told."""
    today = day_of(unit.now)
    told = 0
    for kecamatan in _not_told(unit, today):
        if is_working_day(today, closures_of(kecamatan)):
            told += unit.tries(_tell_those_of, kecamatan.id, today)
    return told


def _tell_those_of(unit: Unit, kecamatan_id: int, today: date) -> int:
    if not unit.once(_key(kecamatan_id, today)):
        return 0
    return _tell(unit, unit.session.get_one(Kecamatan, kecamatan_id), today)


def _key(kecamatan_id: int, day: date) -> str:
    return f"followed:{kecamatan_id}:{day.isoformat()}"


def _not_told(unit: Unit, today: date) -> list[Kecamatan]:
    """Where somebody follows something and has not been told today."""
    query = select(Kecamatan).where(Kecamatan.id.in_(select(Follow.kecamatan_id).distinct()))
    found = {_key(one.id, today): one for one in unit.all(query.order_by(Kecamatan.id))}
    done = unit.all(select(Once.key).where(Once.key.in_(found))) if found else []
    return [one for key, one in found.items() if key not in done]


def _tell(unit: Unit, kecamatan: Kecamatan, today: date) -> int:
    query = (
        select(Follow)
        .join(Person, Person.id == Follow.person_id)
        .where(
            Follow.kecamatan_id == kecamatan.id, Person.telegram_id.is_not(None), Person.blocked_at.is_(None)
        )
        .order_by(Follow.id)
    )
    rows = unit.all(query)
    wanted = {row.proposal_id for row in rows}
    proposals = {one.id: one for one in unit.all(select(Proposal).where(Proposal.id.in_(wanted)))}
    ways = histories(unit, list(proposals.values()))
    news: defaultdict[int, list[tuple[Proposal, Event]]] = defaultdict(list)
    for row in rows:
        fresh = [event for event in ways[row.proposal_id] if row.told_until < event.at <= unit.now]
        if fresh:
            news[row.person_id].append((proposals[row.proposal_id], fresh[-1]))
    for person_id, mine in news.items():
        unit.tell(
            unit.session.get_one(Person, person_id),
            _words(mine, today),
            [[button("tracking.followed", "track:mine", 0)]],
            silent=True,
            broadcast=True,
        )
    told = update(Follow).where(Follow.kecamatan_id == kecamatan.id, Follow.person_id.in_(news))
    unit.session.execute(told.values(told_until=unit.now))
    return len(news)


def _words(mine: list[tuple[Proposal, Event]], today: date) -> Html:
    """The newest thing of each usulan: the rest is on its card."""
    lines = [
        say(
            "tracking.news_line",
            number=proposal.number or "-",
            who=event.who,
            what=Html(masked(event.what)),
        )
        for proposal, event in mine[:MOST_LINES]
    ]
    left = len(mine) - len(lines)
    more = say("tracking.news_more", count=left) if left else ""
    return join(say("tracking.news_head", day=in_words(today)), *lines, more)
