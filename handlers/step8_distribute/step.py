"""Step 8: recipients, the surat keluar, sending; what is received: handlers/step8_distribute/distribution.py.

> [Surat keluar]
< Apa nomor surat keluarnya?  [Nomor berikutnya]
> [Nomor berikutnya]
< Apa tanggal suratnya?  [Hari ini]
...
> [Kirim]
< Terkirim kepada 2 penerima. ...
"""

from __future__ import annotations

from datetime import date

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import Page, page_of, told_apart, turns
from handlers.talk.who import POST, SENDS_OUT
from models.enums import StepState
from models.paper import Recipient
from models.posts import Post
from models.season import Run
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.progress import run_of, working_on
from sop.papers.papers import may_see, newest
from sop.reading import day, sentence
from sop.step8_distribute.mailing import MAIL
from sop.step8_distribute.recipients import STEP_KEY, recipients
from sop.step8_distribute.step import close, letter, note_letter, ready_to_close, report, send_out, to_send
from texts import Html, join, plain, say
from texts.figures import date as in_words
from texts.figures import day_of, short_date

# ---- the screen of the step


@view("s8:home")
def show_home(ctx: Ctx) -> None:
    """Who has the report, and what is still to do."""
    _show_page(ctx, 0)


@view("s8:page")
def show_page(ctx: Ctx, page: int) -> None:
    _show_page(ctx, page)


def _show_page(ctx: Ctx, number: int) -> None:
    run = run_of(ctx.unit, ctx.season, STEP_KEY)
    menu = button("menu.back", "menu:show")
    if run.state == StepState.WAITING:
        ctx.show(join(say("step8_distribute.home"), say("step8_distribute.state_waiting")), [[menu]])
        return
    every = recipients(ctx.unit, ctx.season)
    page = page_of(every, number)
    lines = [_line(at, one) for at, one in enumerate(page.items, start=page.first)]
    words = join(
        say("step8_distribute.home"), _report_line(ctx), _letter_line(ctx), *lines, _state(run, every)
    )
    rows = _work_rows(page, every) if works(ctx, run) else [turns(page, "s8:page")]
    ctx.show(words, [*rows, [*_papers(ctx), menu]])


def works(ctx: Ctx, run: Run) -> bool:
    return run.state == StepState.OPEN and ctx.actor.holds(Post(run.executor), ctx.now)


def _report_line(ctx: Ctx) -> Html:
    try:
        paper = report(ctx.unit, ctx.season)
    except Refused as refused:
        return say(refused.key, **refused.facts)
    return say(
        "step8_distribute.report_line",
        edition=paper.edition,
        pages=paper.pages or 0,
        number=paper.number or "-",
    )


def _letter_line(ctx: Ctx) -> Html:
    noted = letter(ctx.unit, ctx.season)
    if noted is None:
        return say("step8_distribute.letter_missing")
    return say("step8_distribute.letter_line", number=noted.number, day=in_words(noted.day))


def _line(at: int, one: Recipient) -> Html:
    name = plain("mailing.name_mail", name=one.name) if one.way == MAIL else one.name
    facts = {"at": at, "name": name, "copies": one.copies}
    if one.received_at is not None:
        return say("step8_distribute.line_received", **facts, day=short_date(day_of(one.received_at)))
    if one.sent_at is not None:
        return say("step8_distribute.line_sent", **facts, day=short_date(day_of(one.sent_at)))
    return say("step8_distribute.line_unsent", **facts)


def _state(run: Run, every: list[Recipient]) -> Html:
    if run.state == StepState.CLOSED and run.closed_at is not None:
        return say("step8_distribute.state_closed", day=in_words(day_of(run.closed_at)))
    if run.state == StepState.CLOSING:
        return say("step8_distribute.state_closing")
    if every and all(one.received_at is not None for one in every):
        return say("step8_distribute.all_received")
    return Html("")


def _work_rows(page: Page[Recipient], every: list[Recipient]) -> Rows:
    labels = told_apart(one.name for one in page.items)
    cards = [choice(label, "s8:card", one.id) for label, one in zip(labels, page.items, strict=True)]
    unsent = any(one.sent_at is None for one in every)
    last = (
        button("step8_distribute.send", "s8:send") if unsent else button("step8_distribute.close", "s8:close")
    )
    return [
        *columns(cards),
        turns(page, "s8:page"),
        [button("step8_distribute.letter", "s8:letter"), button("step8_distribute.add", "s8:add")],
        [last] if every else [],
    ]


