"""Surat dan daftar: undangan, daftar hadir, notulen and surat mandat, made when they are needed.

> [Surat dan daftar]
< 1. Undangan: belum dibuat ...  [Buat Undangan] ...
> [Buat Undangan]
< Undangan sedang dibuat dan segera dikirim ke sini.  [Ambil Undangan]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import MAKES, looks_at
from models.enums import Drawing, StepState
from models.paper import Paper
from models.speech import Button, button
from sop.core.refused import Refused
from sop.core.steps import BESIDE, PaperKey
from sop.flow.progress import run_of
from sop.flow.step_access import looked_at
from sop.papers.papers import latest, newest, short_title
from sop.step4_coordinate.meeting_days import MUSRENBANG, meeting_of, said
from sop.step5_meeting.extra_papers import make, makes
from sop.step5_meeting.meeting import STEP5
from texts import Html, join, plain, say
from texts.figures import moment


@view("s5:papers")
def show_beside(ctx: Ctx) -> None:
    """The four, with the newest version of each."""
    looked_at(ctx.unit, ctx.actor, ctx.season, STEP5)
    meeting = meeting_of(ctx.unit, ctx.season, MUSRENBANG)
    when = say("beside.when", **said(meeting)) if meeting else say("beside.no_day_yet")
    lines: list[Html] = []
    rows: list[list[Button]] = []
    may_make = makes(ctx.unit, ctx.actor, ctx.season)
    for at, key in enumerate(BESIDE, start=1):
        paper = _newest(ctx, key)
        title = short_title(key)
        lines.append(say("beside.line", at=at, title=title, state=_state(paper)))
        row = [button("beside.make", "s5:paper", key, title=title)] if may_make else []
        if paper is not None:
            row.append(button("beside.get", "paper:get", paper.id, title=title))
        rows.append(row)
    waiting = run_of(ctx.unit, ctx.season, STEP5).state == StepState.WAITING
    back = [button("step5_meeting.back", "s4:home" if waiting else "s5:home")]
    ctx.show(join(say("beside.title"), when, *lines, say("beside.hint")), [*rows, back])


def _newest(ctx: Ctx, key: PaperKey) -> Paper | None:
    paper = latest(ctx.unit, ctx.season.id, key)
    if paper is not None and paper.state == Drawing.FAILED:
        return newest(ctx.unit, ctx.season.id, key)
    return paper


def _state(paper: Paper | None) -> str:
    if paper is None:
        return plain("beside.not_made")
    if paper.state != Drawing.DRAWN:
        return plain("beside.asked", edition=paper.edition)
    return plain("beside.made", edition=paper.edition, moment=moment(paper.made_at))


def make_one(ctx: Ctx, key: str) -> None:
    """Buat."""
    if key not in set(BESIDE):
        raise Refused("common.old_button")
    make(ctx.unit, ctx.actor, ctx.season, PaperKey(key))
    ctx.banner(say("beside.being_made", title=short_title(key)))
    show_beside(ctx)


HANDLERS = (Press("s5:papers", show_beside, looks_at("step5_meeting")), Press("s5:paper", make_one, MAKES))
