"""Ikuti and Yang saya ikuti.

> [Ikuti ☆]
< Usulan ... kini Bapak/Ibu ikuti. Kabarnya datang pada pagi hari kerja berikutnya.  [Berhenti ikuti]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, turning, within
from handlers.talk.who import POST
from handlers.tracking.tracking_card import see
from models.proposal import Proposal
from models.speech import button, choice, columns
from sop.core.statuses import shown
from sop.proposals.may_see import sight, status_for
from sop.tracking.following import count_followed, follow, followed, unfollow
from texts import join, say
from texts.figures import cut


def follow_it(ctx: Ctx, id: int) -> None:
    proposal = follow(ctx.unit, ctx.actor, id)
    ctx.banner(say("tracking.following", number=proposal.number or "-"))
    see(ctx, id)


def unfollow_it(ctx: Ctx, id: int) -> None:
    proposal = unfollow(ctx.unit, ctx.actor, id)
    ctx.banner(say("tracking.unfollowing", number=proposal.number or "-"))
    see(ctx, id)


@view("track:mine")
def show_followed(ctx: Ctx, page: int) -> None:
    """Yang saya ikuti, with where each of them stands."""
    count = count_followed(ctx.unit, ctx.actor)
    at = within(page, count)
    found = followed(ctx.unit, ctx.actor, at * PER_PAGE, PER_PAGE)
    lines = [
        say(
            "tracking.followed_line",
            number=one.number or "-",
            title=cut(one.title or "-", 60),
            status=shown(status_for(ctx.unit, one, sight(ctx.unit, ctx.actor, one))),
        )
        for one in found
    ]
    words = say("tracking.followed_title", count=count) if found else say("tracking.followed_none")
    keys = columns((choice((one.number or "")[-4:], "usulan:see", one.id) for one in found), 4)
    ctx.show(
        join(words, *lines), [*keys, turning(at, count, "track:mine"), [button("menu.back", "menu:show")]]
    )


HANDLERS = (
    Press("track:follow", follow_it, POST.on(Proposal)),
    Press("track:unfollow", unfollow_it, POST.on(Proposal)),
    Press("track:mine", show_followed, POST),
)