def _papers(ctx: Ctx) -> list[Button]:
    """The report, and the proof once it is there."""
    labels = {
        PaperKey.LAPORAN: "step8_distribute.open_report",
        PaperKey.BUKTI_DISTRIBUSI: "step8_distribute.proof_open",
    }
    papers = {key: newest(ctx.unit, ctx.season.id, key) for key in labels}
    return [
        button(labels[key], "paper:get", paper.id)
        for key, paper in papers.items()
        if paper is not None and may_see(ctx.unit, ctx.actor, paper)
    ]


# ---- the surat keluar


def begin_letter(ctx: Ctx) -> str:
    working_on(ctx.unit, ctx.actor, ctx.season, STEP_KEY)
    return LETTER.begin(ctx, ctx.season.id)


def _number_offered(ctx: Ctx, _draft: ChatDraft) -> Rows:
    noted = letter(ctx.unit, ctx.season)
    label = "step8_distribute.next_number" if noted is None else "step8_distribute.same_number"
    return [[pick(plain(label), "number", "office")]]


def _day_typed(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    return day(typed, ctx.today).isoformat()


def _finish_letter(ctx: Ctx, draft: ChatDraft) -> None:
    on = date.fromisoformat(draft.get("day"))
    noted = note_letter(ctx.unit, ctx.actor, ctx.season, number=draft.get("number") or None, day=on)
    ctx.banner(say("step8_distribute.letter_banner", number=noted.number))
    show_home(ctx)


LETTER = ChatForm(
    "s8letter",
    title="step8_distribute.letter_title",
    questions=[
        Question(
            key="number",
            text="step8_distribute.ask_number",
            label="step8_distribute.label_number",
            read=lambda typed: sentence(typed, 3, 80),
            rows=_number_offered,
            chosen=lambda _ctx, _draft, _value: "",  # taken from the register when the form is finished
        ),
        Question(
            key="day",
            text="step8_distribute.ask_day",
            label="step8_distribute.label_day",
            reads=_day_typed,
            rows=lambda _ctx, _draft: [[pick(plain("step8_distribute.today"), "day", "today")]],
            chosen=lambda ctx, _draft, _value: ctx.today.isoformat(),
        ),
    ],
    finish=_finish_letter,
    leave=show_home,
)


# ---- sending, and the end


MOST_NAMED = 6  #: receivers that the question names


@view("s8:send")
def ask_send(ctx: Ctx) -> None:
    """Kirim: to whom, and whether it is meant; what has arrived cannot be called back."""
    unsent = to_send(ctx.unit, ctx.actor, ctx.season)
    names = ", ".join(one.name for one in unsent[:MOST_NAMED]) + ("…" if len(unsent) > MOST_NAMED else "")
    words = say("step8_distribute.send_ask", count=len(unsent), names=names)
    yes, no = button("step8_distribute.send_yes", "s8:sendyes"), button("step8_distribute.no", "s8:home")
    ctx.show(words, [[yes], [no]])


def send(ctx: Ctx) -> None:
    """Ya, kirim."""
    sent = send_out(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step8_distribute.sent_banner", count=len(sent)))
    show_home(ctx)


@view("s8:close")
def ask_finish(ctx: Ctx) -> None:
    """Selesai: the season ends with it."""
    ready_to_close(ctx.unit, ctx.actor, ctx.season)
    yes, no = button("step8_distribute.close_yes", "s8:closeyes"), button("step8_distribute.no", "s8:home")
    ctx.show(say("step8_distribute.close_ask"), [[yes], [no]])


def finish(ctx: Ctx) -> None:
    """Ya, selesai."""
    close(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step8_distribute.closing_banner"))
    show_home(ctx)


HANDLERS = (
    LETTER.conversation(Press("s8:letter", begin_letter, SENDS_OUT)),
    Press("s8:home", show_home, POST),
    Press("s8:page", show_page, POST),
    Press("s8:send", ask_send, SENDS_OUT),
    Press("s8:sendyes", send, SENDS_OUT),
    Press("s8:close", ask_finish, SENDS_OUT),
    Press("s8:closeyes", finish, SENDS_OUT),
)
