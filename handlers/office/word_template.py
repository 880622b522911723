"""Templat Word: how the office's Word files look.

> [Templat Word]
< Belum ada templat; berkas Word dibuat dengan gaya bawaan bot. ...  [Kirim templat] [Unduh templat]
> [Kirim templat]
< Kirim templat sebagai berkas .docx atau .dotx ...
> (templat.docx)
< Templat diterima dan sedang diperiksa.
< Templat Word sudah dipakai mulai berkas berikutnya. Kop templat menggantikan kop bawaan.
"""

from __future__ import annotations

from telegram import Message

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from models.speech import Button, button
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.office.arms import SENDERS
from sop.papers.word_template import order_ours, send, take_away, template_of
from sop.reading.words import tidy
from texts import join, say
from texts.figures import moment


@view("settings:templat")
def show_template(ctx: Ctx) -> None:
    """Which one is used."""
    must_hold(ctx.unit, ctx.actor, *SENDERS)
    used = template_of(ctx.unit, ctx.actor.kecamatan_id)
    state = say("templat.in_use", name=used.name, moment=moment(used.at)) if used else say("templat.none_yet")
    rows: list[list[Button]] = [
        [button("templat.send", "settings:templatnew"), button("templat.get", "settings:templatget")]
    ]
    if used is not None:
        rows.append([button("templat.remove", "settings:templatoff")])
    back = [button("settings.back", "settings:show"), button("menu.back", "menu:show")]
    ctx.show(join(say("templat.title"), state, say("templat.hint")), [*rows, back])


def begin(ctx: Ctx) -> str:
    """Kirim templat."""
    must_hold(ctx.unit, ctx.actor, *SENDERS)
    return TEMPLATE.anew(ctx, ctx.actor.kecamatan_id)


def _file(ctx: Ctx, _draft: ChatDraft, message: Message) -> str:
    file = message.document
    if file is None:
        raise Refused("form.got_other", expects=say("templat.expects"))
    name = tidy(file.file_name or "")
    send(ctx.unit, ctx.actor, name=name, file_id=file.file_id, size=file.file_size or 0)
    return file.file_unique_id


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    ctx.banner(say("templat.checking"))
    show_template(ctx)


TEMPLATE = ask_one(
    "templat",
    title="templat.form_title",
    key="file",
    text="templat.ask",
    label="templat.label",
    takes={"document": _file},
    rows=lambda _ctx, _draft: [[button("settings.cancel", "settings:leave", "templat")]],
    expects="templat.expects",
    finish=_finish,
    leave=show_template,
)


def get(ctx: Ctx) -> None:
    """Unduh templat."""
    order_ours(ctx.unit, ctx.actor)
    ctx.banner(say("templat.coming"))
    show_template(ctx)


def remove(ctx: Ctx) -> None:
    """Hapus templat."""
    take_away(ctx.unit, ctx.actor)
    ctx.banner(say("templat.removed"))
    show_template(ctx)


HANDLERS = (
    TEMPLATE.conversation(Press("settings:templatnew", begin, Who(SENDERS))),
    Press("settings:templat", show_template, Who(SENDERS)),
    Press("settings:templatget", get, Who(SENDERS)),
    Press("settings:templatoff", remove, Who(SENDERS)),
)
