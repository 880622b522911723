"""/status: the SOP as a card: eight steps, whose turn, since when, by when, each paper one tap away."""

from __future__ import annotations

from handlers.talk.buttons import VIEWS, Command, Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import POST
from models.enums import StepState
from models.speech import Button, button, choice, columns
from sop.archive.file_check import keeps
from sop.core.refused import Refused
from sop.core.sop_sheet import SHEET
from sop.core.steps import STEPS, Step
from sop.flow.card import card
from sop.flow.progress import deadline_words, run_of, whose_turn
from sop.papers.papers import all_newest, may_see, short_title
from sop.step1_recap.matrix import may_look
from sop.word.papers import edits
from texts import Html, join, say
from texts.figures import day_of, short_date


@view("status:card")
def show_card(ctx: Ctx) -> None:
    """The eight steps on one screen."""
    season = ctx.season
    steps = [choice(str(step.number), "status:step", step.number) for step in STEPS]
    rows = [
        *columns(steps, 4),
        [button("status.papers", "status:papers"), button("status.records", "status:records")],
        [button("recap.open", "recap:matrix", 0)] if may_look(ctx.unit, ctx.actor, season) else [],
    ]
    ctx.show(card(ctx.unit, season), [*rows, [button("menu.back", "menu:show")]])


@view("status:step")
def show_step(ctx: Ctx, number: int) -> None:
    """One step: quoted from the SOP, with who, since when, by when, and its papers."""
    step = _step(number)
    run = run_of(ctx.unit, ctx.season, step.key)
    since = day_of(run.opened_at) if run.opened_at else None
    parts = [
        say("status.step_title", number=step.number, title=step.title),
        say("status.step_requires", text=step.requires_text),
        say("status.step_output", text=step.output_text),
        say("status.step_who", who=whose_turn(ctx.unit, run)),
        say("status.step_since", day=short_date(since)) if since else Html(""),
        say("status.step_due", day=deadline_words(run)),
        say("status.step_override", reason=run.override) if run.override else Html(""),
    ]
    papers = [
        [choice(short_title(paper.key), "paper:get", paper.id)]
        for paper in all_newest(ctx.unit, ctx.season.id)
        if paper.step == step.key and may_see(ctx.unit, ctx.actor, paper)
    ]
    opens = (
        [[button("progress.open", f"s{number}:home")]]
        if f"s{number}:home" in VIEWS and run.state in (StepState.OPEN, StepState.CLOSING)
        else []
    )
    ctx.show(
        join(*parts),
        [*papers, *opens, [button("status.back", "status:card"), button("menu.back", "menu:show")]],
    )


@view("status:papers")
def show_papers(ctx: Ctx) -> None:
    """Every paper of the season that this person may see."""
    papers = [paper for paper in all_newest(ctx.unit, ctx.season.id) if may_see(ctx.unit, ctx.actor, paper)]
    rows: list[list[Button]] = columns(
        choice(short_title(paper.key), "paper:get", paper.id) for paper in papers
    )
    words = say("status.papers_title") if papers else say("status.no_papers")
    word = [button("word.open", "word:list")] if edits(ctx.unit, ctx.actor) else []
    foot = [button("status.back", "status:card"), button("menu.back", "menu:show")]
    kept = [button("archive.open", "arsip:home")] if keeps(ctx.unit, ctx.actor) else []
    find = [button("archive.find", "arsip:find"), *kept, *word]
    ctx.show(join(words, say("archive.hint")), [*rows, find, foot])


@view("status:records")
def show_records(ctx: Ctx) -> None:
    """Pencatatan dan pendataan: the four records of the SOP's sheet, filled by the steps."""
    papers = {paper.key: paper for paper in all_newest(ctx.unit, ctx.season.id)}
    lines: list[Html] = []
    rows: list[list[Button]] = []
    for at, record in enumerate(SHEET.pencatatan, start=1):
        paper = papers.get(record.paper)
        if paper is None or not may_see(ctx.unit, ctx.actor, paper):
            lines.append(say("status.record_empty", at=at, name=record.title))
            continue
        day = short_date(day_of(paper.made_at))
        lines.append(say("status.record", at=at, name=record.title, day=day, number=paper.number or "-"))
        rows.append([choice(short_title(paper.key), "paper:get", paper.id)])
    foot = [button("status.back", "status:card"), button("menu.back", "menu:show")]
    ctx.show(join(say("status.records_title"), *lines), [*rows, foot])


def _step(number: int) -> Step:
    if not 1 <= number <= len(STEPS):
        raise Refused("common.not_found")
    return STEPS[number - 1]


HANDLERS = (
    Command("status", show_card, POST),
    Press("status:card", show_card, POST),
    Press("status:step", show_step, POST),
    Press("status:papers", show_papers, POST),
    Press("status:records", show_records, POST),
)
