"""🔒 What reviewers said among themselves, in a line or two of the card."""

from __future__ import annotations

from handlers.talk.context import Ctx
from models.people import Person
from models.proposal import Proposal
from sop.step2_verify.reviewer_notes import notes_of
from texts import Html, say
from texts.figures import cut

LONGEST_QUESTION = 120
MOST_OPINIONS = 2


def open_words(ctx: Ctx, row: Proposal) -> list[Html]:
    """Open questions, the newest opinions, and how many notes there are."""
    every = notes_of(ctx.unit, row)
    lines: list[Html] = []
    for note in every:
        if note.asked_id is None or note.answered_at is not None:
            continue
        if note.asked_id == ctx.actor.id:
            by, text = name_of(ctx, note.by_id), cut(note.text, LONGEST_QUESTION)
            lines.append(say("notes.card_asks_you", by=by, text=text))
        else:
            lines.append(say("notes.card_waits", name=name_of(ctx, note.asked_id)))
    for note in [one for one in every if one.outcome is not None][-MOST_OPINIONS:]:
        opinion = say(f"notes.opinion_{note.outcome}")
        lines.append(say("notes.card_opinion", name=name_of(ctx, note.by_id), opinion=opinion))
    alone = sum(note.asked_id is None and note.outcome is None for note in every)
    if alone:
        lines.append(say("notes.card_notes", count=alone))
    return lines


def name_of(ctx: Ctx, id: int | None) -> str:
    person = ctx.unit.get(Person, id)
    return person.name if person is not None else "-"
