"""Who may press a button at all: post and kecamatan, asked before any function of ours runs.

What is asked here is coarse on purpose: which posts, and whether the rows that the button names are of this
office. Whose usulan it is and whether it is the time for it is asked by `sop/`, which knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import CallbackQuery

from handlers.talk.context import Ctx
from handlers.talk.season import must_be_of_now
from models.base import Base
from models.enums import StepState
from models.people import Person
from models.posts import Post
from sop.core.people import may, names
from sop.core.refused import Refused
from sop.flow.progress import run_of


@dataclass(frozen=True)
class Who:
    """People, by the posts they hold now."""

    posts: tuple[Post, ...] = ()
    steps: tuple[str, ...] = ()  #: and whoever carries out these steps here: a kecamatan may set another post
    signers: bool = False  #: and whoever signs here: an office may have somebody sign a.n. Camat
    everybody: bool = False  #: whoever has joined, with a post or without
    strangers: bool = False  #: and whoever has not
    no: str = "common.not_yours"  #: what everybody else is told

    def on(self, *rows: type[Base] | None, anytime: bool = False, since: str | None = None) -> Right:
        """Their right to a button whose numbers are ids of these tables."""
        return Right(self, rows, anytime, since)

    def __or__(self, other: Who) -> Who:
        """Both."""
        return Who(
            tuple(dict.fromkeys((*self.posts, *other.posts))),
            tuple(dict.fromkeys((*self.steps, *other.steps))),
            self.signers or other.signers,
            self.everybody or other.everybody,
            self.strangers or other.strangers,
            self.no,
        )


@dataclass(frozen=True)
class Right:
    """Who may press, and which tables the arguments of the button are ids of (None: no id)."""

    who: Who
    rows: tuple[type[Base] | None, ...] = ()
    anytime: bool = False  #: the button of a notice does the same when its season is over
    since: str | None = None  #: the step that the season must have come to; until then there is nothing of it

    # What is only read by its id, and people's own affairs, are the same at any time. What belongs to the
    # meeting itself is not looked at before it; its papers are made before.


#: By the words of the handlers that there are, for screens that are shown again.
RIGHTS: dict[str, Right] = {}


def given(word: str, right: Right | Who) -> Right:
    """The right to this word, noted. ValueError where it has another one already."""
    whole = right if isinstance(right, Right) else right.on()
    if RIGHTS.setdefault(word, whole) != whole:
        raise ValueError(f"{word} has two rights")
    return whole


def must_be(ctx: Ctx, who: Who) -> None:
    """Refuse everybody else."""
    if who.strangers:
        return
    actor = ctx.actor
    if who.everybody or may(actor, ctx.unit, *who.posts):
        return
    if not actor.held(ctx.now):
        rests = any(one.in_force(ctx.now) and one.stand_in(ctx.now) for one in actor.posts)
        raise Refused("common.post_rests" if rests else "common.no_post")
    chosen = _chosen_here(ctx, who)
    if not may(actor, ctx.unit, *chosen):
        raise Refused(who.no, post=names(dict.fromkeys((*chosen, *who.posts))))


def _chosen_here(ctx: Ctx, who: Who) -> list[Post]:
    """The posts that this office has set for a task."""
    executors = [Post(run_of(ctx.unit, ctx.season, step).executor) for step in who.steps]
    signers = [Post(run.signer) for run in ctx.season.runs if run.signer] if who.signers else []
    return [*executors, *signers]


def allow(ctx: Ctx, right: Right, values: Sequence[object], pressed: CallbackQuery | None = None) -> None:
    """Refuse a press of somebody without the post, about another kecamatan's rows, too early and too late."""
    must_be(ctx, right.who)
    if right.who.strangers:
        return
    for table, value in zip(right.rows, values, strict=False):
        if table is not None and isinstance(value, int):
            _of_this_office(ctx, ctx.actor, table, value)
    if pressed is not None and not right.anytime:
        must_be_of_now(ctx, pressed)
    if right.since is not None and run_of(ctx.unit, ctx.season, right.since).state == StepState.WAITING:
        raise Refused(f"{right.since}.waiting")


def _of_this_office(ctx: Ctx, actor: Person, table: type[Base], id: int) -> None:
    """A row that is not there is left to the function that is called: it knows why."""
    row = ctx.unit.get(table, id)
    if row is None:
        return
    ctx.desk.held.add(row)  # or it would be read anew a moment later
    if getattr(row, "kecamatan_id", None) != actor.kecamatan_id:
        raise Refused("common.not_found")
