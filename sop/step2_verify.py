"""Step 2: Kepala Bidang verifies what the kelurahan sent, usulan by usulan; every author hears why."""

from __future__ import annotations

from sqlalchemy import select

from documents.data import PreMusrenbang
from models.enums import Stage, Status, StepState
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Run, Season
from models.speech import Button, button
from models.unit import Unit
from sop import papers
from sop.paper_data import head, line, signatory, status_word
from sop.people import holders, must_hold
from sop.progress import finish, run_of, working_on
from sop.refused import Refused
from sop.steps import PaperKey
from sop.usulan.proposal_words import VERSIONED
from sop.usulan.proposals import mend_topic
from sop.verify.verdict_queue import DECIDED, counts
from sop.verify.verdict_reasons import FIELDS, LEAST
from texts import Html, plain, say
from texts.figures import moment

STEP = "step2_verify"

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


def field_name(field: str | None) -> str:
    """What a field of the usulan is called."""
    return plain(f"step2_verify.field_{field if field in VERSIONED else 'problem'}")


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
) -> None:
    """Give the verdict on what was read on the card: `revision` is that of the card."""
    deciding(unit, actor, proposal, outcome, revision)
    if outcome == Status.VERIFIED:
        reason = field = None
    elif reason is None or len(reason) < LEAST:
        raise Refused("reading.too_short", least=LEAST, have=len(reason or ""))
    if outcome == Status.RETURNED and field not in FIELDS:
        raise Refused("common.old_button")
    if proposal.status == Status.RETURNED:  # the return is withdrawn, and with it its button
        unit.settle(mend_topic(proposal), say("step2_verify.settled", status=status_word(outcome)))
    proposal.status, proposal.reason = outcome, reason
    proposal.return_field = field if outcome == Status.RETURNED else None
    proposal.decided_at, proposal.decided_by_id = unit.now, actor.id
    _keep(unit, actor, proposal, outcome, reason)
    unit.log(actor, "proposal.decided", proposal, outcome=outcome, revision=revision, field=field)
    _tell_authors(unit, actor, proposal, outcome, reason)
    if outcome == Status.RETURNED:
        _tell_jfu(unit, actor, proposal, reason)


def deciding(unit: Unit, actor: Person, proposal: Proposal, outcome: Status, revision: int) -> None:
    """Whether this person may give this verdict now; asked before the reason is, and again with it."""
    if proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    working_on(unit, actor, unit.session.get_one(Season, proposal.season_id), STEP)
    if proposal.revision != revision:
        raise Refused("step2_verify.sent_again", number=proposal.number or "-")
    again = proposal.status == Status.RETURNED and outcome != Status.RETURNED
    if proposal.status != Status.SUBMITTED and not again:
        raise _decided_before(unit, proposal)
    if outcome not in (*DECIDED, Status.RETURNED):
        raise Refused("common.old_button")


def look_again(unit: Unit, actor: Person, proposal: Proposal, *, revision: int, reason: str) -> None:
    """A verdict was a mistake: the usulan goes back into the queue, with the reason."""
    may_look_again(unit, actor, proposal, revision)
    was = proposal.status
    proposal.status, proposal.reason, proposal.return_field = Status.SUBMITTED, None, None
    proposal.decided_at = proposal.decided_by_id = None
    _keep(unit, actor, proposal, Status.SUBMITTED, reason)
    unit.log(actor, "proposal.undecided", proposal, was=was, revision=proposal.revision)
    facts = {"number": proposal.number or "-", "title": proposal.title or "-", "reason": reason}
    for person in _authors(unit, proposal):
        unit.tell(person, say("step2_verify.told_again", **facts))


def may_look_again(unit: Unit, actor: Person, proposal: Proposal, revision: int) -> None:
    if proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    working_on(unit, actor, unit.session.get_one(Season, proposal.season_id), STEP)
    if proposal.revision != revision or proposal.status not in DECIDED:
        raise Refused("step2_verify.not_decided", status=status_word(proposal.status))


def verdicts(unit: Unit, proposal: Proposal) -> list[Verdict]:
    """What was decided about an usulan, oldest first."""
    return unit.all(select(Verdict).where(Verdict.proposal_id == proposal.id).order_by(Verdict.id))


