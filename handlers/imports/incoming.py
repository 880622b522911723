"""A file of rows, sent by JFU.

> (usulan.xlsx)
< Berkas usulan.xlsx. Sedang dibaca ...
< Kolom “Rincian” berisi “Pengaspalan jalan”, ... Kolom ini berisi apa?  [Usulan] [Masalah] [Abaikan]
> [Usulan]
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
from models.batch import Batch, HeadingMeaning
from models.speech import button, choice, columns
from sop.core.refused import Refused
from sop.imports.answering import answer, ask_anew, forget, let_photos_follow, remembered
from sop.imports.batches import (
    batch_of,
    begin_applying,
    drop,
    hand_in,
    kinds_for,
    recent,
)
from sop.imports.import_template import order_template
from sop.imports.kind import Kind
from sop.imports.kinds import KINDS
from sop.imports.outcome_report import order_report
from sop.imports.question_words import column_title
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
    heads = [button("imports.headings_button", "import:heads", 0)] if remembered(ctx.unit, ctx.actor) else []
    ctx.show(join(say("imports.home"), *lines), [*keys, turns(shown, "import:home"), heads, last])


def answered(ctx: Ctx, id: int, at: int, choice: int) -> None:
    """An answer to the open question about a file."""
    answer(ctx.unit, ctx.actor, batch_of(ctx.unit, ctx.actor, id), at, choice)
    show_one(ctx, id)


def anew(ctx: Ctx, id: int) -> None:
    """Ubah jawaban."""
    ask_anew(ctx.unit, ctx.actor, batch_of(ctx.unit, ctx.actor, id))
    show_one(ctx, id)


def photos_later(ctx: Ctx, id: int) -> None:
    """Foto boleh menyusul, for this season."""
    let_photos_follow(ctx.unit, ctx.actor, ctx.season, batch_of(ctx.unit, ctx.actor, id))
    ctx.banner(say("imports.photos_may_follow"))
    show_one(ctx, id)


# ---- what headings mean


@view("import:heads")
def show_headings(ctx: Ctx, page: int) -> None:
    """What was answered about headings once, and holds for the next files."""
    shown = page_of(remembered(ctx.unit, ctx.actor), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [
        say("imports.heading_is", at=at, heading=one.shown, column=column_title(one.column))
        for at, one in numbered
    ]
    keys = columns(
        (choice(plain("imports.forget", at=at), "import:forget", one.id) for at, one in numbered), 3
    )
    words = say("imports.headings" if numbered else "imports.headings_none")
    back = [button("form.back", "import:home", 0)]
    ctx.show(join(words, *lines), [*keys, turns(shown, "import:heads"), back])


def forget_heading(ctx: Ctx, id: int) -> None:
    """Lupakan."""
    meaning = ctx.unit.get(HeadingMeaning, id)
    if meaning is None:
        raise Refused("common.old_button")
    forget(ctx.unit, ctx.actor, meaning)
    ctx.banner(say("imports.forgotten", heading=meaning.shown))
    show_headings(ctx, 0)


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
    Press("import:answer", answered, HANDED_IN.on(Batch)),
    Press("import:photos", photos_later, HANDED_IN.on(Batch)),
    Press("import:anew", anew, HANDED_IN.on(Batch)),
    Press("import:heads", show_headings, HANDED_IN),
    Press("import:forget", forget_heading, HANDED_IN.on(HeadingMeaning)),
    Press("import:take", take, HANDED_IN.on(Batch)),
    Press("import:drop", leave_out, HANDED_IN.on(Batch)),
    Press("import:report", report, HANDED_IN.on(Batch)),
    Press("import:undo", ask_undo, HANDED_IN.on(Batch)),
    Press("import:undone", undo, HANDED_IN.on(Batch)),
    Press("import:template", template, HANDED_IN),
    Press("import:blank", blank, HANDED_IN),
    Typed(filters.UpdateType.MESSAGE & _OfRows(), arrived, "rows", HANDED_IN),
)
