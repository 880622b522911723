"""Step 6: the report's words part by part, then the draft, then Sekretaris reads it.

> [Isi bagian laporan]
< I.A Latar Belakang. Usulan kami: ...  [Pakai usulan ini] [Simpan & keluar]
> [Pakai usulan ini]
< I.C Maksud dan Tujuan. ...
...
< Periksa bagian laporan. ...  [Buat draft laporan] [Ubah] [Simpan & keluar]
> [Buat draft laporan]

and the reader:

< (the PDF) Mohon diperiksa.  [Sesuai] [Perlu perbaikan]
> [Perlu perbaikan]
< Apa yang perlu diperbaiki?
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.buttons import Press, view
from handlers.context import Ctx
from handlers.draft import ChatDraft, stamp_of
from handlers.form import Form, Question, Rows, pick
from handlers.menu import show_menu
from models.enums import StepState
from models.paper import Paper
from models.posts import Post
from models.season import Run
from models.speech import Button, button
from sop import narrative
from sop.approval import decides
from sop.papers import decision_about, latest, may_see
from sop.people import names
from sop.progress import run_of, working_on
from sop.reading import sentence
from sop.refused import Refused
from sop.report_figures import figures
from sop.step6_report import (
    DRAFT,
    STEP_KEY,
    agree,
    ask_draft,
    being_read,
    hand_over,
    reading,
    return_draft,
    returned_report,
)
from texts import Html, join, plain, say
from texts.figures import number, rupiah

SHOWN = 500  #: characters of a part on a question's screen
SHOWN_ON_CARD = 90


# ---- the screen of the step


@view("s6:home")
def show_home(ctx: Ctx) -> None:
    """How far the report is, and what to do next."""
    run = run_of(ctx.unit, ctx.season, STEP_KEY)
    draft = latest(ctx.unit, ctx.season.id, DRAFT)
    done = narrative.written(ctx.unit, ctx.season)
    parts = [
        say("step6_report.part_line", mark="✔" if part in done else "·", part=_label(part))
        for part in narrative.PARTS
        if run.state == StepState.OPEN
    ]
    words = [say("step6_report.home"), _figures(ctx), *parts, _state(ctx, run, draft, len(done))]
    ctx.show(join(*words), [*_rows(ctx, run, draft, len(done)), [button("menu.back", "menu:show")]])


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
    returned, note = returned_report(ctx.unit, ctx.season)
    if returned is not None and note:
        return say("step6_report.state_camat", edition=returned.edition, note=_shortened(note, SHOWN))
    if returned is not None:
        decision = decision_about(ctx.unit, returned)
        words = (decision.note if decision else None) or "-"
        return say("step6_report.state_returned", edition=returned.edition, note=_shortened(words, SHOWN))
    if done < len(narrative.PARTS):
        filled = say("step6_report.filled", done=done, all=len(narrative.PARTS))
        return join(filled, say("step6_report.state_writing"))
    return say("step6_report.state_ready")


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


def _label(part: str) -> str:
    return plain(f"step6_report.part_{part}")


def _shortened(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


# ---- the parts


class SharedParts:
    """The answers are the report's parts, which the whole tim shares; the open question is the chat's own."""

    def __init__(self, ctx: Ctx) -> None:
        self._ctx = ctx
        self._chat = ChatDraft(ctx, "report")

    @property
    def asked(self) -> str | None:
        return self._chat.asked

    @asked.setter
    def asked(self, key: str | None) -> None:
        self._chat.asked = key

    @property
    def mending(self) -> bool:
        return self._chat.mending

    @mending.setter
    def mending(self, mending: bool) -> None:
        self._chat.mending = mending

    @property
    def stamp(self) -> str:
        return stamp_of(self._ctx.season.id, dict(narrative.written(self._ctx.unit, self._ctx.season)))

    def get(self, key: str) -> Any:
        return narrative.written(self._ctx.unit, self._ctx.season).get(key)

    def put(self, key: str, value: Any) -> None:
        narrative.write(self._ctx.unit, self._ctx.actor, self._ctx.season, key, value)

    def drop(self) -> None:
        self._chat.drop()


def begin_parts(ctx: Ctx) -> str:
    """Ask the first part that is empty; with none, show the card."""
    working_on(ctx.unit, ctx.actor, ctx.season, STEP_KEY, Post.JFU)
    figures(ctx.unit, ctx.season)  # refuses where there is nothing to report on
    ChatDraft.begin(ctx, "report", ctx.season.id)
    return PARTS.begin(ctx)


def _facts(part: str, ctx: Ctx, _draft: SharedParts) -> Mapping[str, object]:
    now = narrative.written(ctx.unit, ctx.season).get(part)
    offer = narrative.proposed(ctx.unit, ctx.season, part)
    if now is None:
        return {"words": say("step6_report.ask_part", part=_label(part), proposal=_shortened(offer, 1200))}
    words = say(
        "step6_report.ask_again",
        part=_label(part),
        text=_shortened(now, SHOWN),
        proposal=_shortened(offer, 1200),
    )
    return {"words": words}


def _offers(part: str, ctx: Ctx, draft: SharedParts) -> Rows:
    rows = [[pick(plain("step6_report.use_proposal"), part, "proposal")]]
    if draft.get(part) is not None:
        rows.append([pick(plain("step6_report.keep_text"), part, "keep")])
    return rows


def _chosen(part: str, ctx: Ctx, draft: SharedParts, value: str) -> str:
    if value == "proposal":
        return narrative.proposed(ctx.unit, ctx.season, part)
    kept: str | None = draft.get(part)
    if value != "keep" or kept is None:
        raise Refused("form.old_button")
    return kept


def _question(part: str) -> Question[SharedParts]:
    return Question(
        key=part,
        text="step6_report.words",
        label=f"step6_report.part_{part}",
        read=narrative.read,
        facts=lambda ctx, draft: _facts(part, ctx, draft),
        rows=lambda ctx, draft: _offers(part, ctx, draft),
        chosen=lambda ctx, draft, value: _chosen(part, ctx, draft, value),
    )


def _review(ctx: Ctx, _draft: SharedParts) -> str:
    lines = [
        say("step6_report.review_line", part=_label(part), text=_shortened(text, SHOWN_ON_CARD))
        for part, text in narrative.written(ctx.unit, ctx.season).items()
    ]
    return join(say("step6_report.review"), *lines)


def make_draft(ctx: Ctx) -> None:
    """Buat draft laporan."""
    paper = ask_draft(ctx.unit, ctx.actor, ctx.season)
    ctx.banner(say("step6_report.drawing_told", edition=paper.edition))
    show_home(ctx)


def _finish_parts(ctx: Ctx, draft: SharedParts) -> None:
    make_draft(ctx)
    draft.drop()


PARTS: Form[SharedParts] = Form(
    "report",
    title="step6_report.title",
    questions=[_question(part) for part in narrative.PARTS],
    draft=SharedParts,
    review=_review,
    send="step6_report.make",
    finish=_finish_parts,
    leave=show_home,
)


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
    ChatDraft.begin(ctx, "s6note", id)
    return NOTE.begin(ctx)


def _finish_note(ctx: Ctx, draft: ChatDraft) -> None:
    paper = reading(ctx.unit, ctx.actor, ctx.unit.get(Paper, draft.about))
    return_draft(ctx.unit, ctx.actor, paper, draft.get("note"))
    draft.drop()
    ctx.banner(say("step6_report.returned_alert"))
    show_menu(ctx)


NOTE: Form[ChatDraft] = Form(
    "s6note",
    title="step6_report.note_title",
    questions=[
        Question(
            key="note",
            text="step6_report.note_ask",
            label="step6_report.note_label",
            read=lambda typed: sentence(typed, 10, 1000),
        )
    ],
    draft=lambda ctx: ChatDraft(ctx, "s6note"),
    finish=_finish_note,
)

HANDLERS = (
    PARTS.conversation(Press("s6:write", begin_parts)),
    NOTE.conversation(Press("s6:return", begin_note)),
    Press("s6:home", show_home),
    Press("s6:make", make_draft),
    Press("s6:check", show_check),
    Press("s6:agree", say_agreed),
)
