"""Dasar hukum: which norms stand under Mengingat.

> [Dasar hukum]
< Yang dipakai: daftar SOP. 1. Undang-Undang Nomor 25 Tahun 2004 ...  [Ganti daftar]
> [Ganti daftar]
< Kirim semua dasar hukum dalam satu pesan, satu peraturan per baris ...
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from models.speech import button
from sop.core.people import must_hold
from sop.core.sop_sheet import SHEET
from sop.office.norms import norms_of, read_norms, set_norms
from sop.office.own_data import SETS
from texts import Html, join, say
from texts.figures import cut

SHOWN = 7
LONGEST_LINE = 90


@view("settings:norms")
def show_norms(ctx: Ctx) -> None:
    """The norms that are used now."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    own = norms_of(ctx.actor.kecamatan)
    used = own or SHEET.dasar_hukum
    lines = [
        say("norms.line", at=at, norm=cut(norm, LONGEST_LINE)) for at, norm in enumerate(used[:SHOWN], 1)
    ]
    more = say("norms.more", count=len(used) - SHOWN) if len(used) > SHOWN else Html("")
    whose = say("norms.of_the_office", count=len(own)) if own else say("norms.of_the_sop")
    row = [button("norms.change", "settings:normsnew")]
    if own:
        row.append(button("norms.reset", "settings:normssop"))
    back = [button("settings.back", "settings:office"), button("menu.back", "menu:show")]
    ctx.show(join(say("norms.title"), whose, *lines, more), [row, back])


def begin_norms(ctx: Ctx) -> str:
    """Ganti daftar."""
    must_hold(ctx.unit, ctx.actor, *SETS)
    return NORMS.anew(ctx, ctx.actor.kecamatan_id)


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    found = list(draft.get("norms") or ())
    set_norms(ctx.unit, ctx.actor, found)
    ctx.banner(say("norms.saved", count=len(found)))
    show_norms(ctx)


NORMS = ask_one(
    "norms",
    title="norms.form_title",
    key="norms",
    text="norms.ask",
    label="norms.label",
    read=read_norms,
    rows=lambda _ctx, _draft: [[button("settings.cancel", "settings:leave", "norms")]],
    finish=_finish,
    leave=show_norms,
)


def reset(ctx: Ctx) -> None:
    """Pakai daftar SOP."""
    set_norms(ctx.unit, ctx.actor, None)
    ctx.banner(say("norms.was_reset"))
    show_norms(ctx)


HANDLERS = (
    NORMS.conversation(Press("settings:normsnew", begin_norms, Who(SETS))),
    Press("settings:norms", show_norms, Who(SETS)),
    Press("settings:normssop", reset, Who(SETS)),
)
