"""Whoever asks to be let in without an invitation: JFU answers.

< Siti Aminah (+6281234567890) minta bergabung sebagai Delegasi Kelurahan Kedung Badak.  [Lihat permintaan]
> [Lihat permintaan]
< ...  [Terima] [Jabatan lain] [Tolak]
> [Terima]
< Siti Aminah sudah diterima.
"""

from __future__ import annotations

from handlers.accounts.choosing import KELURAHAN, POST, kelurahan_id, post_in
from handlers.accounts.people_desk import show_desk
from handlers.accounts.seconding import waits_banner
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, ask_one
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import GIVES
from models.people import JoinRequest
from models.posts import Post
from models.speech import button, columns, data
from sop.accounts.post_words import post_words
from sop.core.people import must_hold
from sop.core.posts import GIVERS
from sop.joining.join_requests import (
    SHORTEST_REASON,
    asked_words,
    let_in,
    open_requests,
    phone_words,
    request_of,
    turn_away,
)
from sop.reading import sentence
from texts import join, say
from texts.figures import moment


@view("people:asks")
def show_requests(ctx: Ctx, page: int) -> None:
    """Who waits to be let in, the longest waiting first."""
    must_hold(ctx.unit, ctx.actor, *GIVERS[Post.DELEGASI])
    shown = page_of(open_requests(ctx.unit, ctx.actor), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [
        say("joining_requests.line", at=at, name=one.name, post=post_words(one)) for at, one in numbered
    ] or [say("joining_requests.none")]
    keys = columns(
        (button("joining_requests.open_one", "people:ask", one.id, at=at) for at, one in numbered), 4
    )
    ctx.show(
        join(say("joining_requests.list_title"), *lines),
        [*keys, turns(shown, "people:asks"), [button("form.back", "people:home")]],
    )


def open_request(ctx: Ctx, id: int) -> None:
    """One request, with the three answers. His number is on it: who opened it is noted."""
    request = request_of(ctx.unit, ctx.actor, id)
    ctx.desk.place = data("people:asks", 0)
    rows = [
        [
            button("joining_requests.accept", "people:let", id),
            button("joining_requests.other", "people:admit", id),
        ],
        [button("joining_requests.refuse", "people:deny", id), button("form.back", "people:asks", 0)],
    ]
    ctx.show(
        join(
            asked_words(request),
            phone_words(ctx.unit, ctx.actor, request),
            say("joining_requests.since", at=moment(request.at)),
        ),
        rows,
    )


def accept(ctx: Ctx, id: int) -> None:
    """Terima, as he asked."""
    person = let_in(ctx.unit, ctx.actor, id)
    ctx.banner(say("joining_requests.done", name=person.name))
    show_requests(ctx, 0)


def begin_other(ctx: Ctx, id: int) -> str:
    """Jabatan lain: JFU says as what he comes in."""
    request_of(ctx.unit, ctx.actor, id)
    return ADMIT.begin(ctx, id)


def _admitted(ctx: Ctx, draft: ChatDraft) -> None:
    person = let_in(ctx.unit, ctx.actor, draft.about, post=post_in(draft), kelurahan_id=kelurahan_id(draft))
    waits = (waits_banner(ctx, one) for one in person.posts if one.revoked_at is None)
    ctx.banner(next(filter(None, waits), say("joining_requests.done", name=person.name)))
    show_requests(ctx, 0)


def begin_refusing(ctx: Ctx, id: int) -> str:
    """Tolak: the reason goes to who asked."""
    request_of(ctx.unit, ctx.actor, id)
    return DENY.begin(ctx, id)


def _denied(ctx: Ctx, draft: ChatDraft) -> None:
    turn_away(ctx.unit, ctx.actor, draft.about, draft.get("reason"))
    ctx.banner(say("joining_requests.denied"))
    show_requests(ctx, 0)


ADMIT = ChatForm(
    "admit",
    title="joining_requests.admit_title",
    questions=[POST, KELURAHAN],
    finish=_admitted,
    leave=show_desk,
)

DENY = ask_one(
    "deny",
    title="joining_requests.deny_title",
    key="reason",
    text="joining_requests.ask_reason",
    label="joining_requests.label_reason",
    read=lambda typed: sentence(typed, SHORTEST_REASON, 300),
    finish=_denied,
    leave=show_desk,
)


HANDLERS = (
    ADMIT.conversation(Press("people:admit", begin_other, GIVES.on(JoinRequest, anytime=True))),
    DENY.conversation(Press("people:deny", begin_refusing, GIVES.on(JoinRequest, anytime=True))),
    Press("people:asks", show_requests, GIVES.on(anytime=True)),
    Press("people:ask", open_request, GIVES.on(JoinRequest, anytime=True)),
    Press("people:let", accept, GIVES.on(JoinRequest, anytime=True)),
)
