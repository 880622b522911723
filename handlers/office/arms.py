"""Lambang: the picture in the kop.

> [Lambang]
< Belum ada lambang; kop memakai garis tanpa gambar. ...  [Kirim gambar]
> [Kirim gambar]
< Kirim gambar lambang daerah sebagai berkas PNG atau JPEG ...
> (lambang.png)
< Gambar diterima dan sedang diperiksa.
< Lambang sudah dipakai pada kop surat mulai dokumen berikutnya.
"""

from __future__ import annotations

from telegram import Message

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.sent_files import picture_of
from models.speech import Button, button
from sop.core.people import must_hold
from sop.office.arms import SENDERS, arms_of, send, take_away
from sop.reading.words import tidy
from texts import join, plain, say
from texts.figures import moment


@view("settings:arms")
def show_arms(ctx: Ctx) -> None:
    """Which picture is used."""
    must_hold(ctx.unit, ctx.actor, *SENDERS)
    used = arms_of(ctx.unit, ctx.actor.kecamatan_id)
    state = say("arms.in_use", name=used.name, moment=moment(used.at)) if used else say("arms.none_yet")
    rows: list[list[Button]] = [[button("arms.send", "settings:armsnew")]]
    if used is not None:
        rows[0].append(button("arms.remove", "settings:armsoff"))
    back = [button("settings.back", "settings:show"), button("menu.back", "menu:show")]
    ctx.show(join(say("arms.title"), state, say("arms.hint")), [*rows, back])


def begin_arms(ctx: Ctx) -> str:
    """Kirim gambar."""
    must_hold(ctx.unit, ctx.actor, *SENDERS)
    return ARMS.anew(ctx, ctx.actor.kecamatan_id)


def _picture(ctx: Ctx, _draft: ChatDraft, message: Message) -> str:
    sent = picture_of(message)
    name = tidy(message.document.file_name or "") if message.document else ""
    send(ctx.unit, ctx.actor, name=name or plain("arms.label"), file_id=sent.file_id, size=sent.size)
    return sent.unique_id


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    ctx.banner(say("arms.checking"))
    show_arms(ctx)


ARMS = ask_one(
    "arms",
    title="arms.form_title",
    key="picture",
    text="arms.ask",
    label="arms.label",
    takes={"photo": _picture, "document": _picture},
    rows=lambda _ctx, _draft: [[button("settings.cancel", "settings:leave", "arms")]],
    expects="arms.expects",
    finish=_finish,
    leave=show_arms,
)


def remove(ctx: Ctx) -> None:
    """Hapus lambang."""
    take_away(ctx.unit, ctx.actor)
    ctx.banner(say("arms.removed"))
    show_arms(ctx)


HANDLERS = (
    ARMS.conversation(Press("settings:armsnew", begin_arms, Who(SENDERS))),
    Press("settings:arms", show_arms, Who(SENDERS)),
    Press("settings:armsoff", remove, Who(SENDERS)),
)
