"""The plenary: one order for the kecamatan, and what is not agreed.

< Pleno. Urutan gabungan menurut nilai. 1. ...  [Urut per komisi] [Tetapkan urutan]
> [3. Pelatihan UMKM]  [Belum disepakati]
< Apa alasannya? ...
> [Tetapkan urutan]
< Tetapkan urutan pleno? 38 disepakati ...  [Ya, tetapkan] [Kembali]
"""

from __future__ import annotations

from handlers.step5_meeting.standings import LONGEST_REASON, spread, total_words
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, page_of, turns
from handlers.talk.who import POST, SCORES
from models.meeting import Standing
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.proposals.label import listed, on_button, told_apart
from sop.reading import sentence
from sop.step5_meeting.meeting import STEP5, chairs, has_begun, is_under_way, komisi_name
from sop.step5_meeting.plenary import (
    Order,
    agree,
    arranged,
    deciding,
    disagree,
    fix,
    in_doubt,
    still_scoring,
)
from sop.step5_meeting.standings import SHORTEST_REASON, is_fixed, standing_in, standings
from texts import Html, join, plain, say
from texts.figures import number, rupiah


def _order(value: str) -> Order:
    if value not in list(Order):
        raise Refused("common.old_button")
    return Order(value)


@view("s5:plenary")
def show_plenary(ctx: Ctx, how: str) -> None:
    """Which komisi is waited for; then the order as it would be fixed, or as it is."""
    order = _order(how)
    waiting = still_scoring(ctx.unit, ctx.season)
    back = [button("step5_meeting.back", "s5:home")]
    if waiting:
        names = ", ".join(komisi_name(one.komisi) for one in waiting)
        ctx.show(join(say("plenary.title"), say("plenary.waits", komisi=names)), [back])
        return
    found = standings(ctx.unit, ctx.season)
    agreed = [one for one in found if one.agreed]
    total = sum(one.proposal.cost or 0 for one in agreed)
    state = "plenary.is_fixed" if is_fixed(found) else f"plenary.order_{order}"
    ctx.show(
        join(
            say("plenary.title"),
            say(state),
            say(
                "plenary.figures", agreed=len(agreed), declined=len(found) - len(agreed), total=rupiah(total)
            ),
            say("plenary.how_to") if _decides(ctx, found) else "",
        ),
        [*_ways(ctx, found, order), back],
    )


def _decides(ctx: Ctx, found: list[Standing]) -> bool:
    may = chairs(ctx.unit, ctx.actor, ctx.season) and has_begun(ctx.unit, ctx.season)
    return may and bool(found) and not is_fixed(found)


def _ways(ctx: Ctx, found: list[Standing], order: Order) -> list[list[Button]]:
    rows = [[button("plenary.list", "s5:order", order, 0)]]
    if _decides(ctx, found):
        other = Order.KOMISI if order is Order.TOTAL else Order.TOTAL
        rows.append([button(f"plenary.arrange_{other}", "s5:plenary", other)])
        rows.append([button("plenary.fix", "s5:fix", order)])
    elif is_fixed(found) and chairs(ctx.unit, ctx.actor, ctx.season) and is_under_way(ctx.unit, ctx.season):
        rows.append([button("doors.open_order", "s5:unfix")])
    return rows


@view("s5:order")
def show_order(ctx: Ctx, how: str, page: int) -> None:
    """The order page by page; an usulan is opened by its button."""
    order = _order(how)
    _must_be_closed(ctx)
    found = arranged(standings(ctx.unit, ctx.season), ctx.season, order)
    here = page_of(found, page)
    shown = list(enumerate(here.items, start=here.first))
    ways = [choice(f"{n}. {on_button(one.proposal)}", "s5:item", one.id, how) for n, one in shown]
    ctx.show(
        join(say(f"plenary.list_{order}", count=len(found)), *[_line(n, one) for n, one in shown]),
        [
            *columns(ways),
            turns(here, "s5:order", how),
            [button("step5_meeting.back", "s5:plenary", how)],
        ],
    )


def _must_be_closed(ctx: Ctx) -> None:
    waiting = still_scoring(ctx.unit, ctx.season)
    if waiting:
        raise Refused("plenary.too_early", komisi=", ".join(komisi_name(one.komisi) for one in waiting))


def _line(at: int, one: Standing) -> Html:
    return say(
        "plenary.line" if one.agreed else "plenary.line_declined",
        at=at,
        what=listed(one.proposal),
        komisi=komisi_name(one.komisi),
        total=total_words(one),
    )


