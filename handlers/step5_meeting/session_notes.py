"""Catatan sidang: who spoke, as the berita acara prints it.

> [Catatan sidang]
< Sambutan: belum dicatat. Paparan: belum dicatat.  [Isi catatan]
> [Isi catatan]
< Siapa saja yang memberi sambutan? ...
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.who import MEETS
from models.speech import button
from sop.reading import sentence
from sop.step5_meeting.meeting import STEP5, working
from sop.step5_meeting.session_notes import PRESENTATIONS, WELCOMES, note, note_of
from texts import join, plain, say


@view("s5:notes")
def show_notes(ctx: Ctx) -> None:
    """What has been noted so far."""
    working(ctx.unit, ctx.actor, ctx.season)
    ctx.show(
        join(
            say("session_notes.title"),
            say("session_notes.welcomes", text=_noted(ctx, WELCOMES)),
            say("session_notes.presentations", text=_noted(ctx, PRESENTATIONS)),
        ),
        [[button("session_notes.fill", "s5:note"), button("step5_meeting.back", "s5:home")]],
    )


def _noted(ctx: Ctx, part: str) -> str:
    found = note_of(ctx.unit, ctx.season, part)
    return found.text if found else plain("session_notes.nothing")


def begin_note(ctx: Ctx) -> str:
    """Isi catatan."""
    working(ctx.unit, ctx.actor, ctx.season)
    return NOTES.begin(ctx, ctx.season.id)


def _note(ctx: Ctx, draft: ChatDraft) -> None:
    for part in (WELCOMES, PRESENTATIONS):
        if text := draft.get(part):
            note(ctx.unit, ctx.actor, ctx.season, part, text)
    ctx.banner(say("session_notes.noted"))
    show_notes(ctx)


NOTES = ChatForm(
    "s5note",
    title="session_notes.title_plain",
    questions=[
        Question(
            key=WELCOMES,
            text="session_notes.ask_welcomes",
            label="session_notes.label_welcomes",
            read=lambda typed: sentence(typed, 3, 500),
            optional=True,
        ),
        Question(
            key=PRESENTATIONS,
            text="session_notes.ask_presentations",
            label="session_notes.label_presentations",
            read=lambda typed: sentence(typed, 3, 500),
            optional=True,
        ),
    ],
    finish=_note,
    leave=lambda ctx: show_notes(ctx),
)

HANDLERS = (
    NOTES.conversation(Press("s5:note", begin_note, MEETS.on(since=STEP5))),
    Press("s5:notes", show_notes, MEETS.on(since=STEP5)),
)
