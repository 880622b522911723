"""Joining with one's own phone number; who is on no list asks JFU to be let in.

> /start
< Bapak/Ibu belum terdaftar. Tekan Bagikan nomor di bawah layar ini. ...  [Bagikan nomor]
> (own contact)
< Undangan untuk Delegasi Kelurahan Kedung Badak. Atas nama Siti Aminah. ...  [Ya, ini saya] [Bukan saya]

> (a number on no list)
< Siapa nama lengkap Bapak/Ibu?  [Pakai Siti Aminah]
> ...
< Permintaan sudah dikirim kepada JFU Kecamatan Tanah Sareal. ...
"""

from __future__ import annotations

from telegram.ext import filters

from handlers.accounts.choosing import Option, id_of, kelurahan_id, kelurahan_options, listed, per_kelurahan
from handlers.home.menu import show_menu
from handlers.home.start import open_here
from handlers.talk.buttons import Press, Typed
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.who import ANYBODY
from models.people import Invitation, Kecamatan
from models.posts import Post
from models.speech import button
from sop.accounts.by_phone import own_number, places_for
from sop.accounts.post_words import post_words
from sop.core.kelurahan import kelurahan_in
from sop.core.posts import TITLES
from sop.core.refused import Refused
from sop.joining.join_requests import ASKED, ask, may_ask, offices
from sop.privacy.notice import tell_first
from sop.reading import person_name
from texts import join, plain, say


def shared(ctx: Ctx) -> None:
    """A contact was sent: one's own is a key, somebody else's is nothing."""
    contact = ctx.message.contact
    if contact is None:
        raise Refused("common.not_understood")
    number = own_number(sent=contact.phone_number, of=contact.user_id, sender=ctx.chat.id)
    if ctx.chat.prompt_message_id is not None:
        ctx.unit.unprompt(ctx.chat)
    person = ctx.person
    waiting = [one for one in places_for(ctx.unit, number) if person is None or not _holds(ctx, one)]
    ChatDraft.anew(ctx, "number", None, number=number)
    if len(waiting) == 1:
        open_here(ctx, waiting[0])
    elif waiting:
        _choose(ctx, waiting)
    elif person is not None and person.held(ctx.now):
        person.phone = number
        ctx.banner(say("joining_phone.kept"))
        show_menu(ctx)
    else:
        _ask_to_be_let_in(ctx, number)


def _holds(ctx: Ctx, invitation: Invitation) -> bool:
    return any(
        held.post == invitation.post and held.kelurahan_id == invitation.kelurahan_id
        for held in ctx.actor.held(ctx.now)
    )


def _choose(ctx: Ctx, waiting: list[Invitation]) -> None:
    """One number, several places: each is joined by itself."""
    numbered = list(enumerate(waiting[:6], start=1))
    lines = [say("joining_phone.place", at=at, post=post_words(one)) for at, one in numbered]
    keys = [[button("joining_phone.take", "join:of", one.id, at=at)] for at, one in numbered]
    ctx.show(join(say("joining_phone.which"), *lines), keys)


def take(ctx: Ctx, id: int) -> None:
    """One of the places that wait for the number which this chat has shown."""
    invitation = ctx.unit.get(Invitation, id)
    number = ChatDraft(ctx, "number").get("number")
    if invitation is None or number is None or invitation.phone != number:
        raise Refused("common.old_button")
    open_here(ctx, invitation)


# ---- on no list


def _ask_to_be_let_in(ctx: Ctx, number: str) -> None:
    may_ask(ctx.unit, ctx.chat.id)
    tell_first(ctx.unit, ctx.chat.id)
    every = offices(ctx.unit)
    if not every:
        raise Refused("common.no_season")
    only = {"office": f"o{every[0].id}", "only": True} if len(every) == 1 else {}
    ASK.begin(ctx, number=number, **only)


def _own_name(ctx: Ctx) -> str | None:
    """What his Telegram calls him, where that can be a name."""
    user = ctx.desk.update.effective_user
    try:
        return person_name(user.full_name) if user else None
    except Refused:
        return None


def _name_rows(ctx: Ctx, _draft: ChatDraft) -> Rows:
    name = _own_name(ctx)
    return [[pick(plain("start.use_name", name=name), "name", "known")]] if name else []


def _take_name(ctx: Ctx, _draft: ChatDraft, _value: str) -> str:
    name = _own_name(ctx)
    if name is None:
        raise Refused("form.old_button")
    return name


def _places(ctx: Ctx, draft: ChatDraft) -> list[Option]:
    return kelurahan_options(kelurahan_in(ctx.unit, id_of(draft.get("office"))))


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    office = ctx.unit.session.get_one(Kecamatan, id_of(draft.get("office")))
    ask(
        ctx.unit,
        ctx.chat,
        office.id,
        name=draft.get("name"),
        post=Post(draft.get("post")),
        kelurahan_id=kelurahan_id(draft),
        phone=draft.get("number"),
    )
    ctx.show(say("joining_requests.sent", kecamatan=office.name))


ASK = ChatForm(
    "ask",
    title="joining_requests.title",
    questions=[
        listed(
            "office",
            text="joining_requests.ask_office",
            label="joining_requests.label_office",
            options=lambda ctx, _draft: [(f"o{one.id}", one.name) for one in offices(ctx.unit)],
            when=lambda draft: not draft.get("only"),
        ),
        Question(
            key="name",
            text="joining_requests.ask_name",
            label="start.label_name",
            read=person_name,
            rows=_name_rows,
            chosen=_take_name,
        ),
        listed(
            "post",
            text="joining_requests.ask_post",
            label="joining.label_post",
            options=lambda _ctx, _draft: [(post, TITLES[post]) for post in ASKED],
        ),
        listed(
            "kelurahan",
            text="joining.ask_kelurahan",
            label="joining.label_kelurahan",
            options=_places,
            when=per_kelurahan,
        ),
    ],
    finish=_finish,
    leave=lambda ctx: ctx.show(say("joining_requests.come_back")),
)


HANDLERS = (
    ASK.conversation(),
    Press("join:of", take, ANYBODY),
    Typed(filters.UpdateType.MESSAGE & filters.CONTACT, shared, "contact", ANYBODY),
)
