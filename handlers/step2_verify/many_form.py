"""The verdict for all that are ticked: which, why, and who will hear of it before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from handlers.step2_verify.given import given_together
from handlers.step2_verify.many_at_once import Ticks, show_many
from handlers.step2_verify.verdict_form import VERDICT
from handlers.step2_verify.verdict_screens import show_home
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.who import VERIFIES
from models.enums import Status
from models.speech import button, columns
from sop.core.refused import Refused
from sop.core.statuses import status_word
from sop.flow.progress import working_on
from sop.step2_verify.many_at_once import Weighed, decide_picked, weigh
from sop.step2_verify.queue_filter import STEP
from sop.step2_verify.verdict_reasons import LEAST, field_name, label, ready_note, told_reason
from texts import Html, join, say
from texts.figures import cut

OUTCOMES = (Status.VERIFIED, Status.RETURNED, Status.REFUSED, Status.NOTED)
MOST_NAMED = 5
MOST_NUMBERS = 20
LONGEST_REASON = 300

D = ChatDraft


def begin(ctx: Ctx) -> str:
    """Putuskan."""
    working_on(ctx.unit, ctx.actor, ctx.season, STEP)
    if not Ticks(ctx).picked:
        raise Refused("many.nothing_picked")
    return MASS.anew(ctx, ctx.season.id)


def cancel(ctx: Ctx) -> None:
    """Batalkan: the ticks stay, nothing was decided."""
    MASS.cancel(ctx)
    show_many(ctx, 0)


def _cancel_row() -> Rows:
    return [[button("step2_verify.cancel", "s2:mass_off")]]


def _outcome(draft: D) -> Status:
    return Status(draft.get("outcome"))


def _outcome_rows(_ctx: Ctx, _draft: D) -> Rows:
    return [*columns(pick(status_word(one), "outcome", one) for one in OUTCOMES), *_cancel_row()]


def _choose_outcome(_ctx: Ctx, draft: D, value: str) -> str:
    if value not in OUTCOMES:
        raise Refused("form.old_button")
    for key in ("field", "code", "note"):
        draft.put(key, None)
    return value


def _count(ctx: Ctx, _draft: D) -> dict[str, object]:
    return {"count": len(Ticks(ctx).picked)}


def _why(ctx: Ctx, draft: D) -> dict[str, object]:
    return {"status": status_word(_outcome(draft)), "least": LEAST, **_count(ctx, draft)}


def _note_facts(ctx: Ctx, draft: D) -> dict[str, object]:
    ready = ready_note(draft.get("code"))
    shown = say("step2_verify.ready_note", note=ready) if ready else say("step2_verify.no_ready_note")
    return {"label": label(draft.get("code")), "ready": shown, "least": LEAST, **_count(ctx, draft)}


def _asked_of_all(
    key: str,
    text: str,
    facts: Callable[[Ctx, D], Mapping[str, object]],
    when: Callable[[D], bool] | None = None,
) -> Question[ChatDraft]:
    """A question of the single verdict, asked about all of them."""
    one = VERDICT.questions[key]

    def rows(ctx: Ctx, draft: D) -> Rows:
        return [*one.rows(ctx, draft)[:-1], *_cancel_row()]

    return replace(one, text=text, rows=rows, facts=facts, when=when or one.when)


def _needs_reason(draft: D) -> bool:
    return draft.get("outcome") not in (None, Status.VERIFIED)


# ---- before it is sent


def _weighed(ctx: Ctx, draft: D) -> Weighed:
    return weigh(ctx.unit, ctx.actor, ctx.season, Ticks(ctx).picked, _outcome(draft))


def _review(ctx: Ctx, draft: D) -> Html:
    weighed, outcome = _weighed(ctx, draft), _outcome(draft)
    numbers = [f"{row.sequence or 0:04d}" for row, _ in weighed.rows]
    shown = ", ".join(numbers[:MOST_NUMBERS]) + ("…" if len(numbers) > MOST_NUMBERS else "")
    parts: list[Html] = [
        say("many.review", count=len(numbers), status=status_word(outcome), numbers=shown or "-")
    ]
    if outcome == Status.RETURNED:
        parts.append(say("many.review_field", field=field_name(draft.get("field"))))
    if outcome != Status.VERIFIED:
        reason = told_reason(draft.get("code"), draft.get("note"))
        parts.append(say("many.review_reason", reason=cut(reason, LONGEST_REASON)))
    parts.append(say("many.review_who", people=weighed.authors(ctx.unit), count=len(numbers)))
    return join(*parts, *_left(weighed))


def _left(weighed: Weighed) -> list[Html]:
    if not weighed.left:
        return []
    named = ", ".join(f"{number} ({status})" for number, status in weighed.left[:MOST_NAMED])
    more = "…" if len(weighed.left) > MOST_NAMED else ""
    return [say("many.left", count=len(weighed.left), numbers=f"{named}{more}")]


def _finish(ctx: Ctx, draft: D) -> None:
    mark, given, weighed = decide_picked(
        ctx.unit,
        ctx.actor,
        ctx.season,
        Ticks(ctx).picked,
        _outcome(draft),
        reason=draft.get("note"),
        field=draft.get("field"),
        code=draft.get("code"),
    )
    Ticks(ctx).clear()
    ctx.banner(join(given_together(ctx, mark, given), *_left(weighed)))
    show_home(ctx)


MASS = ChatForm(
    "s2mass",
    title="many.form_title",
    questions=[
        Question(
            key="outcome",
            text="many.ask_outcome",
            label="many.label_outcome",
            rows=_outcome_rows,
            chosen=_choose_outcome,
            facts=_count,
            expects="form.expects_button",
        ),
        _asked_of_all("field", "many.ask_field", _count),
        _asked_of_all("code", "many.ask_code", _why, _needs_reason),
        _asked_of_all(
            "note",
            "many.ask_note",
            _note_facts,
            lambda draft: _needs_reason(draft) and VERDICT.questions["note"].when(draft),
        ),
    ],
    finish=_finish,
    review=_review,
    send="many.send",
    leave=lambda ctx: show_many(ctx, 0),
)

HANDLERS = (MASS.conversation(Press("s2:mass", begin, VERIFIES)), Press("s2:mass_off", cancel, VERIFIES))
