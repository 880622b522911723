"""A file of rows, sent by JFU.

> (usulan.xlsx)
< Berkas usulan.xlsx. Sedang dibaca ...
< 41 baris usulan: siap 37 · perlu perbaikan 3 · ditolak 1  [Masukkan & kirim] [Masukkan (draf)] ...
> [Masukkan (draf)]
< Memasukkan 20 dari 41 baris ...
< 40 baris usulan masuk, 1 ditolak.  [Laporan lengkap] [Batalkan impor]
"""

from __future__ import annotations

import re

from telegram import Message
from telegram.ext import filters

from handlers.imports.screens import screen
from handlers.talk.buttons import Press, Typed, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import HANDED_IN
from models.batch import Batch
from models.speech import button, choice, columns
from sop.core.refused import Refused
from sop.imports.batches import (
    batch_of,
    begin_applying,
    choose_kind,
    drop,
    hand_in,
    kinds_for,
    recent,
)
from sop.imports.import_template import order_template
from sop.imports.kind import Kind
from sop.imports.kinds import KINDS
from sop.imports.outcome_report import order_report
from sop.imports.undo import begin_undoing
from sop.reading.words import tidy
from texts import join, plain, say
from texts.figures import cut

#: What a file of rows may be called; a picture that is sent as a file is none.
_NAMES = re.compile(r".*\.(xlsx|xlsm|xlsb|xls|ods|csv|tsv|txt|zip)", re.IGNORECASE | re.DOTALL)


class _OfRows(filters.MessageFilter):
    """A file that may hold rows, by its name."""

    def filter(self, message: Message) -> bool:
        file = message.document
        return file is not None and _NAMES.fullmatch(file.file_name or "") is not None


def arrived(ctx: Ctx) -> None:
    """A file came: it is fetched and read after this."""
    file = ctx.message.document
    if file is None:
        raise Refused("common.not_understood")
    name = tidy(file.file_name or "") or plain("imports.unnamed")
    batch = hand_in(
        ctx.unit, ctx.actor, ctx.season, name=name, file_id=file.file_id, size=file.file_size or 0
    )
    show_one(ctx, batch.id)


@view("import:one")
def show_one(ctx: Ctx, id: int) -> None:
    """One file, as it is now."""
    ctx.show(*screen(ctx.unit, batch_of(ctx.unit, ctx.actor, id)))


@view("import:home")
def show_home(ctx: Ctx, page: int) -> None:
    """The files so far, and the templates."""
    found = recent(ctx.unit, ctx.actor, ctx.season)
    shown = page_of(found, page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [
        say(
            "imports.listed",
            at=at,
            name=cut(batch.file_name, 40),
            state=plain(f"imports.state_{batch.state}"),
        )
        for at, batch in numbered
    ]
    keys = columns((choice(f"{at}", "import:one", batch.id) for at, batch in numbered), 4)
    last = [button("imports.template", "import:template"), button("menu.back", "menu:show")]
    ctx.show(join(say("imports.home"), *lines), [*keys, turns(shown, "import:home"), last])


def _picked(ctx: Ctx, id: int, word: str) -> None:
    choose_kind(ctx.unit, ctx.actor, batch_of(ctx.unit, ctx.actor, id), word)
    show_one(ctx, id)


def take(ctx: Ctx, id: int, way: str) -> None:
    """Masukkan."""
    begin_applying(ctx.unit, ctx.actor, batch_of(ctx.unit, ctx.actor, id), way)
    show_one(ctx, id)


def leave_out(ctx: Ctx, id: int) -> None:
    """Batal."""
    drop(ctx.unit, ctx.actor, batch_of(ctx.unit, ctx.actor, id))
    show_one(ctx, id)


def report(ctx: Ctx, id: int) -> None:
    """Laporan lengkap, as a file."""
    batch = batch_of(ctx.unit, ctx.actor, id)
    order_report(ctx.unit, ctx.actor, batch)
    ctx.alert(plain("imports.report_comes"))
    ctx.banner(say("imports.report_comes"))
    show_one(ctx, id)


@view("import:undo")
def ask_undo(ctx: Ctx, id: int) -> None:
    """Taking a whole file back is asked twice."""
    batch = _applied(ctx, id)
    no = button("imports.undo_no", "import:one", id)
    yes = button("imports.undo_yes", "import:undone", id)
    ctx.show(say("imports.undo_ask", name=cut(batch.file_name, 60)), [[no], [yes]])


def undo(ctx: Ctx, id: int) -> None:
    begin_undoing(ctx.unit, ctx.actor, batch_of(ctx.unit, ctx.actor, id))
    show_one(ctx, id)


def _applied(ctx: Ctx, id: int) -> Batch:
    batch = batch_of(ctx.unit, ctx.actor, id)
    if batch.undone_at is not None:
        raise Refused("imports.undone_already")
    return batch


# ---- templates


def template(ctx: Ctx) -> None:
    """Of the only kind there is for this person; else he is asked which."""
    kinds = kinds_for(ctx.unit, ctx.actor)
    if len(kinds) == 1:
        _send_template(ctx, kinds[0])
        return
    keys = columns(choice(plain(kind.name).capitalize(), "import:blank", kind.word) for kind in kinds)
    ctx.show(say("imports.which_template"), [*keys, [button("form.back", "import:home", 0)]])


def blank(ctx: Ctx, word: str) -> None:
    if word not in KINDS:
        raise Refused("common.old_button")
    _send_template(ctx, KINDS[word])


def _send_template(ctx: Ctx, kind: Kind) -> None:
    order_template(ctx.unit, ctx.actor, ctx.season, kind)
    ctx.alert(plain("imports.template_comes"))
    ctx.banner(say("imports.template_comes"))
    show_home(ctx, 0)


HANDLERS = (
    Press("import:one", show_one, HANDED_IN.on(Batch)),
    Press("import:home", show_home, HANDED_IN),
    Press("import:kind", _picked, HANDED_IN.on(Batch)),
    Press("import:take", take, HANDED_IN.on(Batch)),
    Press("import:drop", leave_out, HANDED_IN.on(Batch)),
    Press("import:report", report, HANDED_IN.on(Batch)),
    Press("import:undo", ask_undo, HANDED_IN.on(Batch)),
    Press("import:undone", undo, HANDED_IN.on(Batch)),
    Press("import:template", template, HANDED_IN),
    Press("import:blank", blank, HANDED_IN),
    Typed(filters.UpdateType.MESSAGE & _OfRows(), arrived, "rows", HANDED_IN),
)
