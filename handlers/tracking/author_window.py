"""Perbaiki sendiri and Tarik kembali, as long as verification has not taken the usulan.

> [Perbaiki sendiri]
< Usulan ... dibuka kembali. (the review card)  [Kirim usulan] [Ubah]
> [Tarik kembali]
< Tarik kembali usulan ...?  [Jangan ditarik] [Ya, tarik kembali]
"""

from __future__ import annotations

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.proposals.proposal_form import USULAN
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import WRITES
from handlers.tracking.tracking_card import see
from models.proposal import Proposal
from models.speech import button
from sop.tracking.author_window import reopen, still_own, take_back
from texts import say


def fix(ctx: Ctx, id: int) -> str:
    """The review card of what was sent, every field of it to be changed."""
    proposal = reopen(ctx.unit, ctx.actor, id)
    ProposalDraft.open(ctx, proposal)
    ctx.banner(say("tracking.fix_how", number=proposal.number or "-"))
    return USULAN.begin(ctx)


@view("track:back")
def ask_take_back(ctx: Ctx, id: int) -> None:
    """Taking back is asked twice."""
    proposal = still_own(ctx.unit, ctx.actor, id)
    ctx.show(
        say("tracking.take_back_ask", number=proposal.number or "-"),
        [
            [button("tracking.take_back_no", "usulan:see", id)],
            [button("tracking.take_back_yes", "track:taken", id)],
        ],
    )


def taken_back(ctx: Ctx, id: int) -> None:
    proposal = take_back(ctx.unit, ctx.actor, id)
    ctx.banner(say("tracking.taken_back", number=proposal.number or "-"))
    see(ctx, id)


HANDLERS = (
    Press("track:back", ask_take_back, WRITES.on(Proposal)),
    Press("track:taken", taken_back, WRITES.on(Proposal)),
)
