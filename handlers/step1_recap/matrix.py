"""The recap in the chat: kelurahan by komisi, and behind each number the usulan it counts.

> [Rekap usulan]
< Rekap usulan RKPD 2028. Kedung Badak: Pemerintahan 2 · ... = 14, Rp2.410.000.000 ...  [Kedung Badak] [Semua]
> [Kedung Badak]
< Kelurahan Kedung Badak. Pemerintahan: 2 usulan, Rp120.000.000 ...  [Pemerintahan 2] [Kesra 4] ...
> [Kesra 4]
< Kelurahan Kedung Badak, Kesra: 4 usulan, Rp310.000.000. 0007. Pelatihan kader posyandu, ...  [0007] ...
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, page_of, told_apart, turning, turns, within
from handlers.talk.who import RECAP
from models.enums import Komisi
from models.people import Kelurahan
from models.posts import Post
from models.speech import Button, button, choice, columns
from sop.core.people import may
from sop.core.refused import Refused
from sop.proposals.label import for_label, listed, short_number
from sop.step1_recap.export import EXPORTERS
from sop.step1_recap.intake import must_see
from sop.step1_recap.matrix import Cell, counted_in, matrix, seen_kelurahan, sees_whole
from texts import Html, join, plain, say
from texts.figures import moment, number, rupiah

ALL = 0  #: instead of a kelurahan: every one that this person sees
EVERY = "semua"  #: instead of a komisi


@view("recap:matrix")
def show_matrix(ctx: Ctx, page: int) -> None:
    """Every kelurahan with its four numbers; the sums below are of all pages."""
    places = seen_kelurahan(ctx.unit, ctx.actor, ctx.season)
    if len(places) == 1:
        show_place(ctx, places[0].id)
        return
    found = matrix(ctx.unit, ctx.season, places)
    shown = page_of(places, page)
    lines = [
        say(
            "recap.line",
            kelurahan=place.name,
            cells=_named([found.at(place, komisi) for komisi in Komisi]),
            **_facts(found.of_kelurahan(place)),
        )
        for place in shown.items
    ]
    foot = say(
        "recap.sum",
        cells=_named([found.of_komisi(komisi) for komisi in Komisi]),
        **_facts(found.whole),
    )
    keys = columns(
        choice(label, "recap:place", place.id)
        for label, place in zip(told_apart(place.name for place in shown.items), shown.items, strict=True)
    )
    more = [button("recap.all", "recap:place", ALL)]
    if sees_whole(ctx.unit, ctx.actor, ctx.season):
        more.append(button("recap.snapshots", "recap:snapshots", 0))
    files = [button("export.open", "export:choose")] if may(ctx.actor, ctx.unit, *EXPORTERS) else []
    rows = [*keys, turns(shown, "recap:matrix"), more, files, _foot(ctx)]
    title = say("recap.title", year=ctx.season.year, at=moment(ctx.now))
    ctx.show(join(title, *lines, foot), rows)


@view("recap:place")
def show_place(ctx: Ctx, kelurahan_id: int) -> None:
    """One kelurahan, or all: count and money of each komisi, each leading to its list."""
    places = _chosen(ctx, kelurahan_id)
    found = matrix(ctx.unit, ctx.season, places)
    cells = [(komisi, found.of_komisi(komisi)) for komisi in Komisi]
    lines = [
        say("recap.of_komisi", komisi=plain(f"komisi.{komisi}"), **_facts(cell)) for komisi, cell in cells
    ]
    keys = columns(
        button(
            "recap.open_komisi",
            "recap:list",
            kelurahan_id,
            komisi,
            0,
            komisi=plain(f"komisi.{komisi}"),
            count=cell.count,
        )
        for komisi, cell in cells
        if cell.count
    )
    whole = found.whole
    every = [button("recap.open_every", "recap:list", kelurahan_id, EVERY, 0, count=whole.count)]
    alone = len(seen_kelurahan(ctx.unit, ctx.actor, ctx.season)) == 1
    back = _foot(ctx) if alone else [button("form.back", "recap:matrix", 0), button("menu.back", "menu:show")]
    total = say("recap.sum_of_all", **_facts(whole))
    ctx.show(join(_where(places, kelurahan_id), *lines, total), [*keys, every if whole.count else [], back])


@view("recap:list")
def show_cell(ctx: Ctx, kelurahan_id: int, komisi: str, page: int) -> None:
    """The usulan that a number of the recap counts."""
    places = _chosen(ctx, kelurahan_id)
    if komisi != EVERY and komisi not in tuple(Komisi):
        raise Refused("common.not_found")
    wanted = None if komisi == EVERY else Komisi(komisi)
    found = matrix(ctx.unit, ctx.season, places)
    cell = found.whole if wanted is None else found.of_komisi(wanted)
    word = plain("recap.every_komisi") if wanted is None else plain(f"komisi.{wanted}")
    at = within(page, cell.count)
    query = counted_in(ctx.season, places, wanted).options(*for_label())
    rows = ctx.unit.all(query.offset(at * PER_PAGE).limit(PER_PAGE))
    lines = [say("step1_recap.list_line", what=listed(row)) for row in rows]
    keys = columns((choice(short_number(row), "usulan:see", row.id) for row in rows), 4)
    head = say("recap.list_head", komisi=word, **_facts(cell))
    back = [button("form.back", "recap:place", kelurahan_id), button("menu.back", "menu:show")]
    pages = turning(at, cell.count, "recap:list", kelurahan_id, komisi)
    ctx.show(join(_where(places, kelurahan_id), head, *lines), [*keys, pages, back])


def _chosen(ctx: Ctx, kelurahan_id: int) -> list[Kelurahan]:
    """The kelurahan of a button, as long as this person sees it."""
    places = seen_kelurahan(ctx.unit, ctx.actor, ctx.season)
    chosen = [place for place in places if kelurahan_id in (ALL, place.id)]
    if not chosen:
        raise Refused("common.not_found")
    return chosen


def _where(places: list[Kelurahan], kelurahan_id: int) -> Html:
    if kelurahan_id == ALL:
        return say("recap.of_all", count=len(places))
    return say("recap.of_one", kelurahan=places[0].name)


def _facts(cell: Cell) -> dict[str, str]:
    return {"count": number(cell.count), "total": rupiah(cell.total)}


def _named(cells: list[Cell]) -> str:
    """ "Pemerintahan 0 · Kesra 2 · ...": no number without its name, a zero neither."""
    return " · ".join(
        plain("recap.cell", komisi=plain(f"komisi.{komisi}"), count=number(cell.count))
        for komisi, cell in zip(Komisi, cells, strict=True)
    )


def _foot(ctx: Ctx) -> list[Button]:
    """Back to where the recap was opened from."""
    return [_back(ctx), button("menu.back", "menu:show")]


def _back(ctx: Ctx) -> Button:
    if ctx.actor.holds(Post.LURAH, ctx.now):
        return button("form.back", "lurah:list")
    try:
        must_see(ctx.unit, ctx.actor, ctx.season)
    except Refused:
        return button("form.back", "status:card")
    return button("form.back", "s1:home")


HANDLERS = (
    Press("recap:matrix", show_matrix, RECAP),
    Press("recap:place", show_place, RECAP.on(Kelurahan)),
    Press("recap:list", show_cell, RECAP.on(Kelurahan)),
)
