"""A form: questions as a table, one on the screen at a time, a review from which any one can be changed.

> [Buat usulan]
< Langkah 1 dari 9. Usulan ini untuk komisi apa?  [Sarpras] [Kesra] ...  [Kembali] [Simpan & keluar]
> [Sarpras]
< Langkah 2 dari 9. ...
...
< Periksa sekali lagi. ...  [Kirim usulan] [Ubah] [Simpan & keluar]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from telegram import Message
from telegram.ext import filters

from handlers.buttons import Command, Press, Typed
from handlers.context import Ctx
from handlers.conversation import END, Conversation
from handlers.draft import Draft
from handlers.messages import kind_of
from models.speech import Button, Keyboard, button, choice, columns
from sop.refused import Refused
from texts import join, say

ASKING = "asking"

D = TypeVar("D", bound=Draft)

Rows = list[list[Button]]


class Stay(Exception):  # noqa: N818 -- not an error: the answer was taken, and the question stays open
    """Raised by a question whose answer does not lead on (a search, one photo of three)."""


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
    entered: Callable[[Ctx, D], None] | None = None  #: when the question is opened
    left: Callable[[Ctx, D], None] | None = None  #: when it has been answered


def pick(label: str, key: str, value: object) -> Button:
    """A button that answers the question `key`."""
    return choice(label, "form:pick", key, value)


class Form(Generic[D]):
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
        self.questions = {question.key: question for question in questions}
        self._draft = draft
        self._finish = finish
        self._review = review
        self._send = send  #: key of the label of the button that finishes
        self._leave = leave

    # ---- the conversation

    def conversation(self, *entry_points: Press | Command) -> Conversation:
        """The PTB conversation; its entry points call `begin` or `resume` and return what these return."""
        answers = filters.UpdateType.MESSAGE & ~filters.COMMAND
        return Conversation(
            self.name,
            entry_points=list(entry_points),
            states={
                ASKING: [
                    Press("form:pick", self._picked),
                    Press("form:skip", self._skipped),
                    Press("form:back", self._back),
                    Press("form:save", self._saved),
                    Press("form:list", self._list),
                    Press("form:mend", self._mend),
                    Press("form:card", self._card),
                    Press("form:send", self._sent),
                    Press("talk:resume", self.redraw),
                    Typed(answers & filters.TEXT & ~filters.FORWARDED, self._typed),
                    Typed(answers, self._other),
                    Typed(filters.UpdateType.EDITED_MESSAGE, self._edited),
                ]
            },
            redraw=self.redraw,
        )

    def begin(self, ctx: Ctx) -> str:
        """Ask the first open question of the draft."""
        self._enter(ctx)
        draft = self._draft(ctx)
        if draft.asked is None and self._review is None or draft.asked not in (*self.questions, None):
            draft.asked = self._order(draft)[0].key
        elif draft.asked is None:
            draft.asked = self._first_open(draft)
        self._open(ctx, draft)
        return ASKING

    resume = begin

    def mend(self, ctx: Ctx, key: str) -> str:
        """Lead straight to one field; its answer leads back to the review card."""
        self._enter(ctx)
        draft = self._draft(ctx)
        draft.asked, draft.mending = key, True
        self._open(ctx, draft)
        return ASKING

    def redraw(self, ctx: Ctx) -> None:
        """Show what is open once more."""
        draft = self._draft(ctx)
        if draft.asked is None:
            self._show_card(ctx, draft)
        else:
            self._ask(ctx, draft, self.questions[draft.asked])

    def _enter(self, ctx: Ctx) -> None:
        ctx.chat.talk, ctx.chat.state = self.name, ASKING
        ctx.desk.place = None

    # ---- order

    def _order(self, draft: D) -> list[Question[D]]:
        return [question for question in self.questions.values() if question.when(draft)]

    def _first_open(self, draft: D) -> str | None:
        for question in self._order(draft):
            if not question.optional and not _answered(draft, question):
                return question.key
        return None

    def _on(self, ctx: Ctx, draft: D, question: Question[D]) -> object:
        """After an answer: the next question, or the review card."""
        if question.left:
            question.left(ctx, draft)
        every = list(self.questions.values())
        later = [after for after in every[every.index(question) + 1 :] if after.when(draft)]
        if draft.mending:
            draft.mending = False
            draft.asked = self._first_open(draft)  # an answer can make another one missing
        else:
            draft.asked = later[0].key if later else self._first_open(draft)
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
        order = self._order(draft)
        at = order.index(question) + 1 if question in order else len(order)
        bar = "▓" * at + "░" * (len(order) - at) if len(order) > 2 else ""
        title = say(self.title)
        head = say("form.mending", title=title, label=say(question.label)) if draft.mending else (
            say("form.step", title=title, at=at, of=len(order), bar=bar) if len(order) > 1 else say("form.title", title=title)
        )
        asked = say(question.text, **question.facts(ctx, draft))
        ctx.show(join(head, asked), [*question.rows(ctx, draft), *self._foot(draft, question, at)])

    def _foot(self, draft: D, question: Question[D], at: int) -> Keyboard:
        skip = [button("form.skip", "form:skip", question.key)] if question.optional and not draft.mending else []
        back = [button("form.back", "form:back", question.key)] if at > 1 or draft.mending else []
        return [skip, [*back, button("form.save", "form:save")]]

    def _show_card(self, ctx: Ctx, draft: D) -> None:
        if self._review is None:
            raise LookupError(f"{self.name} has no review card")
        rows = [[button(self._send, "form:send")], [button("form.change", "form:list"), button("form.save", "form:save")]]
        ctx.show(self._review(ctx, draft), rows)

    # ---- what people do

    def _question(self, draft: D, key: str | None = None) -> Question[D]:
        """The open question; a button of another one is old."""
        if draft.asked is None or (key is not None and key != draft.asked):
            raise Refused("form.old_button")
        return self.questions[draft.asked]

    def _take(self, ctx: Ctx, draft: D, question: Question[D], answer: Callable[[], Any]) -> object:
        try:
            value = answer()
        except Stay:
            self.redraw(ctx)
            return ASKING
        self._put(ctx, draft, question, value)
        return self._on(ctx, draft, question)

    def _put(self, ctx: Ctx, draft: D, question: Question[D], value: Any) -> None:
        if question.apply:
            question.apply(ctx, draft, value)
        else:
            draft.put(question.key, value)

    def _picked(self, ctx: Ctx, key: str, value: str) -> object:
        draft = self._draft(ctx)
        question = self._question(draft, key)
        chosen = question.chosen
        if chosen is None:
            raise Refused("form.old_button")
        return self._take(ctx, draft, question, lambda: chosen(ctx, draft, value))

    def _typed(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is None:
            raise Refused("form.on_the_card")
        question = self._question(draft)
        taken = self._take(ctx, draft, question, lambda: _read(ctx, draft, question))
        self._remember_last(ctx, question)
        return taken

    def _other(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is None:
            raise Refused("form.on_the_card")
        question = self._question(draft)
        kind = kind_of(ctx.message)
        take = question.takes.get(kind)
        if take is None:
            raise Refused(f"form.got_{kind}", expects=say(question.expects))
        message = ctx.message
        return self._take(ctx, draft, question, lambda: take(ctx, draft, message))

    def _edited(self, ctx: Ctx) -> object:
        """The newest typed answer may be corrected by editing it; an older one is changed with a button."""
        kept = (ctx.chat.answers or {}).get("last") or {}
        question = self.questions.get(str(kept.get("key")))
        if kept.get("form") != self.name or kept.get("message") != ctx.message.message_id or question is None:
            raise Refused("form.edit_too_late")
        draft = self._draft(ctx)
        self._put(ctx, draft, question, _read(ctx, draft, question))
        ctx.banner(say("form.edit_taken", label=say(question.label)))
        self.redraw(ctx)
        return ASKING

    def _remember_last(self, ctx: Ctx, question: Question[D]) -> None:
        if ctx.chat.talk == self.name:
            last = {"form": self.name, "key": question.key, "message": ctx.message.message_id}
            ctx.chat.answers = {**ctx.chat.answers, "last": last}

    def _skipped(self, ctx: Ctx, key: str) -> object:
        draft = self._draft(ctx)
        question = self._question(draft, key)
        if not question.optional:
            raise Refused("form.old_button")
        return self._on(ctx, draft, question)

    def _back(self, ctx: Ctx, key: str) -> object:
        draft = self._draft(ctx)
        question = self._question(draft, key)
        if question.left:
            question.left(ctx, draft)
        if draft.mending:
            draft.mending = False
            draft.asked = self._first_open(draft)
        else:
            order = self._order(draft)
            draft.asked = order[max(order.index(question) - 1, 0)].key
        self._open(ctx, draft)
        return ASKING

    def _saved(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is not None and (left := self.questions[draft.asked].left):
            left(ctx, draft)
        ctx.chat.talk = ctx.chat.state = None
        ctx.banner(say("form.saved"))
        self._go(ctx)
        return END

    def _list(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is not None:
            raise Refused("form.old_button")
        fields = [button(question.label, "form:mend", question.key) for question in self._order(draft)]
        ctx.show(say("form.which_field"), [*columns(fields), [button("form.back", "form:card")]])
        return ASKING

    def _card(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        draft.asked = self._first_open(draft)
        self._open(ctx, draft)
        return ASKING

    def _mend(self, ctx: Ctx, key: str) -> object:
        draft = self._draft(ctx)
        if key not in {question.key for question in self._order(draft)} or draft.asked is not None:
            raise Refused("form.old_button")
        return self.mend(ctx, key)

    def _sent(self, ctx: Ctx) -> object:
        draft = self._draft(ctx)
        if draft.asked is not None:
            raise Refused("form.old_button")
        return self._done(ctx, draft)

    def _done(self, ctx: Ctx, draft: D) -> object:
        ctx.chat.talk = ctx.chat.state = None
        self._finish(ctx, draft)
        return END

    def _go(self, ctx: Ctx) -> None:
        if self._leave:
            self._leave(ctx)
        else:
            from handlers.menu import show_menu  # noqa: PLC0415 -- the menu opens forms

            show_menu(ctx)


def _answered(draft: D, question: Question[D]) -> bool:
    return question.answered(draft) if question.answered else draft.get(question.key) is not None


def _read(ctx: Ctx, draft: D, question: Question[D]) -> Any:
    """What was typed, as the question understands it."""
    if question.reads is not None:
        return question.reads(ctx, draft, ctx.typed)
    if question.read is None:
        raise Refused("form.press_a_button", expects=say(question.expects))
    return question.read(ctx.typed)
