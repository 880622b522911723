"""Step 2: Kepala Bidang verifies what the kelurahan sent, usulan by usulan; every author hears why."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from models.enums import Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Run, Season
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.statuses import status_word
from sop.flow.progress import finish, run_of, working_on
from sop.proposals import changing
from sop.proposals.mend_button import settle_mending
from sop.step2_verify.queue_filter import STEP
from sop.step2_verify.telling_authors import announce, due_at
from sop.step2_verify.undoing_verdict import release, settled_topic, stood
from sop.step2_verify.verdict_queue import DECIDED, counts
from sop.step2_verify.verdict_reasons import LEAST, RETURNABLE, field_name, known_code, told_reason
from sop.step2_verify.verified_paper import ask_verified
from texts import plain, say
from texts.figures import moment

__all__ = ["STEP", "field_name"]

#: Who may look at the queue without deciding.
LOOKS = (Post.SEKRETARIS, Post.CAMAT, Post.JFU)
CLOSES_AS_IT_IS = (Post.SEKRETARIS, Post.CAMAT)


def looking(unit: Unit, actor: Person, season: Season) -> Run:
    """The run of this step, for those who decide in it and those who may look on."""
    run = run_of(unit, season, STEP)
    must_hold(unit, actor, run.executor, *LOOKS)
    return run


def may_decide(unit: Unit, actor: Person, run: Run) -> bool:
    return run.state == StepState.OPEN and actor.holds(Post(run.executor), unit.now)


def authors_mend(unit: Unit, run: Run) -> str | None:
    """Everything is judged but what lies with its authors: the verifier's days stand still."""
    standing = counts(unit, unit.session.get_one(Season, run.season_id))
    return plain("step2_verify.authors_mend") if standing.returned and not standing.waiting else None


# ---- one usulan


def decide(
    unit: Unit,
    actor: Person,
    proposal: Proposal,
    outcome: Status,
    *,
    revision: int,
    reason: str | None = None,
    field: str | None = None,
    code: str | None = None,
) -> Verdict:
    """Give the verdict on what was read on the card: `revision` is that of the card, `reason` the note."""
    verdict = _give(unit, actor, proposal, outcome, revision, reason, field, code, None)
    announce(unit, [(verdict, proposal)])
    return verdict


def decide_many(
    unit: Unit,
    actor: Person,
    picked: Sequence[tuple[Proposal, int]],
    outcome: Status,
    *,
    mark: str,
    reason: str | None = None,
    field: str | None = None,
    code: str | None = None,
) -> list[Verdict]:
    """The same verdict on several, each as it was read; every author hears once. Refused at the first."""
    given = []
    for proposal, revision in picked:
        verdict = _give(unit, actor, proposal, outcome, revision, reason, field, code, mark)
        given.append((verdict, proposal))
    announce(unit, given)
    return [verdict for verdict, _ in given]


def _give(
    unit: Unit,
    actor: Person,
    proposal: Proposal,
    outcome: Status,
    revision: int,
    note: str | None,
    field: str | None,
    code: str | None,
    mark: str | None,
) -> Verdict:
    deciding(unit, actor, proposal, outcome, revision)
    if outcome != Status.RETURNED:
        field = None
    elif field not in RETURNABLE:
        raise Refused("common.old_button")
    reason = None
    if outcome == Status.VERIFIED:
        code = None
    elif note is None or len(note) < LEAST:
        raise Refused("reading.too_short", least=LEAST, have=len(note or ""))
    else:
        code = known_code(outcome, field, code) if code else None
        reason = told_reason(code, note)
    due = due_at(unit, unit.session.get_one(Season, proposal.season_id), outcome)
    before = stood(proposal)
    if proposal.status == Status.RETURNED:  # the return is withdrawn, and with it its button
        words = say("step2_verify.settled", number=proposal.number or "-", status=status_word(outcome))
        settle_mending(unit, proposal, words, (settled_topic(proposal), due) if due else None)
    changing.judge(proposal, outcome, reason, by=actor, at=unit.now, field=field, secret_until=due)
    if outcome == Status.RETURNED and proposal.assigned_to_id is None:  # it comes back to who returned it
        changing.assign(proposal, actor.id)
    verdict = unit.add(
        Verdict(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            revision=proposal.revision,
            outcome=outcome,
            reason=reason,
            code=code,
            together=mark,
            before=before,
            by_id=actor.id,
            at=unit.now,
            due=due,
        )
    )
    unit.log(actor, "proposal.decided", proposal, outcome=outcome, revision=revision, field=field, code=code)
    return verdict


