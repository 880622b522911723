"""Drafts that were thrown away, by their owner or by time: kept for the season, and brought back."""

from __future__ import annotations

from sqlalchemy import or_, select

from models.batch import Batch
from models.enums import BatchState, Status, StepState
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.drafts import MOST_DRAFTS, count_drafts, must_be_owner


def thrown(unit: Unit, person: Person, season: Season) -> list[Proposal]:
    """What he may bring back, the newest first; what came and went with a whole file is not his to bring."""
    if run_of(unit, season, "step1_recap").state != StepState.OPEN:
        return []
    undone = select(Batch.id).where(Batch.state.in_((BatchState.UNDONE, BatchState.UNDOING)))
    query = (
        select(Proposal)
        .where(
            Proposal.season_id == season.id,
            Proposal.status == Status.DISCARDED,
            Proposal.begun(),
            or_(Proposal.author_id == person.id, Proposal.entered_by_id == person.id),
            or_(Proposal.batch_id.is_(None), Proposal.batch_id.not_in(undone)),
        )
        .order_by(Proposal.touched_at.desc(), Proposal.id.desc())
    )
    return unit.all(query)


def bring_back(unit: Unit, actor: Person, season: Season, id: int) -> Proposal:
    """A draft again, as it was."""
    proposal = next((one for one in thrown(unit, actor, season) if one.id == id), None)
    if proposal is None:
        raise Refused("resting.not_thrown")
    must_be_owner(unit, actor, proposal)
    if count_drafts(unit, actor, Proposal.batch_id.is_(None)) >= MOST_DRAFTS:
        raise Refused("step1_recap.too_many_drafts", most=MOST_DRAFTS)
    changing.bring_back(proposal, unit.now)
    unit.log(actor, "proposal.brought_back", proposal)
    return proposal
