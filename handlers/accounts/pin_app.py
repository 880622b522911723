"""The code of an app instead of a PIN.

> [Pakai aplikasi kode]
< (QR) Pindai QR ini, atau salin kuncinya ...   (taken out of the chat again)
< Tulis enam angka yang sekarang ditampilkan aplikasi kode.
> 480 915   (the message is taken out of the chat)
< Aplikasi kode sudah terpasang.
"""

from __future__ import annotations

from handlers.accounts.pin import asks_old, cancel, holds_still, show_pin
from handlers.talk.answering import ASKING
from handlers.talk.buttons import Press
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Stay
from handlers.talk.context import Ctx
from handlers.talk.who import JOINED, PROVES
from sop.accounts.pin import may_have_pin, pin_of, six_digits
from sop.accounts.totp import SHOWN, TOPIC, address, fresh_secret, keep_app, step_of
from sop.core.refused import Refused
from sop.papers.papers import TREMBLING
from texts import say


def begin_app(ctx: Ctx) -> str:
    """Pakai aplikasi kode: what was set before is proved first, then the secret is shown, once."""
    if not may_have_pin(ctx.unit, ctx.actor):
        raise Refused("pin.not_for_you")
    now = int(ctx.now.timestamp())
    begun = int(APP.draft(ctx).get("begun") or 0)
    if ctx.chat.talk == APP.name and 0 <= now - begun <= TREMBLING.seconds:
        APP.redraw(ctx)  # a finger that trembles gets one secret
        return ASKING
    had = pin_of(ctx.unit, ctx.actor) is not None
    return APP.anew(ctx, ctx.actor.id, had=had, secret=fresh_secret(), begun=now)


def _show_secret(ctx: Ctx, draft: ChatDraft) -> None:
    """In a message of its own, which is taken out of the chat again."""
    secret = str(draft.get("secret"))
    ctx.unit.wipe(TOPIC, person=ctx.actor)
    words = say("pin.app_secret", secret=secret, minutes=SHOWN.seconds // 60)
    ctx.unit.tell(ctx.actor, words, file={"qr": address(ctx.actor, secret)}, topic=TOPIC)
    ctx.below()


def _app_code(ctx: Ctx, draft: ChatDraft, typed: str) -> int:
    digits = six_digits(typed)
    if digits is None:
        ctx.banner(say("pin.unclear"))
        raise Stay
    if ctx.now.timestamp() - int(draft.get("begun") or 0) > SHOWN.seconds:
        ctx.banner(say("pin.app_too_late"))
        raise Stay
    step = step_of(str(draft.get("secret")), digits, ctx.now, None)
    if step is None:
        ctx.banner(say("pin.app_wrong"))
        raise Stay
    return step


def _finish_app(ctx: Ctx, draft: ChatDraft) -> None:
    secret, step, proof = str(draft.get("secret")), int(draft.get("code") or 0), holds_still(ctx, draft)
    ctx.unit.wipe(TOPIC, person=ctx.actor)
    if proof:
        keep_app(ctx.unit, ctx.actor, secret, step)
    ctx.banner(say("pin.app_kept" if proof else "pin.prove_again"))
    show_pin(ctx)


def leave_app(ctx: Ctx) -> None:
    """Batalkan: everything stays as it is, and the secret is gone."""
    APP.cancel(ctx)
    ctx.unit.wipe(TOPIC, person=ctx.actor)
    show_pin(ctx)


APP = ChatForm(
    "totp",
    title="pin.app_form",
    questions=[
        asks_old("settings:untotp"),
        Question(
            key="code",
            text="pin.app_ask",
            label="pin.app_label",
            reads=_app_code,
            rows=cancel("settings:untotp"),
            entered=_show_secret,
            secret=True,
        ),
    ],
    finish=_finish_app,
    leave=show_pin,
)

HANDLERS = (
    APP.conversation(Press("settings:totp", begin_app, PROVES.on(anytime=True))),
    Press("settings:untotp", leave_app, JOINED.on(anytime=True)),
)
