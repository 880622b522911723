"""The first screen of each person, by the posts he holds."""

from __future__ import annotations

from sqlalchemy import func, select

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from models.enums import Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.speech import Button, button
from sop.debts import debts_of
from sop.people import may, post_title
from sop.posts import GIVERS
from sop.refused import Refused
from texts import join, say


@view("menu:show")
def show_menu(ctx: Ctx) -> None:
    """Who one is here, what waits, and the ways in."""
    person = ctx.actor
    held = person.held(ctx.now)
    if not held:
        ctx.show(say("menu.no_post", name=person.name))
        return
    waiting = _waiting(ctx)
    posts = ", ".join(post_title(appointment) for appointment in held)
    head = say("menu.head", kecamatan=person.kecamatan.name, name=person.name, posts=posts)
    waits = say("menu.waiting", count=waiting) if waiting else say("menu.nothing")
    ctx.show(join(head, waits), _rows(ctx, person, waiting))


def _waiting(ctx: Ctx) -> int:
    try:
        return len(debts_of(ctx.unit, ctx.season, ctx.actor))
    except Refused:
        return 0


def _rows(ctx: Ctx, person: Person, waiting: int) -> list[list[Button]]:
    rows: list[list[Button]] = []
    if person.holds(Post.DELEGASI, ctx.now):
        rows.append([button("menu.new", "usulan:new"), button("menu.mine", "usulan:mine")])
        if drafts := _drafts(ctx, person):
            rows.append([button("menu.draft", "usulan:drafts", count=drafts)])
    if person.holds(Post.LURAH, ctx.now):
        rows.append([button("menu.lurah", "lurah:list")])
    if person.holds(Post.JFU, ctx.now):
        rows.append([button("menu.intake", "s1:home")])
    if may(person, ctx.unit, *GIVERS[Post.DELEGASI]):
        rows.append([button("menu.people", "people:home")])
    rows.append([button("menu.tasks", "tasks:show", count=waiting), button("menu.status", "status:card")])
    rows.append([button("menu.help", "help:show"), button("menu.settings", "settings:show")])
    return rows


def _drafts(ctx: Ctx, person: Person) -> int:
    query = select(func.count(Proposal.id)).where(
        Proposal.author_id == person.id, Proposal.status.in_((Status.DRAFT, Status.RETURNED))
    )
    return ctx.unit.first(query) or 0


HANDLERS = (Press("menu:show", show_menu),)
