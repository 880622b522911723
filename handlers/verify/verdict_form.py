"""The reason of a verdict.

> [Perlu perbaikan]
< Bagian mana yang perlu diperbaiki?  [komisi] [jenis usulan] [masalah] ... [volume]
> [volume]
< Mengapa volume perlu diperbaiki?  [Volume tidak wajar] [Satuan keliru]  [Batalkan]
> Volume 400 m tidak mungkin, gang itu hanya 90 m.
< ↩ US-2028-TNS-KDB-0042: dikembalikan untuk diperbaiki. (the next card)
"""

from __future__ import annotations

from typing import Any

from handlers.talk.context import Ctx
from handlers.talk.conversation import end_talk
from handlers.talk.draft import ChatDraft
from handlers.talk.form import Form, Question, Rows, pick
from handlers.verify.queue_lists import show_list
from handlers.verify.verdict_screens import show_home, show_next
from models.enums import Status
from models.proposal import Proposal
from models.speech import button, columns
from sop.reading import sentence
from sop.refused import Refused
from sop.step2_verify import (
    close_as_it_is,
    closing_as_it_is,
    decide,
    deciding,
    field_name,
    look_again,
    may_look_again,
)
from sop.verify.verdict_queue import counts, proposal_here
from sop.verify.verdict_reasons import FIELDS, LEAST, MOST, reason_of, reasons_for, typed_reason, with_note
from texts import Html, join, plain, say

D = ChatDraft

_WHY = {Status.REFUSED: "step2_verify.why_refused", Status.NOTED: "step2_verify.why_noted"}


def fresh(ctx: Ctx, form: str, about: int, **given: Any) -> ChatDraft:
    """A draft about this; what was answered before is kept only where it was asked for the same purpose."""
    kept = ChatDraft(ctx, form)
    if any(kept.get(key) != value for key, value in given.items()):
        kept.drop()
    return ChatDraft.begin(ctx, form, about, **given)


# ---- Perlu perbaikan, Tidak layak, Dicatat


def begin_mend(ctx: Ctx, id: int, revision: int) -> str:
    return _begin(ctx, id, revision, Status.RETURNED)


def begin_refuse(ctx: Ctx, id: int, revision: int) -> str:
    return _begin(ctx, id, revision, Status.REFUSED)


def begin_note(ctx: Ctx, id: int, revision: int) -> str:
    return _begin(ctx, id, revision, Status.NOTED)


def _begin(ctx: Ctx, id: int, revision: int, outcome: Status) -> str:
    deciding(ctx.unit, ctx.actor, proposal_here(ctx.unit, ctx.actor, id), outcome, revision)
    fresh(ctx, "verdict", id, outcome=str(outcome), revision=revision)
    return VERDICT.begin(ctx)


def cancel(ctx: Ctx) -> None:
    """Batalkan: nothing was decided."""
    ChatDraft(ctx, "verdict").drop()
    ChatDraft(ctx, "s2again").drop()
    ChatDraft(ctx, "s2close").drop()
    end_talk(ctx)
    show_next(ctx)


def cancel_row() -> Rows:
    return [[button("step2_verify.cancel", "s2:cancel")]]


def _outcome(draft: D) -> Status:
    return Status(draft.get("outcome"))


def _row(ctx: Ctx, draft: D) -> Proposal:
    return proposal_here(ctx.unit, ctx.actor, draft.about or 0)


def _number(ctx: Ctx, draft: D) -> dict[str, object]:
    return {"number": _row(ctx, draft).number or "-"}


def _field_rows(_ctx: Ctx, _draft: D) -> Rows:
    return [*columns(pick(field_name(field), "field", field) for field in FIELDS), *cancel_row()]


def _choose_field(_ctx: Ctx, draft: D, value: str) -> str:
    if value not in FIELDS:
        raise Refused("form.old_button")
    draft.put("code", None)
    return value


def _reason_rows(_ctx: Ctx, draft: D) -> Rows:
    codes = reasons_for(_outcome(draft), draft.get("field"))
    picks = columns(pick(plain(f"step2_verify.label_{code}"), "reason", code) for code in codes)
    return [*picks, *cancel_row()]


def _reason_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    outcome, field, number = _outcome(draft), draft.get("field"), _row(ctx, draft).number or "-"
    if outcome == Status.RETURNED:
        asked = say("step2_verify.why_returned", number=number, field=field_name(field))
    else:
        asked = say(_WHY[outcome], number=number)
    ready = join(
        *(
            say(
                "step2_verify.ready_reason",
                label=plain(f"step2_verify.label_{code}"),
                reason=plain(f"step2_verify.reason_{code}"),
            )
            for code in reasons_for(outcome, field)
        )
    )
    return {"asked": asked, "ready": ready, "least": LEAST}


def _choose_reason(_ctx: Ctx, draft: D, code: str) -> str:
    reason = reason_of(_outcome(draft), draft.get("field"), code)
    draft.put("code", code)
    return reason


