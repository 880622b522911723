"""The reason of a verdict.

> [Perlu perbaikan]
< Bagian mana yang perlu diperbaiki?  [komisi] [jenis usulan] [masalah] ... [volume]
> [volume]
< Mengapa volume perlu diperbaiki?  [Volume tidak wajar] [Satuan keliru]  [Lainnya] [Batalkan]
> [Volume tidak wajar]
< Tulis catatan untuk pengusul.  [Pakai kalimat ini]
> Volume 400 m tidak mungkin, gang itu hanya 90 m.
< ↩ US-2028-TNS-KDB-0042: dikembalikan untuk diperbaiki. (the next card)  [Batalkan 0042]
"""

from __future__ import annotations

from typing import Any

from handlers.step2_verify.given import given
from handlers.step2_verify.queue_lists import show_list
from handlers.step2_verify.verdict_screens import show_home, show_next
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, ask_one, pick
from handlers.talk.context import Ctx
from models.enums import Status
from models.proposal import Proposal
from models.speech import button, columns
from sop.core.refused import Refused
from sop.step2_verify.step import close_as_it_is, closing_as_it_is, decide, deciding
from sop.step2_verify.undoing_verdict import look_again, may_look_again
from sop.step2_verify.verdict_queue import counts, proposal_here
from sop.step2_verify.verdict_reasons import (
    LEAST,
    OTHER,
    RETURNABLE,
    field_name,
    known_code,
    label,
    ready_note,
    reasons_for,
    typed_note,
)
from texts import Html, plain, say

D = ChatDraft

_WHY = {Status.REFUSED: "step2_verify.why_refused", Status.NOTED: "step2_verify.why_noted"}


def _ask(ctx: Ctx, form: ChatForm, about: int, **given: Any) -> str:
    """What was answered before is kept only where it was asked for the same purpose."""
    kept = form.draft(ctx)
    if any(kept.get(key) != value for key, value in given.items()):
        return form.anew(ctx, about, **given)
    return form.begin(ctx, about, **given)


# ---- Perlu perbaikan, Tidak layak, Dicatat


def begin_mend(ctx: Ctx, id: int, revision: int) -> str:
    return _begin(ctx, id, revision, Status.RETURNED)


def begin_refuse(ctx: Ctx, id: int, revision: int) -> str:
    return _begin(ctx, id, revision, Status.REFUSED)


def begin_note(ctx: Ctx, id: int, revision: int) -> str:
    return _begin(ctx, id, revision, Status.NOTED)


def _begin(ctx: Ctx, id: int, revision: int, outcome: Status) -> str:
    deciding(ctx.unit, ctx.actor, proposal_here(ctx.unit, ctx.actor, id), outcome, revision)
    return _ask(ctx, VERDICT, id, outcome=str(outcome), revision=revision)


def cancel(ctx: Ctx) -> None:
    """Batalkan: nothing was decided."""
    for form in (VERDICT, AGAIN, CLOSE):
        form.cancel(ctx)
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
    return [*columns(pick(field_name(field), "field", field) for field in RETURNABLE), *cancel_row()]


def _choose_field(_ctx: Ctx, draft: D, value: str) -> str:
    if value not in RETURNABLE:
        raise Refused("form.old_button")
    draft.put("code", None)
    return value


def _code_rows(_ctx: Ctx, draft: D) -> Rows:
    codes = reasons_for(_outcome(draft), draft.get("field"))
    return [*columns(pick(label(code), "code", code) for code in codes), *cancel_row()]


def _code_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    outcome, field, number = _outcome(draft), draft.get("field"), _row(ctx, draft).number or "-"
    if outcome == Status.RETURNED:
        asked = say("step2_verify.why_returned", number=number, field=field_name(field))
    else:
        asked = say(_WHY[outcome], number=number)
    return {"asked": asked, "least": LEAST}


def _choose_code(_ctx: Ctx, draft: D, code: str) -> str:
    draft.put("note", None)
    return known_code(_outcome(draft), draft.get("field"), code)


def _read_code(_ctx: Ctx, draft: D, typed: str) -> str:
    """Who types at once has said why: no code, and his words are the note."""
    draft.put("note", typed_note(typed))
    return OTHER


def _note_rows(_ctx: Ctx, draft: D) -> Rows:
    ready = ready_note(draft.get("code"))
    use = [[pick(plain("step2_verify.use_ready"), "note", "ready")]] if ready else []
    return [*use, *cancel_row()]