@view("s5:item")
def show_item(ctx: Ctx, id: int, how: str) -> None:
    """One usulan before the plenary."""
    order = _order(how)
    _must_be_closed(ctx)
    one = standing_in(ctx.unit, ctx.season, ctx.unit.get(Standing, id))
    proposal = one.proposal
    found = arranged(standings(ctx.unit, ctx.season), ctx.season, order)
    at = next(place for place, each in enumerate(found) if each.id == one.id)
    ctx.show(
        join(
            say("plenary.item_title", title=proposal.title or "", number=proposal.number or ""),
            say("plenary.item_place", kelurahan=proposal.kelurahan.name, place=proposal.place or ""),
            say("plenary.item_cost", cost=rupiah(proposal.cost or 0), office=proposal.office or "-"),
            say(
                "plenary.item_rank",
                komisi=komisi_name(one.komisi),
                rank=one.rank,
                total=total_words(one),
                spread=number(spread(one)),
            ),
            say("plenary.item_agreed") if one.agreed else say("plenary.item_declined", reason=one.note or ""),
        ),
        [
            *_item_rows(ctx, one, found, order),
            [button("step5_meeting.back", "s5:order", order, at // PER_PAGE)],
        ],
    )


def _item_rows(ctx: Ctx, one: Standing, found: list[Standing], order: Order) -> list[list[Button]]:
    if not _decides(ctx, found):
        return []
    if one.agreed:
        return [[button("plenary.disagree", "s5:disagree", one.id, order)]]
    return [[button("plenary.agree", "s5:agree", one.id, order)]]


def say_agreed(ctx: Ctx, id: int, how: str) -> None:
    agree(ctx.unit, ctx.actor, ctx.season, ctx.unit.get(Standing, id))
    show_item(ctx, id, _order(how))


# ---- not agreed


def begin_disagree(ctx: Ctx, id: int, how: str) -> str:
    """Belum disepakati: the reason is asked for."""
    order = _order(how)
    standing = in_doubt(ctx.unit, ctx.actor, ctx.season, ctx.unit.get(Standing, id))
    ChatDraft.begin(ctx, DISAGREE.name, standing.id).put("how", order.value)
    return DISAGREE.begin(ctx, standing.id)


def _title(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    standing = standing_in(ctx.unit, ctx.season, ctx.unit.get(Standing, draft.about))
    return {"what": told_apart(standing.proposal)}


def _disagree(ctx: Ctx, draft: ChatDraft) -> None:
    standing, given = ctx.unit.get(Standing, draft.about), draft.values
    disagree(ctx.unit, ctx.actor, ctx.season, standing, given["reason"])
    ctx.banner(say("plenary.declined_now"))
    show_item(ctx, standing.id if standing else 0, given["how"])


def _leave(ctx: Ctx) -> None:
    draft = DISAGREE.draft(ctx)
    show_item(ctx, draft.about or 0, draft.get("how"))


DISAGREE = ask_one(
    "s5disagree",
    title="plenary.reason_title",
    key="reason",
    text="plenary.ask_reason",
    label="plenary.label_reason",
    facts=_title,
    read=lambda typed: sentence(typed, SHORTEST_REASON, LONGEST_REASON),
    finish=_disagree,
    leave=_leave,
)


# ---- the order is fixed


@view("s5:fix")
def ask_fix(ctx: Ctx, how: str) -> None:
    """Once more before the order is fixed for good."""
    order = _order(how)
    found = deciding(ctx.unit, ctx.actor, ctx.season)
    if not found:
        raise Refused("plenary.nothing")
    agreed = [one for one in found if one.agreed]
    ctx.show(
        say(
            "plenary.ask_fix",
            order=plain(f"plenary.name_{order}"),
            agreed=len(agreed),
            declined=len(found) - len(agreed),
            total=rupiah(sum(one.proposal.cost or 0 for one in agreed)),
        ),
        [
            [button("plenary.yes_fix", "s5:fixyes", order)],
            [button("step5_meeting.back", "s5:plenary", order)],
        ],
    )


def do_fix(ctx: Ctx, how: str) -> None:
    found = fix(ctx.unit, ctx.actor, ctx.season, _order(how))
    ctx.banner(say("plenary.fixed_now", count=len(found)))
    show_plenary(ctx, how)


HANDLERS = (
    DISAGREE.conversation(Press("s5:disagree", begin_disagree, SCORES.on(Standing, since=STEP5))),
    Press("s5:plenary", show_plenary, POST.on(since=STEP5)),
    Press("s5:order", show_order, POST.on(since=STEP5)),
    Press("s5:item", show_item, POST.on(Standing, since=STEP5)),
    Press("s5:agree", say_agreed, SCORES.on(Standing, since=STEP5)),
    Press("s5:fix", ask_fix, SCORES.on(since=STEP5)),
    Press("s5:fixyes", do_fix, SCORES.on(since=STEP5)),
)
