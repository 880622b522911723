"""Inviting somebody: a link and its picture, bound to a post, a kelurahan and a name.

> [Undang]
< Untuk jabatan apa?  [Delegasi Kelurahan] [Lurah]
> [Delegasi Kelurahan]
< Kelurahan mana?  [Kedung Badak] [Tanah Sareal] ...
> [Kedung Badak]
< Siapa nama lengkapnya?
> Siti Aminah
< (kode QR) Undangan untuk Delegasi Kelurahan Kedung Badak, atas nama Siti Aminah. ...
"""

from __future__ import annotations

from handlers.accounts.choosing import KELURAHAN, POST, kelurahan_id, post_in
from handlers.accounts.people_desk import show_desk
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, turns
from handlers.talk.who import GIVES
from models.people import Invitation
from models.posts import Post
from models.speech import button, columns
from sop.accounts.invitations import issue, open_ones, topic, withdraw
from sop.accounts.post_words import post_words
from sop.core.people import must_hold
from sop.core.posts import GIVERS
from sop.reading import person_name
from texts import Html, join, plain, say
from texts.figures import moment, short_date


def begin(ctx: Ctx) -> str:
    """Undang."""
    must_hold(ctx.unit, ctx.actor, *GIVERS[Post.DELEGASI])
    return INVITE.begin(ctx)


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    invitation, token = issue(
        ctx.unit, ctx.actor, post_in(draft), kelurahan_id=kelurahan_id(draft), name=draft.get("name")
    )
    send_link(ctx, invitation, token)
    show_desk(ctx)


def send_link(ctx: Ctx, invitation: Invitation, token: str) -> None:
    """The link and its picture, in one message that can be passed on or held up to a camera."""
    ctx.unit.session.refresh(invitation, ["kelurahan"])
    link = f"https://t.me/{ctx.bot.username}?start={token}"
    words = join(
        say(
            "joining.link_for",
            post=post_words(invitation),
            name=invitation.name or plain("joining.nobody_named"),
        ),
        say("joining.link", link=link, until=moment(invitation.expires_at)),
    )
    ctx.unit.tell(ctx.actor, words, file={"qr": link}, topic=topic(invitation))
    ctx.banner(say("joining.link_made"))


INVITE = ChatForm(
    "invite",
    title="joining.invite_title",
    questions=[
        POST,
        KELURAHAN,
        Question(key="name", text="joining.ask_invited", label="joining.label_name", read=person_name),
    ],
    finish=_finish,
    leave=show_desk,
)


# ---- invitations that wait


@view("people:open")
def show_open(ctx: Ctx, page: int) -> None:
    """The links that still open something, whom they are for, and until when."""
    must_hold(ctx.unit, ctx.actor, *GIVERS[Post.DELEGASI])
    shown = page_of(open_ones(ctx.unit, ctx.actor), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [_line(at, invitation) for at, invitation in numbered] or [say("joining.none_open")]
    rows = columns((button("joining.withdraw_one", "people:drop", one.id, at=at) for at, one in numbered), 3)
    ctx.show(
        join(say("joining.open_title"), *lines),
        [*rows, turns(shown, "people:open"), [button("form.back", "people:home")]],
    )


def _line(at: int, invitation: Invitation) -> Html:
    return say(
        "joining.open_line",
        at=at,
        name=invitation.name or plain("joining.nobody_named"),
        post=post_words(invitation),
        until=short_date(invitation.expires_at.date()),
    )


@view("people:drop")
def ask_withdraw(ctx: Ctx, id: int) -> None:
    """Cabut is asked once more."""
    for one in open_ones(ctx.unit, ctx.actor):
        if one.id == id:
            words = say(
                "joining.withdraw_ask",
                name=one.name or plain("joining.nobody_named"),
                post=post_words(one),
            )
            no = button("joining.keep", "people:open", 0)
            ctx.show(words, [[no], [button("joining.withdraw", "people:dropped", id)]])
            return
    do_withdraw(ctx, id)  # says what became of it


def do_withdraw(ctx: Ctx, id: int) -> None:
    withdraw(ctx.unit, ctx.actor, id)
    ctx.banner(say("joining.withdrawn"))
    show_open(ctx, 0)


HANDLERS = (
    INVITE.conversation(Press("people:invite", begin, GIVES.on(anytime=True))),
    Press("people:open", show_open, GIVES.on(anytime=True)),
    Press("people:drop", ask_withdraw, GIVES.on(Invitation, anytime=True)),
    Press("people:dropped", do_withdraw, GIVES.on(Invitation, anytime=True)),
)
