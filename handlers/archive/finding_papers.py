"""Looking for a paper by words: under [Dokumen], and behind the bot's name in the writing line.

> [Dokumen]
< Dokumen musim ini. ...  [Cari dokumen]
> laporan 2026
< 2 dokumen untuk “laporan 2026”. ...  [Laporan 2026] [Draft laporan 2026]
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from telegram import Message
from telegram.ext import filters

from handlers.talk.buttons import Press, Typed, view
from handlers.talk.context import DESK, Ctx
from handlers.talk.draft import ChatDraft
from handlers.talk.paging import marked, page_of, turns
from handlers.talk.who import POST
from models.paper import Paper
from models.speech import Button, button, choice, columns
from sop.archive.finding_papers import LONGEST, Found, find_papers
from sop.archive.register import code_of
from sop.core.refused import Refused
from sop.papers.papers import send, short_title, title
from sop.reading.words import tidy
from texts import Html, join, plain, say

DRAFT = "arsip"
HERE = ("status:papers", "arsip:find", "arsip:list")  #: words typed here look for a paper


@view("arsip:find")
def ask(ctx: Ctx) -> None:
    """Cari dokumen: how to look for one."""
    _must_hold_a_post(ctx)
    ctx.show(say("archive.ask"), [_foot()])


def typed(ctx: Ctx) -> None:
    """Words on a screen of papers."""
    _must_hold_a_post(ctx)
    words = tidy(ctx.typed)[:LONGEST]
    if not any(character.isalnum() for character in words):
        raise Refused("archive.no_words")
    ChatDraft.anew(ctx, DRAFT, None, words=words)
    show_found(ctx, 0)


@view("arsip:list")
def show_found(ctx: Ctx, page: int) -> None:
    """What was found, the likeliest first; a tap gives the file."""
    _must_hold_a_post(ctx)
    words = str(ChatDraft(ctx, DRAFT).get("words") or "")
    if not words:
        ask(ctx)
        return
    found = find_papers(ctx.unit, ctx.actor, words)
    if not found:
        ctx.show(say("archive.nothing", words=words), [_foot()])
        return
    shown = page_of(found, page)
    lines = [_line(at, one) for at, one in enumerate(shown.items, start=shown.first)]
    files = columns(
        choice(marked(short_title(one.paper.key), str(one.year)), "paper:get", one.paper.id)
        for one in shown.items
    )
    head = say("archive.found", count=len(found), words=words)
    ctx.show(join(head, *lines), [*files, turns(shown, "arsip:list"), _foot()])


def _line(at: int, one: Found) -> Html:
    line = say(
        "archive.line",
        at=at,
        title=short_title(one.paper.key),
        year=one.year,
        edition=one.paper.edition,
        stage=plain(f"papers.stage_{one.paper.stage}"),
        number=one.paper.number or "-",
    )
    if one.paper.agenda is None:
        return line
    return say("archive.line_agenda", line=line, agenda=one.paper.agenda, code=code_of(one.paper))


def _foot() -> list[Button]:
    return [button("archive.papers", "status:papers"), button("menu.back", "menu:show")]


def _must_hold_a_post(ctx: Ctx) -> None:
    if not ctx.actor.held(ctx.now):
        raise Refused("papers.not_for_you")


# ---- behind the bot's name


def offered(ctx: Ctx, words: str) -> list[dict[str, Any]]:
    """Papers for an answer to "@bot laporan 2026": what is sent is only the way to one, not the paper."""
    person = ctx.actor
    return [_result(ctx, one) for one in find_papers(ctx.unit, person, words)]


def _result(ctx: Ctx, one: Found) -> dict[str, Any]:
    named = plain("archive.named", title=title(one.paper), year=one.year)
    return {
        "type": "article",
        "id": f"d{one.paper.id}",
        "title": named,
        "description": plain(
            "archive.described",
            edition=one.paper.edition,
            stage=plain(f"papers.stage_{one.paper.stage}"),
            number=one.paper.number or "-",
        ),
        "input_message_content": {
            "message_text": f"{named}\nhttps://t.me/{ctx.bot.username}?start={one.paper.code}"
        },
    }


def open_link(ctx: Ctx) -> None:
    """The way to a paper, sent in the bot's own chat: who may see the paper gets it at once."""
    code = ctx.typed.rsplit("?start=", 1)[1].strip()
    paper = ctx.unit.first(select(Paper).where(Paper.code == code))
    if paper is None or paper.kecamatan_id != ctx.actor.kecamatan_id:
        raise Refused("start.unknown_code")
    send(ctx.unit, ctx.actor, paper)


class _OnPapers(filters.MessageFilter):
    """Words while a screen of papers is open."""

    def filter(self, message: Message) -> bool:
        place = DESK.get().chat.place or ""
        text = message.text or ""
        return place.startswith(HERE) and bool(text) and not text.startswith("/")


HANDLERS = (Press("arsip:find", ask, POST), Press("arsip:list", show_found, POST))

#: Behind every conversation: inside a form words are the form's answer.
TYPED = (
    Typed(
        filters.UpdateType.MESSAGE & filters.Regex(r"https://t\.me/\w+\?start=[\w-]{11}\s*\Z"),
        open_link,
        "paper-link",
        POST,
    ),
    Typed(filters.UpdateType.MESSAGE & _OnPapers(), typed, "paper-words", POST),
)
