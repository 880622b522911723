"""What was typed last: it can be put right by editing, and a text too long for Telegram comes in pieces."""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

from handlers.talk.context import Ctx
from handlers.talk.resting import is_asking
from sop.core.refused import Refused
from texts import Html, say

LONGEST_MESSAGE = 4096  #: characters; a longer text leaves the phone as several messages
TOGETHER = timedelta(seconds=5)  #: pieces of one text, and the same words twice, come right after each other


def begins(ctx: Ctx, form: str) -> None:
    """A form was entered: what was typed before belongs to something else."""
    _remember(ctx, form, None, ctx.chat.newest_message_id or 0)


def answered(ctx: Ctx, form: str, key: str) -> None:
    """This message was taken as the answer to a question."""
    _taken(ctx, form, key)


def pressed(ctx: Ctx, form: str) -> None:
    """This message was taken as a press: the same words within a moment press nothing more."""
    _taken(ctx, form, None)


def _taken(ctx: Ctx, form: str, key: str | None) -> None:
    _remember(ctx, form, key, ctx.message.message_id)
    said = {"mark": _mark(ctx), "at": ctx.message.date.isoformat()}
    ctx.chat.answers = {**ctx.chat.answers, "last": {**ctx.chat.answers["last"], **said}}


def said_twice(ctx: Ctx, form: str) -> bool:
    """The same words once more within a moment, by an impatient thumb or on a bad line: no new answer."""
    last = ctx.chat.answers.get("last") or {}
    if last.get("form") != form or "mark" not in last:
        return False
    near = ctx.message.date - datetime.fromisoformat(last["at"]) <= TOGETHER
    return near and last["mark"] == _mark(ctx)


def went_back(ctx: Ctx) -> None:
    """[Kembali]: the same words may now be meant once more; "Kembali" itself, typed twice, is one press."""
    last = ctx.chat.answers.get("last") or {}
    message = ctx.desk.update.effective_message
    if message is not None and message.message_id == last.get("message"):
        return
    unmarked = {name: value for name, value in last.items() if name != "mark"}
    ctx.chat.answers = {**ctx.chat.answers, "last": unmarked}


def _mark(ctx: Ctx) -> str:
    return f"{crc32(ctx.typed.encode('utf-8', 'replace')):08x}"


def shows(ctx: Ctx, form: str, key: str | None) -> None:
    """What this chat has before it: a question, or (None) the review card."""
    if not is_asking(ctx.chat):
        _comes_back(ctx, form)
    ctx.chat.answers = {**ctx.chat.answers, "shown": {"form": form, "key": key}}


def _comes_back(ctx: Ctx, form: str) -> None:
    """The form was left: what was typed meanwhile was meant for other screens, also when it is edited."""
    last = ctx.chat.answers.get("last") or {}
    if last.get("form") == form:
        since = ctx.chat.newest_message_id or 0
        ctx.chat.answers = {**ctx.chat.answers, "last": {**last, "since": since}}


def overtaken(ctx: Ctx, form: str, asked: str | None) -> bool:
    """Somebody else has gone on with the same draft: this chat shows what is no longer asked."""
    shown = ctx.chat.answers.get("shown") or {}
    return shown.get("form") == form and shown.get("key") != asked


def edited(ctx: Ctx, form: str) -> str | None:
    """Whose answer an edited message is: of the question answered last, or (None) of the one that is open.

    The latter when it was written after the last answer, so it had been refused. Anything older is too late:
    it was read, and later answers may rest on it.
    """
    last = ctx.chat.answers.get("last") or {}
    if last.get("form") != form or ctx.message.message_id < last["message"]:
        raise Refused("form.edit_too_late")
    if last["message"] < ctx.message.message_id <= last.get("since", 0):
        raise Refused("form.edit_too_late")
    if ctx.message.message_id > last["message"]:
        return None
    key: str | None = last["key"]
    if key is None:
        raise Refused("form.edit_too_late")
    return key


def _remember(ctx: Ctx, form: str, key: str | None, message: int) -> None:
    last = {"form": form, "key": key, "message": message}
    ctx.chat.answers = {**ctx.chat.answers, "last": last}


# ---- pieces


def may_go_on(ctx: Ctx) -> bool:
    """Whether the message is as long as a message can be: then the next one may be its rest."""
    return len(ctx.typed) >= LONGEST_MESSAGE


def piece_refused(ctx: Ctx, refused: Refused) -> Html:
    """The first piece cannot be taken; its rest must not be taken for an answer."""
    return _kept(ctx, refused.key, dict(refused.facts))


def rest_refused(ctx: Ctx) -> Html | None:
    """Why the rest of a text is not taken, the whole of it counted; None when this is no rest."""
    kept = ctx.chat.answers.get("piece")
    if kept is None:
        return None
    facts = dict(kept["facts"])
    for counted in {"have", "over"} & facts.keys():
        facts[counted] += len(ctx.typed)
    near = ctx.message.date - datetime.fromisoformat(kept["at"]) <= TOGETHER
    if near and may_go_on(ctx):
        return _kept(ctx, kept["key"], facts)
    ctx.chat.answers = {name: value for name, value in ctx.chat.answers.items() if name != "piece"}
    return say(kept["key"], **facts) if near else None


def _kept(ctx: Ctx, key: str, facts: dict[str, object]) -> Html:
    piece = {"at": ctx.message.date.isoformat(), "key": key, "facts": facts}
    ctx.chat.answers = {**ctx.chat.answers, "piece": piece}
    return say(key, **facts)
