"""/tugas: what waits for me."""

from __future__ import annotations

from handlers.talk.buttons import Command, Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import POST
from models.speech import button
from sop.flow.debts import Debt, debts_of
from texts import Html, join, plain, say
from texts.figures import relative_days, short_date

MOST = 6  #: on one screen


@view("tasks:show")
def show_tasks(ctx: Ctx) -> None:
    """The tasks of the person, nearest deadline first, each with its way in."""
    waiting = debts_of(ctx.unit, ctx.season, ctx.actor)
    menu = [button("menu.back", "menu:show")]
    if not waiting:
        ctx.show(join(say("tasks.title"), say("tasks.none")), [menu])
        return
    lines = [_line(ctx, at, debt) for at, debt in enumerate(waiting[:MOST], start=1)]
    ctx.show(join(say("tasks.title"), *lines), [*([debt.open] for debt in waiting[:MOST]), menu])


def _line(ctx: Ctx, at: int, debt: Debt) -> Html:
    due = plain("tasks.no_due")
    if debt.due is not None:
        due = plain("tasks.due", day=short_date(debt.due), left=relative_days(debt.due, ctx.today))
    return say("tasks.line", at=at, words=debt.words, due=due)


HANDLERS = (Command("tugas", show_tasks, POST), Press("tasks:show", show_tasks, POST))