def _read_reason(_ctx: Ctx, draft: D, typed: str) -> str:
    reason = typed_reason(typed)
    draft.put("code", None)
    return reason


def _finish_verdict(ctx: Ctx, draft: D) -> None:
    row, outcome, revision = _row(ctx, draft), _outcome(draft), int(draft.get("revision"))
    from_the_queue = row.status == Status.SUBMITTED
    try:
        deciding(ctx.unit, ctx.actor, row, outcome, revision)
    except Refused as refused:  # somebody was faster: the reason is not asked for again
        draft.drop()
        told = say(refused.key, **refused.facts)
        ctx.alert(told)
        ctx.banner(Html(f"⚠️ {told}"))
        show_next(ctx)
        return
    reason = with_note(draft.get("reason"), draft.get("note"))
    decide(ctx.unit, ctx.actor, row, outcome, revision=revision, reason=reason, field=draft.get("field"))
    draft.drop()
    ctx.banner(_done(row, outcome))
    if from_the_queue:
        show_next(ctx)
    else:
        show_list(ctx, "returned", 0)


def _done(row: Proposal, outcome: Status) -> Html:
    number = row.number or "-"
    match outcome:
        case Status.RETURNED:
            return say("step2_verify.done_returned", number=number)
        case Status.REFUSED:
            return say("step2_verify.done_refused", number=number)
    return say("step2_verify.done_noted", number=number)


VERDICT: Form[ChatDraft] = Form(
    "verdict",
    title="step2_verify.reason_title",
    questions=[
        Question(
            key="field",
            text="step2_verify.ask_field",
            label="step2_verify.label_field",
            rows=_field_rows,
            chosen=_choose_field,
            facts=_number,
            when=lambda draft: draft.get("outcome") == Status.RETURNED,
            expects="form.expects_button",
        ),
        Question(
            key="reason",
            text="step2_verify.ask_reason",
            label="step2_verify.label_reason",
            reads=_read_reason,
            rows=_reason_rows,
            chosen=_choose_reason,
            facts=_reason_facts,
        ),
        Question(
            key="note",
            text="step2_verify.ask_note",
            label="step2_verify.label_note",
            read=lambda typed: sentence(typed, 3, MOST),
            optional=True,
            facts=lambda _ctx, draft: {"reason": draft.get("reason")},
            when=lambda draft: bool(draft.get("code")),
        ),
    ],
    draft=lambda ctx: ChatDraft(ctx, "verdict"),
    finish=_finish_verdict,
    leave=show_next,
)


# ---- Periksa ulang


def begin_again(ctx: Ctx, id: int, revision: int) -> str:
    """A verdict was a mistake: why?"""
    may_look_again(ctx.unit, ctx.actor, proposal_here(ctx.unit, ctx.actor, id), revision)
    fresh(ctx, "s2again", id, revision=revision)
    return AGAIN.begin(ctx)


def _finish_again(ctx: Ctx, draft: D) -> None:
    row = _row(ctx, draft)
    look_again(ctx.unit, ctx.actor, row, revision=int(draft.get("revision")), reason=draft.get("reason"))
    draft.drop()
    ctx.banner(say("step2_verify.done_again", number=row.number or "-"))
    show_home(ctx)


AGAIN: Form[ChatDraft] = Form(
    "s2again",
    title="step2_verify.again_title",
    questions=[
        Question(
            key="reason",
            text="step2_verify.ask_reason_again",
            label="step2_verify.label_reason",
            read=typed_reason,
            rows=lambda _ctx, _draft: cancel_row(),
            facts=lambda ctx, draft: {**_number(ctx, draft), "least": LEAST},
        )
    ],
    draft=lambda ctx: ChatDraft(ctx, "s2again"),
    finish=_finish_again,
    leave=show_home,
)


# ---- closing without the verdicts that are missing


def begin_close(ctx: Ctx) -> str:
    """Sekretaris Kecamatan or Camat closes the step as it is: why?"""
    closing_as_it_is(ctx.unit, ctx.actor, ctx.season)
    ChatDraft.begin(ctx, "s2close", ctx.season.id)
    return CLOSE.begin(ctx)


def _close_facts(ctx: Ctx, _draft: D) -> dict[str, object]:
    standing = counts(ctx.unit, ctx.season)
    return {"waiting": standing.waiting, "returned": standing.returned, "least": LEAST}


def _finish_close(ctx: Ctx, draft: D) -> None:
    close_as_it_is(ctx.unit, ctx.actor, ctx.season, draft.get("reason"))
    draft.drop()
    ctx.banner(say("step2_verify.done_finished"))
    show_home(ctx)


CLOSE: Form[ChatDraft] = Form(
    "s2close",
    title="step2_verify.close_title",
    questions=[
        Question(
            key="reason",
            text="step2_verify.ask_close",
            label="step2_verify.label_reason",
            read=typed_reason,
            rows=lambda _ctx, _draft: cancel_row(),
            facts=_close_facts,
        )
    ],
    draft=lambda ctx: ChatDraft(ctx, "s2close"),
    finish=_finish_close,
    leave=show_home,
)
