"""Joining, by a single-use link; and /start for those who are in.

> /start 3vJk...
< Data pribadi Bapak/Ibu. ...
< Undangan untuk Delegasi Kelurahan Kedung Badak, Kecamatan Tanah Sareal. Benar untuk Bapak/Ibu?
  [Ya, ini saya] [Bukan saya]
> [Ya, ini saya]
< Siapa nama lengkap Bapak/Ibu?  [Pakai: Siti Aminah]
> Siti Aminah, S.E.
< Selamat bergabung. ...
"""

from __future__ import annotations

import re
from datetime import timedelta

from handlers.home.menu import first_task, show_menu
from handlers.proposals.kamus_inline import START as FROM_SEARCH
from handlers.proposals.proposal_receipt import open_receipt
from handlers.talk.buttons import Command, Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.conversation import END, TALKS, end_talk
from handlers.talk.who import ANYBODY
from models.people import Invitation, Kecamatan
from models.posts import Post
from models.speech import button
from sop.accounts.invitations import is_open
from sop.accounts.post_words import post_words
from sop.core.people import signs
from sop.core.refused import Refused
from sop.flow.card import pin_card
from sop.joining.accepting import accept, may_try, open_invitation
from sop.joining.join_requests import waiting_of
from sop.privacy.notice import tell_first
from sop.reading import nip, person_name, sentence
from sop.signing.codes import paper_by_code, told_in_chat
from texts import Html, join, plain, say

CODE_LENGTH = 11  #: of a paper's code; an invitation's token is longer
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")  #: as Telegram lets a link carry it
ONE_GREETING = timedelta(days=1)


def start(ctx: Ctx) -> None:
    """/start alone, with an invitation, or with the code of a receipt or paper."""
    token = ctx.args[0] if ctx.args else ""
    if not token or token == FROM_SEARCH:
        if ctx.person is None:
            raise Refused("common.unknown_person")
        show_menu(ctx)
        return
    if not TOKEN.fullmatch(token):
        raise Refused("start.unknown_code")
    if len(token) <= CODE_LENGTH:
        may_try(ctx.unit, ctx.chat.id)
        if not open_receipt(ctx, token):
            _show_paper(ctx, token)
        return
    invitation = open_invitation(ctx.unit, ctx.chat.id, token)
    if ctx.chat.prompt_message_id is not None:  # the number is not needed any more
        ctx.unit.unprompt(ctx.chat)
    open_here(ctx, invitation)


def open_here(ctx: Ctx, invitation: Invitation) -> None:
    """Show whom the place is for; only the chat that has opened it can take it."""
    office = ctx.unit.session.get_one(Kecamatan, invitation.kecamatan_id)
    whom = say("privacy.short_for", post=post_words(invitation), kecamatan=office.name)
    tell_first(ctx.unit, ctx.chat.id, office, whom)
    ChatDraft.begin(ctx, JOIN.name, invitation.id)
    end_talk(ctx, "join")
    ctx.desk.place = None
    ctx.show(_whom(ctx, invitation), _yes_no(invitation))


def show_opened(ctx: Ctx) -> bool:
    """The place that this chat has opened and nobody has taken yet, once more; false when there is none."""
    opened = ctx.unit.get(Invitation, JOIN.draft(ctx).about)
    if opened is None or not is_open(ctx.unit, opened):
        return False
    open_here(ctx, opened)
    return True


def _yes_no(invitation: Invitation) -> Rows:
    return [[button("start.yes", "join:yes", invitation.id)], [button("start.no", "join:no", invitation.id)]]


def _whom(ctx: Ctx, invitation: Invitation) -> Html:
    kecamatan = ctx.unit.session.get_one(Kecamatan, invitation.kecamatan_id)
    return join(
        say("start.invitation", post=post_words(invitation), kecamatan=kecamatan.name),
        say("start.named", name=invitation.name) if invitation.name else "",
        say("start.is_it_you"),
    )


def _opened(ctx: Ctx, id: int | None) -> Invitation:
    """The invitation that this chat opened with its token; the id in a button alone gives nothing."""
    draft = JOIN.draft(ctx)
    invitation = ctx.unit.get(Invitation, id)
    if invitation is None or draft.about != invitation.id:
        raise Refused("start.wrong_token")
    if not is_open(ctx.unit, invitation):
        raise Refused("start.wrong_token")
    return invitation


