"""The questions of a form in their order: which are asked of this draft, and which of them is still open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from handlers.talk.question import D, Question, is_answered


class Outline(Generic[D]):
    """A form's table of questions."""

    def __init__(self, questions: Sequence[Question[D]]) -> None:
        self.questions = {question.key: question for question in questions}

    def asked_of(self, draft: D) -> list[Question[D]]:
        """Those that this draft has to answer; earlier answers decide."""
        return [question for question in self.questions.values() if question.when(draft)]

    def missing(self, draft: D) -> str | None:
        """The first that must be answered and is not."""
        return next((question.key for question in self.open_in(draft)), None)

    def open_in(self, draft: D) -> list[Question[D]]:
        """All that must be answered and are not."""
        return [
            question
            for question in self.asked_of(draft)
            if not question.optional and not is_answered(draft, question)
        ]

    def before(self, draft: D, question: Question[D]) -> str:
        order = self.asked_of(draft)
        return order[max(order.index(question) - 1, 0)].key

    def after(self, draft: D, question: Question[D]) -> str | None:
        """The next one; behind the last one whatever is missing, or None: all is there.

        Who went back comes again to where he was, by way of what another answer has made missing.
        """
        every = list(self.questions.values())
        at = every.index(question) + 1
        came_from = self.questions.get(draft.came_from or "")
        until = max(every.index(came_from), at) if came_from else at
        passed = [
            one
            for one in every[at:until]
            if one.when(draft) and not one.optional and not is_answered(draft, one)
        ]
        if passed:
            return passed[0].key
        draft.came_from = None
        later = [one for one in every[until:] if one.when(draft)]
        return later[0].key if later else self.missing(draft)

    def to_card(self, draft: D) -> None:
        """Back to the review card, by way of whatever a change has made missing."""
        draft.asked = self.missing(draft)
        draft.mending = draft.asked is not None
