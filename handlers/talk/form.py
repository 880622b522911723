"""A form: questions as a table, one on the screen at a time, a review from which any one can be changed.

> [Buat usulan]
< Langkah 1 dari 9. Seberapa mendesak usulan ini?  [Mendesak] [Segera] ...  [Kembali] [Simpan & keluar]
> [Segera]
< Langkah 2 dari 9. ...
...
< Periksa sekali lagi. ...  [Kirim usulan] [Ubah] [Simpan & keluar]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from telegram.ext import filters

from handlers.talk import form_screens as screens
from handlers.talk import newest
from handlers.talk.answering import ASKING, Answering
from handlers.talk.buttons import Command, Press, Typed, show_again
from handlers.talk.context import Ctx
from handlers.talk.conversation import END, TALKS, Conversation, end_talk
from handlers.talk.hiding import SECRET_TALKS
from handlers.talk.outline import Outline
from handlers.talk.question import D, Question, Rows, Stay, is_answered, pick
from handlers.talk.resting import asks
from handlers.talk.who import ANYBODY
from sop.core.refused import Refused
from texts import plain, say

__all__ = ["Form", "Question", "Rows", "Stay", "pick"]


class Form(Answering[D]):
    """A conversation made of questions. One of them is open; which one is written in the draft alone."""

    def __init__(
        self,
        name: str,
        *,
        title: str,
        questions: Sequence[Question[D]],
        draft: Callable[[Ctx], D],
        finish: Callable[[Ctx, D], None],
        review: Callable[[Ctx, D], str] | None = None,
        send: str = "form.send",
        leave: Callable[[Ctx], None] | None = None,
    ) -> None:
        self.name = name
        self.title = title  #: key of the heading
        self._outline = Outline(questions)
        self._draft = draft
        self._finish = finish
        self._review = review
        self._send = send  #: key of the label of the button that finishes
        self._leave = leave
        if secrets := {question.key for question in questions if question.secret}:
            SECRET_TALKS[name] = secrets

    @property
    def questions(self) -> dict[str, Question[D]]:
        """By their keys, in order."""
        return self._outline.questions

    # ---- the conversation

    def conversation(self, *entry_points: Press | Command) -> Conversation:
        """The PTB conversation; its entry points call `begin` and return what it returns."""
        answers = filters.UpdateType.MESSAGE & ~filters.COMMAND
        acts: dict[str, Callable[..., object]] = {
            "form:pick": self._picked,
            "form:skip": self._skipped,
            "form:keep": self._kept,
            "form:meant": self._meant,
            "form:back": self._back,
            "form:save": self._saved,
            "form:list": self._list,
            "form:mend": self._mend,
            "form:card": self._card,
            "form:send": self._sent,
        }
        # Who may enter it is asked again at each answer (handlers/talk/conversation.py).
        self._presses = {word: Press(word, act, ANYBODY) for word, act in acts.items()}
        return Conversation(
            self.name,
            entry_points=list(entry_points),
            states={
                ASKING: [
                    *self._presses.values(),
                    Typed(answers & filters.TEXT & ~filters.FORWARDED & ~filters.VIA_BOT, self._typed),
                    Typed(answers, self._other),
                    Typed(filters.UpdateType.EDITED_MESSAGE, self._edited),
                ]
            },
            redraw=self.redraw,
            title=self.title,
            begun=lambda ctx: self._begun(ctx, self._draft(ctx)),
        )

    def begin(self, ctx: Ctx, /) -> str:
        """Ask the first open question of the draft."""
        self._enter(ctx)
        draft = self._draft(ctx)
        if (draft.asked is None and self._review is None) or draft.asked not in (*self.questions, None):
            draft.asked = self._outline.asked_of(draft)[0].key
        elif draft.asked is None:
            draft.asked = self._outline.missing(draft)
        self._open(ctx, draft)
        return ASKING

    def lacks(self, draft: D) -> list[str]:
        """The names of the fields that are still empty, for a list of drafts."""
        return [plain(question.label) for question in self._outline.open_in(draft)]

    def mend(self, ctx: Ctx, key: str) -> str:
        """Lead straight to one field; its answer leads back to the review card."""
        self._enter(ctx)
        draft = self._draft(ctx)
        draft.asked, draft.mending = key, True
        self._open(ctx, draft)
        return ASKING

    def place_of(self, draft: D) -> tuple[int | None, int]:
        """Which question is open (None: the review card), and of how many."""
        order = [question.key for question in self._outline.asked_of(draft)]
        at = order.index(draft.asked) + 1 if draft.asked in order else None
        return at, len(order)

    def redraw(self, ctx: Ctx) -> None:
        """Show what is open once more."""
        draft = self._draft(ctx)
        if draft.asked is None:
            self._show_card(ctx, draft)
        else:
            self._ask(ctx, draft, self.questions[draft.asked])

    def _enter(self, ctx: Ctx) -> None:
        if ctx.chat.prompt_message_id is not None:  # of a question that was left by another way
            ctx.unit.unprompt(ctx.chat)
        self._leave_behind(ctx)
        asks(ctx.chat, self.name)
        newest.begins(ctx, self.name)

    def _leave_behind(self, ctx: Ctx) -> None:
        """Another form is open: it rests behind this one, unless nothing has been answered in it."""
        other = ctx.chat.talk
        if other is None or other == self.name:
            return
        try:
            begun = other in TALKS and TALKS[other].begun(ctx)
        except (Refused, LookupError):  # what it was about is no more
            begun = False
        if not begun:
            end_talk(ctx)

    def _begun(self, ctx: Ctx, draft: D) -> bool:
        return any(is_answered(draft, question) for question in self._outline.asked_of(draft))

    # ---- from question to question

    def _on(self, ctx: Ctx, draft: D, question: Question[D]) -> object:
        """After an answer: the next question, or the review card."""
        if question.left:
            question.left(ctx, draft)
        if draft.mending:
            self._outline.to_card(draft)
        else:
            draft.asked = self._outline.after(draft, question)
        if draft.asked is None and self._review is None:
            return self._done(ctx, draft)
        self._open(ctx, draft)
        return ASKING

    def _open(self, ctx: Ctx, draft: D) -> None:
        if draft.asked is not None and (entered := self.questions[draft.asked].entered):
            entered(ctx, draft)
        self.redraw(ctx)

    # ---- screens

    def _ask(self, ctx: Ctx, draft: D, question: Question[D]) -> None:
        newest.shows(ctx, self.name, question.key)
        order = self._outline.asked_of(draft)
        ctx.ask(self.name, *screens.asking(ctx, draft, question, order=order, title=say(self.title)))

    def _show_card(self, ctx: Ctx, draft: D) -> None:
        if self._review is None:
            raise LookupError(f"{self.name} has no review card")
        newest.shows(ctx, self.name, None)
        ctx.ask(self.name, self._review(ctx, draft), screens.card_buttons(self._send, draft.stamp))

    # ---- what people do

    def _back(self, ctx: Ctx, key: str) -> object:
        draft = self._draft(ctx)
        newest.went_back(ctx)
        question = self._question(draft, key)
        if question.left:
            question.left(ctx, draft)
        if draft.mending and (question.optional or is_answered(draft, question)):
            self._outline.to_card(draft)
        else:
            draft.came_from = draft.came_from or question.key
            draft.asked = self._outline.before(draft, question)
        self._open(ctx, draft)
        return ASKING

    def _saved(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is not None and (left := self.questions[draft.asked].left):
            left(ctx, draft)
        end_talk(ctx)
        ctx.banner(say("form.saved" if self._begun(ctx, draft) else "form.nothing_yet"))
        self._go(ctx)
        return END

    def _list(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is not None:
            raise Refused("form.old_button")
        ctx.ask(self.name, *screens.which_field(self._outline.asked_of(draft)))
        return ASKING

    def _card(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is not None:
            raise Refused("form.old_button")
        draft.asked = self._outline.missing(draft)
        self._open(ctx, draft)
        return ASKING

    def _mend(self, ctx: Ctx, key: str) -> object:
        draft = self._draft(ctx)
        if key not in {question.key for question in self._outline.asked_of(draft)} or draft.asked is not None:
            raise Refused("form.old_button")
        return self.mend(ctx, key)

    def _sent(self, ctx: Ctx, stamp: str) -> object:
        draft = self._draft(ctx)
        if draft.asked is not None:
            raise Refused("form.old_button")
        if stamp != draft.stamp:
            raise Refused("form.old_card")
        if self._outline.missing(draft) is not None:
            self._outline.to_card(draft)
            self._open(ctx, draft)
            return ASKING
        return self._done(ctx, draft)

    def _done(self, ctx: Ctx, draft: D) -> object:
        end_talk(ctx)
        self._finish(ctx, draft)
        return END

    def _go(self, ctx: Ctx) -> None:
        if self._leave:
            self._leave(ctx)
        else:
            show_again(ctx, "menu:show")
