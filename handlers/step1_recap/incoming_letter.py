"""Surat masuk: nomor and tanggal of the letter that came with a kelurahan's result."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.step1_recap.intake_board import show_kelurahan
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.who import TAKES_IN
from models.people import Kelurahan
from sop.core.people import must_hold
from sop.flow.progress import run_of
from sop.reading import day, sentence
from sop.step1_recap.intake import STEP, kelurahan_here
from sop.step1_recap.step import note_letter
from texts import say


def begin_letter(ctx: Ctx, kelurahan_id: int) -> str:
    must_hold(ctx.unit, ctx.actor, run_of(ctx.unit, ctx.season, STEP).executor)
    kelurahan_here(ctx.unit, ctx.actor, kelurahan_id)
    return LETTER.begin(ctx, kelurahan_id)


def _read_day(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    """Letters were written before today: "20/12" without a year is last December."""
    found = day(typed, ctx.today)
    if found > ctx.today:
        earlier = day(typed, ctx.today - timedelta(days=365))
        if (earlier.day, earlier.month) == (found.day, found.month):
            found = earlier
    return found.isoformat()


def _noted(ctx: Ctx, draft: ChatDraft) -> None:
    place = kelurahan_here(ctx.unit, ctx.actor, draft.about)
    note_letter(
        ctx.unit,
        ctx.actor,
        ctx.season,
        place,
        written=draft.get("number"),
        day=date.fromisoformat(draft.get("day")),
    )
    ctx.banner(say("step1_recap.letter_noted", kelurahan=place.name))
    show_kelurahan(ctx, place.id)


LETTER = ChatForm(
    "letter",
    title="step1_recap.letter_title",
    questions=[
        Question(
            key="number",
            text="step1_recap.letter_number",
            label="step1_recap.label_number",
            read=lambda typed: sentence(typed, 3, 80),
        ),
        Question(key="day", text="step1_recap.letter_day", label="step1_recap.label_day", reads=_read_day),
    ],
    finish=_noted,
)


HANDLERS = (LETTER.conversation(Press("s1:letter", begin_letter, TAKES_IN.on(Kelurahan))),)
