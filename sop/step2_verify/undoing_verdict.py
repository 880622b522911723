"""A verdict before its author hears of it can be taken back; afterwards Sekretaris Kecamatan reopens it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from models.enums import Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.statuses import status_word
from sop.flow.progress import run_of, working_on
from sop.proposals import changing
from sop.proposals.label import named
from sop.step2_verify.queue_filter import STEP
from sop.step2_verify.telling_authors import ANNOUNCED, Told, hearers, tell_now, write_again
from sop.step2_verify.verdict_queue import DECIDED
from sop.step2_verify.verdict_reasons import LEAST
from texts import say


def settled_topic(proposal: Proposal) -> str:
    """What takes the button of a withdrawn return away, once the verdict is told."""
    return f"settled:{proposal.id}"


def stood(proposal: Proposal) -> dict[str, Any]:
    """How an usulan stands now, to be restored."""
    at = proposal.decided_at
    return {
        "status": str(proposal.status),
        "reason": proposal.reason,
        "return_field": proposal.return_field,
        "decided_at": at.isoformat() if at else None,
        "decided_by_id": proposal.decided_by_id,
        "assigned_to_id": proposal.assigned_to_id,
    }


# ---- Batalkan


def open_verdict(unit: Unit, proposal: Proposal) -> Verdict | None:
    """The verdict that stands and is not told yet."""
    if proposal.secret_until is None or proposal.secret_until <= unit.now:
        return None
    query = select(Verdict).where(Verdict.proposal_id == proposal.id, Verdict.undone_at.is_(None))
    newest = unit.first(query.order_by(Verdict.id.desc()))
    return newest if newest is not None and not newest.told(unit.now) else None


def undo(unit: Unit, actor: Person, id: int | None) -> Proposal:
    """Batalkan: the usulan stands as it stood before, and its author never hears of it."""
    verdict = unit.get(Verdict, id)
    if verdict is None or verdict.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    proposal = restore(unit, actor, verdict)
    write_again(unit, verdict, proposal)
    return proposal


def restore(unit: Unit, actor: Person, verdict: Verdict) -> Proposal:
    """The usulan as it stood before this verdict; what its author would hear is still to be rewritten."""
    proposal = unit.session.get_one(Proposal, verdict.proposal_id)
    working_on(unit, actor, unit.session.get_one(Season, proposal.season_id), STEP)
    number = proposal.number or "-"
    if verdict.undone_at is not None:
        raise Refused("step2_verify.undone_before", number=number, status=status_word(proposal.status))
    if verdict.told(unit.now) or verdict.before is None:
        raise Refused("step2_verify.told_already", number=number)
    before = verdict.before
    changing.stand_as(proposal, before)
    if verdict.outcome == Status.RETURNED and proposal.assigned_to_id == verdict.by_id:
        changing.assign(proposal, before["assigned_to_id"])
    verdict.undone_at = unit.now
    unit.log(actor, "proposal.verdict_undone", proposal, outcome=verdict.outcome, verdict=verdict.id)
    unit.take_back(settled_topic(proposal))
    return proposal


# ---- Umumkan hasil


def untold(unit: Unit, season: Season, *, at_the_end: bool = False) -> list[Told]:
    """Verdicts that their authors do not know yet; `at_the_end`: those that wait for the announcement."""
    query = (
        select(Verdict, Proposal)
        .join(Proposal, Proposal.id == Verdict.proposal_id)
        .where(Proposal.season_id == season.id, Proposal.secret_until > unit.now)
        .where(Verdict.undone_at.is_(None), Verdict.due > unit.now)
        .order_by(Verdict.id)
    )
    if at_the_end:
        query = query.where(Verdict.due == ANNOUNCED)
    return [(verdict, row) for verdict, row in unit.session.execute(query).unique().all()]


def waits_for_announcement(unit: Unit, season: Season) -> int:
    """How many verdicts are given and kept secret until they are announced."""
    query = select(func.count(Proposal.id)).where(
        Proposal.season_id == season.id, Proposal.secret_until == ANNOUNCED
    )
    return unit.first(query) or 0


def would_hear(unit: Unit, season: Season) -> tuple[int, int]:
    """How many verdicts the announcement tells, and to how many people."""
    found = untold(unit, season, at_the_end=True)
    people = {person.id for _, proposal in found for person in hearers(unit, proposal)}
    return len(found), len(people)


def announce_results(unit: Unit, actor: Person, season: Season, *, count: int) -> int:
    """Umumkan hasil: every author hears now; `count` is what was shown before. How many hear."""
    working_on(unit, actor, season, STEP)
    found = untold(unit, season, at_the_end=True)
    if not found:
        raise Refused("step2_verify.nothing_to_announce")
    if len(found) != count:
        raise Refused("step2_verify.more_to_announce", count=len(found))
    return _let_out(unit, actor, season, found)


def release(unit: Unit, actor: Person, season: Season) -> None:
    """The end of the step: whatever is not told yet is told now."""
    found = untold(unit, season)
    if found:
        _let_out(unit, actor, season, found)


def _let_out(unit: Unit, actor: Person, season: Season, found: list[Told]) -> int:
    heard = tell_now(unit, found)
    for verdict, proposal in found:
        verdict.due = unit.now
        changing.let_out(proposal)
        unit.let_go(settled_topic(proposal))
    unit.log(actor, "verdicts.announced", season, verdicts=len(found), people=heard)
    return heard


# ---- Periksa ulang


def look_again(unit: Unit, actor: Person, proposal: Proposal, *, revision: int, reason: str) -> None:
    """A verdict was a mistake: the usulan goes back into the queue, with the reason; its author is told."""
    may_look_again(unit, actor, proposal, revision)
    if len(reason) < LEAST:
        raise Refused("reading.too_short", least=LEAST, have=len(reason))
    was = proposal.status
    query = select(Verdict).where(Verdict.proposal_id == proposal.id, Verdict.undone_at.is_(None))
    newest = unit.first(query.order_by(Verdict.id.desc()))
    decider = unit.get(Person, proposal.decided_by_id)
    changing.judge(proposal, Status.SUBMITTED, None, by=None, at=None)
    unit.add(
        Verdict(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            revision=proposal.revision,
            outcome=Status.SUBMITTED,
            reason=reason,
            by_id=actor.id,
            at=unit.now,
        )
    )
    unit.log(actor, "proposal.undecided", proposal, was=was, revision=proposal.revision)
    if newest is not None:
        write_again(unit, newest, proposal)
    facts = {**named(proposal), "reason": reason}
    for person in hearers(unit, proposal):
        unit.tell(person, say("step2_verify.told_again", **facts))
    if decider is not None and decider.id != actor.id:
        way = [[button("progress.open", "s2:one", proposal.id)]]
        unit.tell(decider, say("step2_verify.told_decider", **facts), way)


def reopens(unit: Unit, actor: Person, season: Season) -> bool:
    """Whether this person is the one who reopens what was told, while verification goes on."""
    return actor.holds(Post.SEKRETARIS, unit.now) and run_of(unit, season, STEP).state == StepState.OPEN


def may_look_again(unit: Unit, actor: Person, proposal: Proposal, revision: int) -> None:
    """Only Sekretaris Kecamatan, and only what its author has heard: before that it is taken back."""
    if proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    season = unit.session.get_one(Season, proposal.season_id)
    must_hold(unit, actor, Post.SEKRETARIS)
    if run_of(unit, season, STEP).state != StepState.OPEN:
        raise Refused("common.step_not_open")
    if proposal.revision != revision or proposal.status not in DECIDED:
        raise Refused("step2_verify.not_decided", status=status_word(proposal.status))
    if open_verdict(unit, proposal) is not None:
        raise Refused("step2_verify.not_told_yet", number=proposal.number or "-")
