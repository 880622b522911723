"""Ada selisih: the Lurah says what is not right about his list.

> [Ada selisih]
< Apa yang berbeda?  [Ada yang kurang] [Ada yang lebih] [Isi atau angkanya] [Lainnya]
> [Isi atau angkanya]
< Usulan yang mana?  [0007] [0008] ...
> [0007]
< Jelaskan selisihnya.
"""

from __future__ import annotations

from handlers.home.menu import show_menu
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, Stay, pick
from handlers.talk.context import Ctx
from handlers.talk.paging import last_page, page_of
from handlers.talk.who import LURAH
from models.speech import columns
from sop.core.refused import Refused
from sop.reading import sentence
from sop.step1_recap.confirming import asked_about, open_list
from sop.step1_recap.differences import ABOUT_ONE, KINDS, differ
from texts import plain, say


def begin_wrong(ctx: Ctx) -> str:
    open_list(ctx.unit, ctx.actor, ctx.season)
    asked_about(ctx.unit, ctx.actor, ctx.season)
    return DIFFERS.begin(ctx)


def _kinds(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    return columns(pick(plain(f"recap.kind_{kind}"), "kind", kind) for kind in KINDS)


def _kind(_ctx: Ctx, _draft: ChatDraft, kind: str) -> str:
    if kind not in KINDS:
        raise Refused("form.old_button")
    return kind


def _numbers(ctx: Ctx) -> list[str]:
    """Those of the list as he was shown it."""
    _, said = asked_about(ctx.unit, ctx.actor, ctx.season)
    return [row[0] for row in said.numbers] if said is not None else []


def _which(ctx: Ctx, draft: ChatDraft) -> Rows:
    shown = page_of(_numbers(ctx), int(draft.get("page") or 0))
    turn = []
    if shown.number > 0:
        turn.append(pick(plain("paging.earlier"), "which", f"p{shown.number - 1}"))
    if shown.number < shown.last:
        turn.append(pick(plain("paging.later"), "which", f"p{shown.number + 1}"))
    return [*columns((pick(named[-4:], "which", named) for named in shown.items), 4), turn]


def _chosen(ctx: Ctx, draft: ChatDraft, value: str) -> str:
    """A number, or another page of numbers."""
    if value.startswith("p") and value[1:].isdecimal():
        draft.put("page", min(int(value[1:]), last_page(len(_numbers(ctx)))))
        raise Stay
    if value not in _numbers(ctx):
        raise Refused("form.old_button")
    return value


def _typed(ctx: Ctx, _draft: ChatDraft, typed: str) -> str:
    """The whole number, or its last digits."""
    words = typed.strip().upper().lstrip("#")
    digits = words.rpartition("-")[2]
    for named in _numbers(ctx):
        if named == words or (digits.isdecimal() and int(named.rpartition("-")[2]) == int(digits)):
            return named
    raise Refused("recap.not_in_list", typed=typed[:40])


def _differs(ctx: Ctx, draft: ChatDraft) -> None:
    differ(
        ctx.unit,
        ctx.actor,
        ctx.season,
        kind=draft.get("kind"),
        number=draft.get("which"),
        note=draft.get("note"),
    )
    ctx.banner(say("step1_recap.differs_noted"))
    show_menu(ctx)


DIFFERS = ChatForm(
    "differs",
    title="step1_recap.differs_title",
    questions=[
        Question(
            key="kind",
            text="recap.ask_kind",
            label="recap.label_kind",
            expects="form.expects_button",
            rows=_kinds,
            chosen=_kind,
        ),
        Question(
            key="which",
            text="recap.ask_which",
            label="recap.label_which",
            when=lambda draft: draft.get("kind") in ABOUT_ONE,
            rows=_which,
            chosen=_chosen,
            reads=_typed,
        ),
        Question(
            key="note",
            text="step1_recap.differs_ask",
            label="step1_recap.label_note",
            read=lambda typed: sentence(typed, 10, 500),
        ),
    ],
    finish=_differs,
)


HANDLERS = (DIFFERS.conversation(Press("lurah:wrong", begin_wrong, LURAH)),)
