"""Lainnya: what is done seldom with an usulan, and every sign for which its card had no room."""

from __future__ import annotations

from handlers.step2_verify import bank
from handlers.step2_verify.survey import survey_row
from handlers.step2_verify.verdict_card import evidence_row, head_of, signs_of
from handlers.step2_verify.verdict_screens import back_to
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import REVIEWS
from models.proposal import Proposal
from models.speech import Button, button
from sop.step2_verify.reviewer_notes import asked_of, notes_of
from sop.step2_verify.step import looking, may_decide
from sop.step2_verify.verdict_queue import proposal_here
from texts import join, say

MOST_SIGNS = 10


@view("s2:more")
def show_more(ctx: Ctx, id: int) -> None:
    """All signs of an usulan, and the ways that the card has no room for."""
    run = looking(ctx.unit, ctx.actor, ctx.season)
    row = proposal_here(ctx.unit, ctx.actor, id)
    signs = signs_of(ctx, row)[:MOST_SIGNS]
    notes = [button("notes.open", "s2:notes", id, NEWEST, count=len(notes_of(ctx.unit, row)))]
    if asked_of(ctx.unit, ctx.actor, row):
        notes.append(button("notes.give", "s2:opine", id))
    elif may_decide(ctx.unit, ctx.actor, run):
        notes.append(button("notes.second", "s2:ask", id))
    rows: list[list[Button]] = [notes, [button("assign.who_button", "s2:who", id)], survey_row(ctx, row)]
    if bank.rows(ctx, row):
        rows.append(evidence_row(row))
    ctx.show(
        join(head_of(row), *(signs or [say("queue.no_signs")])),
        [*rows, [back_to(ctx, row), button("step2_verify.home_back", "s2:home")]],
    )


NEWEST = 999  #: the last page of the notes

HANDLERS = (Press("s2:more", show_more, REVIEWS.on(Proposal)),)
