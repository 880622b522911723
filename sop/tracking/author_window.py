"""Until verification takes it, an usulan that was sent is its author's: to mend, or to take back."""

from __future__ import annotations

from sqlalchemy import select

from models.enums import Status, StepState
from models.people import Person
from models.proposal import Proposal, Verdict
from models.season import Season
from models.unit import Unit
from sop.core.people import names
from sop.core.refused import Refused
from sop.core.statuses import shown
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.drafts import closes_at, owned
from sop.proposals.submitting import tell_lurah
from texts import Html, plain, say


def locked(unit: Unit, proposal: Proposal) -> Html | None:
    """Why a sent usulan can no longer be changed by its author, if it cannot."""
    season = unit.session.get_one(Season, proposal.season_id)
    intake, verifying = run_of(unit, season, "step1_recap"), run_of(unit, season, "step2_verify")
    who = names([verifying.executor])
    if verifying.state != StepState.WAITING or intake.state != StepState.OPEN:
        return say("tracking.locked_verifying", who=who)
    decided = unit.first(
        select(Verdict.id).where(Verdict.proposal_id == proposal.id, Verdict.undone_at.is_(None))
    )
    if proposal.assigned_to_id is not None or decided is not None:
        return say("tracking.locked_taken", who=who)
    if proposal.joined:
        return say("likeness.locked_joined")
    closing = closes_at(season)
    if closing is not None and unit.now > closing and proposal.entered_by_id is None:
        return say("tracking.locked_closed", who=who)
    return None


def reopen(unit: Unit, actor: Person, id: int) -> Proposal:
    """Perbaiki sendiri: it stays in the recap, and is sent again as its next version."""
    proposal = still_own(unit, actor, id)
    changing.give_back(proposal, plain("tracking.reopened_reason"))
    changing.touch(proposal, unit.now)
    unit.log(actor, "proposal.reopened_by_author", proposal, revision=proposal.revision)
    return proposal


def take_back(unit: Unit, actor: Person, id: int) -> Proposal:
    """Tarik kembali: a draft again, with its number, out of the recap; the Lurah hears of it."""
    proposal = still_own(unit, actor, id)
    changing.withdraw(proposal, unit.now)
    unit.log(actor, "proposal.taken_back", proposal, number=proposal.number, revision=proposal.revision)
    tell_lurah(unit, unit.session.get_one(Season, proposal.season_id), proposal, "tracking.list_shrank")
    if actor.id != proposal.author_id:
        unit.tell(proposal.author, say("tracking.taken_back_for_you", number=proposal.number or "-"))
    return proposal


def still_own(unit: Unit, actor: Person, id: int) -> Proposal:
    """The usulan, if this person may change it or take it back now."""
    proposal = owned(unit, actor, id)
    status = proposal.seen_status(unit.now)
    if status != Status.SUBMITTED:
        raise Refused("tracking.not_waiting", number=proposal.number or "-", status=shown(status))
    why = locked(unit, proposal)
    if why is not None:
        raise Refused("tracking.locked", number=proposal.number or "-", why=why)
    return proposal
