"""JFU types what delegates have said.

< Pesan suara yang belum diketik: 2 ...  [Ketik 1] [Ketik 2]
> [Ketik 1]
< (the voice note)  Apa isi pesan suara ini?  [Dengar lagi]
> Saluran tersumbat, air meluap setiap hujan.
< Isi pesan suara usulan US-2028-... sudah dicatat.
"""

from __future__ import annotations

from handlers.home.menu import show_menu
from handlers.proposals.evidence import send_voice
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, Rows, Stay, ask_one, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, turning, within
from handlers.talk.who import TAKES_IN
from models.posts import Post
from models.proposal import Upload
from models.speech import Button, button, columns
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.proposals.label import named
from sop.proposals.voices import count_untyped, length, to_type, type_out, untyped
from sop.reading import sentence
from texts import join, plain, say


def voice_row(ctx: Ctx) -> list[Button]:
    """On the desk's home, while there is something to type."""
    count = count_untyped(ctx.unit, ctx.season)
    return [button("voice.open_count", "voice:list", 0, count=count)] if count else []


@view("voice:list")
def show_list(ctx: Ctx, page: int) -> None:
    """What waits to be typed, the oldest first."""
    must_hold(ctx.unit, ctx.actor, Post(run_of(ctx.unit, ctx.season, "step1_recap").executor))
    count = count_untyped(ctx.unit, ctx.season)
    back = [button("menu.back", "menu:show")]
    if not count:
        ctx.show(say("voice.list_none"), [back])
        return
    at = within(page, count)
    first = at * PER_PAGE + 1
    found = list(enumerate(untyped(ctx.unit, ctx.season, skip=first - 1, most=PER_PAGE), start=first))
    lines = [
        say(
            "voice.list_line",
            at=number,
            number=row.number or "-",
            kelurahan=row.kelurahan.name,
            length=length(upload.seconds or 0),
        )
        for number, (upload, row) in found
    ]
    keys = columns(
        button("voice.type_one", "voice:type", upload.id, at=number) for number, (upload, _) in found
    )
    ctx.show(
        join(say("voice.list_title", count=count), *lines), [*keys, turning(at, count, "voice:list"), back]
    )


def begin(ctx: Ctx, id: int) -> str:
    """Ketik 1: it is heard first."""
    _hear(ctx, id)
    return TYPE.anew(ctx, id)


def _hear(ctx: Ctx, id: int | None) -> None:
    upload, row = to_type(ctx.unit, ctx.actor, id)
    send_voice(ctx, row, upload)
    ctx.below()  # what is asked stands below the voice


def _facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    _, row = to_type(ctx.unit, ctx.actor, draft.about)
    return {**named(row)}


def _rows(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    return [[pick(plain("voice.again"), "text", "again")]]


def _again(ctx: Ctx, draft: ChatDraft, value: str) -> str:
    if value != "again":
        raise Refused("form.old_button")
    _hear(ctx, draft.about)
    raise Stay


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    row = type_out(ctx.unit, ctx.actor, draft.about, draft.get("text"))
    ctx.banner(say("voice.done", number=row.number or "-"))
    if count_untyped(ctx.unit, ctx.season):
        show_list(ctx, 0)
    else:
        show_menu(ctx)


TYPE = ask_one(
    "voice",
    title="voice.title",
    key="text",
    text="voice.ask",
    label="voice.label",
    read=lambda typed: sentence(typed, 10, 3000),
    facts=_facts,
    rows=_rows,
    chosen=_again,
    finish=_finish,
)

HANDLERS = (
    TYPE.conversation(Press("voice:type", begin, TAKES_IN.on(Upload))),
    Press("voice:list", show_list, TAKES_IN),
)
