"""Step 6: how far the report is, and who reads its draft; its words: handlers/step6_report/report_parts.py.

< (the PDF) Mohon diperiksa.  [Sesuai] [Perlu perbaikan]
> [Perlu perbaikan]
< Apa yang perlu diperbaiki?
"""

from __future__ import annotations

from handlers.home.menu import show_menu
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, Rows, ask_one
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.who import POST
from models.enums import StepState
from models.paper import Paper
from models.posts import Post
from models.season import Run
from models.speech import Button, button
from sop.bringing_back import may_bring_back, openers
from sop.core.people import names
from sop.core.refused import Refused
from sop.core.steps import STEP
from sop.flow.approval import decides
from sop.flow.progress import run_of
from sop.papers.papers import decision_about, latest, may_see
from sop.reading import sentence
from sop.step5_meeting.meeting import STEP5
from sop.step6_report import narrative
from sop.step6_report.report_figures import figures
from sop.step6_report.step import (
    DRAFT,
    STEP_KEY,
    agree,
    being_read,
    hand_over,
    is_overtaken,
    reading,
    return_draft,
    returned_report,
)
from texts import Html, join, plain, say
from texts.figures import cut, number, rupiah

MEETING = STEP[STEP5].number  #: where the figures, the order and the utusan of the report come from
SHOWN = 500  #: characters of a part on a question's screen


# ---- the screen of the step


@view("s6:home")
def show_home(ctx: Ctx) -> None:
    """How far the report is, and what to do next."""
    run = run_of(ctx.unit, ctx.season, STEP_KEY)
    draft = latest(ctx.unit, ctx.season.id, DRAFT)
    done = narrative.written(ctx.unit, ctx.season)
    parts = [
        say("step6_report.part_line", mark="✔" if part in done else "·", part=part_label(part))
        for part in narrative.PARTS
        if run.state == StepState.OPEN
    ]
    state = _state(ctx, run, draft, len(done))
    words = [say("step6_report.home"), _figures(ctx), *parts, state, _of_the_data(ctx, run)]
    may_mend = may_bring_back(ctx.unit, ctx.actor, ctx.season, MEETING)
    again = [button("step6_report.open_meeting", "door:ask", MEETING)] if may_mend else []
    ctx.show(join(*words), [*_rows(ctx, run, draft, len(done)), again, [button("menu.back", "menu:show")]])


def _figures(ctx: Ctx) -> Html:
    try:
        known = figures(ctx.unit, ctx.season)
    except Refused as refused:
        return say(refused.key, **refused.facts)
    return say(
        "step6_report.figures",
        entered=number(known.entered),
        agreed=number(known.agreed),
        cost=rupiah(known.agreed_cost),
        delegates=number(known.delegates),
    )


def _state(ctx: Ctx, run: Run, draft: Paper | None, done: int) -> Html:
    """The one sentence that says whose turn it is here."""
    if run.state == StepState.WAITING:
        return say("step6_report.state_waiting")
    if run.state != StepState.OPEN:
        return say("step6_report.state_closed")
    if draft is not None and draft.sha256 is None:
        return say("step6_report.state_drawing", edition=draft.edition)
    if draft is not None and being_read(ctx.unit, run) is not None:
        return say("step6_report.state_reading", edition=draft.edition, who=names([decides(run)]))
    if draft is not None and decision_about(ctx.unit, draft) is None and is_overtaken(ctx.unit, draft):
        return say("step6_report.state_overtaken", edition=draft.edition)
    returned, note = returned_report(ctx.unit, ctx.season)
    decision = decision_about(ctx.unit, returned) if returned is not None else None
    if returned is not None and decision is not None and note:
        facts = {"edition": returned.edition, "note": on_one_line(note, SHOWN)}
        return say("step6_report.state_camat", post=names([decision.post]), **facts)
    if returned is not None:
        words = (decision.note if decision else None) or "-"
        return say("step6_report.state_returned", edition=returned.edition, note=on_one_line(words, SHOWN))
    if done < len(narrative.PARTS):
        return say("step6_report.state_writing", done=done, all=len(narrative.PARTS))
    return say("step6_report.state_ready")


def _of_the_data(ctx: Ctx, run: Run) -> Html:
    """After a return: what these seven texts cannot mend is mended where it was decided."""
    if run.state != StepState.OPEN or returned_report(ctx.unit, ctx.season)[0] is None:
        return Html("")
    return say("step6_report.of_the_data", who=names(openers(ctx.unit, ctx.season, MEETING)))


def _rows(ctx: Ctx, run: Run, draft: Paper | None, done: int) -> Rows:
    rows: list[list[Button]] = []
    if run.state == StepState.OPEN and _writes(ctx, run):
        if done == len(narrative.PARTS):
            rows.append([button("step6_report.make", "s6:make"), button("step6_report.mend", "s6:write")])
        else:
            rows.append([button("step6_report.write", "s6:write")])
    if draft is None or draft.sha256 is None:
        return rows
    if being_read(ctx.unit, run) is not None and ctx.actor.holds(decides(run), ctx.now):
        rows.append([button("step6_report.decide_here", "s6:check", draft.id)])
    elif may_see(ctx.unit, ctx.actor, draft):
        rows.append([button("step6_report.open_draft", "paper:get", draft.id)])
    return rows


def _writes(ctx: Ctx, run: Run) -> bool:
    return any(ctx.actor.holds(Post(post), ctx.now) for post in (run.executor, Post.JFU))


def part_label(part: str) -> str:
    """What a part is called."""
    return plain(f"step6_report.part_{part}")


def on_one_line(text: str, most: int) -> str:
    """As much of a text as a screen takes, on one line."""
    return cut(" ".join(text.split()), most)


# ---- the reader


def show_check(ctx: Ctx, id: int) -> None:
    """From /tugas: the file and its buttons once more."""
    paper = reading(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    hand_over(ctx.unit, ctx.actor, paper)
    show_home(ctx)


def say_agreed(ctx: Ctx, id: int) -> None:
    agree(ctx.unit, ctx.actor, reading(ctx.unit, ctx.actor, ctx.unit.get(Paper, id)))
    ctx.alert(plain("step6_report.agreed_alert"))


def begin_note(ctx: Ctx, id: int) -> str:
    """Perlu perbaikan: the note is asked for."""
    reading(ctx.unit, ctx.actor, ctx.unit.get(Paper, id))
    return NOTE.begin(ctx, id)


def _finish_note(ctx: Ctx, draft: ChatDraft) -> None:
    paper = reading(ctx.unit, ctx.actor, ctx.unit.get(Paper, draft.about))
    return_draft(ctx.unit, ctx.actor, paper, draft.get("note"))
    ctx.banner(say("step6_report.returned_alert"))
    show_menu(ctx)


NOTE = ask_one(
    "s6note",
    title="step6_report.note_title",
    key="note",
    text="step6_report.note_ask",
    label="step6_report.note_label",
    read=lambda typed: sentence(typed, 10, 1000),
    finish=_finish_note,
)

HANDLERS = (
    NOTE.conversation(Press("s6:return", begin_note, Who((Post.SEKRETARIS,)).on(Paper))),
    Press("s6:home", show_home, POST),
    Press("s6:check", show_check, Who((Post.SEKRETARIS,)).on(Paper)),
    Press("s6:agree", say_agreed, Who((Post.SEKRETARIS,)).on(Paper)),
)
