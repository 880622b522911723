"""Two sent usulan become one, from the card of either.

> [Gabung dengan...]
< US-2028-TNS-KDB-0043 digabung ke usulan mana?  [0042 Drainase] ...
> 42
< US-...-0043 (Kedung Badak) digabung ke US-...-0042 (Ciwaringin)?  [Jangan digabung] [Ya, gabungkan]
> [Ya, gabungkan]
< (the card)  [Pisahkan]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, show_again, view
from handlers.talk.chat_form import ChatDraft, Rows, ask_one, pick
from handlers.talk.context import Ctx
from handlers.talk.who import MERGES, WRITES
from models.proposal import Proposal
from models.season import Season
from models.speech import Button, button, data
from sop.core.refused import Refused
from sop.core.statuses import shown
from sop.proposals.label import LINE, named, short_number
from sop.step2_verify.merging import (
    MERGEABLE,
    candidates,
    may_merge,
    may_part,
    merge,
    mergeable,
    merging,
    numbered,
    own_within,
    part,
)
from texts import Html, join, plain, say

D = ChatDraft

LONGEST = 60


def merge_rows(ctx: Ctx, row: Proposal) -> list[list[Button]]:
    """What the card of an usulan offers to whoever may merge or part it."""
    if may_part(ctx.unit, ctx.actor, row):
        return [[button("likeness.part", "gab:part", row.id)]]
    own = [
        [button("likeness.part_one", "gab:part", one.id, number=short_number(one))]
        for one in own_within(ctx.unit, ctx.actor, row)
    ]
    season = ctx.unit.session.get_one(Season, row.season_id)
    if row.status in MERGEABLE and may_merge(ctx.unit, ctx.actor, season):
        return [*own, [button("likeness.merge", "gab:which", row.id)]]
    return own


def begin(ctx: Ctx, id: int) -> str:
    """Gabung dengan..."""
    mergeable(ctx.unit, ctx.actor, id)
    return WHICH.anew(ctx, id)


def _one(ctx: Ctx, draft: D) -> Proposal:
    return mergeable(ctx.unit, ctx.actor, draft.about or 0)


def _facts(ctx: Ctx, draft: D) -> dict[str, object]:
    one = _one(ctx, draft)
    lines = [
        say(
            "likeness.candidate",
            **named(other, LINE),
        )
        for other in candidates(ctx.unit, one)
    ]
    alike = join(say("likeness.alike"), *lines) if lines else say("likeness.none_alike")
    return {"number": one.number or "-", "alike": alike}


def _rows(ctx: Ctx, draft: D) -> Rows:
    found = candidates(ctx.unit, _one(ctx, draft))
    return [[pick((other.number or "-")[-20:], "other", other.id)] for other in found]


def _chosen(ctx: Ctx, draft: D, value: str) -> int:
    if not value.isdigit():
        raise Refused("form.old_button")
    return merging(ctx.unit, ctx.actor, draft.about or 0, int(value))[1].id


def _typed(ctx: Ctx, draft: D, typed: str) -> int:
    one = _one(ctx, draft)
    return merging(ctx.unit, ctx.actor, one.id, numbered(ctx.unit, one, typed).id)[1].id


def _finish(ctx: Ctx, draft: D) -> None:
    one, other = draft.about or 0, int(draft.get("other"))
    ask(ctx, one, other)


def _leave(ctx: Ctx) -> None:
    _see(ctx, WHICH.draft(ctx).about or 0)


WHICH = ask_one(
    "gab",
    title="likeness.which_title",
    key="other",
    text="likeness.which",
    label="likeness.which_label",
    reads=_typed,
    rows=_rows,
    chosen=_chosen,
    facts=_facts,
    finish=_finish,
    leave=_leave,
)


@view("gab:ask")
def ask(ctx: Ctx, id: int, other: int) -> None:
    """What would become of it, before it is done."""
    one, root = merging(ctx.unit, ctx.actor, id, other)
    elsewhere = one.komisi != root.komisi
    komisi = (plain(f"komisi.{row.komisi}") if row.komisi else "-" for row in (one, root))
    ctx.show(
        join(
            say("likeness.ask", number=one.number or "-", other=root.number or "-"),
            _side(one),
            _side(root),
            say("likeness.other_komisi", mine=next(komisi), its=next(komisi)) if elsewhere else Html(""),
            say("likeness.ask_what", other=root.number or "-"),
        ),
        [
            [button("likeness.no", "usulan:see", one.id)],
            [button("likeness.yes", "gab:yes", one.id, root.id, one.version, root.version)],
        ],
    )


def _side(row: Proposal) -> Html:
    return say(
        "likeness.side",
        status=shown(row.status),
        **named(row),
    )


def confirm(ctx: Ctx, id: int, other: int, version: int, its_version: int) -> None:
    """Ya, gabungkan: only what was read."""
    one, root = merging(ctx.unit, ctx.actor, id, other)
    if (one.version, root.version) != (version, its_version):
        raise Refused("likeness.changed_meanwhile")
    merge(ctx.unit, ctx.actor, one.id, root.id)
    ctx.banner(say("likeness.merged", number=one.number or "-", other=root.number or "-"))
    _see(ctx, one.id)


def apart(ctx: Ctx, id: int) -> None:
    """Pisahkan."""
    one = part(ctx.unit, ctx.actor, id)
    ctx.banner(say("likeness.parted", number=one.number or "-"))
    _see(ctx, one.id)


def _see(ctx: Ctx, id: int) -> None:
    """The card, whose buttons lead here."""
    show_again(ctx, data("usulan:see", id))


HANDLERS = (
    WHICH.conversation(Press("gab:which", begin, MERGES.on(Proposal, Proposal))),
    Press("gab:ask", ask, MERGES.on(Proposal, Proposal)),
    Press("gab:yes", confirm, MERGES.on(Proposal, Proposal)),
    Press("gab:part", apart, (MERGES | WRITES).on(Proposal)),
)