def _note_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    ready = ready_note(draft.get("code"))
    shown = say("step2_verify.ready_note", note=ready) if ready else say("step2_verify.no_ready_note")
    return {**_number(ctx, draft), "label": label(draft.get("code")), "ready": shown, "least": LEAST}


def _choose_note(_ctx: Ctx, draft: D, value: str) -> str:
    ready = ready_note(draft.get("code"))
    if value != "ready" or ready is None:
        raise Refused("form.old_button")
    return ready


def _finish_verdict(ctx: Ctx, draft: D) -> None:
    row, outcome, revision = _row(ctx, draft), _outcome(draft), int(draft.get("revision"))
    from_the_queue = row.status == Status.SUBMITTED
    try:
        deciding(ctx.unit, ctx.actor, row, outcome, revision)
    except Refused as refused:  # somebody was faster: the reason is not asked for again
        told = say(refused.key, **refused.facts)
        ctx.alert(told)
        ctx.banner(Html(f"⚠️ {told}"))
        show_next(ctx)
        return
    verdict = decide(
        ctx.unit,
        ctx.actor,
        row,
        outcome,
        revision=revision,
        reason=draft.get("note"),
        field=draft.get("field"),
        code=draft.get("code"),
    )
    ctx.banner(given(ctx, verdict, row))
    if from_the_queue:
        show_next(ctx)
    else:
        show_list(ctx, "returned", 0)


VERDICT = ChatForm(
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
            key="code",
            text="step2_verify.ask_code",
            label="step2_verify.label_reason",
            reads=_read_code,
            rows=_code_rows,
            chosen=_choose_code,
            facts=_code_facts,
        ),
        Question(
            key="note",
            text="step2_verify.ask_note",
            label="step2_verify.label_note",
            read=typed_note,
            rows=_note_rows,
            chosen=_choose_note,
            facts=_note_facts,
            when=lambda draft: draft.get("code") != OTHER or draft.get("note") is None,
        ),
    ],
    finish=_finish_verdict,
    leave=show_next,
)


# ---- Periksa ulang


def begin_again(ctx: Ctx, id: int, revision: int) -> str:
    """A verdict was a mistake: why?"""
    may_look_again(ctx.unit, ctx.actor, proposal_here(ctx.unit, ctx.actor, id), revision)
    return _ask(ctx, AGAIN, id, revision=revision)


def _finish_again(ctx: Ctx, draft: D) -> None:
    row = _row(ctx, draft)
    look_again(ctx.unit, ctx.actor, row, revision=int(draft.get("revision")), reason=draft.get("reason"))
    ctx.banner(say("step2_verify.done_again", number=row.number or "-"))
    show_home(ctx)


AGAIN = ask_one(
    "s2again",
    title="step2_verify.again_title",
    key="reason",
    text="step2_verify.ask_reason_again",
    label="step2_verify.label_reason",
    read=typed_note,
    rows=lambda _ctx, _draft: cancel_row(),
    facts=lambda ctx, draft: {**_number(ctx, draft), "least": LEAST},
    finish=_finish_again,
    leave=show_home,
)


# ---- closing without the verdicts that are missing


def begin_close(ctx: Ctx) -> str:
    """Sekretaris Kecamatan or Camat closes the step as it is: why?"""
    closing_as_it_is(ctx.unit, ctx.actor, ctx.season)
    return CLOSE.begin(ctx, ctx.season.id)


def _close_facts(ctx: Ctx, _draft: D) -> dict[str, object]:
    standing = counts(ctx.unit, ctx.season)
    return {"waiting": standing.waiting, "returned": standing.returned, "least": LEAST}


def _close_words(ctx: Ctx, draft: D) -> Html:
    """What follows, before it is pressed: words that were typed alone close nothing."""
    standing = counts(ctx.unit, ctx.season)
    facts = {"waiting": standing.waiting, "returned": standing.returned}
    return say("step2_verify.close_review", reason=draft.get("reason"), **facts)


def _finish_close(ctx: Ctx, draft: D) -> None:
    close_as_it_is(ctx.unit, ctx.actor, ctx.season, draft.get("reason"))
    ctx.banner(say("step2_verify.done_finished"))
    show_home(ctx)


CLOSE = ask_one(
    "s2close",
    title="step2_verify.close_title",
    key="reason",
    text="step2_verify.ask_close",
    label="step2_verify.label_reason",
    read=typed_note,
    rows=lambda _ctx, _draft: cancel_row(),
    facts=_close_facts,
    finish=_finish_close,
    review=_close_words,
    send="step2_verify.close_yes",
    leave=show_home,
)
