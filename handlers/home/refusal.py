"""What a person gets when the office says no, or when something is broken."""

from __future__ import annotations

import structlog
from sqlalchemy import select

from handlers.home.menu import show_menu
from handlers.home.start import greet_stranger, show_opened
from handlers.talk.buttons import show_again
from handlers.talk.context import Ctx
from handlers.talk.conversation import TALKS, end_talk
from handlers.talk.resting import is_asking
from models.people import Appointment, Person
from models.posts import Post
from sop.core.refused import Refused
from sop.joining.accepting import note_guess
from texts import Html, say

LOG = structlog.get_logger()

UNKNOWN = "common.unknown_person"
GUESSED = ("start.wrong_token", "start.unknown_code")  #: said to whoever tries tokens and codes


def answer_refusal(ctx: Ctx, refused: Refused) -> None:
    """Say why, and show what was open once more: nothing already given is lost."""
    why = say(refused.key, **refused.facts)
    if refused.key in GUESSED and ctx.desk.update.message is not None:  # an old button is no guess
        tried = note_guess(ctx.unit, ctx.chat.id)
        LOG.warning("opened nothing", within_the_hour=tried)  # whose chat it is, is personal data
    if ctx.person is None and refused.key == UNKNOWN and _joins(ctx):
        return
    if ctx.person is None and ctx.chat.talk is None:
        greet_stranger(ctx, why)
        return
    if ctx.desk.update.callback_query is not None:
        ctx.alert(why)
    ctx.banner(Html(f"⚠️ {why}"))
    redraw(ctx)


def _joins(ctx: Ctx) -> bool:
    """Who is in the middle of joining is no stranger: what he has to answer first is shown again."""
    ctx.banner(say("start.in_the_middle"))
    if _asked_again(ctx) or show_opened(ctx):
        return True
    ctx.desk.banner = None
    return False


def redraw(ctx: Ctx) -> None:
    """Show what the chat has before it: its open question, else its screen, else the menu."""
    if is_asking(ctx.chat) and _asked_again(ctx):
        return
    try:
        if ctx.chat.place and show_again(ctx, ctx.chat.place):
            return
    except (Refused, LookupError):
        pass  # what it was about is no more
    ctx.desk.place = None
    if ctx.person is None:  # a stranger has no menu: why is all there is to say
        why, ctx.desk.banner = ctx.desk.banner or say("common.unknown_person"), None
        ctx.show(why)
        return
    show_menu(ctx)


def resume(ctx: Ctx) -> None:
    """Lanjutkan isian: the very question at which the form was left; what it asked may be settled since."""
    if not _asked_again(ctx):
        redraw(ctx)


def _asked_again(ctx: Ctx) -> bool:
    """Show the question of the conversation; where it cannot be asked any more, it is over."""
    talk = TALKS.get(ctx.chat.talk or "")
    if talk is None:
        return False
    try:
        talk.shown(ctx)
    except Refused as refused:
        end_talk(ctx)
        if ctx.desk.banner is None:
            ctx.banner(Html(f"⚠️ {say(refused.key, **refused.facts)}"))
        return False
    except LookupError:
        end_talk(ctx)
        return False
    return True


def answer_trouble(ctx: Ctx, code: str) -> None:
    """An update was parked: tell the person, with a code to name, and the admins of the kecamatan.

    Every line that the log has about it holds this code.
    """
    ctx.tell(say("common.trouble", code=code))
    person = ctx.person
    if person is None:
        return
    admins = (
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(
            Person.kecamatan_id == person.kecamatan_id,
            Appointment.post == Post.ADMIN,
            Appointment.revoked_at.is_(None),
        )
    )
    for admin in ctx.unit.all(admins.distinct()):
        ctx.unit.tell(admin, say("common.parked", code=code))
