"""The usulan in four komisi.

> [Usulan]
< Pemerintahan: 4 usulan, Rp...  ⚠ Belum terpetakan: 1 usulan.  [Pemerintahan 4] ... [Belum terpetakan 1]
> [Sarpras 22]
< 0003 · Perbaikan drainase · Kedung Badak ...  [0003] [0007] ...
> [0003]
< (the usulan)  [Ke Ekonomi] [Ke Kesra] [Ke Pemerintahan]
> [Ke Ekonomi]
< Mengapa usulan ini pindah?
"""

from __future__ import annotations

from handlers.step4_coordinate.seats import komisi_name
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, Page, last_page, marked, turns, within
from handlers.talk.who import COORDINATES, looks_at
from models.enums import Komisi
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.flow.step_access import looked_at, may_work
from sop.proposals.label import listed
from sop.reading import sentence
from sop.step4_coordinate import sorting
from sop.step4_coordinate.seats import komisi_from
from texts import Html, join, plain, say
from texts.figures import cut, number, rupiah

NONE = "none"  #: in a button: those without a komisi
LONGEST_TITLE = 50
LONGEST_PROBLEM = 200


@view("s4:board")
def show_board(ctx: Ctx) -> None:
    """How many and how much in each komisi."""
    looked_at(ctx.unit, ctx.actor, ctx.season, sorting.STEP)
    piles = sorting.board(ctx.unit, ctx.season)
    lines = [_line(pile) for pile in piles if pile.komisi is not None or pile.count]
    count, cost = sum(pile.count for pile in piles), sum(pile.cost for pile in piles)
    lines.append(say("sorting.total", count=number(count), cost=rupiah(cost)))
    if not piles[-1].count:
        lines.append(say("sorting.all_placed"))
    rows = columns(_pile_button(pile) for pile in piles if pile.count)
    ctx.show(join(say("sorting.head"), *lines), [*rows, [button("sorting.back", "s4:home")]])


def _line(pile: sorting.Pile) -> Html:
    if pile.komisi is None:
        return say("sorting.line_none", count=number(pile.count), cost=rupiah(pile.cost))
    name = komisi_name(pile.komisi)
    return say("sorting.line", komisi=name, count=number(pile.count), cost=rupiah(pile.cost))


def _pile_button(pile: sorting.Pile) -> Button:
    label = komisi_name(pile.komisi) if pile.komisi else plain("sorting.unplaced")
    return choice(marked(label, str(pile.count)), "s4:list", pile.komisi or NONE, 0)


def _komisi(word: str) -> Komisi | None:
    return None if word == NONE else komisi_from(word)


@view("s4:list")
def show_list(ctx: Ctx, komisi: str, page: int) -> None:
    """The usulan of one komisi, eight at a time."""
    looked_at(ctx.unit, ctx.actor, ctx.season, sorting.STEP)
    wanted = _komisi(komisi)
    count = next(one.count for one in sorting.board(ctx.unit, ctx.season) if one.komisi == wanted)
    here = within(page, count)
    found = sorting.pile(ctx.unit, ctx.season, wanted, start=here * PER_PAGE, count=PER_PAGE)
    head = (
        say("sorting.list_head", komisi=komisi_name(wanted), count=number(count))
        if wanted
        else say("sorting.list_head_none", count=number(count))
    )
    lines = [_list_line(proposal) for proposal in found] or [say("sorting.list_empty")]
    rows = columns((choice(_short(proposal), "s4:usulan", proposal.id) for proposal in found), 4)
    rows.append(turns(Page(found, here, last_page(count), here * PER_PAGE + 1), "s4:list", komisi))
    ctx.show(join(head, *lines), [*rows, [button("sorting.back", "s4:board")]])


def _short(proposal: Proposal) -> str:
    return f"{proposal.sequence or proposal.id:04d}"


def _list_line(proposal: Proposal) -> Html:
    return say("sorting.list_line", what=listed(proposal))


@view("s4:usulan")
def show_usulan(ctx: Ctx, id: int) -> None:
    """One usulan, and the komisi it can go to."""
    run = looked_at(ctx.unit, ctx.actor, ctx.season, sorting.STEP)
    proposal = sorting.usulan_of(ctx.unit, ctx.season, id)
    moved = Html("")
    if proposal.moved_from and proposal.moved_reason:
        origin = komisi_name(proposal.moved_from)
        moved = say("sorting.card_moved", komisi=origin, reason=proposal.moved_reason)
    rows: list[list[Button]] = []
    if may_work(ctx.unit, ctx.actor, run):
        targets = [komisi for komisi in Komisi if komisi != proposal.komisi]
        rows = columns(
            button("sorting.move_to", "s4:move", id, komisi, komisi=komisi_name(komisi)) for komisi in targets
        )
    back = button("sorting.back", "s4:list", proposal.komisi or NONE, 0)
    ctx.show(join(_card(proposal), moved), [*rows, [back]])


def _card(proposal: Proposal) -> Html:
    volume = plain("sorting.no_volume")
    if proposal.volume is not None:
        volume = f"{number(proposal.volume)} {proposal.unit or ''}".strip()
    return say(
        "sorting.card",
        title=proposal.title or "-",
        number=proposal.number or "-",
        kelurahan=proposal.kelurahan.name,
        problem=cut(proposal.problem or "-", LONGEST_PROBLEM),
        volume=volume,
        cost=rupiah(proposal.cost or 0),
        komisi=komisi_name(proposal.komisi) if proposal.komisi else plain("sorting.no_komisi"),
    )


def begin_move(ctx: Ctx, id: int, komisi: str) -> object:
    """Into another komisi: at once where there is none yet, else with a reason."""
    working_on(ctx.unit, ctx.actor, ctx.season, sorting.STEP)
    target = komisi_from(komisi)
    proposal = sorting.usulan_of(ctx.unit, ctx.season, id)
    if proposal.komisi is None:
        sorting.place(ctx.unit, ctx.actor, ctx.season, id, target)
        number = proposal.number or "-"
        ctx.banner(say("sorting.placed", number=number, komisi=komisi_name(target)))
        show_list(ctx, NONE, 0)
        return None
    if proposal.komisi == target:
        raise Refused("sorting.already_there", komisi=komisi_name(target))
    ChatDraft.begin(ctx, MOVE.name, id).put("to", target)
    return MOVE.begin(ctx, id)


def _facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    proposal = sorting.usulan_of(ctx.unit, ctx.season, draft.about or 0)
    return {"number": proposal.number or "-", "komisi": komisi_name(draft.get("to"))}


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    to = Komisi(draft.get("to"))
    proposal = sorting.move(ctx.unit, ctx.actor, ctx.season, draft.about or 0, to, draft.get("reason"))
    ctx.banner(say("sorting.moved", number=proposal.number or "-", komisi=komisi_name(to)))
    show_board(ctx)


MOVE = ask_one(
    "s4move",
    title="sorting.reason_title",
    key="reason",
    text="sorting.reason_ask",
    label="sorting.reason_label",
    read=lambda typed: sentence(typed, sorting.SHORTEST_REASON, sorting.LONGEST_REASON),
    facts=_facts,
    finish=_finish,
    leave=show_board,
)

HANDLERS = (
    Press("s4:board", show_board, looks_at("step4_coordinate")),
    Press("s4:list", show_list, looks_at("step4_coordinate")),
    Press("s4:usulan", show_usulan, looks_at("step4_coordinate").on(Proposal)),
    MOVE.conversation(Press("s4:move", begin_move, COORDINATES.on(Proposal))),
)
