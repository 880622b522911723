"""Step 7: where the report is; the two buttons are those of every naskah (handlers/signing/approval.py)."""

from __future__ import annotations

from handlers.signing.approval import show_request
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import DECIDES, POST
from models.enums import Outcome, Stage, StepState
from models.paper import Paper
from models.people import Person
from models.season import Run
from models.speech import Button, button
from sop.core.people import named_then
from sop.flow.approval import decides, undo_button
from sop.flow.progress import run_of
from sop.papers.papers import can_be_taken_back, decision_about, may_see, short_hash
from sop.papers.paraf_places import next_place, under_way
from sop.step7_sign.step import STEP_KEY, current
from texts import Html, join, say
from texts.figures import clock, moment

LONGEST_NOTE = 400


@view("s7:home")
def show_home(ctx: Ctx) -> None:
    """Where the report is, and for the Camat the way to decide."""
    run = run_of(ctx.unit, ctx.season, STEP_KEY)
    paper = current(ctx.unit, ctx.season)
    number = say("step7_sign.number", number=paper.number) if paper is not None and paper.number else ""
    words = join(say("step7_sign.home"), _state(ctx, run, paper), number)
    ctx.show(words, [*_rows(ctx, run, paper), [button("menu.back", "menu:show")]])


def _state(ctx: Ctx, run: Run, paper: Paper | None) -> Html:
    decision = decision_about(ctx.unit, paper) if paper is not None else None
    if paper is not None and decision is not None and decision.outcome == Outcome.APPROVED:
        by = ctx.unit.session.get_one(Person, decision.by_id)
        name = named_then(by, decision.post, decision.at)
        at = moment(decision.at)
        if can_be_taken_back(decision) and decision.effective_at is not None:
            until = clock(decision.effective_at)
            return say("step7_sign.state_for_now", edition=paper.edition, name=name, at=at, until=until)
        return say("step7_sign.state_approved", edition=paper.edition, name=name, at=at)
    if paper is not None and decision is not None and run.state == StepState.WAITING:
        note = (decision.note or "-")[:LONGEST_NOTE]
        return say("step7_sign.state_returned", edition=paper.edition, at=moment(decision.at), note=note)
    if run.state == StepState.WAITING:
        return say("step7_sign.state_waiting")
    if paper is None:
        return say("step7_sign.state_nothing")
    if paper.sha256 is None:
        return say("step7_sign.state_drawing", edition=paper.edition)
    waiting = under_way(ctx.unit, paper, decides(run))
    if waiting is not None:
        return waiting
    facts = {"edition": paper.edition, "pages": paper.pages or 0, "hash": short_hash(paper)}
    return say("step7_sign.state_deciding", **facts)


def _rows(ctx: Ctx, run: Run, paper: Paper | None) -> list[list[Button]]:
    if paper is None or paper.sha256 is None:
        return []
    decision = decision_about(ctx.unit, paper)
    if decision is not None and can_be_taken_back(decision) and decision.by_id == ctx.actor.id:
        return [[undo_button(decision)], [button("step7_sign.open_report", "paper:get", paper.id)]]
    waits = paper.stage == Stage.NASKAH and decision is None and next_place(ctx.unit, paper) is None
    if waits and ctx.actor.holds(decides(run), ctx.now):
        return [[button("step7_sign.open_request", "s7:request", paper.id)]]
    if may_see(ctx.unit, ctx.actor, paper):
        return [[button("step7_sign.open_report", "paper:get", paper.id)]]
    return []


def send_request(ctx: Ctx, id: int) -> None:
    """The file and its buttons once more."""
    show_request(ctx, id)
    ctx.alert(say("step7_sign.request_sent"))


HANDLERS = (Press("s7:home", show_home, POST), Press("s7:request", send_request, DECIDES.on(Paper)))
