"""The way of an usulan in plain words, put together from all that is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from models.proposal import Proposal
from models.unit import Unit
from sop.tracking import outcomes, responses
from sop.tracking import timeline_facts as told
from sop.tracking.events import Event

#: Each reads what it knows of many usulan in one query; `reviewer`: untold verdicts as well.
SOURCES: tuple[Callable[[Unit, dict[int, Proposal], bool], Iterator[Event]], ...] = (
    told.sent,
    told.decided,
    told.surveyed,
    told.merged,
    told.scored,
    told.logged,
    responses.responded,
    outcomes.later,
)


def histories(unit: Unit, proposals: Sequence[Proposal], *, reviewer: bool = False) -> dict[int, list[Event]]:
    """The way of each usulan, oldest first; as many queries as there are sources, however many usulan."""
    by_id = {proposal.id: proposal for proposal in proposals}
    found: defaultdict[int, list[Event]] = defaultdict(list)
    for find in SOURCES:
        for event in find(unit, by_id, reviewer):
            found[event.proposal_id].append(event)
    return {one: sorted(found[one], key=lambda event: event.at) for one in by_id}


def history(unit: Unit, proposal: Proposal, *, reviewer: bool = False) -> list[Event]:
    """The way of one usulan, oldest first."""
    return histories(unit, [proposal], reviewer=reviewer)[proposal.id]
