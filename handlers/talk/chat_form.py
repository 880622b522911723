"""A form whose answers the chat keeps until it is finished: nearly all of them.

> [Catatan sidang] > [Isi catatan]
< Langkah 1 dari 2. Siapa saja yang memberi sambutan? ...  [Lewati] [Simpan & keluar]

The form owns them: it begins afresh or goes on with what was answered before, and forgets all when it is
finished or given up. Nobody else has to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from handlers.talk.context import Ctx
from handlers.talk.conversation import end_talk
from handlers.talk.draft import ChatDraft
from handlers.talk.form import Form
from handlers.talk.question import Question, Rows, Stay, pick

__all__ = ["ChatDraft", "ChatForm", "Question", "Rows", "Stay", "pick"]


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