def deciding(unit: Unit, actor: Person, proposal: Proposal, outcome: Status, revision: int) -> None:
    """Whether this person may give this verdict now; asked before the reason is, and again with it."""
    if proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    working_on(unit, actor, unit.session.get_one(Season, proposal.season_id), STEP)
    if proposal.revision != revision:
        raise Refused("step2_verify.sent_again", number=proposal.number or "-")
    again = proposal.status == Status.RETURNED and outcome != Status.RETURNED
    if proposal.status != Status.SUBMITTED and not again:
        raise _decided_before(unit, actor, proposal)
    if again and proposal.secret_until is not None and unit.now < proposal.secret_until:
        raise Refused("step2_verify.take_back_first", number=proposal.number or "-")
    if outcome not in (*DECIDED, Status.RETURNED):
        raise Refused("common.old_button")


def verdicts(unit: Unit, proposal: Proposal) -> list[Verdict]:
    """What was decided about an usulan, oldest first."""
    return unit.all(select(Verdict).where(Verdict.proposal_id == proposal.id).order_by(Verdict.id))


def _decided_before(unit: Unit, actor: Person, proposal: Proposal) -> Refused:
    by, status = unit.get(Person, proposal.decided_by_id), status_word(proposal.status)
    if by is None or proposal.decided_at is None:
        return Refused("common.already_decided", status=status)
    number, at = proposal.number or "-", moment(proposal.decided_at)
    if by.id == actor.id:  # on a copy of the card, or one further up
        return Refused("step2_verify.decided_by_you", number=number, status=status, at=at)
    return Refused("step2_verify.decided_before", number=number, status=status, name=by.name, at=at)


# ---- the end of the step


def close(unit: Unit, actor: Person, season: Season) -> None:
    """Selesai: every usulan has a verdict; the verified pra Musrenbang is asked for."""
    run = ready_to_close(unit, actor, season)
    release(unit, actor, season)
    ask_verified(unit, season, run)
    finish(unit, actor, run)


def ready_to_close(unit: Unit, actor: Person, season: Season) -> Run:
    """The run, if this person may close it and no verdict is missing."""
    run = working_on(unit, actor, season, STEP)
    standing = counts(unit, season)
    if standing.waiting:
        raise Refused("step2_verify.still_waiting", count=standing.waiting)
    if standing.returned:
        raise Refused("step2_verify.still_returned", count=standing.returned)
    return run


def close_as_it_is(unit: Unit, actor: Person, season: Season, reason: str) -> None:
    """Usulan without a verdict stay behind: only Sekretaris Kecamatan or Camat, and everybody sees why."""
    run = closing_as_it_is(unit, actor, season)
    release(unit, actor, season)
    ask_verified(unit, season, run)
    finish(unit, actor, run, override=reason)


def closing_as_it_is(unit: Unit, actor: Person, season: Season) -> Run:
    """The run, if this person may close it without the missing verdicts, and any are missing."""
    run = run_of(unit, season, STEP)
    must_hold(unit, actor, *CLOSES_AS_IT_IS)
    if run.state != StepState.OPEN:
        raise Refused("common.step_not_open")
    standing = counts(unit, season)
    if not standing.waiting and not standing.returned:
        raise Refused("step2_verify.nothing_missing")
    return run
