"""Taking an answer: what is pressed, typed, sent or edited while a question of a form is open."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Generic

from handlers.talk import newest, typed_labels
from handlers.talk.buttons import PRESSES, Press
from handlers.talk.context import Ctx
from handlers.talk.messages import kind_of
from handlers.talk.outline import Outline
from handlers.talk.question import D, Question, Stay, is_answered, read_typed
from handlers.talk.resting import ASKING
from models.speech import button
from sop.core.refused import Refused
from texts import Html, say
from texts.figures import cut

__all__ = ["ASKING", "Answering"]

MEANT = "meant"  #: among the chat's answers: words that may be a button or an answer
LONGEST_MEANT = 60


class Answering(ABC, Generic[D]):
    """The half of a form that listens. What follows an answer is for the form itself to say (`_on`)."""

    name: str
    _presses: dict[str, Press]
    _outline: Outline[D]
    _draft: Callable[[Ctx], D]

    @abstractmethod
    def redraw(self, ctx: Ctx) -> None:
        """Show what is open once more."""

    @abstractmethod
    def _on(self, ctx: Ctx, draft: D, question: Question[D]) -> object:
        """After an answer."""

    def _question(self, draft: D, key: str | None = None) -> Question[D]:
        """The open question; a button of another one is old."""
        if draft.asked is None or (key is not None and key != draft.asked):
            raise Refused("form.old_button")
        return self._outline.questions[draft.asked]

    def _take(
        self, ctx: Ctx, draft: D, question: Question[D], answer: Callable[[], Any], typed: str = ""
    ) -> object:
        try:
            value = answer()
        except Stay:
            self.redraw(ctx)
            return ASKING
        self._put(ctx, draft, question, value, typed)
        return self._on(ctx, draft, question)

    def _put(self, ctx: Ctx, draft: D, question: Question[D], value: Any, typed: str) -> None:
        if question.apply:
            question.apply(ctx, draft, value)
        else:
            draft.put(question.key, value)
            if not question.secret:
                draft.note(question.key, typed)

    def _picked(self, ctx: Ctx, key: str, value: str) -> object:
        draft = self._draft(ctx)
        question = self._question(draft, key)
        chosen = question.chosen
        if chosen is None:
            raise Refused("form.old_button")
        return self._take(ctx, draft, question, lambda: chosen(ctx, draft, value))

    def _typed(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if newest.said_twice(ctx, self.name):
            ctx.banner(say("form.said_twice"))
            self.redraw(ctx)
            return ASKING
        if draft.shared and newest.overtaken(ctx, self.name, draft.asked):
            raise Refused("form.overtaken")
        data = self._label(ctx, draft)
        if data is not None:
            newest.pressed(ctx, self.name)
            return self._press(ctx, draft, data)
        if draft.asked is None:
            raise Refused("form.on_the_card")
        question = self._question(draft)
        why = newest.rest_refused(ctx) or self._too_long(ctx, draft, question)
        if why:  # not raised: that a rest may follow has to be remembered
            ctx.banner(say("form.not_taken", why=why))
            self.redraw(ctx)
            return ASKING
        taken = self._take(
            ctx, draft, question, lambda: read_typed(ctx, draft, question, ctx.typed), ctx.typed
        )
        if ctx.chat.talk == self.name and not question.secret:
            newest.answered(ctx, self.name, question.key)
        return taken

    # ---- the label of a button, typed

    def _label(self, ctx: Ctx, draft: D) -> str | None:
        """The button whose label this is; a secret is compared with no label."""
        if draft.asked is not None and self._outline.questions[draft.asked].secret:
            return None
        return typed_labels.pressed(ctx.chat, ctx.typed)

    def _press(self, ctx: Ctx, draft: D, data: str) -> object:
        if self._is_answer_too(ctx, draft, data):
            ctx.chat.answers = {**ctx.chat.answers, MEANT: {"typed": ctx.typed, "data": data}}
            said = say("form.which_meant", typed=cut(ctx.typed, LONGEST_MEANT))
            which = [button(f"form.meant_{one}", "form:meant", one) for one in ("press", "answer")]
            ctx.ask(self.name, said, [which, [button("form.save", "form:save")]])
            return ASKING
        return self._pressed(ctx, data)

    def _pressed(self, ctx: Ctx, data: str) -> object:
        word = ":".join(data.split(":")[:2])
        press = self._presses.get(word) or PRESSES.get(word)
        if press is None:
            raise Refused("form.old_button")
        return press.by_label(ctx, data)

    def _is_answer_too(self, ctx: Ctx, draft: D, data: str) -> bool:
        """Whether the open question would take the words as well, and as something else than the button."""
        if draft.asked is None or (data.startswith("form:") and not data.startswith("form:pick:")):
            return False
        question, before = self._question(draft), ctx.chat.answers
        try:
            value = read_typed(ctx, draft, question, ctx.typed)
            ours = data.removeprefix(f"form:pick:{question.key}:")
            other = question.chosen(ctx, draft, ours) if question.chosen and ours != data else None
        except (Stay, Refused):
            return False
        finally:
            ctx.chat.answers = before  # it was only tried
        return typed_labels.letters(str(value)) != typed_labels.letters(str(other))

    def _meant(self, ctx: Ctx, which: str) -> object:
        draft = self._draft(ctx)
        meant = ctx.chat.answers.get(MEANT)
        if meant is None or draft.asked is None:
            raise Refused("form.old_button")
        ctx.chat.answers = {name: value for name, value in ctx.chat.answers.items() if name != MEANT}
        if which == "press":
            return self._pressed(ctx, meant["data"])
        question, typed = self._question(draft), meant["typed"]
        return self._take(ctx, draft, question, lambda: read_typed(ctx, draft, question, typed), typed)

    def _too_long(self, ctx: Ctx, draft: D, question: Question[D]) -> Html | None:
        """Why the first piece of a very long text is not taken, if it is not."""
        if question.secret or not newest.may_go_on(ctx):
            return None
        try:
            read_typed(ctx, draft, question, ctx.typed)
        except Stay:
            return None
        except Refused as refused:
            return newest.piece_refused(ctx, refused)
        return None

    def _other(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is None:
            raise Refused("form.on_the_card")
        question = self._question(draft)
        kind = kind_of(ctx.message)
        take = question.takes.get(kind)
        if draft.shared and newest.overtaken(ctx, self.name, draft.asked):
            raise Refused("form.overtaken")
        if take is None:
            raise Refused(f"form.got_{kind}", expects=say(question.expects))
        message = ctx.message
        return self._take(ctx, draft, question, lambda: take(ctx, draft, message))

    def _edited(self, ctx: Ctx) -> object:
        """The newest typed answer may be corrected by editing it; an older one is changed with a button."""
        if not ctx.typed:  # a live location moved, a caption was changed: nothing was answered anew
            return ASKING
        draft = self._draft(ctx)
        key = newest.edited(ctx, self.name)
        if key is None:
            return self._typed(ctx)
        question = self._outline.questions[key]
        try:
            self._put(ctx, draft, question, read_typed(ctx, draft, question, ctx.typed), ctx.typed)
        except Stay:
            if draft.asked != key:
                raise Refused("form.edit_too_late") from None
        else:
            ctx.banner(say("form.edit_taken", label=say(question.label)))
            if draft.asked is None:
                self._outline.to_card(draft)
        self.redraw(ctx)
        return ASKING

    def _kept(self, ctx: Ctx, key: str) -> object:
        """Tetap: what was answered before is the answer."""
        draft = self._draft(ctx)
        question = self._question(draft, key)
        if not is_answered(draft, question):
            raise Refused("form.old_button")
        return self._on(ctx, draft, question)

    def _skipped(self, ctx: Ctx, key: str) -> object:
        draft = self._draft(ctx)
        question = self._question(draft, key)
        if not question.optional:
            raise Refused("form.old_button")
        return self._on(ctx, draft, question)
