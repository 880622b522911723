"""A form whose answers the chat keeps until it is finished: nearly all of them.

> [Catatan sidang] > [Isi catatan]
< Langkah 1 dari 2. Siapa saja yang memberi sambutan? ...  [Lewati] [Simpan & keluar]

The form owns them: it begins afresh or goes on with what was answered before, and forgets all when it is
finished or given up. Nobody else has to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Required, TypedDict, Unpack

from telegram import Message

from handlers.talk.context import Ctx
from handlers.talk.conversation import end_talk
from handlers.talk.draft import ChatDraft
from handlers.talk.form import Form
from handlers.talk.question import Question, Rows, Stay, pick

__all__ = ["ChatDraft", "ChatForm", "Question", "Rows", "Stay", "ask_one", "pick"]


class ChatForm(Form[ChatDraft]):
    """A form with a draft of its own, kept under its name among the chat's answers."""

    def __init__(
        self,
        name: str,
        *,
        title: str,
        questions: Sequence[Question[ChatDraft]],
        finish: Callable[[Ctx, ChatDraft], None],
        review: Callable[[Ctx, ChatDraft], str] | None = None,
        send: str = "form.send",
        leave: Callable[[Ctx], None] | None = None,
    ) -> None:
        super().__init__(
            name,
            title=title,
            questions=questions,
            draft=self.draft,
            finish=finish,
            review=review,
            send=send,
            leave=leave,
        )

    def draft(self, ctx: Ctx) -> ChatDraft:
        """What has been answered so far; what nobody has begun is empty."""
        return ChatDraft(ctx, self.name)

    def begin(self, ctx: Ctx, about: int | None = None, /, **given: Any) -> str:
        """Ask the first open question, with what was answered before about the same thing (a row's id).

        `given`: answers that are known from the beginning; what is there already stays.
        """
        ChatDraft.begin(ctx, self.name, about, **given)
        return super().begin(ctx)

    def anew(self, ctx: Ctx, about: int | None = None, /, **given: Any) -> str:
        """Ask from the beginning, whatever was answered before: for a form that is one question."""
        self.draft(ctx).drop()
        return self.begin(ctx, about, **given)

    def cancel(self, ctx: Ctx) -> None:
        """Batalkan: nothing of it is kept. What is shown next is for who calls to say."""
        self.draft(ctx).drop()
        end_talk(ctx, self.name)

    def _done(self, ctx: Ctx, draft: ChatDraft) -> object:
        done = super()._done(ctx, draft)
        draft.drop()
        return done


class Asked(TypedDict, total=False):
    """What a form of one question says of it: the fields of a `Question`, see there."""

    key: Required[str]
    text: Required[str]
    label: Required[str]
    read: Callable[[str], Any]
    reads: Callable[[Ctx, ChatDraft, str], Any]
    answered: Callable[[ChatDraft], bool]
    facts: Callable[[Ctx, ChatDraft], Mapping[str, object]]
    rows: Callable[[Ctx, ChatDraft], Rows]
    chosen: Callable[[Ctx, ChatDraft, str], Any]
    takes: Mapping[str, Callable[[Ctx, ChatDraft, Message], Any]]
    expects: str
    apply: Callable[[Ctx, ChatDraft, Any], None]
    secret: bool


def ask_one(
    name: str,
    *,
    title: str,
    finish: Callable[[Ctx, ChatDraft], None],
    review: Callable[[Ctx, ChatDraft], str] | None = None,
    send: str = "form.send",
    leave: Callable[[Ctx], None] | None = None,
    **asked: Unpack[Asked],
) -> ChatForm:
    """A form that is one question (a reason, a note, a file), as one declaration."""
    question: Question[ChatDraft] = Question(**asked)
    return ChatForm(
        name, title=title, questions=[question], finish=finish, review=review, send=send, leave=leave
    )
