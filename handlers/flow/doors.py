"""A step that was ended by mistake is opened again: what follows from it, then why.

> [Buka lagi]
< Buka lagi langkah 2? ... Langkah 3 menunggu ...  [Tulis alasan] [Kembali]
> [Tulis alasan]
< Mengapa dibuka lagi? ...
> Lima usulan belum sempat disurvei
< Langkah 2: ... Alasan: ...  [Ya, buka lagi] [Ubah] [Simpan & keluar]
> [Ya, buka lagi]
< Langkah 2 dibuka lagi. ...
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlers.talk.buttons import Press, show_again, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.who import TAKES_IN
from models.speech import Button, button
from sop.bringing_back import INTAKE, OPENERS, bring_back, bringing_back, may_bring_back, said_of_door
from sop.core.steps import STEP, STEPS
from sop.flow.season_settings import must_come
from sop.reading import day, sentence
from sop.step5_meeting.standings import SHORTEST_REASON
from texts import Html, join, plain, say
from texts.figures import date as in_words
from texts.figures import day_of

LONGEST_REASON = 500


def way_back(ctx: Ctx, number: int) -> list[Button]:
    """[Buka lagi] on the screen of a step that is over, for who may do it."""
    if not may_bring_back(ctx.unit, ctx.actor, ctx.season, number):
        return []
    return [button("doors.open_again", "door:ask", number)]


def door_words(ctx: Ctx, number: int) -> Html:
    """Who could open it again, on the screen of a step that is over, for who has no such button."""
    return said_of_door(ctx.unit, ctx.actor, ctx.season, number)


def why_again(what: Callable[[Ctx, ChatDraft], str]) -> Question[ChatDraft]:
    """Why it is opened again; what it is stands above the question, which may be answered hours later."""
    return Question(
        key="reason",
        text="doors.ask_reason",
        label="doors.label_reason",
        facts=lambda ctx, draft: {"what": what(ctx, draft)},
        read=lambda typed: sentence(typed, SHORTEST_REASON, LONGEST_REASON),
    )


def as_given(what: str, draft: ChatDraft, *more: Html) -> Html:
    """What was answered, before it is pressed: words that were typed alone open nothing."""
    return join(say("doors.review", what=what, reason=draft.get("reason")), *more)


@view("door:ask")
def ask_step(ctx: Ctx, number: int) -> None:
    """What follows when a step is opened again."""
    run, later = bringing_back(ctx.unit, ctx.actor, ctx.season, number)
    step = STEP[run.step]
    words = say("doors.ask_step", number=number, title=step.title, later=STEP[later.step].number)
    intake = number == INTAKE
    ctx.show(
        say("doors.ask_intake") if intake else words,
        [
            [button("doors.go_intake" if intake else "doors.go", "door:why", number)],
            [button("form.back", f"s{number}:home")],
        ],
    )


def begin_step(ctx: Ctx, number: int) -> str:
    bringing_back(ctx.unit, ctx.actor, ctx.season, number)
    return STEP_AGAIN.anew(ctx, number)


def coming_day(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    """A day that is not over, as a form keeps it. Raises Refused("settings.day_past", "reading.day_far")."""
    last = day(typed, day_of(ctx.now))
    must_come(ctx.unit, last)
    return last.isoformat()


def _step(_ctx: Ctx, draft: ChatDraft) -> str:
    number = draft.about or 0
    if number == INTAKE:
        return plain("doors.what_intake")
    return plain("doors.what_step", number=number, title=STEPS[number - 1].title)


def _step_words(ctx: Ctx, draft: ChatDraft) -> Html:
    last = draft.get("day")
    until = [say("doors.review_day", day=in_words(date.fromisoformat(last)))] if last else []
    return as_given(_step(ctx, draft), draft, *until)


def _step_opened(ctx: Ctx, draft: ChatDraft) -> None:
    number, given = draft.about or 0, draft.values
    closes = date.fromisoformat(given["day"]) if "day" in given else None
    bring_back(ctx.unit, ctx.actor, ctx.season, number, given["reason"], closes=closes)
    ctx.banner(say("doors.opened_step", number=number))
    show_again(ctx, f"s{number}:home")


STEP_AGAIN = ChatForm(
    "door",
    title="doors.title",
    questions=[
        Question(
            key="day",
            text="doors.ask_day",
            label="doors.label_day",
            reads=coming_day,
            when=lambda draft: draft.about == INTAKE,
        ),
        why_again(_step),
    ],
    finish=_step_opened,
    review=_step_words,
    send="doors.yes",
)


HANDLERS = (
    STEP_AGAIN.conversation(Press("door:why", begin_step, Who(OPENERS) | TAKES_IN)),
    Press("door:ask", ask_step, Who(OPENERS) | TAKES_IN),
)
