"""The newest draft at home: how far it is, when it was left, and straight on with it.

< Draf terakhir: Pembangunan saluran drainase, kemarin 16.20.  [Lanjutkan draf 4/11] [Semua draf 3]
"""

from __future__ import annotations

from sqlalchemy import func, select

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.proposals.proposal_form import USULAN
from handlers.talk.context import Ctx
from models.enums import Status
from models.proposal import Proposal
from models.speech import Button, button
from sop.proposals.drafts import EDITABLE
from sop.proposals.label import told_apart
from texts import Html, say
from texts.figures import recent

LONGEST = 60


def newest_draft(ctx: Ctx) -> tuple[Html, list[Button]]:
    """A line and its buttons; nothing where nothing was begun."""
    mine = (
        Proposal.author_id == ctx.actor.id,
        Proposal.status.in_(EDITABLE),
        Proposal.known(ctx.now),
    )
    newest = ctx.unit.first(
        select(Proposal).where(*mine).order_by(Proposal.touched_at.desc(), Proposal.id.desc())
    )
    if newest is None:
        return Html(""), []
    count = ctx.unit.first(select(func.count(Proposal.id)).where(*mine)) or 0
    facts = {
        "what": told_apart(newest),
        "when": recent(newest.touched_at, ctx.now),
    }
    others = [button("resting.all_drafts", "usulan:drafts", 0, count=count)] if count > 1 else []
    if newest.status == Status.RETURNED:
        return say("resting.home_mend", **facts), [
            button("resting.mend", "usulan:mend", newest.id),
            *others,
        ]
    return say("resting.home_draft", **facts), [_go_on(ctx, newest), *others]


def _go_on(ctx: Ctx, draft: Proposal) -> Button:
    at, of = USULAN.place_of(ProposalDraft.look(ctx, draft))
    if at is None:
        return button("resting.go_on_card", "usulan:resume", draft.id)
    return button("resting.go_on_at", "usulan:resume", draft.id, at=at, of=of)
