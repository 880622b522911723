"""What a form shows: a question with its place in the row and its buttons, and what stands under the card."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.talk.context import Ctx
from handlers.talk.question import D, Question
from models.speech import Keyboard, button, columns
from texts import Html, join, say


def asking(
    ctx: Ctx, draft: D, question: Question[D], *, order: Sequence[Question[D]], title: Html
) -> tuple[Html, Keyboard]:
    """A question between where one is and how far one has come."""
    at = order.index(question) + 1 if question in order else len(order)
    asked = say(question.text, **question.facts(ctx, draft))
    if draft.mending:
        words = join(say("form.mending", title=title, label=say(question.label)), asked)
    elif len(order) > 1:
        bar = "▓" * at + "░" * (len(order) - at)
        crumb = say("form.crumb", title=title, label=say(question.label))
        words = join(crumb, asked, say("form.step", at=at, of=len(order), bar=bar))
    else:
        words = join(say("form.title", title=title), asked)
    skips = question.optional and not draft.mending
    skip = [button("form.skip", "form:skip", question.key)] if skips else []
    back = [button("form.back", "form:back", question.key)] if at > 1 or draft.mending else []
    return words, [*question.rows(ctx, draft), skip, [*back, button("form.save", "form:save")]]


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
