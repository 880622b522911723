"""Orang & jabatan: where admin, Sekretaris and JFU look after who is in, and in which post."""

from __future__ import annotations

from sqlalchemy import func, select

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import GIVES
from models.people import Person
from models.posts import Post
from models.speech import Button, button
from sop.accounts.invitations import open_ones
from sop.accounts.seconding import open_ones as open_seconds
from sop.core.people import may, must_hold
from sop.core.posts import GIVERS, SECONDS
from sop.imports.phone_list import ORANG
from sop.imports.phone_list import waiting as numbers
from sop.joining.join_requests import open_requests
from texts import join, say


@view("people:home")
def show_desk(ctx: Ctx) -> None:
    """How many are in, what waits for an answer, and the ways on."""
    must_hold(ctx.unit, ctx.actor, *GIVERS[Post.DELEGASI])
    everybody = select(func.count(Person.id)).where(Person.kecamatan_id == ctx.actor.kecamatan_id)
    waiting = len(open_ones(ctx.unit, ctx.actor))
    asking = len(open_requests(ctx.unit, ctx.actor))
    listed = say("joining.desk_list", count=numbers(ctx.unit, ctx.actor.kecamatan_id))
    words = say("joining.desk", people=ctx.unit.first(everybody) or 0, invitations=waiting)
    rows = [
        [
            button("joining.invite", "people:invite"),
            button("joining.open", "people:open", 0, count=waiting),
        ],
        [button("joining_requests.open", "people:asks", 0, count=asking), *_list_of_numbers(ctx)],
        [button("leaving.people", "people:all", 0), button("acting.open", "people:acting", 0)],
        *_seconds(ctx),
        [button("menu.back", "menu:show")],
    ]
    ctx.show(join(say("joining.desk_title"), words, listed), rows)


def _seconds(ctx: Ctx) -> list[list[Button]]:
    """What waits for his word, or counts without anybody's."""
    if not may(ctx.actor, ctx.unit, *SECONDS):
        return []
    count = len(open_seconds(ctx.unit, ctx.actor))
    return [[button("seconding.open", "people:seconds", 0, count=count)]] if count else []


def _list_of_numbers(ctx: Ctx) -> list[Button]:
    """The list is loaded by whoever hands in files."""
    loads = any(ctx.actor.holds(post, ctx.now) for post in ORANG.posts)
    return [button("joining_phone.load", "people:numbers", 0)] if loads else []


HANDLERS = (Press("people:home", show_desk, GIVES.on(anytime=True)),)
