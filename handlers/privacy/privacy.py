"""Privasi: the notice about personal data, and what one may do about one's own.

> [Privasi]
< Data pribadi Bapak/Ibu. ... Disampaikan kepada Bapak/Ibu 11 Januari 2027 10.00 WIB, versi 1.
  [Data saya] [Data diri] ...
> [Data saya]
< (data-saya.xlsx)  (data-saya.zip)
"""

from __future__ import annotations

from handlers.office.settings_screens import BACK, MENU
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import ANYBODY, JOINED
from models.speech import button
from sop.core.people import may
from sop.privacy.handing_out import order_own
from sop.privacy.incident import KEEPERS
from sop.privacy.notice import VERSION, notice, told_at
from texts import join, say
from texts.figures import moment


@view("settings:privacy")
def show_privacy(ctx: Ctx) -> None:
    """What is kept about people, and what they may do about it."""
    told = told_at(ctx.unit, ctx.actor)
    since = say("privacy.told_at", at=moment(told), version=VERSION) if told else ""
    words = join(notice(ctx.unit, ctx.actor.kecamatan), since, say("privacy.screen"))
    rows = [
        [button("own_data.open", "settings:mydata"), button("settings.me", "settings:me")],
        [button("forget.open", "settings:forget")],
    ]
    if may(ctx.actor, ctx.unit, *KEEPERS):
        rows[1].append(button("incident.open", "settings:incident"))
    ctx.show(words, [*rows, [BACK, MENU]])


def tell_all(ctx: Ctx) -> None:
    """Selengkapnya: the whole notice in the place of the short one; for strangers, too."""
    office = ctx.person.kecamatan if ctx.person is not None else None
    ctx.rewrite(notice(ctx.unit, office))


def send_own(ctx: Ctx) -> None:
    """Data saya."""
    order_own(ctx.unit, ctx.actor)
    ctx.banner(say("own_data.asked"))
    show_privacy(ctx)


HANDLERS = (
    Press("privacy:all", tell_all, ANYBODY),
    Press("settings:privacy", show_privacy, JOINED.on(anytime=True)),
    Press("settings:mydata", send_own, JOINED.on(anytime=True)),
)
