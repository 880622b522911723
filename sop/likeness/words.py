"""Who proposes an usulan beside its own kelurahan, in words for cards and papers."""

from __future__ import annotations

from models.proposal import Proposal
from texts import Html, plain, say


def joined_line(proposal: Proposal) -> Html:
    """A line of its card; empty where nothing was merged into it."""
    return say("likeness.joined_line", who=_who(proposal)) if proposal.joined else Html("")


def paper_note(proposal: Proposal) -> str:
    """What papers print in the column of notes: the reason, and who else proposes it."""
    joined = [plain("likeness.joined_note", who=_who(proposal))] if proposal.joined else []
    return " ".join([*([proposal.reason] if proposal.reason else []), *joined])


def _who(proposal: Proposal) -> str:
    return ", ".join(
        plain("likeness.joined_one", number=number, kelurahan=kelurahan)
        for number, kelurahan in proposal.joined or ()
    )
