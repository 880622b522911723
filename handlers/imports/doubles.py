"""Rows of a file that may be the same as others: one group after the other, before anything is taken in.

> [Periksa mirip (3)]
< Mungkin sama, 1 dari 2
< Baris 4: Saluran drainase, 40 m, Gang Mawar, ...
< 1. Baris 9: Perbaikan selokan, 40 m, Gg. Mawar, ...
> [Sama, gabung]
"""

from __future__ import annotations

from handlers.imports.incoming import show_one
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import turning
from handlers.talk.who import HANDED_IN
from models.batch import Batch
from models.speech import Button, Keyboard, button, choice, columns
from sop.core.refused import Refused
from sop.imports.batches import batch_of
from sop.imports.same_rows import Doubles, Row, doubles_of, look_again, say_letters_same, say_same
from texts import Html, join, plain, say
from texts.figures import number

SHOWN = 6  #: rows of a group by their words; all of them are answered together


@view("import:double")
def show_group(ctx: Ctx, id: int, at: int) -> None:
    """One group, and the way to the next."""
    batch = batch_of(ctx.unit, ctx.actor, id)
    groups = doubles_of(batch)
    if not 0 <= at < len(groups):
        raise Refused("common.old_button")
    ctx.show(_words(groups, at), _keys(batch, groups, at))


def same(ctx: Ctx, id: int, at: int) -> None:
    """Sama, gabung."""
    _answered(ctx, id, at, same=True)


def differs(ctx: Ctx, id: int, at: int) -> None:
    """Beda."""
    _answered(ctx, id, at, same=False)


def row(ctx: Ctx, id: int, at: int, place: int, same: int) -> None:
    """One row of a group, where the others are otherwise."""
    batch = batch_of(ctx.unit, ctx.actor, id)
    say_same(ctx.unit, ctx.actor, batch, at, same=bool(same), rows=[place])
    show_group(ctx, id, at)


def letters_same(ctx: Ctx, id: int) -> None:
    """3 persis sama."""
    batch = batch_of(ctx.unit, ctx.actor, id)
    count = say_letters_same(ctx.unit, ctx.actor, batch)
    ctx.banner(say("imports.letters_joined", count=number(count)))
    _next(ctx, batch, -1)


def done(ctx: Ctx, id: int) -> None:
    """Selesai: the file is looked at once more, with what was said."""
    look_again(batch_of(ctx.unit, ctx.actor, id))
    show_one(ctx, id)


def _answered(ctx: Ctx, id: int, at: int, *, same: bool) -> None:
    batch = batch_of(ctx.unit, ctx.actor, id)
    say_same(ctx.unit, ctx.actor, batch, at, same=same)
    _next(ctx, batch, at)


def _next(ctx: Ctx, batch: Batch, at: int) -> None:
    """The next group that nobody has answered; after the last one the file."""
    groups = doubles_of(batch)
    left = [place for place, group in enumerate(groups) if group.open]
    following = next((place for place in left if place > at), left[0] if left else None)
    if following is None:
        done(ctx, batch.id)
    else:
        show_group(ctx, batch.id, following)


def _words(groups: list[Doubles], at: int) -> Html:
    group = groups[at]
    lines = [
        say(f"imports.double_{_state(row)}", at=place, row=row.at, shown=row.shown)
        for place, row in enumerate(group.rows[:SHOWN], start=1)
    ]
    more = len(group.rows) - SHOWN
    return join(
        say("imports.doubles_head", at=at + 1, of=number(len(groups))),
        say("imports.double_first", name=group.name[:1].upper() + group.name[1:], shown=group.shown),
        *lines,
        *([say("imports.doubles_more", count=number(more))] if more > 0 else []),
        say("imports.doubles_ask"),
    )


def _state(row: Row) -> str:
    if row.same is None:
        return "exact" if row.exact else "alike"
    return "same" if row.same else "differs"


def _keys(batch: Batch, groups: list[Doubles], at: int) -> Keyboard:
    group = groups[at]
    both = [
        button("imports.same", "import:same", batch.id, at),
        button("imports.differs", "import:differs", batch.id, at),
    ]
    single = [_flip(batch, at, place, row) for place, row in enumerate(group.rows[:SHOWN])]
    letters = [one for group in groups for one in group.rows if one.exact and one.same is None]
    every = button("imports.letters_same", "import:letters", batch.id, count=number(len(letters)))
    return [
        both,
        *(columns(single, 2) if len(single) > 1 else []),
        [every] if len(letters) > 1 else [],
        turning(at, len(groups), "import:double", batch.id, per=1),
        [button("imports.doubles_done", "import:done", batch.id)],
    ]


def _flip(batch: Batch, at: int, place: int, row: Row) -> Button:
    key = "imports.row_same" if row.same is False else "imports.row_differs"
    return choice(plain(key, row=row.at), "import:row", batch.id, at, place, int(row.same is False))


HANDLERS = (
    Press("import:double", show_group, HANDED_IN.on(Batch)),
    Press("import:same", same, HANDED_IN.on(Batch)),
    Press("import:differs", differs, HANDED_IN.on(Batch)),
    Press("import:row", row, HANDED_IN.on(Batch)),
    Press("import:letters", letters_same, HANDED_IN.on(Batch)),
    Press("import:done", done, HANDED_IN.on(Batch)),
)
