"""Bagi tugas: who verifies what, by kelurahan or komisi, and for one usulan.

> [Bagi tugas]
< Hendra: 40 menunggu, 2 diperbaiki, 12 selesai ... Belum diserahkan: 60.  [Per kelurahan] [Per komisi]
> [Per kelurahan] > [Kedung Badak 12] > [Yanti Susanti]
< Serahkan 12 usulan Kedung Badak kepada Yanti Susanti? 3 lainnya sudah dipegang.  [Serahkan 12] [Semua 15]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import marked, page_of, turns
from handlers.talk.who import REVIEWS, SHARES_OUT
from models.enums import Komisi
from models.people import Kelurahan, Person
from models.proposal import Proposal
from models.speech import Button, button, choice, columns
from sop.core.kelurahan import kelurahan_in
from sop.core.refused import Refused
from sop.step2_verify.assigning import (
    OPEN,
    Part,
    assign,
    assign_part,
    assignments,
    how_many,
    loads,
    may_share,
    reviewer,
    sharing,
    unassigned,
)
from sop.step2_verify.queue_filter import reviewers
from sop.step2_verify.step import looking
from sop.step2_verify.verdict_queue import proposal_here, waiting_by
from texts import join, plain, say
from texts.figures import moment

MOST_LOADS = 7
MOST_HISTORY = 5


@view("s2:share")
def show_share(ctx: Ctx) -> None:
    """Every reviewer's load, and what nobody has."""
    sharing(ctx.unit, ctx.actor, ctx.season)
    found = loads(ctx.unit, ctx.season)
    lines = [
        say(
            "assign.load",
            name=load.person.name,
            waiting=load.waiting,
            returned=load.returned,
            decided=load.decided,
        )
        for load in found[:MOST_LOADS]
    ]
    if len(found) > MOST_LOADS:
        lines.append(say("assign.more", count=len(found) - MOST_LOADS))
    left = unassigned(ctx.unit, ctx.season)
    ways: list[Button] = []
    if found:
        ways = [button("assign.by_kelurahan", "s2:parts", 0), button("assign.by_komisi", "s2:komisis")]
    ctx.show(
        join(say("assign.title"), *(lines or [say("assign.nobody")]), say("assign.left", count=left)),
        [ways, [button("step2_verify.home_back", "s2:home")]],
    )


@view("s2:parts")
def show_parts(ctx: Ctx, page: int) -> None:
    """The kelurahan, with how many wait in each."""
    sharing(ctx.unit, ctx.actor, ctx.season)
    waiting = waiting_by(ctx.unit, ctx.season, Proposal.kelurahan_id)
    here = page_of([one for one in _kelurahan(ctx) if waiting.get(one.id)], page)
    picks = columns(
        choice(marked(one.name, f"{waiting[one.id]}"), "s2:to", f"k{one.id}") for one in here.items
    )
    words = say("assign.which_kelurahan") if picks else say("assign.nothing_waits")
    ctx.show(words, [*picks, turns(here, "s2:parts"), [button("form.back", "s2:share")]])


@view("s2:komisis")
def show_komisis(ctx: Ctx) -> None:
    """The four komisi, with how many wait for each."""
    sharing(ctx.unit, ctx.actor, ctx.season)
    waiting = waiting_by(ctx.unit, ctx.season, Proposal.komisi)
    picks = columns(
        choice(marked(plain(f"komisi.{komisi}"), f"{waiting[komisi]}"), "s2:to", komisi)
        for komisi in Komisi
        if waiting.get(komisi)
    )
    words = say("assign.which_komisi") if picks else say("assign.nothing_waits")
    ctx.show(words, [*picks, [button("form.back", "s2:share")]])


def _kelurahan(ctx: Ctx) -> list[Kelurahan]:
    return kelurahan_in(ctx.unit, ctx.actor.kecamatan_id)


def _part(ctx: Ctx, mark: str) -> Part:
    """What a button calls k12 (a kelurahan) or sarpras (a komisi)."""
    if mark in {*Komisi}:
        return Part(komisi=Komisi(mark))
    kelurahan = ctx.unit.get(Kelurahan, int(mark[1:])) if mark[1:].isdigit() else None
    if mark[:1] != "k" or kelurahan is None or kelurahan.kecamatan_id != ctx.actor.kecamatan_id:
        raise Refused("common.old_button")
    return Part(kelurahan=kelurahan)


