"""The problem: typed, or told by voice."""

from __future__ import annotations

from telegram import Message

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.sent_files import like, voice_of
from sop.proposals.fields import PROBLEM
from sop.proposals.voices import take_voice, typed_by_author
from sop.reading import sentence

D = ProposalDraft


def _spoken(ctx: Ctx, draft: D, message: Message) -> str:
    """A voice note is an answer: its length stands for it until it is typed."""
    words = take_voice(ctx.unit, ctx.actor, draft.row, voice_of(message))
    like(ctx)
    return words


def _typed(_ctx: Ctx, draft: D, typed: str) -> str:
    text = sentence(typed, 10, 3000)
    typed_by_author(draft.row, text)
    return text


QUESTION = question(
    PROBLEM,
    reads=_typed,
    takes={"voice": _spoken},
)
