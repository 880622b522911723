"""Nomor agenda and kode klasifikasi of the final papers, by JFU.

> [Nomor agenda]
< 1. Laporan v1: belum dicatat ...  [Laporan v1] [SK Tim v1]
> [Laporan v1]
< Apa nomor agendanya?  [Nomor 12]
< Apa kode klasifikasinya?  [Kode 400.10.2]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import marked, page_of, turns
from handlers.talk.rights import Who
from models.paper import Paper
from models.posts import Post
from models.speech import button, choice, columns
from sop.archive.register import (
    code_of,
    final_here,
    finals,
    next_agenda,
    not_taken,
    note_agenda,
    read_agenda,
    read_code,
)
from sop.core.people import must_hold
from sop.papers.papers import short_title
from texts import Html, join, plain, say


@view("arsip:agenda")
def show_register(ctx: Ctx, page: int) -> None:
    """The final papers of the season, those that have no nomor yet first."""
    must_hold(ctx.unit, ctx.actor, Post.JFU)
    shown = page_of(finals(ctx.unit, ctx.season), page)
    lines = [_line(at, one) for at, one in enumerate(shown.items, start=shown.first)]
    picks = columns(
        choice(marked(short_title(one.key), f"v{one.edition}"), "arsip:note", one.id) for one in shown.items
    )
    words = say("archive.register") if lines else say("archive.register_empty")
    foot = [button("archive.back", "arsip:home"), button("menu.back", "menu:show")]
    ctx.show(join(words, *lines), [*picks, turns(shown, "arsip:agenda"), foot])


def _line(at: int, one: Paper) -> Html:
    facts = {"at": at, "title": short_title(one.key), "edition": one.edition}
    if one.agenda is None:
        return say("archive.register_open", **facts)
    return say("archive.register_line", **facts, agenda=one.agenda, code=code_of(one))


def begin(ctx: Ctx, id: int) -> str:
    return AGENDA.begin(ctx, final_here(ctx.unit, ctx.actor, id).id)


def _paper(ctx: Ctx, draft: ChatDraft) -> Paper:
    return final_here(ctx.unit, ctx.actor, draft.about)


def _next(ctx: Ctx, draft: ChatDraft) -> Rows:
    number = _paper(ctx, draft).agenda or next_agenda(ctx.unit, ctx.season)
    return [[pick(plain("archive.agenda_offer", agenda=number), "agenda", "offered")]]


def _offered_agenda(ctx: Ctx, draft: ChatDraft, _value: str) -> str:
    return _paper(ctx, draft).agenda or next_agenda(ctx.unit, ctx.season)


def _code(ctx: Ctx, draft: ChatDraft) -> Rows:
    return [[pick(plain("archive.code_offer", code=code_of(_paper(ctx, draft))), "code", "offered")]]


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    paper, values = _paper(ctx, draft), draft.values
    note_agenda(ctx.unit, ctx.actor, paper, agenda=values["agenda"], code=values["code"])
    ctx.banner(say("archive.agenda_noted", title=short_title(paper.key), agenda=values["agenda"]))
    show_register(ctx, 0)


AGENDA = ChatForm(
    "agenda",
    title="archive.agenda_title",
    questions=[
        Question(
            key="agenda",
            text="archive.ask_agenda",
            label="archive.label_agenda",
            reads=lambda ctx, draft, typed: not_taken(ctx.unit, _paper(ctx, draft), read_agenda(typed)),
            rows=_next,
            chosen=_offered_agenda,
            facts=lambda ctx, draft: {"title": short_title(_paper(ctx, draft).key)},
        ),
        Question(
            key="code",
            text="archive.ask_code",
            label="archive.label_code",
            read=read_code,
            rows=_code,
            chosen=lambda ctx, draft, _value: code_of(_paper(ctx, draft)),
        ),
    ],
    finish=_finish,
    leave=lambda ctx: show_register(ctx, 0),
)

HANDLERS = (
    AGENDA.conversation(Press("arsip:note", begin, Who((Post.JFU,)).on(Paper))),
    Press("arsip:agenda", show_register, Who((Post.JFU,))),
)
