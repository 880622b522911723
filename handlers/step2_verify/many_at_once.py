"""Pilih banyak: usulan are ticked, eight a page, and get one verdict together.

> [Daftar antrean] > [Pilih banyak]
< ☐ US-2028-TNS-KDB-0042 ... 3 dipilih.  [☑ 0042 Drainase] ... [Semua di halaman] [Kosongkan] [Putuskan 3]
> [Putuskan 3] > [Tidak layak] > [Sudah dianggarkan] > [Pakai kalimat ini]
< 3 usulan: Tidak layak. Akan dikirim kepada 2 pengusul.  [Kirim putusan]
"""

from __future__ import annotations

from handlers.step2_verify.queue_place import QueuePlace, sieve_words
from handlers.step2_verify.verdict_screens import show_home
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from handlers.talk.paging import turning
from handlers.talk.who import VERIFIES
from models.enums import Status
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.proposals.label import listed, on_button
from sop.step2_verify.many_at_once import MOST, undo_together
from sop.step2_verify.queue_filter import STEP
from sop.step2_verify.verdict_queue import PAGE, page_of, proposal_here
from texts import join, say


class Ticks:
    """Which usulan are ticked, each with the version that was on the screen then."""

    def __init__(self, ctx: Ctx) -> None:
        self._draft = ChatDraft.begin(ctx, "s2ticks", ctx.season.id)

    @property
    def picked(self) -> dict[int, int]:
        kept: dict[str, int] = self._draft.get("picked") or {}
        return {int(one): revision for one, revision in kept.items()}

    def turn(self, rows: list[Proposal]) -> None:
        """All of these are ticked; where they are already, none of them."""
        picked = self.picked
        if all(row.id in picked for row in rows):
            gone = {row.id for row in rows}
            self._put({one: revision for one, revision in picked.items() if one not in gone})
            return
        picked |= {row.id: row.revision for row in rows}
        if len(picked) > MOST:
            raise Refused("many.too_many", most=MOST)
        self._put(picked)

    def clear(self) -> None:
        self._draft.drop()

    def _put(self, picked: dict[int, int]) -> None:
        self._draft.put("picked", {str(one): revision for one, revision in picked.items()})


def _page(ctx: Ctx, page: int) -> tuple[list[Proposal], int]:
    working_on(ctx.unit, ctx.actor, ctx.season, STEP)
    return page_of(ctx.unit, ctx.season, ctx.actor, QueuePlace(ctx).sieve, page, Status.SUBMITTED)


@view("s2:many")
def show_many(ctx: Ctx, page: int) -> None:
    """Eight usulan that wait, each with its box."""
    rows, total = _page(ctx, page)
    page = min(page, max(total - 1, 0) // PAGE)
    sieve, picked = QueuePlace(ctx).sieve, Ticks(ctx).picked
    lines = [
        say(
            "many.line",
            box=_box(row, picked),
            what=listed(row),
        )
        for row in rows
    ]
    boxes = columns(choice(_label(row, picked), "s2:tick", row.id, page) for row in rows)
    ways: list[Button] = [button("many.page", "s2:tick_page", page)] if rows else []
    if picked:
        ways.append(button("many.clear", "s2:untick", page))
    ctx.show(
        join(
            say("many.title", count=len(picked)),
            say("queue.through", sieve=sieve_words(ctx, sieve)) if sieve else "",
            *(lines or [say("step2_verify.list_empty")]),
        ),
        [
            *boxes,
            ways,
            turning(page, total, "s2:many"),
            [button("many.decide", "s2:mass", count=len(picked))] if picked else [],
            [button("queue.sieve", "s2:sieve"), button("step2_verify.home_back", "s2:home")],
        ],
    )


def _label(row: Proposal, picked: dict[int, int]) -> str:
    return f"{_box(row, picked)} {on_button(row)}"


def _box(row: Proposal, picked: dict[int, int]) -> str:
    return "☑" if row.id in picked else "☐"


def tick(ctx: Ctx, id: int, page: int) -> None:
    """☐ becomes ☑."""
    row = proposal_here(ctx.unit, ctx.actor, id)
    if row.season_id != ctx.season.id or row.status != Status.SUBMITTED:
        raise Refused("many.changed")
    Ticks(ctx).turn([row])
    show_many(ctx, page)


def tick_page(ctx: Ctx, page: int) -> None:
    """Semua di halaman."""
    rows, _ = _page(ctx, page)
    if rows:
        Ticks(ctx).turn(rows)
    show_many(ctx, page)


def untick(ctx: Ctx, page: int) -> None:
    """Kosongkan."""
    Ticks(ctx).clear()
    show_many(ctx, page)


def undo_all(ctx: Ctx, mark: str) -> None:
    """Batalkan: all of them stand as before."""
    count = undo_together(ctx.unit, ctx.actor, mark)
    ctx.banner(say("many.undone", count=count))
    show_home(ctx)


HANDLERS = (
    Press("s2:many", show_many, VERIFIES),
    Press("s2:tick", tick, VERIFIES.on(Proposal)),
    Press("s2:tick_page", tick_page, VERIFIES),
    Press("s2:untick", untick, VERIFIES),
    Press("s2:undo_all", undo_all, VERIFIES),
)
