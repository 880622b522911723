"""What the reviewers say among themselves: notes that never leave their side, and a second opinion."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from models.enums import Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.speech import button
from models.unit import Unit
from models.verifying import Note
from sop.core.people import holders
from sop.core.refused import Refused
from sop.flow.debts import Debt
from sop.flow.progress import run_of, working_on
from sop.proposals.label import named
from sop.proposals.may_see import REVIEWING, Sight, seen
from sop.reading import sentence
from sop.step2_verify.queue_filter import STEP
from texts import say

LEAST, MOST = 3, 800

#: What a second opinion may propose.
OPINIONS = (Status.VERIFIED, Status.RETURNED, Status.REFUSED, Status.NOTED)


def noted(unit: Unit, actor: Person, id: int | None) -> Proposal:
    """The usulan, for somebody of the reviewers' side; for everybody else it has no notes at all."""
    proposal = seen(unit, actor, id or 0, Sight.REVIEWER)
    if proposal.number is None:
        raise Refused("common.not_found")
    return proposal


def notes_of(unit: Unit, proposal: Proposal) -> list[Note]:
    """Oldest first."""
    return unit.all(select(Note).where(Note.proposal_id == proposal.id).order_by(Note.id))


def write(unit: Unit, actor: Person, proposal: Proposal, text: str) -> Note:
    """A note for the reviewers' side alone."""
    return _keep(unit, noted(unit, actor, proposal.id), actor, text)


def _keep(
    unit: Unit,
    proposal: Proposal,
    actor: Person,
    text: str,
    *,
    asked: Person | None = None,
    outcome: Status | None = None,
) -> Note:
    made = unit.add(
        Note(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            by_id=actor.id,
            at=unit.now,
            text=sentence(text, LEAST, MOST),
            asked_id=asked.id if asked is not None else None,
            outcome=outcome,
        )
    )
    unit.log(actor, "proposal.note", proposal, note=made.id, outcome=outcome, asked=made.asked_id)
    return made


# ---- a second opinion


def colleagues(unit: Unit, actor: Person, season: Season) -> list[Person]:
    """Who can be asked: the other reviewers first, then who may look at the queue."""
    posts = (Post(run_of(unit, season, STEP).executor), *REVIEWING)
    people = dict.fromkeys(person for post in posts for person in holders(unit, season.kecamatan_id, post))
    return [person for person in people if person.id != actor.id]


def asking(unit: Unit, actor: Person, proposal: Proposal) -> Season:
    """Whether this person may ask for a second opinion now."""
    if proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    season = unit.session.get_one(Season, proposal.season_id)
    working_on(unit, actor, season, STEP)
    if proposal.status not in (Status.SUBMITTED, Status.RETURNED):
        raise Refused("notes.decided", number=proposal.number or "-")
    return season


def ask(unit: Unit, actor: Person, proposal: Proposal, whom: Person, text: str) -> None:
    """Pendapat kedua: a colleague is asked what he thinks, with the way to the card."""
    season = asking(unit, actor, proposal)
    if whom.id not in {one.id for one in colleagues(unit, actor, season)}:
        raise Refused("notes.no_colleague")
    if any(question.asked_id == whom.id for question in questions(unit, proposal)):
        raise Refused("notes.asked_already", name=whom.name)
    made = _keep(unit, proposal, actor, text, asked=whom)
    words = say(
        "notes.told_question",
        by=actor.name,
        **named(proposal),
        text=made.text,
    )
    rows = [
        [button("notes.give", "s2:opine", proposal.id), button("assign.open_card", "s2:one", proposal.id)]
    ]
    unit.tell(whom, words, rows, topic=_topic(made))


def questions(unit: Unit, proposal: Proposal) -> list[Note]:
    """What was asked about it and has no answer yet."""
    query = select(Note).where(
        Note.proposal_id == proposal.id, Note.asked_id.is_not(None), Note.answered_at.is_(None)
    )
    return unit.all(query.order_by(Note.id))


def asked_of(unit: Unit, actor: Person, proposal: Proposal) -> list[Note]:
    """The open questions to this person."""
    return [note for note in questions(unit, proposal) if note.asked_id == actor.id]


def answer(unit: Unit, actor: Person, proposal: Proposal, outcome: Status, text: str) -> None:
    """The colleague's opinion: a verdict that he would give, and why. Who asked is told."""
    noted(unit, actor, proposal.id)
    mine = asked_of(unit, actor, proposal)
    if not mine:
        raise Refused("notes.not_asked", number=proposal.number or "-")
    if outcome not in OPINIONS:
        raise Refused("common.old_button")
    made = _keep(unit, proposal, actor, text, outcome=outcome)
    facts = {"number": proposal.number or "-", "name": actor.name, "text": made.text}
    for question in mine:
        question.answered_at = unit.now
        unit.settle(_topic(question), say("notes.settled"))
        asker = unit.get(Person, question.by_id)
        if asker is not None:
            words = say("notes.told_opinion", opinion=say(f"notes.opinion_{outcome}"), **facts)
            unit.tell(asker, words, [[button("assign.open_card", "s2:one", proposal.id)]])


def _topic(question: Note) -> str:
    return f"opinion:{question.id}"


def owed_opinions(unit: Unit, season: Season) -> Iterator[Debt]:
    """Who was asked for an opinion owes it, as long as the usulan has no verdict."""
    run = run_of(unit, season, STEP)
    if run.state != StepState.OPEN:
        return
    query = (
        select(Note, Proposal.number)
        .join(Proposal, Proposal.id == Note.proposal_id)
        .where(
            Proposal.season_id == season.id,
            Proposal.status.in_((Status.SUBMITTED, Status.RETURNED)),
            Note.asked_id.is_not(None),
            Note.answered_at.is_(None),
        )
        .order_by(Note.id)
    )
    for note, number in unit.session.execute(query).all():
        person = unit.get(Person, note.asked_id)
        if person is None:
            continue
        words = say("notes.owes_opinion", number=number or "-")
        way = button("notes.give", "s2:opine", note.proposal_id)
        yield Debt(f"opinion:{note.id}", person, words, way, run.deadline)