def _decided_before(unit: Unit, proposal: Proposal) -> Refused:
    by = unit.get(Person, proposal.decided_by_id)
    if by is None or proposal.decided_at is None:
        return Refused("common.already_decided", status=status_word(proposal.status))
    return Refused(
        "step2_verify.decided_before",
        number=proposal.number or "-",
        status=status_word(proposal.status),
        name=by.name,
        at=moment(proposal.decided_at),
    )


def _keep(unit: Unit, actor: Person, proposal: Proposal, outcome: Status, reason: str | None) -> None:
    unit.add(
        Verdict(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            revision=proposal.revision,
            outcome=outcome,
            reason=reason,
            by_id=actor.id,
            at=unit.now,
        )
    )


# ---- who hears of it


def _authors(unit: Unit, proposal: Proposal) -> list[Person]:
    """Who sent it; and JFU where he entered it for somebody."""
    found = [proposal.author, unit.get(Person, proposal.entered_by_id)]
    return list(dict.fromkeys(person for person in found if person is not None))


def _tell_authors(unit: Unit, actor: Person, proposal: Proposal, outcome: Status, reason: str | None) -> None:
    words = _verdict_words(proposal, outcome, reason)
    mend: list[list[Button]] = []
    topic = None
    if outcome == Status.RETURNED:
        mend, topic = [[button("step2_verify.mend", "usulan:mend", proposal.id)]], mend_topic(proposal)
    for person in _authors(unit, proposal):
        unit.tell(person, words, mend, topic=topic)


def _verdict_words(proposal: Proposal, outcome: Status, reason: str | None) -> Html:
    number, title = proposal.number or "-", proposal.title or "-"
    match outcome:
        case Status.VERIFIED:
            return say("step2_verify.told_verified", number=number, title=title)
        case Status.RETURNED:
            field = field_name(proposal.return_field)
            return say("step2_verify.told_returned", number=number, title=title, field=field, reason=reason)
        case Status.REFUSED:
            return say("step2_verify.told_refused", number=number, title=title, reason=reason)
        case Status.BANKED:
            return say("bank.told_banked", number=number, title=title, reason=reason)
    return say("step2_verify.told_noted", number=number, title=title, reason=reason)


def _tell_jfu(unit: Unit, actor: Person, proposal: Proposal, reason: str | None) -> None:
    told = {person.id for person in _authors(unit, proposal)} | {actor.id}
    words = say(
        "step2_verify.told_jfu",
        number=proposal.number or "-",
        kelurahan=proposal.kelurahan.name,
        title=proposal.title or "-",
        field=field_name(proposal.return_field),
        reason=reason,
    )
    for person in holders(unit, proposal.kecamatan_id, Post.JFU):
        if person.id not in told:
            unit.tell(person, words, silent=True)


# ---- the end of the step


def close(unit: Unit, actor: Person, season: Season) -> None:
    """Selesai: every usulan has a verdict; the verified pra Musrenbang is asked for."""
    run = working_on(unit, actor, season, STEP)
    standing = counts(unit, season)
    if standing.waiting:
        raise Refused("step2_verify.still_waiting", count=standing.waiting)
    if standing.returned:
        raise Refused("step2_verify.still_returned", count=standing.returned)
    _ask_paper(unit, season, run)
    finish(unit, actor, run)


def close_as_it_is(unit: Unit, actor: Person, season: Season, reason: str) -> None:
    """Usulan without a verdict stay behind: only Sekretaris Kecamatan or Camat, and everybody sees why."""
    run = closing_as_it_is(unit, actor, season)
    _ask_paper(unit, season, run)
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


def _ask_paper(unit: Unit, season: Season, run: Run) -> None:
    sent = select(Proposal).where(
        Proposal.season_id == season.id, Proposal.status.not_in((Status.DRAFT, Status.DISCARDED))
    )
    names = (
        select(Kelurahan.name).where(Kelurahan.kecamatan_id == season.kecamatan_id).order_by(Kelurahan.name)
    )
    papers.ask(
        unit,
        run,
        PaperKey.PRA_MUSRENBANG,
        PreMusrenbang(
            **head(unit, season),
            verified=True,
            kelurahan=tuple(unit.all(names)),
            proposals=tuple(
                line(proposal) for proposal in unit.all(sent.order_by(Proposal.sequence, Proposal.id))
            ),
            compiler=signatory(unit, season.kecamatan, Post.JFU),
            verifier=signatory(unit, season.kecamatan, Post(run.executor)),
        ),
        stage=Stage.FINAL,
    )
