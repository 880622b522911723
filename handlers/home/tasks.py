"""/tugas: what waits for me."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from handlers.talk.buttons import Command, Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import marked, turning, within
from handlers.talk.who import POST
from models.speech import button
from sop.flow.debts import Debt, debts_of
from texts import Html, join, plain, say
from texts.figures import relative_days, short_date

MOST = 6  #: on one screen


@view("tasks:show")
def show_tasks(ctx: Ctx) -> None:
    """The tasks of the person, nearest deadline first, each with its way in."""
    show_page(ctx, 0)


@view("tasks:page")
def show_page(ctx: Ctx, page: int) -> None:
    """Six of them; where two buttons read the same, each has the number of its line."""
    waiting = debts_of(ctx.unit, ctx.season, ctx.actor)
    menu = [button("menu.back", "menu:show")]
    if not waiting:
        ctx.show(join(say("tasks.title"), say("tasks.none")), [menu])
        return
    here = within(page, len(waiting), MOST)
    shown = list(enumerate(waiting, start=1))[here * MOST : (here + 1) * MOST]
    labels = Counter(debt.open.text for _, debt in shown)
    ways = [
        [
            debt.open
            if labels[debt.open.text] == 1
            else replace(debt.open, text=marked(debt.open.text, f"{at}"))
        ]
        for at, debt in shown
    ]
    turn = turning(here, len(waiting), "tasks:page", per=MOST)
    ctx.show(join(say("tasks.title"), *(_line(ctx, at, debt) for at, debt in shown)), [*ways, turn, menu])


def _line(ctx: Ctx, at: int, debt: Debt) -> Html:
    due = plain("tasks.no_due")
    if debt.due is not None:
        due = plain("tasks.due", day=short_date(debt.due), left=relative_days(debt.due, ctx.today))
    return say("tasks.line", at=at, words=debt.words, due=due)


HANDLERS = (
    Command("tugas", show_tasks, POST),
    Press("tasks:show", show_tasks, POST),
    Press("tasks:page", show_page, POST),
)
