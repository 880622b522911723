"""Daftar orang: who holds which post; and Cabut peran, with the successor.

> [Daftar orang] [Lihat 3]
< Siti Aminah. Delegasi Kelurahan Kedung Badak. Di tangannya: 4 usulan ...  [Cabut peran]
> [Cabut peran]
< Yang harus pindah: 4 usulan ... Siapa penggantinya?  [Nur Aini] [Undang pengganti] [Tidak jadi]
> [Nur Aini] [Ya, cabut]
< Peran Siti Aminah ... sudah dicabut; 4 pekerjaan pindah ke Nur Aini.
"""

from __future__ import annotations

from handlers.accounts.inviting import send_link
from handlers.home.menu import show_menu
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ask_one
from handlers.talk.context import Ctx
from handlers.talk.paging import page_of, told_apart, turns
from handlers.talk.who import GIVES
from models.people import Appointment, Person
from models.posts import Post
from models.speech import Button, button, choice, columns
from sop.accounts.invitations import close_invitations, made_out, must_give
from sop.accounts.seconding import state_words
from sop.core.people import must_hold, post_title
from sop.core.posts import GIVERS
from sop.core.refused import Refused
from sop.handover.leaving import held_one, in_office, leave, leave_to_newcomer, successors
from sop.handover.open_work import Load, load_of
from sop.privacy.phones import looked_up
from sop.reading import person_name
from texts import Html, join, say
from texts.figures import short_date

MOST_HEIRS = 6


@view("people:all")
def show_people(ctx: Ctx, page: int) -> None:
    """Who holds which post, by name."""
    must_hold(ctx.unit, ctx.actor, *GIVERS[Post.DELEGASI])
    shown = page_of(in_office(ctx.unit, ctx.actor), page)
    numbered = list(enumerate(shown.items, start=shown.first))
    lines = [say("leaving.line", at=at, name=one.person.name, post=post_title(one)) for at, one in numbered]
    keys = columns((button("leaving.open_one", "people:one", one.id, at=at) for at, one in numbered), 4)
    ctx.show(
        join(say("leaving.list_title"), *(lines or [say("leaving.nobody")])),
        [*keys, turns(shown, "people:all"), [button("form.back", "people:home")]],
    )


@view("people:one")
def show_person(ctx: Ctx, id: int) -> None:
    """One post of one person, and what he has in hand."""
    one = held_one(ctx.unit, ctx.actor, id)
    ctx.show(_card(ctx, one), [*_acts(one), [button("form.back", "people:all", 0)]])


def _card(ctx: Ctx, one: Appointment) -> Html:
    person = one.person
    begins, ends = (short_date(day) if day else "-" for day in (one.begins, one.ends))
    return join(
        say("leaving.card", name=person.name, post=post_title(one)),
        say("leaving.term", begins=begins, ends=ends) if one.begins or one.ends else "",
        say("leaving.basis", basis=one.basis) if one.basis else "",
        say("leaving.phone_kept") if person.phone else "",
        say("leaving.no_telegram") if person.telegram_id is None else "",
        state_words(ctx.unit, one),
        _in_hand("leaving.load", load_of(ctx.unit, one)),
    )


def _in_hand(key: str, load: Load) -> Html:
    return say(key, usulan=load.usulan, drafts=load.drafts, given=load.given)


def _acts(one: Appointment) -> list[list[Button]]:
    if one.acting:
        return [[button("acting.end", "people:endask", one.id)]]
    revoke = [
        button("leaving.revoke", "people:leave", one.id),
        button("terms.change", "people:term", one.id),
    ]
    claim = [button("leaving.invite", "people:claim", one.id)] if one.person.telegram_id is None else []
    phone = [button("privacy.see_phone", "people:phone", one.id)] if one.person.phone else []
    return [revoke, phone, [button("terms.give", "people:give", one.person_id), *claim]]


def see_phone(ctx: Ctx, id: int) -> None:
    """Lihat nomor: it is noted who looked."""
    one = held_one(ctx.unit, ctx.actor, id)
    if not one.person.phone:
        raise Refused("form.old_button")
    looked_up(ctx.unit, ctx.actor, one.person)
    ctx.banner(say("leaving.phone", name=one.person.name, phone=one.person.phone))
    show_person(ctx, id)


