"""The report by e-mail: JFU copies the words into the office's mailbox and notes that it was sent.

> [Lewat surel]
< Ke alamat surel mana laporan untuk Kepala Dinas Perhubungan dikirim?
> dishub@kotabogor.go.id
> [Naskah surel]
< Kepada: dishub@kotabogor.go.id  Perihal: ...  Yth. ...
> [Surel terkirim]
"""

from __future__ import annotations

from handlers.step8_distribute.recipients import show_card
from handlers.step8_distribute.step import show_home
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.who import SENDS_OUT
from models.paper import Recipient
from sop.flow.progress import working_on
from sop.papers.papers import send
from sop.step8_distribute.mailing import by_hand, by_mail, mail_address, mail_words, note_mailed
from sop.step8_distribute.recipients import STEP_KEY, found
from texts import say


def begin(ctx: Ctx, id: int) -> str:
    """Lewat surel."""
    one = found(ctx.unit, ctx.actor, id)
    working_on(ctx.unit, ctx.actor, ctx.season, STEP_KEY)
    return MAIL.begin(ctx, one.id)


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    one = found(ctx.unit, ctx.actor, draft.about)
    address = draft.get("address")
    by_mail(ctx.unit, ctx.actor, one, address)
    show_card(ctx, one.id)


def back_to_hand(ctx: Ctx, id: int) -> None:
    """Diantar saja."""
    by_hand(ctx.unit, ctx.actor, found(ctx.unit, ctx.actor, id))
    show_card(ctx, id)


def copy(ctx: Ctx, id: int) -> None:
    """Naskah surel: the words to copy, and the file to attach."""
    words, paper = mail_words(ctx.unit, ctx.actor, found(ctx.unit, ctx.actor, id), ctx.address)
    ctx.tell(words)
    send(ctx.unit, ctx.actor, paper)
    ctx.banner(say("mailing.copied_banner"))
    show_card(ctx, id)


def mailed(ctx: Ctx, id: int) -> None:
    """Surel terkirim."""
    one = found(ctx.unit, ctx.actor, id)
    note_mailed(ctx.unit, ctx.actor, one)
    ctx.banner(say("mailing.sent_banner", name=one.name))
    show_home(ctx)


MAIL = ask_one(
    "s8mail",
    title="mailing.title",
    key="address",
    text="mailing.ask_address",
    label="mailing.label_address",
    read=mail_address,
    facts=lambda ctx, draft: {"name": found(ctx.unit, ctx.actor, draft.about).name},
    finish=_finish,
    leave=show_home,
)

HANDLERS = (
    MAIL.conversation(Press("s8:mail", begin, SENDS_OUT.on(Recipient))),
    Press("s8:hand", back_to_hand, SENDS_OUT.on(Recipient)),
    Press("s8:mailcopy", copy, SENDS_OUT.on(Recipient)),
    Press("s8:mailed", mailed, SENDS_OUT.on(Recipient)),
)
