"""Before an act of somebody with a PIN counts: an approval, a paraf, agreeing to a post.

> [Ya, setujui]
< Untuk menyetujui Laporan hasil kegiatan Musrenbang, tulis PIN Bapak/Ibu.  [Batalkan]
> 480 915   (the message is taken out of the chat)
< Disetujui. Berkas final sedang dibagikan.
"""

from __future__ import annotations

from collections.abc import Callable

from handlers.accounts.pin import asked_for, proved
from handlers.home.menu import show_menu
from handlers.signing.approval import confirm
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.conversation import END
from handlers.talk.rights import Who
from handlers.talk.who import DECIDES, JOINED, PARAFS
from models.paper import Paper
from models.people import Appointment
from models.speech import button
from sop.accounts.pin import pin_of, proof_of
from sop.core.people import post_title
from sop.core.posts import SECONDS
from sop.core.refused import Refused
from sop.flow.approval import deciding
from sop.flow.paraf import give, parafing
from sop.handover import signing_for
from sop.handover.second_word import agree, asked_about
from sop.papers.papers import short_title, title
from texts import plain, say


def begin_prove(ctx: Ctx, id: int, hash: str, round: int) -> str:
    """Ya, setujui, of somebody with a PIN."""
    deciding(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    return _begin(ctx, id, deed="approve", hash=hash, round=round)


def begin_paraf(ctx: Ctx, id: int, place: int, hash: str) -> object:
    """Paraf: one press of who has no PIN; whoever is next gets the naskah."""
    paper = ctx.unit.get(Paper, id)
    parafing(ctx.unit, ctx.actor, paper, place)
    if pin_of(ctx.unit, ctx.actor) is None:
        give(ctx.unit, ctx.actor, paper, place, hash)
        ctx.alert(plain("paraf.given_alert"))
        return END
    return _begin(ctx, id, deed="paraf", hash=hash, round=place)


def begin_second(ctx: Ctx, id: int) -> object:
    """Setujui, about a post."""
    asked_about(ctx.unit, ctx.actor, id)
    if pin_of(ctx.unit, ctx.actor) is None:
        held = agree(ctx.unit, ctx.actor, id)
        ctx.banner(say("seconding.agreed", name=held.person.name, post=post_title(held)))
        show_menu(ctx)
        return END
    return _begin(ctx, id, deed="second")


def begin_signing_for(ctx: Ctx, key: str, post: str) -> object:
    """Setujui, about who signs a.n. the Camat."""
    signing_for.asked_about(ctx.unit, ctx.actor, key, post)
    if pin_of(ctx.unit, ctx.actor) is None:
        signing_for.agree(ctx.unit, ctx.actor, key, post)
        ctx.alert(plain("signing_for.agreed", title=short_title(key)))
        return END
    return _begin(ctx, ctx.actor.kecamatan_id, deed="signing", hash=key, round=post)


def _begin(ctx: Ctx, id: int, **facts: object) -> str:
    if pin_of(ctx.unit, ctx.actor) is None:
        raise Refused("common.old_button")
    return PROVE.anew(ctx, id, **facts)


def _deed(ctx: Ctx, draft: ChatDraft) -> str:
    """What the PIN is asked for: "menyetujui Laporan hasil kegiatan Musrenbang"."""
    if draft.get("deed") == "second":
        held = ctx.unit.get(Appointment, draft.about)
        facts = {"name": held.person.name, "post": post_title(held)} if held else {"name": "-", "post": "-"}
        return plain("pin.deed_second", **facts)
    if draft.get("deed") == "signing":
        return plain("pin.deed_signing", title=short_title(str(draft.get("hash"))))
    paper = ctx.unit.get(Paper, draft.about)
    return plain(f"pin.deed_{draft.get('deed')}", title=title(paper) if paper is not None else "-")


def _approves(ctx: Ctx, id: int, draft: ChatDraft) -> str:
    return confirm(ctx, id, draft.get("hash"), draft.get("round"), proof=proof_of(ctx.unit, ctx.actor))


def _parafs(ctx: Ctx, id: int, draft: ChatDraft) -> str:
    paper, proof = ctx.unit.get(Paper, id), proof_of(ctx.unit, ctx.actor)
    give(ctx.unit, ctx.actor, paper, draft.get("round"), draft.get("hash"), proof=proof)
    return plain("paraf.given_alert")


def _seconds(ctx: Ctx, id: int, _draft: ChatDraft) -> str:
    held = agree(ctx.unit, ctx.actor, id, proof=proof_of(ctx.unit, ctx.actor))
    return plain("seconding.agreed", name=held.person.name, post=post_title(held))


def _signs_for(ctx: Ctx, _id: int, draft: ChatDraft) -> str:
    key = str(draft.get("hash"))
    signing_for.agree(ctx.unit, ctx.actor, key, str(draft.get("round")), proof=proof_of(ctx.unit, ctx.actor))
    return plain("signing_for.agreed", title=short_title(key))


DEEDS: dict[str, Callable[[Ctx, int, ChatDraft], str]] = {
    "approve": _approves,
    "paraf": _parafs,
    "second": _seconds,
    "signing": _signs_for,
}


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    try:
        with ctx.unit.part():
            words = DEEDS[str(draft.get("deed"))](ctx, draft.about or 0, draft)
    except Refused as refused:  # letting it out would bring the PIN back into our rows
        words = plain(refused.key, **refused.facts)
    ctx.banner(say("pin.then", words=words))
    show_menu(ctx)


PROVE = ask_one(
    "prove",
    title="pin.title_prove",
    key="pin",
    text="pin.ask_prove",
    label="pin.label",
    reads=lambda ctx, _draft, typed: proved(ctx, typed),
    facts=lambda ctx, draft: {"deed": _deed(ctx, draft), "what": asked_for(ctx)},
    rows=lambda _ctx, _draft: [[button("pin.cancel", "settings:unprove")]],
    secret=True,
    finish=_finish,
    leave=show_menu,
)


def leave_prove(ctx: Ctx) -> None:
    """Batalkan: nothing has happened; the message with its buttons is still in the chat."""
    PROVE.cancel(ctx)
    show_menu(ctx)


HANDLERS = (
    PROVE.conversation(
        Press("approve:prove", begin_prove, DECIDES.on(Paper)),
        Press("paraf:give", begin_paraf, PARAFS.on(Paper)),
        Press("people:agree", begin_second, Who(SECONDS).on(Appointment, anytime=True)),
        Press("settings:signyes", begin_signing_for, Who(SECONDS)),
    ),
    Press("settings:unprove", leave_prove, JOINED.on(anytime=True)),
)
