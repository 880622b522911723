"""A new Plt. or Plh.: who stands in for whom, by which letter, from when until when.

> [Plt./Plh.] [Tambah Plt./Plh.]
< Untuk jabatan apa?  [JFU] [Lurah] ...
> [Lurah] [Kedung Badak] [Rudi Hartono] [Plh.] 800/123/BKPSDM/2027 [Besok] 31 Januari
< Periksa sekali lagi. ...  [Tetapkan]
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from handlers.accounts.acting import show_acting, term_line
from handlers.accounts.choosing import (
    KELURAHAN,
    Option,
    id_of,
    kelurahan_id,
    listed,
    per_kelurahan,
    post_in,
)
from handlers.accounts.inviting import send_link
from handlers.accounts.seconding import waits_banner
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.who import GIVES
from models.people import Appointment, Kelurahan, Person
from models.posts import Post
from sop.accounts.acting import KINDS, Term, check_term, enter, incumbents, posts_for
from sop.accounts.invitations import made_out
from sop.core.people import must_hold, post_title
from sop.core.posts import GIVERS, TITLES
from sop.core.refused import Refused
from sop.reading import day, person_name, sentence
from texts import join, plain, say

NEW = "new"


def begin(ctx: Ctx) -> str:
    """Tambah Plt./Plh."""
    must_hold(ctx.unit, ctx.actor, *GIVERS[Post.DELEGASI])
    return ACTING.begin(ctx)


def _incumbents(ctx: Ctx, draft: ChatDraft) -> list[Appointment]:
    return incumbents(ctx.unit, ctx.actor, post_in(draft), kelurahan_id(draft))


def _note_incumbents(ctx: Ctx, draft: ChatDraft) -> None:
    """Whether it has to be asked who of several is stood in for; also when the form is left unanswered."""
    draft.put("whom", None)
    known = draft.get("post") is not None and (draft.get("kelurahan") or not per_kelurahan(draft))
    draft.put("many", bool(known) and len(_incumbents(ctx, draft)) > 1)


def _whom(ctx: Ctx, draft: ChatDraft) -> list[Option]:
    return [(f"a{one.id}", one.person.name) for one in _incumbents(ctx, draft)]


def _who(ctx: Ctx, _draft: ChatDraft) -> list[Option]:
    query = select(Person).where(Person.kecamatan_id == ctx.actor.kecamatan_id).order_by(Person.name)
    inside = [(f"p{one.id}", one.name) for one in ctx.unit.all(query) if one.held(ctx.now)]
    return [(NEW, plain("acting.newcomer")), *inside]


def _typed_day(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    return day(typed, ctx.today).isoformat()


def _days(ctx: Ctx, _draft: ChatDraft) -> Rows:
    return [[pick(plain("acting.today"), "begins", "d0"), pick(plain("acting.tomorrow"), "begins", "d1")]]


def _picked_day(ctx: Ctx, _draft: ChatDraft, value: str) -> str:
    if value not in ("d0", "d1"):
        raise Refused("form.old_button")
    return (ctx.today + timedelta(days=int(value[1:]))).isoformat()


def _last_day(ctx: Ctx, draft: ChatDraft, typed: str) -> str:
    """Refused here already, while it is easy to answer again."""
    begins = date.fromisoformat(draft.get("begins"))
    ends = day(typed, max(begins, ctx.today))
    check_term(ctx.unit, ctx.actor, begins, ends)
    return ends.isoformat()


def _kind_rows(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    return [[pick(kind, "kind", kind.rstrip(".")) for kind in KINDS]]


def _kind(_ctx: Ctx, _draft: ChatDraft, value: str) -> str:
    if f"{value}." not in KINDS:
        raise Refused("form.old_button")
    return f"{value}."


def _review(ctx: Ctx, draft: ChatDraft) -> str:
    whose = [one for one in _incumbents(ctx, draft) if draft.get("whom") in (None, f"a{one.id}")]
    place = ctx.unit.get(Kelurahan, kelurahan_id(draft))
    words = [TITLES[post_in(draft)], place.name if place else ""]
    return join(
        say("acting.card"),
        say(
            "acting.card_who",
            kind=draft.get("kind"),
            post=" ".join(filter(None, words)),
            name=_name(ctx, draft),
        ),
        say("acting.card_whom", name=whose[0].person.name) if whose else say("acting.card_vacant"),
        say("acting.card_basis", basis=draft.get("basis")),
        term_line(date.fromisoformat(draft.get("begins")), date.fromisoformat(draft.get("ends"))),
    )


def _name(ctx: Ctx, draft: ChatDraft) -> str:
    if draft.get("who") == NEW:
        return str(draft.get("name"))
    return ctx.unit.session.get_one(Person, id_of(draft.get("who"))).name


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    stranger = draft.get("who") == NEW
    person = (
        ctx.unit.add(Person(kecamatan_id=ctx.actor.kecamatan_id, name=draft.get("name")))
        if stranger
        else ctx.unit.session.get_one(Person, id_of(draft.get("who")))
    )
    whom = draft.get("whom") if draft.get("many") else None
    made = enter(
        ctx.unit,
        ctx.actor,
        post_in(draft),
        kelurahan_id=kelurahan_id(draft),
        instead_of=id_of(whom) if whom else None,
        person=person,
        term=Term(
            kind=draft.get("kind"),
            basis=draft.get("basis"),
            begins=date.fromisoformat(draft.get("begins")),
            ends=date.fromisoformat(draft.get("ends")),
        ),
    )
    if stranger:
        invitation, token = made_out(
            ctx.unit,
            kecamatan_id=made.kecamatan_id,
            post=Post(made.post),
            kelurahan=made.kelurahan,
            name=person.name,
            person=person,
            issued_by=ctx.actor,
        )
        send_link(ctx, invitation, token)
    done = say("acting.entered", name=person.name, post=post_title(made))
    ctx.banner(waits_banner(ctx, made) or done)
    show_acting(ctx, 0)


ACTING = ChatForm(
    "acting",
    title="acting.title",
    questions=[
        replace(
            listed(
                "post",
                text="acting.ask_post",
                label="joining.label_post",
                options=lambda ctx, _draft: [(post, TITLES[post]) for post in posts_for(ctx.unit, ctx.actor)],
            ),
            left=_note_incumbents,
        ),
        replace(KELURAHAN, left=_note_incumbents),
        listed(
            "whom",
            text="acting.ask_whom",
            label="acting.label_whom",
            options=_whom,
            when=lambda draft: bool(draft.get("many")),
        ),
        listed("who", text="acting.ask_who", label="acting.label_who", options=_who),
        Question(
            key="name",
            text="acting.ask_name",
            label="joining.label_name",
            read=person_name,
            when=lambda draft: draft.get("who") == NEW,
        ),
        Question(
            key="kind",
            text="acting.ask_kind",
            label="acting.label_kind",
            rows=_kind_rows,
            chosen=_kind,
            expects="form.expects_button",
        ),
        Question(
            key="basis",
            text="acting.ask_basis",
            label="acting.label_basis",
            read=lambda typed: sentence(typed, 3, 120),
        ),
        Question(
            key="begins",
            text="acting.ask_begins",
            label="acting.label_begins",
            reads=_typed_day,
            rows=_days,
            chosen=_picked_day,
        ),
        Question(key="ends", text="acting.ask_ends", label="acting.label_ends", reads=_last_day),
    ],
    finish=_finish,
    review=_review,
    send="acting.put",
    leave=lambda ctx: show_acting(ctx, 0),
)


HANDLERS = (ACTING.conversation(Press("people:stands", begin, GIVES.on(anytime=True))),)
