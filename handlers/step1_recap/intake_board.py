"""The board of the intake: every kelurahan, its people, its letter, its usulan.

> (JFU) [Daftar kelurahan]
< ✔ Kedung Badak: 12 usulan, Rp2.410.000.000, dikonfirmasi ...  [Kedung Badak] [Tanah Sareal] ...
"""

from __future__ import annotations

from sqlalchemy import select

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, page_of, told_apart, turning, turns, within
from handlers.talk.who import LURAH, TAKES_IN, WATCHES
from models.enums import StepState
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal
from models.speech import button, choice, columns
from sop.core.people import holders
from sop.flow.progress import run_of
from sop.proposals.label import for_label, listed
from sop.step1_recap.intake import COUNTED, STEP, Standing, board, kelurahan_here, must_see, standing_of
from sop.step1_recap.nudges import nudge
from texts import Html, join, say
from texts.figures import cut, long_date, number, rupiah


@view("s1:board")
def show_board(ctx: Ctx, page: int) -> None:
    """Every kelurahan: not yet, draft, sent, confirmed."""
    must_see(ctx.unit, ctx.actor, ctx.season)
    standings = board(ctx.unit, ctx.season)
    shown = page_of(standings, page)
    labels = told_apart(standing.kelurahan.name for standing in shown.items)
    keys = columns(
        choice(label, "s1:kelurahan", standing.kelurahan.id)
        for label, standing in zip(labels, shown.items, strict=True)
    )
    rows = [*keys, turns(shown, "s1:board"), [button("form.back", "s1:home")]]
    ctx.show(join(say("step1_recap.board_title"), *(board_line(standing) for standing in shown.items)), rows)


def board_line(standing: Standing) -> Html:
    facts = {
        "kelurahan": standing.kelurahan.name,
        "count": number(standing.count),
        "total": rupiah(standing.total),
    }
    if standing.confirmed:
        return say("step1_recap.board_confirmed", **facts)
    if standing.difference:
        return say("step1_recap.board_differs", **facts)
    if standing.count:
        return say("step1_recap.board_sent", **facts)
    if standing.drafts:
        return say("step1_recap.board_drafts", kelurahan=standing.kelurahan.name, drafts=standing.drafts)
    return say("step1_recap.board_nothing", kelurahan=standing.kelurahan.name)


@view("s1:kelurahan")
def show_kelurahan(ctx: Ctx, id: int) -> None:
    """One kelurahan, for JFU: its people, what differs, its letter."""
    must_see(ctx.unit, ctx.actor, ctx.season)
    standing = standing_of(ctx.unit, ctx.season, id)
    parts = [
        say("step1_recap.kelurahan_title", kelurahan=standing.kelurahan.name),
        board_line(standing),
        *(
            say("step1_recap.kelurahan_person", name=person.name, post=say(f"step1_recap.post_{post}"))
            for post, person in _people(ctx, id)[:5]
        ),
        say("step1_recap.kelurahan_differs", note=cut(standing.difference, 200))
        if standing.difference
        else Html(""),
        say("step1_recap.kelurahan_letter", number=standing.letter.number, day=long_date(standing.letter.day))
        if standing.letter
        else say("step1_recap.kelurahan_no_letter"),
    ]
    run = run_of(ctx.unit, ctx.season, STEP)
    desk = ctx.actor.holds(Post(run.executor), ctx.now)
    letter = [button("step1_recap.note_letter", "s1:letter", id)] if desk else []
    waits = desk and run.state == StepState.OPEN and not standing.confirmed
    rows = [
        [*letter, button("step1_recap.see_list", "s1:list", id, 0)],
        [button("step1_recap.remind", "s1:remind", id)] if waits else [],
        [button("form.back", "s1:board", 0), button("menu.back", "menu:show")],
    ]
    ctx.show(join(*parts), rows)


def _people(ctx: Ctx, kelurahan_id: int) -> list[tuple[Post, Person]]:
    kecamatan_id = ctx.actor.kecamatan_id
    return [
        (post, person)
        for post in (Post.LURAH, Post.DELEGASI)
        for person in holders(ctx.unit, kecamatan_id, post, kelurahan_id)
    ]


def remind(ctx: Ctx, kelurahan_id: int) -> None:
    """Ingatkan: those of one kelurahan who still owe something."""
    place = kelurahan_here(ctx.unit, ctx.actor, kelurahan_id)
    count = nudge(ctx.unit, ctx.actor, ctx.season, place)
    ctx.banner(say("step1_recap.nudged", count=count) if count else say("step1_recap.nobody_to_nudge"))
    show_kelurahan(ctx, kelurahan_id)


@view("s1:list")
def show_list(ctx: Ctx, kelurahan_id: int, page: int) -> None:
    """The usulan of one kelurahan."""
    own = any(
        held.post == Post.LURAH and held.kelurahan_id == kelurahan_id for held in ctx.actor.held(ctx.now)
    )
    if not own:
        must_see(ctx.unit, ctx.actor, ctx.season)
    standing = standing_of(ctx.unit, ctx.season, kelurahan_id)
    query = select(Proposal).where(
        Proposal.season_id == ctx.season.id,
        Proposal.kelurahan_id == kelurahan_id,
        Proposal.status.in_(COUNTED),
    )
    at = within(page, standing.count)
    found = ctx.unit.all(
        query.options(*for_label()).order_by(Proposal.sequence).offset(at * PER_PAGE).limit(PER_PAGE)
    )
    lines = [say("step1_recap.list_line", what=listed(one)) for one in found]
    keys = columns((choice((one.number or "")[-4:], "usulan:see", one.id) for one in found), 4)
    back = button("form.back", "lurah:list") if own else button("form.back", "s1:kelurahan", kelurahan_id)
    title = say(
        "step1_recap.list_title",
        kelurahan=standing.kelurahan.name,
        count=number(standing.count),
        total=rupiah(standing.total),
    )
    pages = turning(at, standing.count, "s1:list", kelurahan_id)
    ctx.show(join(title, *lines), [*keys, pages, [back, button("menu.back", "menu:show")]])


HANDLERS = (
    Press("s1:board", show_board, WATCHES),
    Press("s1:kelurahan", show_kelurahan, WATCHES.on(Kelurahan)),
    Press("s1:remind", remind, TAKES_IN.on(Kelurahan)),
    Press("s1:list", show_list, (WATCHES | LURAH).on(Kelurahan)),
)
