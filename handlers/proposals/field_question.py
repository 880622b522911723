"""The question of a field of the usulan: what every one takes from its row in the table of fields."""

from __future__ import annotations

from typing import Any

from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Question, Rows, pick
from sop.core.refused import Refused
from sop.proposals.fields import Field
from texts import plain


def question(field: Field, **own: Any) -> Question[ProposalDraft]:
    """Its words, and when it is asked; `own` is what this field alone needs (handlers/talk/question.py)."""
    shared: dict[str, Any] = {
        "key": field.key,
        "text": field.ask,
        "label": field.label,
        "read": field.read,
        "when": lambda draft: field.when(draft.row),
        "optional": field.optional,
    }
    if field.typed and field.optional:
        shared |= {"rows": _drop_row(field), "chosen": _dropped}
    return Question(**shared | own)


def _drop_row(field: Field) -> Any:
    """While it is changed, what was answered can be taken away again."""

    def rows(_ctx: Ctx, draft: ProposalDraft) -> Rows:
        there = draft.mending and draft.get(field.key) is not None
        return [[pick(plain("fields.drop"), field.key, "drop")]] if there else []

    return rows


def _dropped(_ctx: Ctx, _draft: ProposalDraft, value: str) -> None:
    if value != "drop":
        raise Refused("form.old_button")
