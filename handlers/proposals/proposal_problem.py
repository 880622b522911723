"""The problem: typed, or told by voice."""

from __future__ import annotations

from telegram import Message

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Question
from handlers.talk.sent_files import like, voice_of
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


QUESTION: Question[ProposalDraft] = Question(
    key="problem",
    text="step1_recap.ask_problem",
    label="step1_recap.label_problem",
    reads=_typed,
    takes={"voice": _spoken},
)
