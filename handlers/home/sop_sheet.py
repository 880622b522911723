"""The sheet of the SOP, to be read in chat: its boxes, then its eight rows, a page each."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.talk.buttons import view
from handlers.talk.context import Ctx
from models.speech import button, choice, columns
from sop.core.people import names
from sop.core.refused import Refused
from sop.core.sop_sheet import SHEET
from sop.core.steps import STEPS, Step
from sop.flow.progress import deadline_words, run_of
from texts import Html, join, plain, say

BOXES = 4  #: pages before the rows
PAGES = BOXES + len(STEPS)


@view("help:sop")
def show_sheet(ctx: Ctx, page: int) -> None:
    """One page of the SOP; the numbers lead to its rows."""
    page = min(max(page, 1), PAGES)
    title = say("help.sop_title", nomor=SHEET.nomor, page=page, pages=PAGES)
    here = _boxes(page) if page <= BOXES else _row(ctx, STEPS[page - BOXES - 1])
    steps = columns((choice(str(step.number), "help:sop", BOXES + step.number) for step in STEPS), 8)
    turn = []
    if page > 1:
        turn.append(button("paging.earlier", "help:sop", page - 1))
    if page < PAGES:
        turn.append(button("paging.later", "help:sop", page + 1))
    ctx.show(
        join(title, *here),
        [turn, *steps, [button("help.help_back", "help:here"), button("menu.back", "menu:show")]],
    )


def _boxes(page: int) -> list[Html]:
    match page:
        case 1:
            return _head()
        case 2:
            return [say("help.sop_dasar"), *_numbered(SHEET.dasar_hukum)]
        case 3:
            return [
                say("help.sop_kualifikasi"),
                *_numbered(SHEET.kualifikasi),
                say("help.sop_keterkaitan"),
                *(say("help.sop_bullet", text=text) for text in SHEET.keterkaitan),
            ]
    return [
        say("help.sop_peringatan", text=SHEET.peringatan),
        say("help.sop_peralatan", text=SHEET.peralatan),
        say("help.sop_pencatatan"),
        *_numbered(record.title for record in SHEET.pencatatan),
    ]


def _head() -> list[Html]:
    return [
        say("help.sop_judul", judul=SHEET.judul),
        say("help.sop_lintas", text=SHEET.lintas_fungsi),
        say("help.sop_aktifitas", text=SHEET.aktifitas_lintas_fungsi),
        say("help.sop_pelaksana", text=", ".join(SHEET.pelaksana)),
        say("help.sop_waktu", text=SHEET.waktu),
        say("help.sop_alamat", text=SHEET.alamat_bapperida),
    ]


def _numbered(texts: Iterable[str]) -> list[Html]:
    return [say("help.sop_item", at=at, text=text) for at, text in enumerate(texts, start=1)]


def _row(ctx: Ctx, step: Step) -> list[Html]:
    """A row as the SOP has it, with who does it here and by when; before a season as the table says."""
    executor, due = step.executor, plain("progress.no_deadline")
    checker, signer = step.checker, step.signer
    try:
        run = run_of(ctx.unit, ctx.season, step.key)
    except Refused:  # no season yet
        pass
    else:
        executor, checker, signer, due = run.executor, run.checker, run.signer, deadline_words(run)
    decides = [post for post in dict.fromkeys((checker, signer)) if post is not None]
    return [
        say("help.sop_row", number=step.number, title=step.title),
        say("help.sop_row_executor", executor=names([executor])),
        *([say("help.sop_row_decides", who=names(decides))] if decides else []),
        say("help.sop_row_requires", text=step.requires_text),
        say("help.sop_row_time", text=SHEET.waktu, due=due),
        say("help.sop_row_output", text=step.output_text),
    ]
