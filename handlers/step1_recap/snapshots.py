"""Numbered recaps: a list of them, each with what changed since the one before.

> [Rekap bernomor]
< v3, 14 Jan 2027 09.10 WIB: 113 usulan, +2 −1 ...  [v3] [v2] [v1] [Buat rekap v4]
> [v3]
< Rekap v3, 14 Jan 2027 09.10 WIB. 113 usulan, Rp12.400.000.000. Dibanding v2: +2 −1 ...
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, turning, within
from handlers.talk.who import TAKES_IN, WHOLE_RECAP
from models.posts import Post
from models.recap import Snapshot
from models.speech import button, columns
from sop.flow.progress import run_of
from sop.step1_recap.changes import in_short, sums
from sop.step1_recap.intake import STEP
from sop.step1_recap.recap_sheets import order_open, order_pra, public_words
from sop.step1_recap.snapshots import (
    changes_of,
    how_many,
    must_see_whole,
    name_of,
    page_of_snapshots,
    snapshot_here,
    take,
)
from texts import join, plain, say
from texts.figures import cut, moment, number, rupiah

MOST = 300  #: characters of the numbers that changed


@view("recap:snapshots")
def show_snapshots(ctx: Ctx, page: int) -> None:
    """The newest first."""
    must_see_whole(ctx.unit, ctx.actor, ctx.season)
    count = how_many(ctx.unit, ctx.season)
    at = within(page, count)
    shown = page_of_snapshots(ctx.unit, ctx.season, at * PER_PAGE, PER_PAGE)
    lines = []
    for one in shown:
        found = changes_of(one)
        since = plain("recap.first") if found is None else sums(found)
        facts = {"edition": one.edition, "at": moment(one.at), "count": number(one.count), "since": since}
        lines.append(say("recap.snapshot_line", **facts))
    keys = columns(
        (button("recap.snapshot_key", "recap:snapshot", one.id, edition=one.edition) for one in shown), 4
    )
    takes = ctx.actor.holds(Post(run_of(ctx.unit, ctx.season, STEP).executor), ctx.now)
    open_still = ctx.season.closed_at is None
    new = [button("recap.take", "recap:take", count, edition=count + 1)] if takes and open_still else []
    head = say("recap.snapshots_title") if shown else say("recap.no_snapshots")
    back = [button("form.back", "recap:matrix", 0), button("menu.back", "menu:show")]
    ctx.show(join(head, *lines), [*keys, turning(at, count, "recap:snapshots"), new, back])


@view("recap:snapshot")
def show_snapshot(ctx: Ctx, id: int) -> None:
    """One of them: how much, its fingerprint, what changed."""
    one = snapshot_here(ctx.unit, ctx.actor, ctx.season, id)
    found = changes_of(one)
    parts = [
        say("recap.snapshot_head", name=name_of(one)),
        say("recap.list_total", count=number(one.count), total=rupiah(one.total)),
        say("recap.snapshot_mark", mark=one.sha256[:8]),
    ]
    if found is not None:
        parts.append(say("recap.compared", earlier=one.edition - 1, since=sums(found)))
        kinds = (
            ("recap.snap_came", found.added),
            ("recap.snap_went", found.gone),
            ("recap.snap_changed", found.changed),
        )
        parts += [say(key, numbers=cut(in_short(named), MOST)) for key, named in kinds if named]
    else:
        parts.append(say("recap.first_one"))
    files = [button("recap.get_pra", "recap:pra", id), button("recap.get_open", "recap:open", id)]
    back = [button("form.back", "recap:snapshots", 0), button("menu.back", "menu:show")]
    ctx.show(join(*parts), [files, [button("recap.get_post", "recap:post", id)], back])


def send_pra(ctx: Ctx, id: int) -> None:
    """The pra Musrenbang format in Excel."""
    order_pra(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("recap.file_coming"))
    show_snapshot(ctx, id)


def send_open(ctx: Ctx, id: int) -> None:
    """Open data, in Excel and as CSV."""
    order_open(ctx.unit, ctx.actor, ctx.season, id)
    ctx.banner(say("recap.file_coming"))
    show_snapshot(ctx, id)


def send_post(ctx: Ctx, id: int) -> None:
    """A message that can be forwarded to the office's channel as it is."""
    ctx.tell(public_words(ctx.unit, ctx.actor, ctx.season, id))
    show_snapshot(ctx, id)


def make(ctx: Ctx, seen: int) -> None:
    """Buat rekap: pressed twice it is made once, and said twice."""
    if seen == how_many(ctx.unit, ctx.season):
        take(ctx.unit, ctx.actor, ctx.season)
    behind = how_many(ctx.unit, ctx.season) - seen - 1
    for made in page_of_snapshots(ctx.unit, ctx.season, behind, 1) if behind >= 0 else ():
        ctx.banner(say("recap.taken", name=name_of(made)))
    show_snapshots(ctx, 0)


HANDLERS = (
    Press("recap:snapshots", show_snapshots, WHOLE_RECAP),
    Press("recap:snapshot", show_snapshot, WHOLE_RECAP.on(Snapshot)),
    Press("recap:take", make, TAKES_IN),
    Press("recap:pra", send_pra, WHOLE_RECAP.on(Snapshot)),
    Press("recap:open", send_open, WHOLE_RECAP.on(Snapshot)),
    Press("recap:post", send_post, WHOLE_RECAP.on(Snapshot)),
)
