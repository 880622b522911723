"""The lists behind the queue: eight usulan at a time, through the reviewer's sieve."""

from __future__ import annotations

from datetime import datetime

from handlers.step2_verify.queue_place import QueuePlace, sieve_words
from handlers.talk.buttons import view
from handlers.talk.context import Ctx
from handlers.talk.paging import turning
from models.enums import Status
from models.proposal import Proposal
from models.speech import button, choice, columns
from sop.core.refused import Refused
from sop.core.statuses import shown
from sop.proposals.label import listed, on_button
from sop.step2_verify.queue_filter import late_since
from sop.step2_verify.step import field_name, looking, may_decide
from sop.step2_verify.verdict_queue import DECIDED, PAGE, page_of
from texts import Html, join, say
from texts.figures import day_of, short_date

#: A list in a button -> the usulan in it.
LISTS: dict[str, tuple[Status, ...]] = {
    "waiting": (Status.SUBMITTED,),
    "returned": (Status.RETURNED,),
    "decided": DECIDED,
}


def list_of(status: Status) -> str:
    """The list in which an usulan stands."""
    return next((kind for kind, statuses in LISTS.items() if status in statuses), "waiting")


@view("s2:list")
def show_list(ctx: Ctx, kind: str, page: int) -> None:
    """Eight usulan at a time; the first page is 0."""
    season = ctx.season
    run = looking(ctx.unit, ctx.actor, season)
    if kind not in LISTS:
        raise Refused("common.old_button")
    sieve = QueuePlace(ctx).sieve
    rows, total = page_of(ctx.unit, season, ctx.actor, sieve, page, *LISTS[kind])
    page = min(page, max(total - 1, 0) // PAGE)
    title = say(f"step2_verify.list_title_{kind}", page=page + 1, pages=max(-(-total // PAGE), 1))
    through = say("queue.through", sieve=sieve_words(ctx, sieve)) if sieve else ""
    since = late_since(ctx.unit, season) if kind == "waiting" else None
    lines = [_line(row, kind, since) for row in rows]
    if not rows:
        lines = [say("queue.list_empty_sieve" if sieve else "step2_verify.list_empty")]
    picks = columns(choice(on_button(row), "s2:one", row.id) for row in rows)
    many = []
    if kind == "waiting" and rows and may_decide(ctx.unit, ctx.actor, run):
        many.append(button("many.pick", "s2:many", page))
    foot = [button("queue.sieve", "s2:sieve"), button("step2_verify.home_back", "s2:home")]
    ctx.show(join(title, through, *lines), [*picks, turning(page, total, "s2:list", kind), many, foot])


def _line(row: Proposal, kind: str, late_before: datetime | None) -> Html:
    what = listed(row)
    if kind == "returned":
        since = day_of(row.decided_at) if row.decided_at else None
        day = short_date(since) if since else "-"
        return say("step2_verify.list_line_returned", what=what, field=field_name(row.return_field), day=day)
    if kind == "decided":
        return say("step2_verify.list_line_decided", what=what, status=shown(row.status))
    late = late_before is not None and row.submitted_at is not None and row.submitted_at < late_before
    return say("queue.late_line" if late else "step2_verify.list_line", what=what)
