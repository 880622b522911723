"""The first screen of each person, by the posts he holds."""

from __future__ import annotations

from handlers.proposals.draft_home import newest_draft
from handlers.proposals.limits import limits
from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import JOINED
from models.people import Person
from models.posts import Post
from models.speech import Button, button
from sop.accounts.active_post import hat, hats
from sop.accounts.seconding import waits_on
from sop.core.people import post_title
from sop.core.posts import GIVERS
from sop.core.refused import Refused
from sop.flow.debts import debts_of
from sop.proposals.carry_over import count
from sop.step2_verify.bank import OFFICE
from texts import Html, join, say
from texts.figures import long_date

#: What the home of a post leads to first, where that is one screen: the button's word and the screen.
WAYS: dict[Post, tuple[str, str]] = {
    Post.LURAH: ("menu.lurah", "lurah:list"),
    Post.JFU: ("menu.intake", "s1:home"),
    Post.KEPALA_BIDANG: ("menu.verify", "s2:home"),
    Post.SEKRETARIS: ("menu.prepare", "s4:home"),
    Post.TIM: ("menu.session", "s5:home"),
    Post.CAMAT: ("menu.sign", "s7:home"),
}

#: Who also looks at the queue of verification: JFU shares it out, Sekretaris Kecamatan reopens and closes.
LOOKS_ON: tuple[Post, ...] = (Post.JFU, Post.SEKRETARIS)


@view("menu:show")
def show_menu(ctx: Ctx) -> None:
    """Who one is here, what waits, and the ways in of the post in which he acts."""
    person = ctx.actor
    if not person.held(ctx.now):
        ctx.show(_no_post(ctx, person))
        return
    worn = hat(person, ctx.now)
    if worn is None:
        choose_hat(ctx)
        return
    waiting = _waiting(ctx)
    head = say("menu.head", kecamatan=person.kecamatan.name, name=person.name, post=post_title(worn))
    waits = say("menu.waiting", count=waiting) if waiting else say("menu.nothing")
    post = Post(worn.post)
    draft, go_on = newest_draft(ctx) if post == Post.DELEGASI else (Html(""), [])
    ctx.show(
        join(head, waits, draft, *limits(ctx, post)), _rows(ctx, person, post, waiting=waiting, drafts=go_on)
    )


def first_task(ctx: Ctx, post: Post) -> list[Html]:
    """What is expected of who has just joined, and until when, where a day is set."""
    if post not in (Post.DELEGASI, Post.LURAH):
        return []
    try:
        closes = ctx.season.intake_closes
    except Refused:
        return []
    if closes is None or closes < ctx.today:
        return [say(f"menu.first_{post}")]
    return [say(f"menu.first_{post}_until", day=long_date(closes))]


def _no_post(ctx: Ctx, person: Person) -> Html:
    """His posts are over, or somebody stands in for him for a while."""
    for held in person.posts:
        if held.waits_since is not None and held.revoked_at is None:
            who = waits_on(ctx.unit, held)
            return say("menu.waits_second", name=person.name, post=post_title(held), who=who)
        acting = held.stand_in(ctx.now) if held.in_force(ctx.now) else None
        if acting is not None and acting.ends is not None:
            return say(
                "menu.stood_in",
                name=person.name,
                post=post_title(held),
                acting=post_title(acting),
                until=long_date(acting.ends),
            )
    return say("menu.no_post", name=person.name)


@view("hat:choose")
def choose_hat(ctx: Ctx) -> None:
    """Which of his posts somebody with several acts in now."""
    every = list(enumerate(hats(ctx.actor, ctx.now), start=1))
    lines = [say("menu.hat_line", at=at, post=post_title(one)) for at, one in every]
    picks = [[button("menu.hat", "hat:wear", one.id, at=at, post=post_title(one))] for at, one in every]
    ctx.show(join(say("menu.hat_ask", name=ctx.actor.name, count=len(every)), *lines), picks)


def _waiting(ctx: Ctx) -> int:
    try:
        return len(debts_of(ctx.unit, ctx.season, ctx.actor))
    except Refused:
        return 0


def _rows(ctx: Ctx, person: Person, post: Post, *, waiting: int, drafts: list[Button]) -> list[list[Button]]:
    rows: list[list[Button]] = []
    if post == Post.DELEGASI:
        rows.append([button("menu.new", "usulan:new"), button("menu.mine", "usulan:mine")])
        if drafts:
            rows.append(drafts)
        if left := count(ctx.unit, person, ctx.season):
            rows.append([button("likeness.last_year", "lalu:list", 0, count=left)])
    if post in WAYS:
        also = [button("menu.verify", "s2:home")] if post in LOOKS_ON else []
        rows.append([button(*WAYS[post]), *also])
    if post in OFFICE:
        rows.append([button("bank.open", "bank:list", "all", 0)])
    if post in GIVERS[Post.DELEGASI]:
        rows.append([button("menu.people", "people:home")])
    rows.append([button("menu.tasks", "tasks:show", count=waiting), button("menu.status", "status:card")])
    rows.append([button("menu.help", "help:show"), button("menu.settings", "settings:show")])
    if len(hats(person, ctx.now)) > 1:
        rows.append([button("menu.change_hat", "hat:choose")])
    return rows


HANDLERS = (Press("menu:show", show_menu, JOINED.on(anytime=True)),)
