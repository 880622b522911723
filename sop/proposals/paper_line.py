"""One usulan as the papers print it."""

from __future__ import annotations

from typing import Any

from documents.data import ProposalLine
from models.proposal import Proposal
from sop.core.statuses import status_word
from sop.duplicates.likeness_words import paper_note
from sop.proposals.fields import lines
from sop.proposals.late import late_words
from sop.proposals.programs import program_words, target_words
from sop.proposals.proposal_words import says_rt_rw


def line(proposal: Proposal) -> ProposalLine:
    """One usulan as the papers print it."""
    return ProposalLine(**line_facts(proposal))


def line_facts(proposal: Proposal) -> dict[str, Any]:
    """The same as keywords, for a ScoredLine to add to."""
    kamus = proposal.kamus
    apart = proposal.rw is not None and not says_rt_rw(proposal)
    return {
        "number": proposal.number or "",
        "kelurahan": proposal.kelurahan.name,
        "commission": proposal.komisi or "",
        "title": proposal.title or "",
        "catalog_code": kamus.code if kamus else "",
        "problem": proposal.problem or "",
        "location": proposal.place or "",
        "rt": f"{proposal.rt:02d}" if apart and proposal.rt is not None else "",
        "rw": f"{proposal.rw:02d}" if apart else "",
        "volume": float(proposal.volume) if proposal.volume is not None else None,
        "unit": proposal.unit or "",
        "cost": proposal.cost or 0,
        "agency": proposal.office or "",
        "activity_code": kamus.activity_code if kamus else "",
        "activity": kamus.activity if kamus else "",
        "program": program_words(kamus.activity_code) if kamus and kamus.activity_code else "",
        "activity_target": target_words(proposal),
        "households": proposal.households,
        "people": proposal.people,
        "status": status_word(proposal.status),
        "note": paper_note(proposal),
        "late": late_words(proposal),
        "moved_from": proposal.moved_from or "",
        "moved_reason": proposal.moved_reason or "",
        "more": lines(proposal),
    }
