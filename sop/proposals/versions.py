"""The numbered versions of an usulan, and what changed from one to the next: "volume 40 m → 60 m"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import select

from models.proposal import Proposal, ProposalVersion
from models.unit import Unit
from sop.proposals.drafts import differences
from texts import plain

LONGEST = 60  #: of a value in a difference


@dataclass(frozen=True)
class Revision:
    """One version, and what made it differ from the one before."""

    version: ProposalVersion
    changes: list[str]  #: none for the first


def revisions(unit: Unit, proposal: Proposal) -> list[Revision]:
    """Every version, the newest first."""
    query = select(ProposalVersion).where(ProposalVersion.proposal_id == proposal.id)
    versions = unit.all(query.order_by(ProposalVersion.revision))
    told = [
        Revision(after, [change_words(change) for change in differences(before, after)])
        for before, after in pairwise(versions)
    ]
    return [*reversed(told), *(Revision(version, []) for version in versions[:1])]


def change_words(change: tuple[str, str, str]) -> str:
    """One changed field; photos are told apart by ids, which say nothing to people."""
    field, before, after = change
    if field == "photos":
        return plain("tracking.photos_changed")
    name = plain(f"step2_verify.field_{field}")
    return plain("tracking.changed", field=name, before=_short(before), after=_short(after))


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1].rstrip()}…"
