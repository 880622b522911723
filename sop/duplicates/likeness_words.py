"""Who proposes an usulan beside its own kelurahan, in words for cards and papers."""

from __future__ import annotations

from models.proposal import Proposal
from texts import Html, join, plain, say


def lineage(proposal: Proposal) -> Html:
    """Lines of its card: who else proposes it, and that it was proposed before; empty for most."""
    return join(
        say("likeness.joined_line", who=_who(proposal)) if proposal.joined else Html(""),
        say("likeness.times", times=proposal.times) if proposal.times > 1 else Html(""),
    )


def paper_note(proposal: Proposal) -> str:
    """What papers print in the column of notes: the reason, and who else proposes it."""
    joined = [plain("likeness.joined_note", who=_who(proposal))] if proposal.joined else []
    return " ".join([*([proposal.reason] if proposal.reason else []), *joined])


def _who(proposal: Proposal) -> str:
    return ", ".join(
        plain("likeness.joined_one", number=number, kelurahan=kelurahan)
        for number, kelurahan in proposal.joined or ()
    )
