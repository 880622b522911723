"""The photo of the stamped sheet: asked for when a receipt is noted by hand, sent later by [Foto cap].

> [Catat penerimaan] ... > [Sekarang]
< Kirim foto lembar pengantar yang sudah dicap ...  [Tanpa foto]
> (photo)
< Fotonya sudah ada. ...  [Selesai]
> [Selesai]
< Foto lembar bercap dari Kepala Dinas Perhubungan tersimpan, sidik jari 5d41402a.
"""

from __future__ import annotations

from telegram.ext import filters

from handlers.home.fallback import not_understood
from handlers.home.menu import show_menu
from handlers.signing.one_picture import picture_in, take_picture
from handlers.step8_distribute.recipients import show_card
from handlers.step8_distribute.step import show_home, works
from handlers.talk.buttons import Press, Typed
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.who import ANYBODY, OFFICE, SENDS_OUT
from models.paper import Recipient
from models.posts import Post
from sop.core.people import may
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.papers.papers import BACK_OFFICE
from sop.step8_distribute.recipients import STEP_KEY, found
from sop.step8_distribute.stamps import hand_in_stamp, stamping
from texts import plain, say

KEY, END = "stamp", "stamp_end"


def _rows(_ctx: Ctx, draft: ChatDraft) -> Rows:
    if picture_in(draft, KEY) is None:
        return [[pick(plain("stamps.skip"), KEY, "none")]]
    return [[pick(plain("stamps.done"), KEY, "done")]]


def _chosen(_ctx: Ctx, draft: ChatDraft, value: str) -> str:
    if value != ("none" if picture_in(draft, KEY) is None else "done"):
        raise Refused("form.old_button")
    return value


def _facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    if picture_in(draft, KEY) is not None:
        return {"said": say("stamps.have")}
    one = ctx.unit.session.get_one(Recipient, draft.about)
    return {"said": say("stamps.ask", name=one.name)}


#: The last question of a receipt, and the only one of [Foto cap].
STAMP: Question[ChatDraft] = Question(
    key=KEY,
    text="stamps.question",
    label="stamps.label",
    takes={
        kind: lambda ctx, draft, message: take_picture(ctx, draft, message, KEY)
        for kind in ("photo", "document")
    },
    facts=_facts,
    rows=_rows,
    chosen=_chosen,
    apply=lambda _ctx, draft, value: draft.put(END, value),
    answered=lambda draft: draft.get(END) is not None,
    expects="stamps.expects",
)


def keep_stamp(ctx: Ctx, one: Recipient, draft: ChatDraft) -> bool:
    """Hand in the photo, if one was sent."""
    sent = picture_in(draft, KEY)
    if sent is not None:
        hand_in_stamp(ctx.unit, ctx.actor, one, sent)
    return sent is not None


# ---- later


def begin(ctx: Ctx, id: int) -> str:
    """Foto cap."""
    one = found(ctx.unit, ctx.actor, id)
    stamping(ctx.unit, ctx.actor, one)
    return STAMPED.begin(ctx, one.id)


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    one = found(ctx.unit, ctx.actor, draft.about)
    if keep_stamp(ctx, one, draft):
        ctx.banner(say("stamps.banner"))
    if may(ctx.actor, ctx.unit, *BACK_OFFICE):
        show_card(ctx, one.id)
    else:
        show_menu(ctx)


STAMPED = ChatForm(
    "s8stamp",
    title="stamps.form_title",
    questions=[STAMP],
    finish=_finish,
)


def show_stamp(ctx: Ctx, id: int) -> None:
    """Lihat foto cap: below the card."""
    one = found(ctx.unit, ctx.actor, id)
    if one.received_by_id != ctx.actor.id and not may(ctx.actor, ctx.unit, *BACK_OFFICE):
        raise Refused("common.not_found")
    if one.stamped_sha256 is None:
        raise Refused("stamps.none", name=one.name)
    words = say("stamps.caption", name=one.name, hash=one.stamped_sha256[:8])
    ctx.tell(words, file={"stored": one.stamped_sha256, "name": f"cap-{one.id}.jpg", "as": "photo"})


def photo_outside(ctx: Ctx) -> None:
    """A photo while nothing asks for one: where it belongs is said to who notes receipts."""
    if ctx.person is not None and works(ctx, run_of(ctx.unit, ctx.season, STEP_KEY)):
        ctx.banner(say("stamps.outside"))
        show_home(ctx)
        return
    not_understood(ctx)


HANDLERS = (
    STAMPED.conversation(Press("s8:stamp", begin, (SENDS_OUT | Who((Post.BAPPERIDA,))).on(Recipient))),
    Press("s8:stamped", show_stamp, (OFFICE | SENDS_OUT | Who((Post.BAPPERIDA,))).on(Recipient)),
)

#: Tried after what a conversation may want with a photo.
OUTSIDE = (
    Typed(
        filters.UpdateType.MESSAGE & (filters.PHOTO | filters.Document.IMAGE), photo_outside, "text", ANYBODY
    ),
)
