"""What authors hear of verdicts: one message each for all that is due together, and not before it is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from models.enums import Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Season
from models.unit import Unit
from sop.core.people import holders
from sop.core.rules import rules_of
from sop.proposals.mend_button import results_topic, verdicts_topic, writers
from sop.step2_verify.merging import co_authors
from sop.step2_verify.telling_words import messages, messages_to_jfu

#: Due when the results are announced: nobody knows yet when that will be.
ANNOUNCED = datetime(9999, 1, 1, tzinfo=UTC)

#: A message waits for further verdicts about its person's usulan at most so many undo windows.
PATIENCE = 2

Told = tuple[Verdict, Proposal]


def due_at(unit: Unit, season: Season, outcome: Status) -> datetime | None:
    """When a verdict given now is told; None: at once. What has to be mended is not kept for the end."""
    rules = rules_of(season)
    if rules.verdicts_together and outcome != Status.RETURNED:
        return ANNOUNCED
    return unit.now + timedelta(minutes=rules.undo_minutes) if rules.undo_minutes > 0 else None


def hearers(unit: Unit, proposal: Proposal) -> list[Person]:
    """Who sent it or entered it, and those whose usulan live on in it."""
    return list(dict.fromkeys([*writers(unit, proposal), *co_authors(unit, proposal)]))


@dataclass(frozen=True)
class Letterbox:
    """One person's messages about verdicts, as their author or as JFU who watches over what is returned."""

    person: Person
    as_jfu: bool = False
    at_the_end: bool = False  #: of verdicts that wait for the announcement

    @property
    def topic(self) -> str:
        if self.as_jfu:
            return f"returns:{self.person.id}"
        return results_topic(self.person) if self.at_the_end else verdicts_topic(self.person)


def letterboxes(unit: Unit, verdict: Verdict, proposal: Proposal) -> list[Letterbox]:
    """Where a verdict has to be written to."""
    told = hearers(unit, proposal)
    found = [Letterbox(person, at_the_end=verdict.due == ANNOUNCED) for person in told]
    if verdict.outcome == Status.RETURNED:
        known = {person.id for person in told} | {verdict.by_id}
        found += [
            Letterbox(jfu, as_jfu=True)
            for jfu in holders(unit, proposal.kecamatan_id, Post.JFU)
            if jfu.id not in known
        ]
    return found


def announce(unit: Unit, given: Sequence[Told]) -> None:
    """Write to everybody whom these verdicts concern; what was written and not said yet is written anew."""
    into: dict[Letterbox, list[Told]] = {}
    for verdict, proposal in given:
        for box in letterboxes(unit, verdict, proposal):
            into.setdefault(box, []).append((verdict, proposal))
    for box, told in into.items():
        due = max((verdict.due for verdict, _ in told if verdict.due is not None), default=None)
        if due is None:
            _say(unit, box, told, None, None)
            continue
        since, until = _message_of(unit, box, unit.now)
        if since is None or (due != ANNOUNCED and unit.now - since > PATIENCE * (due - unit.now)):
            since = unit.now
        _write(unit, box, since, until)


def write_again(unit: Unit, verdict: Verdict, proposal: Proposal) -> None:
    """A verdict does not stand any more: what still waits to be said is written without it."""
    for box in letterboxes(unit, verdict, proposal):
        since, until = _message_of(unit, box, verdict.at)
        if since is not None:
            _write(unit, box, since, until)


def _message_of(unit: Unit, box: Letterbox, at: datetime) -> tuple[datetime | None, datetime | None]:
    """When the held message was begun into which a verdict of that moment belongs, and when the next one.

    There is a next one also for a verdict given now: one that was begun before the clock was turned back.
    """
    begun = unit.held(box.topic)
    earlier, later = [one for one in begun if one <= at], [one for one in begun if one > at]
    return earlier[-1] if earlier else None, later[0] if later else None


def _write(unit: Unit, box: Letterbox, since: datetime, until: datetime | None) -> None:
    unit.take_back(box.topic, since)
    told = _waiting(unit, box, since, until)
    if told:
        due = max(verdict.due for verdict, _ in told if verdict.due is not None)
        _say(unit, box, told, due, since)


def _say(
    unit: Unit, box: Letterbox, told: Sequence[Told], due: datetime | None, since: datetime | None
) -> None:
    mine = {row.id for _, row in told if box.person in writers(unit, row)}
    written = messages_to_jfu(told) if box.as_jfu else messages(told, mine)
    for words, keyboard in written:
        unit.tell(
            box.person,
            words,
            keyboard,
            topic=box.topic,
            silent=box.as_jfu,
            held_until=due,
            held_since=since,
        )


def _waiting(unit: Unit, box: Letterbox, since: datetime, until: datetime | None) -> list[Told]:
    """What belongs into the message that was begun then: the verdicts that still stand, in order."""
    query = (
        select(Verdict, Proposal)
        .join(Proposal, Proposal.id == Verdict.proposal_id)
        .where(
            Proposal.kecamatan_id == box.person.kecamatan_id,
            Verdict.kecamatan_id == box.person.kecamatan_id,
            Verdict.at >= since,
            Verdict.undone_at.is_(None),
            Verdict.due.is_not(None),
            Proposal.decided_at == Verdict.at,  # it was not looked at again since,
            Proposal.status == Verdict.outcome,  # nor mended by an author who saw it on its card
        )
        .order_by(Verdict.id)
    )
    if until is not None:
        query = query.where(Verdict.at < until)
    if box.as_jfu:
        query = query.where(Verdict.outcome == Status.RETURNED, Verdict.by_id != box.person.id)
    else:
        ending = Verdict.due == ANNOUNCED if box.at_the_end else Verdict.due != ANNOUNCED
        query = query.where(ending, _concerns(box.person))
    found = [(verdict, row) for verdict, row in unit.session.execute(query).unique().all()]
    if box.as_jfu:
        found = [(verdict, row) for verdict, row in found if box.person not in hearers(unit, row)]
    return found


def _concerns(person: Person) -> ColumnElement[bool]:
    mine = or_(Proposal.author_id == person.id, Proposal.entered_by_id == person.id)
    living_on = select(Proposal.merged_into_id).where(mine, Proposal.merged_into_id.is_not(None))
    return or_(mine, Proposal.id.in_(living_on))


def tell_now(unit: Unit, untold: Iterable[Told]) -> int:
    """What is held about these is said now; how many authors hear."""
    boxes = {box for verdict, row in untold for box in letterboxes(unit, verdict, row)}
    for box in boxes:
        unit.let_go(box.topic)
    return len({box.person for box in boxes if not box.as_jfu})
