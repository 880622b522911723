"""Hapus data saya: what goes and what stays, who takes over first, and one more question.

> [Hapus data saya]
< Dihapus: nama, akun Telegram, ... Tetap ada: usulan, ...  [Tidak jadi] [Ya, hapus data saya]
> [Ya, hapus data saya]
< Data pribadi Bapak/Ibu sudah dihapus. ...

> (who has a post)
< Bapak/Ibu masih bertugas: Lurah Kedung Badak. ...  [Catat permintaan]
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.context import Ctx
from handlers.talk.who import JOINED
from models.speech import Button, button
from sop.privacy.deletion_requests import ask, asked_at, take_back
from sop.privacy.forgetting import forget, pseudonym_of
from sop.privacy.open_duties import Duty, duties
from texts import Html, join, say
from texts.figures import moment

MOST_NAMES = 3
BACK = button("form.back", "settings:privacy")


@view("settings:forget")
def show_forgetting(ctx: Ctx) -> None:
    """What would go, or what keeps him."""
    waiting = duties(ctx.unit, ctx.actor)
    if waiting:
        _show_duties(ctx, waiting)
        return
    pseudonym = pseudonym_of(ctx.unit, ctx.actor)
    words = join(
        say("forget.title"),
        say("forget.what_goes"),
        say("forget.what_stays"),
        say("forget.called", pseudonym=pseudonym),
        say("forget.backups"),
        say("forget.for_ever"),
    )
    yes = button("forget.yes", "settings:forgetme")
    ctx.show(words, [[button("forget.no", "settings:privacy")], [yes]])


def _show_duties(ctx: Ctx, waiting: list[Duty]) -> None:
    people = dict.fromkeys(one.name for duty in waiting for one in duty.arrangers)
    named = ", ".join(list(people)[:MOST_NAMES])
    since = asked_at(ctx.unit, ctx.actor)
    parts = [
        say("forget.title"),
        say("forget.duties"),
        *(_duty(one) for one in waiting[:4]),
        say("forget.arranges", people=named) if named else say("forget.arranges_office"),
        say("forget.asked_since", at=moment(since)) if since else say("forget.may_ask"),
    ]
    ctx.show(join(*parts), [[_way(asked=since is not None)], [BACK]])


def _way(*, asked: bool) -> Button:
    if asked:
        return button("forget.take_back", "settings:forgetnot")
    return button("forget.ask", "settings:forgetask")


def _duty(duty: Duty) -> Html:
    if not duty.heirs:
        return say("forget.duty_alone", post=duty.post)
    return say("forget.duty", post=duty.post, heirs=", ".join(duty.heirs[:MOST_NAMES]))


def note_wish(ctx: Ctx) -> None:
    """Catat permintaan."""
    if duties(ctx.unit, ctx.actor):
        ask(ctx.unit, ctx.actor)
        ctx.banner(say("forget.asked"))
    show_forgetting(ctx)


def drop_wish(ctx: Ctx) -> None:
    """Batalkan permintaan; pressed twice it is said twice."""
    if asked_at(ctx.unit, ctx.actor) is not None:
        take_back(ctx.unit, ctx.actor)
    ctx.banner(say("forget.taken_back"))
    show_forgetting(ctx)


def do_forget(ctx: Ctx) -> None:
    """Ya, hapus data saya: what is said now is the last that this chat hears."""
    forget(ctx.unit, ctx.actor, ctx.actor)
    ctx.desk.place = None
    ctx.show(say("forget.done"))


HANDLERS = (
    Press("settings:forget", show_forgetting, JOINED.on(anytime=True)),
    Press("settings:forgetask", note_wish, JOINED.on(anytime=True)),
    Press("settings:forgetnot", drop_wish, JOINED.on(anytime=True)),
    Press("settings:forgetme", do_forget, JOINED.on(anytime=True)),
)
