"""The recipients of the report: a card for each, a new one, one who is taken off the list.

> [Tambah penerima]
< Siapa penerimanya?
> Kepala Dinas Perhubungan Kota Bogor
< Di mana alamatnya?  [Lewati]
...
"""

from __future__ import annotations

from handlers.step8_distribute.step import show_home, works
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, ask_one, pick
from handlers.talk.context import Ctx
from handlers.talk.who import SENDS_OUT, looks_at
from models.paper import Recipient
from models.speech import Button, button
from sop.flow.progress import run_of, working_on
from sop.reading import sentence, whole
from sop.step8_distribute.distribution import ARCHIVE
from sop.step8_distribute.mailing import MAIL
from sop.step8_distribute.recipients import (
    MOST_COPIES,
    STEP_KEY,
    add_recipient,
    change_copies,
    found,
    receivers,
    remove_recipient,
)
from sop.step8_distribute.step import send_again
from texts import Html, join, plain, say
from texts.figures import moment


@view("s8:card")
def show_card(ctx: Ctx, id: int) -> None:
    """A recipient: how many copies, whether received, what can be done."""
    one = found(ctx.unit, ctx.actor, id)
    parts = [say("step8_distribute.card", name=one.name, copies=one.copies)]
    if one.address:
        parts.append(say("step8_distribute.card_address", address=one.address))
    if one.way == MAIL:
        parts.append(say("mailing.card", address=one.email or "-"))
    parts.append(_card_state(one))
    chat = one.post is not None and one.post != ARCHIVE
    if chat and one.received_at is None and not receivers(ctx.unit, one):
        parts.append(say("step8_distribute.card_nobody"))
    run = run_of(ctx.unit, ctx.season, STEP_KEY)
    rows: Rows = []
    if works(ctx, run) and one.removed_at is None:
        rows = (
            _card_rows(one, chat)
            if one.received_at is None
            else [[button("stamps.send", "s8:stamp", one.id)]]
        )
    if one.stamped_sha256 is not None:
        rows = [*rows, [button("stamps.show", "s8:stamped", one.id)]]
    ctx.show(join(*parts), [*rows, [button("step8_distribute.back", "s8:home")]])


def _card_state(one: Recipient) -> Html:
    if one.received_at is not None:
        return say("step8_distribute.card_received", at=moment(one.received_at), by=one.received_by or "-")
    if one.removed_at is not None:
        return say("step8_distribute.was_removed", name=one.name)
    if one.sent_at is not None:
        return say("step8_distribute.card_sent", at=moment(one.sent_at))
    return say("step8_distribute.card_unsent")


def _card_rows(one: Recipient, chat: bool) -> Rows:
    rows: list[list[Button]] = []
    if one.sent_at is not None:
        done = (
            button("step8_distribute.archived", "s8:archive", one.id)
            if one.post == ARCHIVE
            else button("step8_distribute.by_hand", "s8:receipt", one.id)
        )
        rows.append([done, *([button("step8_distribute.again", "s8:again", one.id)] if chat else [])])
    rows += _way_rows(one)
    copies = [
        button("step8_distribute.less", "s8:less", one.id),
        button("step8_distribute.more", "s8:more", one.id),
    ]
    return [*rows, copies, [button("step8_distribute.remove", "s8:remove", one.id)]]


def _way_rows(one: Recipient) -> Rows:
    """By e-mail or by hand, as long as it has not gone out; in chat it goes by itself."""
    if one.post is not None:
        return []
    if one.way != MAIL:
        return [[button("mailing.by_mail", "s8:mail", one.id)]] if one.sent_at is None else []
    words = button("mailing.copy", "s8:mailcopy", one.id)
    if one.sent_at is not None:
        return [[words]]
    return [
        [words, button("mailing.sent", "s8:mailed", one.id)],
        [button("mailing.by_hand", "s8:hand", one.id)],
    ]


