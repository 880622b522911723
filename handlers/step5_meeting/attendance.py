"""The daftar hadir, and entering people without Telegram.

> [Daftar hadir 12]
< Daftar hadir: 12 orang. 1. ... [Catat peserta] [Tandai tim]
> [Catat peserta]
< Siapa nama lengkap peserta?
...
"""

from __future__ import annotations

from handlers.talk.buttons import Press, view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question
from handlers.talk.context import Ctx
from handlers.talk.paging import PER_PAGE, page_of, turns
from handlers.talk.who import MEETS, OFFICE
from models.meeting import Attendance, TeamMember
from models.posts import Post
from models.speech import Button, button, choice, columns
from sop.core.people import must_hold
from sop.reading import person_name, sentence
from sop.step5_meeting.attendance import absent_members, enter_guest, mark_present, present, strike
from sop.step5_meeting.meeting import STEP5, working, works_on_it
from texts import Html, join, plain, say
from texts.figures import clock


@view("s5:people")
def show_people(ctx: Ctx, page: int) -> None:
    """Who is here, in the order of arrival, and how many."""
    _may_look(ctx)
    rows = present(ctx.unit, ctx.season)
    of_the_team = sum(row.member_id is not None for row in rows)
    shown = page_of(rows, page)
    lines = [_line(place, row) for place, row in enumerate(shown.items, start=shown.first)]
    ctx.show(
        join(
            say("attendance.title", count=len(rows), team=of_the_team, guests=len(rows) - of_the_team),
            *(lines or [say("attendance.none")]),
        ),
        [turns(shown, "s5:people"), *_ways(ctx, rows)],
    )


def _may_look(ctx: Ctx) -> None:
    """The list holds addresses: it is for those who carry the meeting."""
    if not works_on_it(ctx.unit, ctx.actor, ctx.season):
        must_hold(ctx.unit, ctx.actor, Post.TIM, Post.SEKRETARIS, Post.CAMAT, Post.JFU)


def _line(at: int, row: Attendance) -> Html:
    if row.institution:
        return say(
            "attendance.line_from", at=at, name=row.name, institution=row.institution, clock=clock(row.at)
        )
    return say("attendance.line", at=at, name=row.name, clock=clock(row.at))


def _ways(ctx: Ctx, rows: list[Attendance]) -> list[list[Button]]:
    add = [button("attendance.add", "s5:guest")]
    if absent_members(ctx.unit, ctx.season):
        add.append(button("attendance.mark", "s5:absent", 0))
    struck = [button("attendance.strike", "s5:strikes", 0)] if any(row.entered_by_id for row in rows) else []
    return [add, [*struck, button("step5_meeting.back", "s5:home")]]


# ---- members without Telegram


@view("s5:absent")
def show_absent(ctx: Ctx, page: int) -> None:
    """Members of the tim who cannot tap for themselves."""
    working(ctx.unit, ctx.actor, ctx.season)
    members = absent_members(ctx.unit, ctx.season)
    shown = page_of(members, page)
    named = [
        choice(f"{at}. {one.name}", "s5:mark", one.id) for at, one in enumerate(shown.items, shown.first)
    ]
    ctx.show(
        say("attendance.who_of_team") if members else say("attendance.all_marked"),
        [
            *columns(named),
            turns(shown, "s5:absent"),
            [button("step5_meeting.back", "s5:people", 0)],
        ],
    )


def mark_member(ctx: Ctx, id: int) -> None:
    row = mark_present(ctx.unit, ctx.actor, ctx.season, ctx.unit.get(TeamMember, id))
    ctx.banner(say("attendance.entered", name=row.name))
    show_absent(ctx, 0)


# ---- mistakes


@view("s5:strikes")
def show_strikes(ctx: Ctx, page: int) -> None:
    """The lines that were entered by hand; one of them may be taken back."""
    working(ctx.unit, ctx.actor, ctx.season)
    entered = [row for row in present(ctx.unit, ctx.season) if row.entered_by_id is not None]
    shown = page_of(entered, page)
    named = [
        choice(f"{at}. {row.name}", "s5:strike", row.id) for at, row in enumerate(shown.items, shown.first)
    ]
    ctx.show(
        say("attendance.which_strike") if entered else say("attendance.none_entered"),
        [
            *columns(named),
            turns(shown, "s5:strikes"),
            [button("step5_meeting.back", "s5:people", 0)],
        ],
    )


def strike_row(ctx: Ctx, id: int) -> None:
    name = strike(ctx.unit, ctx.actor, ctx.season, ctx.unit.get(Attendance, id))
    ctx.banner(say("attendance.struck", name=name))
    show_people(ctx, 0)


# ---- the form


def begin_guest(ctx: Ctx) -> str:
    """Catat peserta."""
    working(ctx.unit, ctx.actor, ctx.season)
    return GUEST.begin(ctx, ctx.season.id)


def _enter(ctx: Ctx, draft: ChatDraft) -> None:
    given = draft.values
    row = enter_guest(
        ctx.unit,
        ctx.actor,
        ctx.season,
        name=given["name"],
        institution=given["institution"],
        address=given.get("address"),
    )
    ctx.banner(say("attendance.entered", name=row.name))
    show_people(ctx, len(present(ctx.unit, ctx.season)) // PER_PAGE)


def _review(_ctx: Ctx, draft: ChatDraft) -> str:
    given = draft.values
    return say(
        "attendance.review",
        name=given["name"],
        institution=given["institution"],
        address=given.get("address") or plain("attendance.no_address"),
    )


GUEST = ChatForm(
    "s5guest",
    title="attendance.form_title",
    questions=[
        Question(key="name", text="attendance.ask_name", label="attendance.label_name", read=person_name),
        Question(
            key="institution",
            text="attendance.ask_institution",
            label="attendance.label_institution",
            read=lambda typed: sentence(typed, 2, 120),
        ),
        Question(
            key="address",
            text="attendance.ask_address",
            label="attendance.label_address",
            read=lambda typed: sentence(typed, 5, 200),
            optional=True,
        ),
    ],
    review=_review,
    send="attendance.save",
    finish=_enter,
    leave=lambda ctx: show_people(ctx, 0),
)


HANDLERS = (
    GUEST.conversation(Press("s5:guest", begin_guest, MEETS.on(since=STEP5))),
    Press("s5:people", show_people, (MEETS | OFFICE).on(since=STEP5)),
    Press("s5:absent", show_absent, MEETS.on(since=STEP5)),
    Press("s5:mark", mark_member, MEETS.on(TeamMember, since=STEP5)),
    Press("s5:strikes", show_strikes, MEETS.on(since=STEP5)),
    Press("s5:strike", strike_row, MEETS.on(Attendance, since=STEP5)),
)
