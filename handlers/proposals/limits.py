"""How near the limits are, as a delegate and his Lurah see it at home: places left, days left."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.talk.context import Ctx
from models.enums import StepState
from models.people import Kelurahan
from models.posts import Post
from sop.core.calendar import working_days_between
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.flow.season_settings import closures_of
from sop.proposals.drafts import count_unsent
from sop.proposals.late import leave_for
from sop.proposals.quota import Room, rooms, who_helps
from texts import Html, plain, say
from texts.figures import date as in_words
from texts.figures import number, relative_days

SOON = 3  #: working days before the last day


def limits(ctx: Ctx, post: Post) -> list[Html]:
    """Lines for the home of somebody who sends usulan, or answers for those that are sent."""
    held = ctx.actor.appointment(post, ctx.now)
    if post not in (Post.DELEGASI, Post.LURAH) or held is None or held.kelurahan is None:
        return []
    try:
        return [*_places(ctx, held.kelurahan), *_days(ctx, held.kelurahan)]
    except Refused:  # there is no season yet
        return []


def _places(ctx: Ctx, kelurahan: Kelurahan) -> Iterator[Html]:
    found = rooms(ctx.unit, ctx.season, kelurahan)
    for room in found:
        if room.komisi is None:
            facts = {"kelurahan": kelurahan.name, "used": number(room.used), "most": number(room.most)}
            yield say(f"rules.home_quota{_how(room)}", **facts)
    near = [room for room in found if room.komisi is not None and room.near]
    if near:
        yield say("rules.home_komisi", komisi=", ".join(_one(room) for room in near))


def _how(room: Room) -> str:
    return "_full" if room.full else "_near" if room.near else ""


def _one(room: Room) -> str:
    komisi = plain(f"komisi.{room.komisi}")
    return plain("rules.home_komisi_one", komisi=komisi, used=number(room.used), most=number(room.most))


def _days(ctx: Ctx, kelurahan: Kelurahan) -> Iterator[Html]:
    season = ctx.season
    run = run_of(ctx.unit, season, "step1_recap")
    if run.state == StepState.WAITING and season.intake_opens is not None:
        yield say("rules.home_opens", day=in_words(season.intake_opens))
    if run.state != StepState.OPEN and (leave := leave_for(ctx.unit, season, kelurahan.id)) is not None:
        yield say("late.home_kelurahan", kelurahan=kelurahan.name, day=in_words(leave.until))
        return
    over = run.state in (StepState.CLOSING, StepState.CLOSED)
    if over and count_unsent(ctx.unit, ctx.actor, season):
        yield say("rules.home_closed", who=who_helps(ctx.unit, season))
    closes = season.intake_closes
    if run.state != StepState.OPEN or closes is None:
        return
    if closes < ctx.today:
        yield say("rules.home_over", day=in_words(closes), who=who_helps(ctx.unit, season))
    elif working_days_between(ctx.today, closes, closures_of(ctx.actor.kecamatan)) <= SOON:
        yield say("rules.home_closes", day=in_words(closes), left=relative_days(closes, ctx.today))
