"""PIN persetujuan: set under /pengaturan, asked for before an approval counts.

> [PIN persetujuan]
< Belum dipasang. ...  [Pasang PIN]
> [Pasang PIN]
< Tulis enam angka ...
> 480 915   (the message is taken out of the chat)
< Tulis sekali lagi ...
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from handlers.office.settings_screens import BACK, MENU
from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, Stay
from handlers.talk.context import Ctx
from handlers.talk.rights import Who
from handlers.talk.who import JOINED, PROVES
from models.people import Person
from models.speech import Button, button
from sop.accounts.pin import (
    RESETS,
    Proof,
    drop_pin,
    forget,
    keep_pin,
    may_have_pin,
    pin_of,
    proof_of,
    prove,
    six_digits,
    too_easy,
    tries_left,
    with_pin,
)
from sop.accounts.pin_hash import guarded, is_same
from sop.core.people import may
from sop.core.refused import Refused
from texts import Html, join, plain, say
from texts.figures import clock, date

PROVED = timedelta(minutes=5)  #: how long a proof is good for; the screen may lie open on a desk


@view("settings:pin")
def show_pin(ctx: Ctx) -> None:
    """Whether one's approvals ask for a PIN or an app's code; admin and JFU take forgotten ones away."""
    rows: list[list[Button]] = []
    parts: list[Html] = []
    if may_have_pin(ctx.unit, ctx.actor):
        pin = pin_of(ctx.unit, ctx.actor)
        app = button("pin.app", "settings:totp")
        if pin is None:
            parts.append(say("pin.not_set"))
            rows.append([button("pin.set", "settings:pinset"), app])
        elif pin.totp is not None:
            parts.append(say("pin.app_is_set", day=date(pin.set_at.date())))
            rows.append([button("pin.app_off", "settings:pinoff")])
        else:
            parts.append(say("pin.is_set", day=date(pin.set_at.date())))
            rows += [[button("pin.change", "settings:pinset"), button("pin.drop", "settings:pinoff")], [app]]
    if may(ctx.actor, ctx.unit, *RESETS):
        found = with_pin(ctx.unit, ctx.actor)[:8]
        names = [say("pin.owner", at=at, name=one.name) for at, one in enumerate(found, start=1)]
        parts += [say("pin.admin"), *names] if names else [say("pin.admin_none")]
        rows += [
            [button("pin.forget", "settings:pinforget", one.id, at=at)]
            for at, one in enumerate(found, start=1)
        ]
    if not parts:
        raise Refused("pin.not_for_you")
    ctx.show(join(say("pin.title"), *parts), [*rows, [BACK, MENU]])


def forget_pin(ctx: Ctx, id: int) -> None:
    person = forget(ctx.unit, ctx.actor, id)
    ctx.banner(say("pin.forgotten", name=person.name))
    show_pin(ctx)


# ---- what protects his approvals, typed


def proved(ctx: Ctx, typed: str) -> bool:
    """The PIN of who writes; a wrong one is said and counted, and the question stays."""
    found = prove(ctx.unit, ctx.actor, typed)
    if found is Proof.RIGHT:
        return True
    pin = pin_of(ctx.unit, ctx.actor)
    if found is Proof.LOCKED and pin is not None and pin.locked_until is not None:
        ctx.banner(say("pin.locked", what=asked_for(ctx, begins=True), until=clock(pin.locked_until)))
    elif found is Proof.WRONG:
        ctx.banner(say("pin.wrong", what=asked_for(ctx, begins=True), left=tries_left(ctx.unit, ctx.actor)))
    else:
        ctx.banner(say("pin.unclear"))
    raise Stay


def asked_for(ctx: Ctx, *, begins: bool = False) -> str:
    """What is asked of him, at the beginning of a sentence or inside it: his PIN, or the code of his app."""
    if proof_of(ctx.unit, ctx.actor) == "pin":
        return plain("pin.what_pin")
    return plain("pin.what_totp" if begins else "pin.what_inside")


# ---- set, changed, dropped


def begin_set(ctx: Ctx) -> str:
    return _begin(ctx, "set")


def begin_drop(ctx: Ctx) -> str:
    if pin_of(ctx.unit, ctx.actor) is None:
        raise Refused("common.old_button")
    return _begin(ctx, "off")


def _begin(ctx: Ctx, what: str) -> str:
    if not may_have_pin(ctx.unit, ctx.actor):
        raise Refused("pin.not_for_you")
    had = pin_of(ctx.unit, ctx.actor) is not None
    return PIN.anew(ctx, ctx.actor.id, what=what, had=had)


def _new(ctx: Ctx, typed: str) -> str:
    digits = six_digits(typed)
    if digits is None or too_easy(digits):
        ctx.banner(say("pin.unclear" if digits is None else "pin.too_easy"))
        raise Stay
    return guarded(digits)


def _again(ctx: Ctx, draft: ChatDraft, typed: str) -> bool:
    digits = six_digits(typed)
    if digits is None or not is_same(digits, str(draft.get("new"))):
        ctx.banner(say("pin.not_the_same"))
        raise Stay
    return True


def _finish_pin(ctx: Ctx, draft: ChatDraft) -> None:
    what, kept, proof = draft.get("what"), draft.get("new"), holds_still(ctx, draft)
    if not proof:
        ctx.banner(say("pin.prove_again"))
    elif what == "off":
        drop_pin(ctx.unit, ctx.actor)
        ctx.banner(say("pin.dropped"))
    else:
        keep_pin(ctx.unit, ctx.actor, str(kept))
        ctx.banner(say("pin.kept"))
    show_pin(ctx)


def leave_pin(ctx: Ctx) -> None:
    """Batalkan: everything stays as it is."""
    PIN.cancel(ctx)
    show_pin(ctx)


def holds_still(ctx: Ctx, draft: ChatDraft) -> bool:
    """Whether what protects his approvals by now was proved, and just now: the form may have rested for days.

    What was set elsewhere since the form began counts as well, or the form would be a way around it.
    """
    pin = pin_of(ctx.unit, ctx.actor)
    at = int(draft.get("old") or 0)
    return pin is None or (ctx.now.timestamp() - at <= PROVED.seconds and pin.set_at.timestamp() <= at + 1)


def cancel(word: str) -> Callable[[Ctx, ChatDraft], Rows]:
    """The row with Batalkan under a question."""
    return lambda _ctx, _draft: [[button("pin.cancel", word)]]


def asks_old(word: str) -> Question[ChatDraft]:
    """Before anything changes: what protects the approvals now, of who has something."""
    return Question(
        key="old",
        text="pin.ask_old",
        label="pin.label",
        reads=lambda ctx, _draft, typed: int(proved(ctx, typed) and ctx.now.timestamp()),
        facts=lambda ctx, _draft: {"what": asked_for(ctx)},
        when=lambda draft: bool(draft.get("had")),
        rows=cancel(word),
        secret=True,
    )


_CANCEL = cancel("settings:unpin")


PIN = ChatForm(
    "pin",
    title="pin.form",
    questions=[
        asks_old("settings:unpin"),
        Question(
            key="new",
            text="pin.ask_new",
            label="pin.label",
            reads=lambda ctx, _draft, typed: _new(ctx, typed),
            when=lambda draft: draft.get("what") == "set",
            rows=_CANCEL,
            secret=True,
        ),
        Question(
            key="again",
            text="pin.ask_again",
            label="pin.label",
            reads=_again,
            when=lambda draft: draft.get("what") == "set",
            rows=_CANCEL,
            secret=True,
        ),
    ],
    finish=_finish_pin,
    leave=show_pin,
)

HANDLERS = (
    PIN.conversation(
        Press("settings:pinset", begin_set, PROVES.on(anytime=True)),
        Press("settings:pinoff", begin_drop, PROVES.on(anytime=True)),
    ),
    Press("settings:pin", show_pin, PROVES.on(anytime=True)),
    Press("settings:pinforget", forget_pin, Who(RESETS).on(Person, anytime=True)),
    Press("settings:unpin", leave_pin, JOINED.on(anytime=True)),
)
