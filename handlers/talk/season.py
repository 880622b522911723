"""The button of a notice belongs to the season in which it was sent; chats are older than seasons."""

from __future__ import annotations

from telegram import CallbackQuery, Message

from handlers.talk.context import Ctx
from models.notice import is_notice, season_in
from models.season import Season
from sop.core.people import season_at
from sop.core.refused import Refused
from sop.core.steps import STEP
from sop.flow.progress import open_runs
from texts import plain


def must_be_of_now(ctx: Ctx, pressed: CallbackQuery) -> None:
    """Refuse what a notice of another season offers, and say where the office is now."""
    data = pressed.data or ""
    if not is_notice(data):
        return
    now, season_id = ctx.season, season_in(data)
    if season_id == now.id:
        return
    told = ctx.unit.get(Season, season_id) if season_id is not None else _by_its_day(ctx, pressed)
    if told is not None and told.kecamatan_id != now.kecamatan_id:
        raise Refused("common.not_found")
    if told is not None and told.id == now.id:
        return
    about = plain("common.about_season", year=told.year) if told is not None else plain("common.about_old")
    raise Refused("common.season_over", about=about, where=_where(now))


def _by_its_day(ctx: Ctx, pressed: CallbackQuery) -> Season | None:
    """Of a notice that does not say it: the season that was the newest when it was sent."""
    sent = pressed.message
    if not isinstance(sent, Message):  # so old that Telegram does not show it any more
        return None
    return season_at(ctx.unit, ctx.actor.kecamatan_id, sent.date)


def _where(now: Season) -> str:
    if now.closed_at is not None:
        return plain("common.now_closed", year=now.year)
    working = open_runs(now)
    if not working:
        return plain("common.now_before", year=now.year)
    return plain("common.now_step", year=now.year, number=STEP[working[0].step].number)
