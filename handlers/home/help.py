"""/bantuan: help for the screen one is on, and the SOP to be read in chat.

> /bantuan
< Langkah 2, Kepala Bidang: usulan tampil satu per satu. ...  [Baca SOP] [Arti status] [Kembali]
> [Baca SOP]
< SOP/P2EPD.1/002 · halaman 1 dari 12 ...  [◀] [1/12] [▶]
"""

from __future__ import annotations

from handlers.home.refusal import redraw, resume
from handlers.home.sop_sheet import show_sheet
from handlers.talk.buttons import Command, Press, view
from handlers.talk.context import Ctx
from handlers.talk.draft import ChatDraft
from handlers.talk.who import JOINED
from models.enums import Status
from models.posts import Post
from models.speech import Button, button
from sop.core.people import holders
from sop.core.statuses import shown
from sop.core.steps import STEPS
from texts import Html, join, plain, say, sentences

#: In the order in which an usulan meets them.
WORDS = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.RETURNED,
    Status.VERIFIED,
    Status.REFUSED,
    Status.NOTED,
    Status.AGREED,
    Status.NOT_AGREED,
    Status.MERGED,
    Status.BANKED,
)


#: Conversations whose name does not begin with that of their step -> the screen they were opened from.
OPENED_FROM = {
    "behalf": "s1",
    "letter": "s1",
    "close_intake": "s1",
    "differs": "lurah",
    "settle": "s1",
    "report": "s6",
    "me": "settings",
    "office": "settings",
    "deadline": "settings",
    "intake": "settings",
    "closure": "settings",
    "rule": "settings",
    "invite": "people",
    "admit": "people",
    "deny": "people",
    "acting": "people",
    "leave": "people",
    "term": "people",
    "give": "people",
    "bank_keep": "bank",
    "voice": "voice",
    "gab": "gab",
    "agenda": "arsip",
    "late_draft": "late",
    "late_kelurahan": "late",
    "later_photos": "photo",
    "plan_day": "plan",
}

#: The screens of a step begin with its number; it words its own guide.
_STEP_GUIDES = {f"s{step.number}": f"{step.key}.guide" for step in STEPS}


def help_here(ctx: Ctx) -> None:
    """/bantuan, or the button of the menu: the screen that was left is the one that is explained."""
    place = ctx.chat.place or ""
    if not place.startswith("help:"):
        ChatDraft.anew(ctx, "help", None, place=place)
    show_help(ctx)


@view("help:here")
def show_help(ctx: Ctx) -> None:
    """What can be done on the screen that was left."""
    place = str(ChatDraft(ctx, "help").get("place") or "")
    guide = plain(guide_key(None if place else ctx.chat.talk, place))
    delegate = ctx.actor.holds(Post.DELEGASI, ctx.now)
    rows = [[button("help.read_sop", "help:sop", 1), button("help.words", "help:words")]]
    if delegate:
        rows.append([button("help.pin", "help:pin"), button("help.photo", "help:photo")])
    back = [button("help.back", "help:back"), button("menu.back", "menu:show")]
    ctx.show(join(say("help.title"), guide, say("help.commands"), _whom_to_ask(ctx)), [*rows, back])


def guide_key(talk: str | None, place: str) -> str:
    """The sentence for what is open: the conversation itself, its step, else the screen."""
    if talk:
        own, last = f"help.talk_{talk}", "help.talk_general"
        screen = OPENED_FROM.get(talk, talk[:2])
    else:
        own, last = "", "help.screen_general"
        screen = place.partition(":")[0]
    candidates = (own, _STEP_GUIDES.get(screen) or f"help.screen_{screen}", last)
    return next(key for key in candidates if key in sentences())


def _whom_to_ask(ctx: Ctx) -> Html:
    people = holders(ctx.unit, ctx.actor.kecamatan_id, Post.JFU)
    if not people:
        return say("help.nobody")
    names = ", ".join(person.name for person in people)
    office = (ctx.actor.kecamatan.office or {}).get("phone")  # of the office, not of a person
    if office:
        return say("help.person_or_office", people=names, phone=office)
    return say("help.person", people=names)


def go_back(ctx: Ctx) -> None:
    """To the question or the screen that was left."""
    place = str(ChatDraft(ctx, "help").get("place") or "")
    ctx.chat.place = place or None
    if place:
        redraw(ctx)
    else:
        resume(ctx)


@view("help:words")
def show_words(ctx: Ctx) -> None:
    """What each status of an usulan means."""
    lines = [
        say("help.word_line", word=shown(status), meaning=plain(f"help.meaning_{status}")) for status in WORDS
    ]
    ctx.show(join(say("help.words_title"), *lines, say("statuses.legend")), [_foot()])


@view("help:pin")
def show_pin(ctx: Ctx) -> None:
    """How a pin is sent."""
    ctx.show(say("help.pin_text"), [_foot()])


@view("help:photo")
def show_photo(ctx: Ctx) -> None:
    """How a photo is sent."""
    ctx.show(say("help.photo_text"), [_foot()])


def _foot() -> list[Button]:
    return [button("help.help_back", "help:here"), button("menu.back", "menu:show")]


HANDLERS = (
    Command("bantuan", help_here, JOINED.on(anytime=True)),
    Press("help:show", help_here, JOINED.on(anytime=True)),
    Press("help:here", show_help, JOINED.on(anytime=True)),
    Press("help:back", go_back, JOINED.on(anytime=True)),
    Press("help:words", show_words, JOINED.on(anytime=True)),
    Press("help:pin", show_pin, JOINED.on(anytime=True)),
    Press("help:photo", show_photo, JOINED.on(anytime=True)),
    Press("help:sop", show_sheet, JOINED.on(anytime=True)),
)
