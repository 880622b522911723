"""A draft that rests: reminded of after two working days, thrown away after thirty days, told before.

Nothing is thrown away of which its owner was not told three days earlier; he can bring it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from models.base import WIB
from models.enums import Status, StepState
from models.people import Person
from models.proposal import Proposal
from models.reminder import Reminder
from models.season import Season
from models.speech import Button, button
from models.unit import Unit
from sop.core.calendar import add_working_days
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.label import told_apart
from sop.remind.ladder import EXPIRY, REST
from sop.remind.matter import Matter
from texts import say
from texts.figures import date as in_words

REST_DAYS = 2  #: working days without an answer
KEPT = timedelta(days=30)
AHEAD = timedelta(days=3)


def resting(unit: Unit, season: Season, closures: AbstractSet[date]) -> Iterator[Matter]:
    """Drafts in which nothing was answered for two working days; each rest is told once."""
    for draft, owner in _drafts(unit, season, timedelta(days=REST_DAYS)):
        since = _day_of(draft)
        words = say("resting.rests", what=told_apart(draft), since=in_words(since))
        due = add_working_days(since, REST_DAYS, closures)
        yield Matter(f"rest:{draft.id}", owner, words, _way(draft), due, REST, dated=False)


def expiring(unit: Unit, season: Season, today: date) -> Iterator[Matter]:
    """Drafts that will soon be thrown away."""
    told = _told(unit, season)
    for draft, owner in _drafts(unit, season, KEPT - 2 * AHEAD):
        due = _due(draft, owner, told) or max(_day_of(draft) + KEPT, today + AHEAD)
        words = say("resting.expires", what=told_apart(draft), day=in_words(due))
        yield Matter(f"expire:{draft.id}", owner, words, _way(draft), due, EXPIRY, dated=False)


def expire(unit: Unit, season: Season, today: date) -> int:
    """Throw away what was announced and still rests; how many drafts these were."""
    told = _told(unit, season)
    gone = 0
    for draft, owner in _drafts(unit, season, KEPT):
        due = _due(draft, owner, told)
        if due is None or due >= today:
            continue
        changing.discard(draft)
        unit.log(None, "proposal.expired", draft)
        words = say("resting.expired", what=told_apart(draft), days=KEPT.days)
        unit.tell(owner, words, [[button("resting.bring_back", "usulan:back", draft.id)]], broadcast=True)
        gone += 1
    return gone


def _drafts(unit: Unit, season: Season, rested: timedelta) -> Iterator[tuple[Proposal, Person]]:
    """Drafts that rest at least so long, while they can still be sent; those once sent keep their number."""
    if run_of(unit, season, "step1_recap").state != StepState.OPEN:
        return
    query = (
        select(Proposal)
        .where(
            Proposal.season_id == season.id,
            Proposal.status == Status.DRAFT,
            Proposal.begun(),
            Proposal.number.is_(None),
            Proposal.touched_at <= unit.now - rested,
        )
        .options(lazyload(Proposal.kelurahan), lazyload(Proposal.uploads))
        .order_by(Proposal.id)
    )
    for draft in unit.all(query):
        owner = unit.get(Person, draft.entered_by_id or draft.author_id)
        if owner is not None:
            yield draft, owner


def _told(unit: Unit, season: Season) -> list[Reminder]:
    query = select(Reminder).where(
        Reminder.kecamatan_id == season.kecamatan_id,
        Reminder.task.startswith("expire:"),
        Reminder.at > unit.now - 2 * KEPT,
    )
    return unit.all(query)


def _due(draft: Proposal, owner: Person, told: list[Reminder]) -> date | None:
    """The day that its owner was told, since he last touched it."""
    days = [
        row.due
        for row in told
        if row.task.startswith(f"expire:{draft.id}@")
        and row.person_id == owner.id
        and row.at > draft.touched_at
    ]
    return max(days, default=None)


def _day_of(draft: Proposal) -> date:
    return draft.touched_at.astimezone(WIB).date()


def _way(draft: Proposal) -> Button:
    return button("step1_recap.go_on", "usulan:resume", draft.id)
