"""Papers are one tap away, for those who may see them."""

from __future__ import annotations

from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.who import POST
from models.paper import Paper
from sop.core.refused import Refused
from sop.papers.papers import ask_for


def get_paper(ctx: Ctx, id: int) -> None:
    """Send the file."""
    paper = ctx.unit.get(Paper, id)
    if paper is None or paper.kecamatan_id != ctx.actor.kecamatan_id:
        raise Refused("common.not_found")
    ask_for(ctx.unit, ctx.actor, paper)


HANDLERS = (Press("paper:get", get_paper, POST.on(Paper, anytime=True)),)
