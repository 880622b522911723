"""One question of a form: how it is asked, what answers it, and where the answer goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from telegram import Message

from handlers.talk.context import Ctx
from handlers.talk.draft import Draft
from models.speech import Button, choice
from sop.core.refused import Refused
from texts import say

D = TypeVar("D", bound=Draft)

Rows = list[list[Button]]


class Stay(Exception):
    """Not an error: the answer was taken, and the question stays open (a search, one photo of three)."""


@dataclass(frozen=True, kw_only=True)
class Question(Generic[D]):
    """One question in chat, one line of the review card."""

    key: str
    text: str  #: key of the sentence that asks, example included
    label: str  #: key of the field's name
    read: Callable[[str], Any] | None = None  #: what is typed; raises Refused. None: only buttons answer
    reads: Callable[[Ctx, D, str], Any] | None = None  #: the same, where it depends on earlier answers
    optional: bool = False
    when: Callable[[D], bool] = lambda _draft: True
    answered: Callable[[D], bool] | None = None  #: instead of draft.get(key) being there
    facts: Callable[[Ctx, D], Mapping[str, object]] = lambda _ctx, _draft: {}
    rows: Callable[[Ctx, D], Rows] = lambda _ctx, _draft: []  #: buttons under the question, see pick()
    chosen: Callable[[Ctx, D, str], Any] | None = None  #: the value behind a pressed pick()
    takes: Mapping[str, Callable[[Ctx, D, Message], Any]] = field(default_factory=dict)  #: "photo": ...
    expects: str = "form.expects_text"  #: what to do instead, when something else was sent
    apply: Callable[[Ctx, D, Any], None] | None = None  #: instead of draft.put(key, value)
    secret: bool = False  #: not even a checksum of what was typed is remembered
    entered: Callable[[Ctx, D], None] | None = None  #: when the question is opened
    left: Callable[[Ctx, D], None] | None = None  #: when it has been answered


def pick(label: str, key: str, value: object) -> Button:
    """A button that answers the question `key`."""
    return choice(label, "form:pick", key, value)


def is_answered(draft: D, question: Question[D]) -> bool:
    return question.answered(draft) if question.answered else draft.get(question.key) is not None


def read_typed(ctx: Ctx, draft: D, question: Question[D], typed: str) -> Any:
    """What was typed, as the question understands it."""
    if question.reads is not None:
        return question.reads(ctx, draft, typed)
    if question.read is None:
        raise Refused("form.press_a_button", expects=say(question.expects))
    return question.read(typed)
