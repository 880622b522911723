"""Which of several posts one acts in.

> /start
< Bapak/Ibu memegang 2 jabatan. Mau bertugas sebagai apa sekarang?  [1. Lurah Kedung Bad…] [2. Delegasi ...]
> [1. Lurah Kedung Bad…]
< Musrenbang Kecamatan Tanah Sareal. Budi Santosa — Lurah Kedung Badak.  ...  [Ganti jabatan]
"""

from __future__ import annotations

from handlers.home.menu import choose_hat, show_menu
from handlers.talk.buttons import Press
from handlers.talk.context import Ctx
from handlers.talk.who import JOINED
from models.people import Appointment
from sop.accounts.active_post import hats
from sop.core.refused import Refused


def wear(ctx: Ctx, id: int) -> None:
    """From now on he acts in this post; his rights come from all of them all the same."""
    if id not in {one.id for one in hats(ctx.actor, ctx.now)}:
        raise Refused("common.old_button")
    ctx.chat.hat_id = id
    show_menu(ctx)


HANDLERS = (
    Press("hat:choose", choose_hat, JOINED.on(anytime=True)),
    Press("hat:wear", wear, JOINED.on(Appointment, anytime=True)),
)
