"""Nilai sama: several usulan are picked and get the same scores.

> [Nilai sama]
< Pilih usulan yang mendapat nilai sama. Terpilih 0.  [☐ 1. Drainase] [☐ 2. PJU] ...
> [☐ 1. Drainase] [☐ 2. PJU] [Lanjut 2]
< Nilai untuk 2 usulan ...  [A1] [A2] ...  [Simpan nilai]
"""

from __future__ import annotations

from handlers.step5_meeting.scoring import lines_of, rows_of_five, show_sheets
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from handlers.talk.paging import page_of, turns
from handlers.talk.who import SCORES
from models.meeting import TeamMember
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.proposals.label import listed, on_button
from sop.step4_coordinate.criteria import HIGHEST, LOWEST, Criterion
from sop.step5_meeting.commissions import finished_member
from sop.step5_meeting.meeting import STEP5, member_of
from sop.step5_meeting.score_sheets import Mark, Sheet, marks, sheets
from sop.step5_meeting.scores import give_same, scorer
from texts import join, say

SELECTION = "s5same"  #: name under which the chat keeps what is picked


def _mine(ctx: Ctx) -> tuple[TeamMember, list[Mark], ChatDraft]:
    member = member_of(ctx.unit, ctx.season, ctx.actor)
    if member is None:
        raise Refused("scoring.not_in_commission")
    scorer(ctx.unit, ctx.actor, ctx.season, member.komisi)
    return member, marks(ctx.unit, ctx.season, member), ChatDraft.begin(ctx, SELECTION, member.id)


def _picked(draft: ChatDraft, mine: list[Mark]) -> list[int]:
    """The usulan that are picked, as far as they are still there."""
    ids = set(draft.get("ids") or [])
    return [one.usulan for one in mine if one.usulan in ids]


@view("s5:same")
def show_same(ctx: Ctx, page: int) -> None:
    """The usulan of the komisi with a box each."""
    member, mine, draft = _mine(ctx)
    picked = _picked(draft, mine)
    here = page_of(mine, page)
    at = here.number
    filled = sheets(ctx.unit, ctx.season, member, [one.usulan for one in here.items])
    shown = list(enumerate(filled, start=here.first))
    lines = [say("scoring.same_line", at=n, what=listed(one.proposal)) for n, one in shown]
    boxes = [_box(n, one, one.proposal.id in picked, at) for n, one in shown]
    every = [button("scoring.tick_all", "s5:tickall", at), button("scoring.untick", "s5:untick", at)]
    on = [button("scoring.same_on", "s5:samegive", count=len(picked))] if picked else []
    ctx.show(
        join(say("scoring.same_title", count=len(picked)), *lines),
        [
            *columns(boxes),
            turns(here, "s5:same"),
            every,
            [*on, button("step5_meeting.back", "s5:sheets", at)],
        ],
    )


def _box(at: int, sheet: Sheet, picked: bool, page: int) -> Button:
    sign = "☑" if picked else "☐"
    return choice(f"{sign} {at}. {on_button(sheet.proposal)}", "s5:tick", sheet.proposal.id, page)


def tick(ctx: Ctx, id: int, page: int) -> None:
    """Pick an usulan, or let it go again."""
    _, mine, draft = _mine(ctx)
    if id not in {one.usulan for one in mine}:
        raise Refused("common.old_button")
    ids = _picked(draft, mine)
    draft.put("ids", [one for one in ids if one != id] if id in ids else [*ids, id])
    show_same(ctx, page)


def tick_all(ctx: Ctx, page: int) -> None:
    """Pick all that still lack a score."""
    _, mine, draft = _mine(ctx)
    draft.put("ids", [one.usulan for one in mine if not one.complete])
    show_same(ctx, page)


def untick(ctx: Ctx, page: int) -> None:
    _mine(ctx)[2].drop()
    show_same(ctx, page)


def _criteria(picked: list[Sheet]) -> tuple[Criterion, ...]:
    """All criteria that people score for at least one of them."""
    return tuple({one.key: one for sheet in picked for one in sheet.criteria}.values())


@view("s5:samegive")
def show_give(ctx: Ctx) -> None:
    """The rows of five for all that is picked."""
    member, mine, draft = _mine(ctx)
    picked = sheets(ctx.unit, ctx.season, member, _picked(draft, mine))
    if not picked:
        raise Refused("scoring.none_picked")
    criteria, given = _criteria(picked), dict(draft.get("values") or {})
    overwrites = sum(bool(sheet.given) for sheet in picked)
    ctx.show(
        join(
            say("scoring.same_give", count=len(picked)),
            *lines_of(criteria, given),
            say("scoring.overwrites", count=overwrites) if overwrites else "",
        ),
        [
            *rows_of_five("s5:sameset", criteria, given),
            [button("scoring.save_same", "s5:samesave")],
            [button("step5_meeting.back", "s5:same", 0)],
        ],
    )


def set_value(ctx: Ctx, key: str, value: int) -> None:
    member, mine, draft = _mine(ctx)
    picked = sheets(ctx.unit, ctx.season, member, _picked(draft, mine))
    if key not in {one.key for one in _criteria(picked)} or not LOWEST <= value <= HIGHEST:
        raise Refused("common.old_button")
    draft.put("values", {**(draft.get("values") or {}), key: value})
    show_give(ctx)


def save(ctx: Ctx) -> None:
    """Give the picked usulan these scores."""
    member, mine, draft = _mine(ctx)
    picked = [one.proposal for one in sheets(ctx.unit, ctx.season, member, _picked(draft, mine))]
    count = give_same(ctx.unit, ctx.actor, ctx.season, picked, draft.get("values") or {})
    draft.drop()
    if all(one.complete for one in marks(ctx.unit, ctx.season, member)):
        finished_member(ctx.unit, ctx.season, member)
    ctx.banner(say("scoring.same_saved", count=count))
    show_sheets(ctx, 0)


HANDLERS = (
    Press("s5:same", show_same, SCORES.on(since=STEP5)),
    Press("s5:tick", tick, SCORES.on(Proposal, since=STEP5)),
    Press("s5:tickall", tick_all, SCORES.on(since=STEP5)),
    Press("s5:untick", untick, SCORES.on(since=STEP5)),
    Press("s5:samegive", show_give, SCORES.on(since=STEP5)),
    Press("s5:sameset", set_value, SCORES.on(since=STEP5)),
    Press("s5:samesave", save, SCORES.on(since=STEP5)),
)
