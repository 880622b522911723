"""Insiden: admin and Sekretaris get the list of people concerned, and a draft of the notice.

> [Insiden]
< Data apa yang terkena?  [Semua data] [Satu akun]
> [Satu akun]
< Akun siapa? Ketik namanya.
> Siti Aminah
< Apa yang terjadi, dan bagaimana? ...
> HP hilang di angkot.
< Sejak tanggal berapa kejadian ini diketahui?  [Baru saja]
> [Baru saja]
< (insiden-data-pribadi.xlsx)  Naskah pemberitahuan ...
"""

from __future__ import annotations

from datetime import date, datetime, time

from handlers.privacy.privacy import show_privacy
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from models.base import WIB
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.privacy.incident import ACCOUNT, EVERYTHING, KEEPERS, Incident, find_person, order
from sop.reading import day, sentence
from texts import plain, say
from texts.figures import long_date

D = ChatDraft
NOW = "now"


def begin(ctx: Ctx) -> str:
    """Insiden."""
    must_hold(ctx.unit, ctx.actor, *KEEPERS)
    return INCIDENT.begin(ctx)


def _scopes(_ctx: Ctx, _draft: D) -> Rows:
    return [
        [pick(plain("incident.scope_all"), "scope", EVERYTHING)],
        [pick(plain("incident.scope_account"), "scope", ACCOUNT)],
    ]


def _scope(_ctx: Ctx, _draft: D, value: str) -> str:
    if value not in (EVERYTHING, ACCOUNT):
        raise Refused("form.old_button")
    return value


def _who(ctx: Ctx, _draft: D, typed: str) -> str:
    return find_person(ctx.unit, ctx.actor, typed).name


def _known(ctx: Ctx, _draft: D, typed: str) -> str:
    found = day(typed, ctx.today)
    if found > ctx.today:
        raise Refused("incident.later", day=long_date(found))
    return found.isoformat()


def _just_now(_ctx: Ctx, _draft: D, value: str) -> str:
    if value != NOW:
        raise Refused("form.old_button")
    return NOW


def _finish(ctx: Ctx, draft: D) -> None:
    who, known = draft.get("who"), draft.get("known")
    since = ctx.now if known == NOW else datetime.combine(date.fromisoformat(known), time(), WIB)
    incident = Incident(
        scope=draft.get("scope"),
        person_id=find_person(ctx.unit, ctx.actor, who).id if who else None,
        what=draft.get("what"),
        known=since,
    )
    count = order(ctx.unit, ctx.actor, incident)
    ctx.banner(say("incident.done", count=count))
    show_privacy(ctx)


INCIDENT = ChatForm(
    "incident",
    title="incident.title",
    questions=[
        Question(
            key="scope", text="incident.ask_scope", label="incident.label_scope", rows=_scopes, chosen=_scope
        ),
        Question(
            key="who",
            text="incident.ask_who",
            label="incident.label_who",
            reads=_who,
            when=lambda draft: draft.get("scope") == ACCOUNT,
        ),
        Question(
            key="what",
            text="incident.ask_what",
            label="incident.label_what",
            read=lambda typed: sentence(typed, 10, 500),
        ),
        Question(
            key="known",
            text="incident.ask_known",
            label="incident.label_known",
            reads=_known,
            rows=lambda _ctx, _draft: [[pick(plain("incident.just_now"), "known", NOW)]],
            chosen=_just_now,
        ),
    ],
    finish=_finish,
    leave=show_privacy,
)

HANDLERS = (INCIDENT.conversation(Press("settings:incident", begin, Who(KEEPERS).on(anytime=True))),)
