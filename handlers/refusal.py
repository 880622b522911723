"""What a person gets when the office says no, or when something is broken."""

from __future__ import annotations

import structlog
from sqlalchemy import select

from handlers.menu import show_menu
from handlers.start import greet_stranger
from handlers.talk.buttons import show_again
from handlers.talk.context import Ctx
from handlers.talk.conversation import TALKS, end_talk
from models.people import Appointment, Person
from models.posts import Post
from sop.joining.accepting import note_guess
from sop.refused import Refused
from texts import Html, say

LOG = structlog.get_logger()

GUESSED = ("start.wrong_token", "start.unknown_code")  #: said to whoever tries tokens and codes


def answer_refusal(ctx: Ctx, refused: Refused) -> None:
    """Say why, and show what was open once more: nothing already given is lost."""
    why = say(refused.key, **refused.facts)
    if refused.key in GUESSED and ctx.desk.update.message is not None:  # an old button is no guess
        tried = note_guess(ctx.unit, ctx.chat.id)
        LOG.warning("opened nothing", within_the_hour=tried)  # whose chat it is, is personal data
    if ctx.person is None and ctx.chat.talk is None:
        greet_stranger(ctx, why)
        return
    if ctx.desk.update.callback_query is not None:
        ctx.alert(why)
    ctx.banner(Html(f"⚠️ {why}"))
    redraw(ctx)


def redraw(ctx: Ctx) -> None:
    """Show what the chat has open: its conversation, else its screen, else the menu."""
    try:
        if ctx.chat.talk in TALKS:
            TALKS[ctx.chat.talk](ctx)
            return
        if ctx.chat.place and show_again(ctx, ctx.chat.place):
            return
    except (Refused, LookupError):
        end_talk(ctx)  # what it was about is no more
    ctx.desk.place = None
    if ctx.person is None:  # a stranger has no menu: why is all there is to say
        why, ctx.desk.banner = ctx.desk.banner or say("common.unknown_person"), None
        ctx.show(why)
        return
    show_menu(ctx)


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