def begin(ctx: Ctx, id: int) -> object:
    """Ya, ini saya."""
    invitation = _opened(ctx, id)
    if invitation.person_id is not None and invitation.name and not signs(Post(invitation.post)):
        draft = JOIN.draft(ctx)  # one tap: his name is known, and more is not asked
        draft.put("name", invitation.name)
        _finish(ctx, draft)
        draft.drop()
        return END
    return JOIN.begin(ctx, invitation.id)


def decline(ctx: Ctx, id: int) -> None:
    """Bukan saya: the link stays good for whom it is meant."""
    _opened(ctx, id)
    JOIN.draft(ctx).drop()
    talk = TALKS.get(ctx.chat.talk or "")
    if ctx.person is None:
        ctx.show(say("start.declined"))
        return
    ctx.banner(say("start.declined"))
    if talk is not None:
        talk.shown(ctx)
    else:
        show_menu(ctx)


def _known_name(ctx: Ctx, draft: ChatDraft) -> Rows:
    invitation = _opened(ctx, draft.about)
    name = invitation.name or (ctx.person.name if ctx.person else None)
    return [[pick(plain("start.use_name", name=name), "name", "known")]] if name else []


def _take_known(ctx: Ctx, draft: ChatDraft, _value: str) -> str:
    invitation = _opened(ctx, draft.about)
    name = invitation.name or (ctx.person.name if ctx.person else None)
    if name is None:
        raise Refused("form.old_button")
    return name


def _asks_nip(draft: ChatDraft) -> bool:
    return bool(draft.get("signs"))


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    invitation = _opened(ctx, draft.about)
    values = draft.values
    person = accept(
        ctx.unit, ctx.chat, invitation, name=values["name"], nip=values.get("nip"), rank=values.get("rank")
    )
    pin_card(ctx.unit, ctx.season, person)
    welcome = say("start.welcome", name=person.name, post=post_words(invitation))
    ctx.banner(join(welcome, *first_task(ctx, Post(invitation.post))))
    show_menu(ctx)


def _mark_signer(ctx: Ctx, draft: ChatDraft) -> None:
    invitation = _opened(ctx, draft.about)
    draft.put("signs", signs(Post(invitation.post)))


JOIN = ChatForm(
    "join",
    title="start.title",
    questions=[
        Question(
            key="name",
            text="start.ask_name",
            label="start.label_name",
            read=person_name,
            rows=_known_name,
            chosen=_take_known,
            entered=_mark_signer,
        ),
        Question(key="nip", text="start.ask_nip", label="start.label_nip", read=nip, when=_asks_nip),
        Question(
            key="rank",
            text="start.ask_rank",
            label="start.label_rank",
            read=lambda typed: sentence(typed, 3, 60),
            when=_asks_nip,
        ),
    ],
    finish=_finish,
    leave=lambda ctx: ctx.show(say("start.come_back")),
)


def greet_stranger(ctx: Ctx, why: Html) -> None:
    """An unknown person: one short answer a day and the way in, unless he tried something."""
    message = ctx.desk.update.message
    tried = message is not None and (ctx.typed.startswith("/start") or message.contact is not None)
    if ctx.desk.update.callback_query is not None:
        ctx.alert(why)
        if (
            ctx.chat.home_message_id is not None
        ):  # the invitation that was open here is worth nothing any more
            ctx.show(why)
    elif tried or ctx.chat.greeted_at is None or ctx.now - ctx.chat.greeted_at >= ONE_GREETING:
        ctx.chat.greeted_at = ctx.now
        waiting = waiting_of(ctx.unit, ctx.chat.id)
        if why != say("common.unknown_person"):
            ctx.unit.tell_chat(ctx.chat.id, why)
        elif waiting is not None:
            ctx.unit.tell_chat(ctx.chat.id, say("joining_requests.waits", post=post_words(waiting)))
        else:
            tell_first(ctx.unit, ctx.chat.id)
            ways = say("joining_phone.stranger"), plain("joining_phone.share")
            ctx.unit.prompt(ctx.chat, *ways, "contact")


def _show_paper(ctx: Ctx, code: str) -> None:
    """What a QR code opens: which paper this is, and whether it still counts."""
    coded = paper_by_code(ctx.unit, code)
    if coded is None:
        raise Refused("start.unknown_code")
    ctx.unit.tell_chat(ctx.chat.id, told_in_chat(coded))


HANDLERS = (
    JOIN.conversation(Press("join:yes", begin, ANYBODY)),
    Command("start", start, ANYBODY),
    Press("join:no", decline, ANYBODY),
)
