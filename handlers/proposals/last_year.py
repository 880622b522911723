"""Usulan tahun lalu: what was not accommodated, to be proposed once more.

> [Usulan tahun lalu 3]
< 1. Pembangunan drainase, Gang Mawar RT 03/RW 05. Kota: pagu tidak cukup.  [Usulkan lagi 1] ...
> [Usulkan lagi 1]
< Diambil dari usulan tahun 2027 (diusulkan ke-2). ... (the first question that is still open)
"""

from __future__ import annotations

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.proposals.proposal_form import USULAN
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, turning, within
from handlers.talk.rights import Who
from models.likeness import PastProposal
from models.posts import Post
from models.proposal import Proposal
from models.speech import button, columns
from sop.core.statuses import shown
from sop.proposals.carry_over import carry, count, page
from texts import Html, join, plain, say
from texts.figures import cut

LONGEST = 50


@view("lalu:list")
def show_list(ctx: Ctx, number: int) -> None:
    """Eight at a time."""
    total = count(ctx.unit, ctx.actor, ctx.season)
    at = within(number, total)
    found = page(ctx.unit, ctx.actor, ctx.season, at * PER_PAGE, PER_PAGE)
    numbered = list(enumerate(found, start=at * PER_PAGE + 1))
    words = (
        join(
            say("likeness.last_year_title", year=found[0][0].year, count=total),
            *(_line(ctx, place, past, now) for place, (past, now) in numbered),
        )
        if found
        else say("likeness.last_year_none")
    )
    rows = columns(button("likeness.take", "lalu:take", past.id, at=place) for place, (past, _) in numbered)
    ctx.show(words, [*rows, turning(at, total, "lalu:list"), [button("menu.back", "menu:show")]])


def _line(ctx: Ctx, at: int, past: PastProposal, now: Proposal | None) -> Html:
    facts = {
        "at": at,
        "title": cut(past.title, LONGEST),
        "place": cut(past.place or "-", LONGEST),
    }
    if now is not None:
        return say("likeness.line_taken", status=shown(now.seen_status(ctx.now)), **facts)
    stage = plain(f"likeness.stage_{past.stage}") if past.stage else plain("likeness.stage_none")
    return say("likeness.line_left", stage=stage, reason=cut(past.reason or "-", LONGEST), **facts)


def take(ctx: Ctx, id: int) -> str:
    """Usulkan lagi: a draft that already knows everything but what has to be new."""
    draft = carry(ctx.unit, ctx.actor, ctx.season, id)
    ProposalDraft.open(ctx, draft)
    past = ctx.unit.session.get_one(PastProposal, id)
    ctx.banner(say("likeness.taken", year=past.year, times=draft.times))
    return USULAN.begin(ctx)


HANDLERS = (Press("lalu:list", show_list, Who((Post.DELEGASI,))),)
