"""What a form shows: a question with its place in the row and its buttons, and what stands under the card."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.talk.context import Ctx
from handlers.talk.question import D, Question, is_answered
from models.speech import Keyboard, button, choice, columns
from texts import Html, join, plain, say
from texts.figures import cut

LONGEST_SAID = 160


def asking(
    ctx: Ctx, draft: D, question: Question[D], *, order: Sequence[Question[D]], title: Html
) -> tuple[Html, Keyboard]:
    """A question between where one is and how far one has come."""
    at = order.index(question) + 1 if question in order else len(order)
    kept = _kept(ctx, draft, question)
    asked = join(
        say(question.text, **question.facts(ctx, draft)),
        say("form.said", said=cut(kept, LONGEST_SAID)) if kept else "",
    )
    if draft.mending:
        words = join(say("form.mending", title=title, label=say(question.label)), asked)
    elif len(order) > 1:
        bar = "▓" * at + "░" * (len(order) - at)
        crumb = say("form.crumb", title=title, label=say(question.label))
        words = join(crumb, asked, say("form.step", at=at, of=len(order), bar=bar))
    else:
        words = join(say("form.title", title=title), asked)
    skips = question.optional and not draft.mending and not kept
    skip = [button("form.skip", "form:skip", question.key)] if skips else []
    back = [button("form.back", "form:back", question.key)] if at > 1 or draft.mending else []
    keep = [choice(plain("form.keep", said=kept), "form:keep", question.key)] if kept else []
    return words, [keep, *question.rows(ctx, draft), skip, [*back, button("form.save", "form:save")]]


def _kept(ctx: Ctx, draft: D, question: Question[D]) -> str:
    """What was answered before, as who answered knows it; "" where nothing was, or where it is not said."""
    if draft.mending or question.secret or not is_answered(draft, question):
        return ""
    if noted := draft.noted(question.key):
        return " ".join(noted.split())
    pressed = f"form:pick:{question.key}:{draft.get(question.key)}"
    labels = (one.text for row in question.rows(ctx, draft) for one in row if one.data == pressed)
    return next(labels, "")


def card_buttons(send: str, stamp: str) -> Keyboard:
    """Under the review card; the stamp says which card it is."""
    return [
        [button(send, "form:send", stamp)],
        [button("form.change", "form:list"), button("form.save", "form:save")],
    ]


def which_field(order: Sequence[Question[D]]) -> tuple[Html, Keyboard]:
    """Every field of the card, to be changed."""
    fields = columns(button(question.label, "form:mend", question.key) for question in order)
    return say("form.which_field"), [*fields, [button("form.back", "form:card")]]