def _people(ctx: Ctx, word: str, *ids: object, without: int | None = None) -> list[list[Button]]:
    return columns(
        choice(marked(load.person.name, f"{load.waiting}"), word, *ids, load.person.id)
        for load in loads(ctx.unit, ctx.season)
        if load.person.id != without
    )


@view("s2:to")
def ask_to(ctx: Ctx, mark: str) -> None:
    """To whom? Behind each name stands what he has already."""
    sharing(ctx.unit, ctx.actor, ctx.season)
    part = _part(ctx, mark)
    ctx.show(
        say("assign.to_whom", part=part.name),
        [*_people(ctx, "s2:give", mark), [button("form.back", "s2:share")]],
    )


@view("s2:give")
def ask_give(ctx: Ctx, mark: str, to: int) -> None:
    """How many these are, before they are given."""
    sharing(ctx.unit, ctx.actor, ctx.season)
    part, person = _part(ctx, mark), reviewer(ctx.unit, ctx.season, to)
    free, taken = how_many(ctx.unit, ctx.season, part, person)
    if not free and not taken:
        raise Refused("assign.nothing_left", part=part.name)
    rows: list[list[Button]] = []
    if free:
        rows.append([button("assign.give", "s2:given", mark, to, 0, count=free)])
    if taken:
        rows.append([button("assign.give_all", "s2:given", mark, to, 1, count=free + taken)])
    words = say("assign.preview", part=part.name, name=person.name, free=free, taken=taken)
    ctx.show(words, [*rows, [button("form.back", "s2:to", mark)]])


def give(ctx: Ctx, mark: str, to: int, taken_too: int) -> None:
    """Serahkan: they are his from now on, and he is told once."""
    person, part = reviewer(ctx.unit, ctx.season, to), _part(ctx, mark)
    count = assign_part(ctx.unit, ctx.actor, ctx.season, part, person, taken_too=bool(taken_too))
    ctx.banner(say("assign.given", count=count, part=part.name, name=person.name))
    show_share(ctx)


# ---- one usulan


@view("s2:who")
def show_who(ctx: Ctx, id: int) -> None:
    """Who has this usulan, who had it, and to whom it can be given."""
    run = looking(ctx.unit, ctx.actor, ctx.season)
    row = proposal_here(ctx.unit, ctx.actor, id)
    now = ctx.unit.get(Person, row.assigned_to_id)
    lines = []
    for one, to, by in assignments(ctx.unit, row)[:MOST_HISTORY]:
        facts = {"at": moment(one.at), "to": to or plain("assign.everybody"), "by": by}
        lines.append(
            say("assign.was_given_because", reason=one.reason, **facts)
            if one.reason
            else say("assign.was_given", **facts)
        )
    rows: list[list[Button]] = []
    if may_share(ctx.unit, ctx.actor, run) and row.status in OPEN:
        rows = _people(ctx, "s2:hand", row.id, without=row.assigned_to_id)
        if now is not None:
            rows.append([button("assign.to_everybody", "s2:hand", row.id, 0)])
    name = now.name if now is not None else plain("assign.everybody")
    ctx.show(
        join(say("assign.who", number=row.number or "-", name=name), *lines),
        [*rows, [button("step2_verify.card_back", "s2:more", row.id)]],
    )


def hand(ctx: Ctx, id: int, to: int) -> None:
    """This one goes to him; 0 is everybody."""
    row = proposal_here(ctx.unit, ctx.actor, id)
    person = reviewer(ctx.unit, ctx.season, to) if to else None
    assign(ctx.unit, ctx.actor, row, person)
    name = person.name if person is not None else plain("assign.everybody")
    ctx.banner(say("assign.done", number=row.number or "-", name=name))
    show_who(ctx, id)


def share_row(ctx: Ctx) -> list[Button]:
    """On the home of step 2, where there is somebody to share with."""
    run = looking(ctx.unit, ctx.actor, ctx.season)
    several = len(reviewers(ctx.unit, ctx.season)) > 1
    return [button("assign.share", "s2:share")] if several and may_share(ctx.unit, ctx.actor, run) else []


HANDLERS = (
    Press("s2:share", show_share, SHARES_OUT),
    Press("s2:parts", show_parts, SHARES_OUT),
    Press("s2:komisis", show_komisis, SHARES_OUT),
    Press("s2:to", ask_to, SHARES_OUT),
    Press("s2:give", ask_give, SHARES_OUT.on(None, Person)),
    Press("s2:given", give, SHARES_OUT.on(None, Person)),
    Press("s2:who", show_who, REVIEWS.on(Proposal)),
    Press("s2:hand", hand, SHARES_OUT.on(Proposal, Person)),
)
