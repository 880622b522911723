"""How urgent it is, and whether the ground of a work is ready: three buttons each."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from handlers.proposals.field_question import question
from handlers.proposals.proposal_draft import ProposalDraft
from handlers.talk.context import Ctx
from handlers.talk.form import Rows, pick
from models.enums import Land, Urgency
from models.speech import columns
from sop.core.refused import Refused
from sop.proposals import fields
from texts import plain

D = ProposalDraft


def _rows(key: str, choices: type[StrEnum]) -> Callable[[Ctx, D], Rows]:
    def rows(_ctx: Ctx, _draft: D) -> Rows:
        return columns(pick(plain(f"needs.{key}_{one}"), key, one) for one in choices)

    return rows


def _one_of(choices: type[StrEnum]) -> Callable[[Ctx, D, str], StrEnum]:
    def chosen(_ctx: Ctx, _draft: D, value: str) -> StrEnum:
        if value not in set(choices):
            raise Refused("form.old_button")
        return choices(value)

    return chosen


URGENCY = question(
    fields.URGENCY,
    rows=_rows("urgency", Urgency),
    chosen=_one_of(Urgency),
    expects="form.expects_button",
)

LAND = question(
    fields.LAND,
    rows=_rows("land", Land),
    chosen=_one_of(Land),
    expects="form.expects_button",
)