def one_more(ctx: Ctx, id: int) -> None:
    change_copies(ctx.unit, ctx.actor, found(ctx.unit, ctx.actor, id), 1)
    show_card(ctx, id)


def one_less(ctx: Ctx, id: int) -> None:
    change_copies(ctx.unit, ctx.actor, found(ctx.unit, ctx.actor, id), -1)
    show_card(ctx, id)


def again(ctx: Ctx, id: int) -> None:
    told = send_again(ctx.unit, ctx.actor, found(ctx.unit, ctx.actor, id))
    ctx.banner(say("step8_distribute.again_banner", count=told))
    show_card(ctx, id)


def begin_removal(ctx: Ctx, id: int) -> str | None:
    """Unsent, a recipient goes at once; afterwards the reason is asked for."""
    one = found(ctx.unit, ctx.actor, id)
    working_on(ctx.unit, ctx.actor, ctx.season, STEP_KEY)
    if one.sent_at is None or one.received_at is not None or one.removed_at is not None:
        _remove(ctx, one, None)
        return None
    return REMOVAL.begin(ctx, one.id)


def _remove(ctx: Ctx, one: Recipient, reason: str | None) -> None:
    remove_recipient(ctx.unit, ctx.actor, one, reason)
    ctx.banner(say("step8_distribute.removed_banner", name=one.name))
    show_home(ctx)


def _finish_removal(ctx: Ctx, draft: ChatDraft) -> None:
    reason = draft.get("reason")
    one = found(ctx.unit, ctx.actor, draft.about)
    _remove(ctx, one, reason)


REMOVAL = ask_one(
    "s8remove",
    title="step8_distribute.remove_title",
    key="reason",
    text="step8_distribute.ask_reason",
    label="step8_distribute.label_reason",
    read=lambda typed: sentence(typed, 10, 300),
    facts=lambda ctx, draft: {"name": found(ctx.unit, ctx.actor, draft.about).name},
    finish=_finish_removal,
    leave=show_home,
)


# ---- a new recipient


def begin_recipient(ctx: Ctx) -> str:
    working_on(ctx.unit, ctx.actor, ctx.season, STEP_KEY)
    return ADDING.begin(ctx, ctx.season.id)


def _finish_recipient(ctx: Ctx, draft: ChatDraft) -> None:
    given = draft.values
    add_recipient(
        ctx.unit,
        ctx.actor,
        ctx.season,
        name=given["name"],
        address=given.get("address"),
        copies=given["copies"],
    )
    show_home(ctx)


def _copies_offered(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    return [[pick(plain("step8_distribute.copies", count=count), "copies", count) for count in (1, 2)]]


ADDING = ChatForm(
    "s8add",
    title="step8_distribute.add_title",
    questions=[
        Question(
            key="name",
            text="step8_distribute.ask_name",
            label="step8_distribute.label_name",
            read=lambda typed: sentence(typed, 3, 120),
        ),
        Question(
            key="address",
            text="step8_distribute.ask_address",
            label="step8_distribute.label_address",
            read=lambda typed: sentence(typed, 5, 200),
            optional=True,
        ),
        Question(
            key="copies",
            text="step8_distribute.ask_copies",
            label="step8_distribute.label_copies",
            read=lambda typed: whole(typed, least=1, most=MOST_COPIES),
            rows=_copies_offered,
            chosen=lambda _ctx, _draft, value: whole(value, least=1, most=MOST_COPIES),
        ),
    ],
    finish=_finish_recipient,
    leave=show_home,
)


HANDLERS = (
    REMOVAL.conversation(Press("s8:remove", begin_removal, SENDS_OUT.on(Recipient))),
    ADDING.conversation(Press("s8:add", begin_recipient, SENDS_OUT)),
    Press("s8:card", show_card, looks_at("step8_distribute").on(Recipient)),
    Press("s8:more", one_more, SENDS_OUT.on(Recipient)),
    Press("s8:less", one_less, SENDS_OUT.on(Recipient)),
    Press("s8:again", again, SENDS_OUT.on(Recipient)),
)
