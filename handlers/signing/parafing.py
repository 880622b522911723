"""The naskah shown again to whoever owes a paraf, and the post that nobody holds; the act is in proving.py.

> (the PDF, what is in it, how far it is)  [Paraf] [Kembalikan]
> [Paraf]   (handlers/signing/proving.py)
< ✔ Paraf JFU oleh Agus Salim, ... Selanjutnya: Sekretaris Kecamatan.
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.who import PARAFS
from models.paper import Paper
from models.posts import Post
from models.speech import button
from sop.core.refused import Refused
from sop.flow.paraf import RESCUERS, hand_over, is_vacant, make_without, parafing, vacant
from texts import plain


def show_request(ctx: Ctx, id: int) -> None:
    """Send the naskah and its buttons once more."""
    paper = ctx.unit.get(Paper, id)
    place = parafing(ctx.unit, ctx.actor, paper)
    if paper is not None:
        hand_over(ctx.unit, ctx.actor, paper, place)


@view("paraf:vacant")
def show_vacant(ctx: Ctx, id: int) -> None:
    """The post that is waited for is nobody's: two ways out."""
    paper = ctx.unit.get(Paper, id)
    place = is_vacant(ctx.unit, ctx.actor, paper)
    if paper is not None:
        words, rows = vacant(paper, place)
        ctx.show(words, [*rows, [button("menu.back", "menu:show")]])


def go_without(ctx: Ctx, id: int, post: str) -> None:
    """Tanpa paraf ini: a new edition without that place."""
    paper = ctx.unit.get(Paper, id)
    is_vacant(ctx.unit, ctx.actor, paper)
    if paper is None or post not in list(Post):
        raise Refused("common.old_button")
    newer = make_without(ctx.unit, ctx.actor, paper, Post(post))
    ctx.alert(plain("paraf.made_alert", edition=newer.edition))


HANDLERS = (
    Press("paraf:show", show_request, PARAFS.on(Paper)),
    Press("paraf:vacant", show_vacant, Who(RESCUERS).on(Paper)),
    Press("paraf:without", go_without, Who(RESCUERS).on(Paper)),
)
