"""A certified signature through BSrE, begun under a final paper.

> [Tanda tangan BSrE]
< Untuk menandatangani Laporan ..., versi 1, buka halaman ini dan tulis NIK dan passphrase BSrE di sana.
  [Buka halaman]
  (on the page: NIK, passphrase, Tanda tangani)
< ✔ Salinan bertanda tangan diterima. ...  (the signed file)
"""

from __future__ import annotations

from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.who import DECIDES, POST
from models.paper import Paper
from sop.core.refused import Refused
from sop.papers.papers import may_have, title
from sop.papers.ways import certified_of
from sop.signing.by_bsre import signable
from sop.signing.one_time import open_page, page_button, topic_of
from sop.signing.signed import send_signed
from texts import say
from texts.figures import clock


def ask(ctx: Ctx, id: int) -> None:
    """The way to the page, for him alone; an earlier one is over."""
    paper = signable(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    page = open_page(ctx.unit, ctx.actor, paper, paper.sealed_sha256 or "")
    words = say("bsre.opened", title=title(paper), edition=paper.edition, until=clock(page.expires_at))
    ctx.unit.tell(ctx.actor, words, [[page_button("bsre.open", page)]], topic=topic_of(page))


def open_signed(ctx: Ctx, id: int) -> None:
    """Lihat salinan TTE, for who may see the paper."""
    paper = ctx.unit.get(Paper, id)
    if paper is None or not may_have(ctx.unit, ctx.actor, paper):
        raise Refused("common.not_found")
    signature = certified_of(ctx.unit, paper)
    if signature is None:
        raise Refused("verify.none_signed")
    send_signed(ctx.unit, ctx.actor, signature)


HANDLERS = (
    Press("bsre:ask", ask, DECIDES.on(Paper)),
    Press("signed:open", open_signed, POST.on(Paper, anytime=True)),
)
