"""The Lurah about the list of his kelurahan.

> [Rekap kelurahan]
< Kelurahan Kedung Badak. Masuk ke kecamatan: 12 usulan, Rp2.410.000.000. Benar?  [Benar] [Ada selisih]
> [Lihat daftar]
< Daftar per 14 Jan 2027 09.10 WIB. 0007. Pelatihan kader posyandu, Rp20.000.000 ...  [0007] ...
"""

from __future__ import annotations

from sqlalchemy import select

from handlers.step1_recap import lurah_differs
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import LURAH
from models.proposal import Proposal
from models.speech import Button, button, choice, columns, data
from sop.core.refused import Refused
from sop.proposals.label import for_label, of_words, short_number
from sop.proposals.proposal_words import place_words
from sop.step1_recap.changes import Changes, in_short
from sop.step1_recap.confirming import CHANGED, Frozen, as_frozen, asked_about, open_list
from sop.step1_recap.differences import agree
from texts import Html, join, say
from texts.figures import cut, moment, number, rupiah

MOST = 300  #: characters of the numbers that changed


def open_lurah(ctx: Ctx) -> None:
    """His kelurahan's count and total, frozen as he sees them, to be confirmed."""
    seen = open_list(ctx.unit, ctx.actor, ctx.season)
    ctx.desk.place = data("lurah:show")
    _show(ctx, seen)


@view("lurah:show")
def show_lurah(ctx: Ctx) -> None:
    """The same again, as long as it is still the list that was frozen."""
    _show(ctx, as_frozen(ctx.unit, ctx.actor, ctx.season))


def _show(ctx: Ctx, seen: Frozen) -> None:
    standing, said = seen.standing, seen.said
    see = [
        button("step1_recap.see_list", "lurah:frozen", 0)
        if said is not None
        else button("step1_recap.see_list", "s1:list", standing.kelurahan.id, 0),
        button("recap.by_komisi", "recap:place", standing.kelurahan.id),
    ]
    foot = [button("menu.back", "menu:show")]
    facts = {
        "kelurahan": standing.kelurahan.name,
        "count": number(standing.count),
        "total": rupiah(standing.total),
    }
    if standing.confirmed or not seen.asked:
        key = "step1_recap.lurah_confirmed" if standing.confirmed else "step1_recap.lurah_closed"
        ctx.show(say(key, **facts), [see, foot])
        return
    if said is None:
        ctx.show(
            say("step1_recap.lurah_unseen", **facts), [[button("step1_recap.open_list", "lurah:list")], foot]
        )
        return
    ctx.show(join(say("step1_recap.lurah_ask", **facts), *_beside(seen)), [_answers(seen), see, foot])


def _beside(seen: Frozen) -> list[Html]:
    """What the Lurah should know before he answers."""
    standing, said = seen.standing, seen.said
    lines = changed_lines(seen.since)
    if said is not None and said.mark:
        lines.append(say("recap.frozen_at", at=moment(said.at)))
    if standing.drafts:
        lines.append(say("step1_recap.lurah_drafts", drafts=standing.drafts))
    if standing.difference:
        lines.append(say("step1_recap.lurah_said", note=cut(standing.difference, 200)))
    return lines


def changed_lines(found: Changes) -> list[Html]:
    """Which usulan came, went and changed."""
    kinds = (("recap.came", found.added), ("recap.went", found.gone), ("recap.changed", found.changed))
    return [say(key, numbers=cut(in_short(named), MOST)) for key, named in kinds if named]


def _answers(seen: Frozen) -> list[Button]:
    mark = (seen.said.mark if seen.said else None) or "-"
    right = button("step1_recap.right", "lurah:right", mark[:16])
    return [right, button("step1_recap.wrong", "lurah:wrong")]


def _frozen(one: Proposal, cost: int | None) -> str:
    """Told apart as everywhere, with the amount that he was asked about."""
    words = of_words(one.title or "", place_words(one), one.kelurahan.name, cost)
    return f"{short_number(one)} {words}"


@view("lurah:frozen")
def show_frozen(ctx: Ctx, page: int) -> None:
    """The list as it is asked about, also when it has changed since."""
    place, said = asked_about(ctx.unit, ctx.actor, ctx.season)
    if said is None or said.mark is None:
        raise Refused("common.old_button")
    shown = page_of(said.numbers, page)
    which = (Proposal.season_id == ctx.season.id, Proposal.number.in_([row[0] for row in shown.items]))
    known = {one.number: one for one in ctx.unit.all(select(Proposal).where(*which).options(*for_label()))}
    lines = [say("step1_recap.list_line", what=_frozen(known[named], cost)) for named, _, cost in shown.items]
    keys = columns((choice(row[0][-4:], "usulan:see", known[row[0]].id) for row in shown.items), 4)
    head = say(
        "recap.frozen_head",
        kelurahan=place.name,
        at=moment(said.at),
        count=number(said.count),
        total=rupiah(said.total),
    )
    back = [button("form.back", "lurah:list"), button("menu.back", "menu:show")]
    ctx.show(join(head, *lines), [*keys, turns(shown, "lurah:frozen"), back])


def say_right(ctx: Ctx, mark: str) -> None:
    """Benar: with a receipt that names every usulan."""
    try:
        said = agree(ctx.unit, ctx.actor, ctx.season, mark)
    except Refused as refused:
        if refused.key != CHANGED:
            raise
        why = say(refused.key, **refused.facts)
        ctx.alert(why)
        ctx.banner(Html(f"⚠️ {why}"))
        open_lurah(ctx)  # what it has become is what he answers now
        return
    facts = {"count": number(said.count), "total": rupiah(said.total)}
    named = [row[0] for row in said.numbers]
    ctx.tell(
        join(
            say("step1_recap.confirmed_receipt", **facts),
            say("recap.receipt_numbers", numbers=in_short(named)) if named else "",
            say("recap.receipt_mark", at=moment(said.at), mark=(said.mark or "")[:8]),
        )
    )
    show_lurah(ctx)


HANDLERS = (
    *lurah_differs.HANDLERS,
    Press("lurah:list", open_lurah, LURAH),
    Press("lurah:show", show_lurah, LURAH),
    Press("lurah:frozen", show_frozen, LURAH),
    Press("lurah:right", say_right, LURAH),
)
