"""The receipt as a paper.

> [Tanda terima PDF]
< Tanda terima sedang dibuat dan segera dikirim ke percakapan ini.
"""

from __future__ import annotations

from handlers.home.refusal import redraw
from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.who import POST
from models.proposal import ProposalVersion
from sop.tracking.receipt_paper import order_receipt
from texts import say


def take(ctx: Ctx, id: int) -> None:
    """Tanda terima PDF: it is drawn, and comes as a file; until then the screen says so."""
    order_receipt(ctx.unit, ctx.actor, id, ctx.address)
    ctx.alert(say("receipts.coming"))
    ctx.banner(say("receipts.coming"))
    redraw(ctx)


HANDLERS = (Press("bukti:pdf", take, POST.on(ProposalVersion, anytime=True)),)