def make_link(ctx: Ctx, id: int) -> None:
    """Somebody who was entered without Telegram gets a link to what is his."""
    one = held_one(ctx.unit, ctx.actor, id)
    must_give(ctx.unit, ctx.actor, Post(one.post))
    if one.person.telegram_id is not None:
        raise Refused("form.old_button")
    close_invitations(ctx.unit, one)  # of several links to one place only the newest opens it
    invitation, token = made_out(
        ctx.unit,
        kecamatan_id=one.kecamatan_id,
        post=Post(one.post),
        kelurahan=one.kelurahan,
        name=one.person.name,
        person=one.person,
        issued_by=ctx.actor,
    )
    send_link(ctx, invitation, token)
    show_person(ctx, id)


# ---- leaving


@view("people:leave")
def ask_heir(ctx: Ctx, id: int) -> None:
    """Who goes on with what he has in hand."""
    one = held_one(ctx.unit, ctx.actor, id)
    if one.acting:
        raise Refused("leaving.acting")
    load, heirs = load_of(ctx.unit, one), successors(ctx.unit, one)[:MOST_HEIRS]
    labels = told_apart(person.name for person in heirs)
    keys = columns(
        choice(label, "people:heir", id, person.id) for label, person in zip(labels, heirs, strict=True)
    )
    alone = [] if load.total else [button("leaving.nobody_follows", "people:heir", id, 0)]
    words = _in_hand("leaving.moves", load) if load.total else say("leaving.moves_nothing")
    ctx.show(
        join(say("leaving.ask", name=one.person.name, post=post_title(one)), words),
        [
            *keys,
            [button("leaving.newcomer", "people:newheir", id), *alone],
            [button("leaving.no", "people:one", id)],
        ],
    )


def _heir(ctx: Ctx, one: Appointment, person_id: int) -> Person | None:
    if person_id == 0:
        return None
    found = [person for person in successors(ctx.unit, one) if person.id == person_id]
    if not found:
        raise Refused("form.old_button")
    return found[0]


@view("people:heir")
def ask_once_more(ctx: Ctx, id: int, person_id: int) -> None:
    """Cabut is asked once more."""
    one = held_one(ctx.unit, ctx.actor, id)
    heir = _heir(ctx, one, person_id)
    words = join(
        say("leaving.ask", name=one.person.name, post=post_title(one)),
        say("leaving.heir", name=heir.name) if heir else say("leaving.moves_nothing"),
    )
    yes = button("leaving.yes", "people:left", id, person_id)
    ctx.show(words, [[button("leaving.no", "people:leave", id)], [yes]])


def do_leave(ctx: Ctx, id: int, person_id: int) -> None:
    one = held_one(ctx.unit, ctx.actor, id)
    heir = _heir(ctx, one, person_id)
    load = leave(ctx.unit, ctx.actor, id, heir)
    _done(ctx, one, heir.name if heir else None, load)


def _done(ctx: Ctx, one: Appointment, heir: str | None, load: Load) -> None:
    facts = {"name": one.person.name, "post": post_title(one)}
    if heir is None:
        ctx.banner(say("leaving.done_alone", **facts))
    else:
        ctx.banner(say("leaving.done", count=load.total, heir=heir, **facts))
    if one.person_id == ctx.actor.id:
        show_menu(ctx)
        return
    show_people(ctx, 0)


def begin_newcomer(ctx: Ctx, id: int) -> str:
    """Undang pengganti."""
    held_one(ctx.unit, ctx.actor, id)
    return LEAVE.begin(ctx, id)


def _named(ctx: Ctx, draft: ChatDraft) -> None:
    one = held_one(ctx.unit, ctx.actor, draft.about)
    load, invitation, token = leave_to_newcomer(ctx.unit, ctx.actor, one.id, draft.get("name"))
    name = draft.get("name")
    send_link(ctx, invitation, token)
    _done(ctx, one, name, load)


LEAVE = ask_one(
    "leave",
    title="leaving.form_title",
    key="name",
    text="leaving.ask_name",
    label="joining.label_name",
    read=person_name,
    finish=_named,
    leave=lambda ctx: show_people(ctx, 0),
)


HANDLERS = (
    LEAVE.conversation(Press("people:newheir", begin_newcomer, GIVES.on(Appointment, anytime=True))),
    Press("people:all", show_people, GIVES.on(anytime=True)),
    Press("people:one", show_person, GIVES.on(Appointment, anytime=True)),
    Press("people:phone", see_phone, GIVES.on(Appointment, anytime=True)),
    Press("people:claim", make_link, GIVES.on(Appointment, anytime=True)),
    Press("people:leave", ask_heir, GIVES.on(Appointment, anytime=True)),
    Press("people:heir", ask_once_more, GIVES.on(Appointment, Person, anytime=True)),
    Press("people:left", do_leave, GIVES.on(Appointment, Person, anytime=True)),
)
