"""When and where: the coordination meeting and the Musrenbang.

> [Musrenbang]
< Hari apa? Tekan salah satu, atau ketik tanggalnya.  [Kamis, 21 Jan 2027] [Jumat, 22 Jan 2027] ...
> 18 April
< 18 April 2027 bukan hari kerja. Peringatan SOP: ... Tetap pakai?  [Tetap pakai] [Kembali]
> [Kembali]
> 21/1
< Pukul berapa?  [08.00 WIB] [09.00 WIB] [13.00 WIB]
> [09.00 WIB]
< Di mana tempatnya?  [Aula kecamatan]
"""

from __future__ import annotations

from datetime import date as Date
from datetime import time

from handlers.step4_coordinate.step import show_home
from handlers.talk.buttons import Press, open_view
from handlers.talk.chat_form import ChatDraft, ChatForm, Question, Rows, pick
from handlers.talk.context import Ctx
from handlers.talk.who import COORDINATES
from models.enums import StepState
from models.speech import columns
from sop.core.calendar import add_working_days
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.flow.season_settings import closures_of
from sop.reading import day, hour, sentence
from sop.step4_coordinate.meeting_days import (
    COORDINATION,
    KINDS,
    MUSRENBANG,
    STEP,
    check_day,
    check_start,
    doubts,
    may_set,
    meeting_of,
    said,
    set_meeting,
)
from texts import join, plain, say
from texts.figures import date, short_date, weekday

#: Working days from today that are offered: the Musrenbang leaves time for the public notice.
AHEAD = {COORDINATION: (1, 2, 3, 5), MUSRENBANG: (7, 8, 10, 15)}
HOURS = ("08.00", "09.00", "13.00")


def begin(ctx: Ctx, kind: str) -> object:
    """Rapat koordinasi, Musrenbang: set, or moved."""
    if kind not in KINDS:
        raise Refused("common.old_button")
    may_set(ctx.unit, ctx.actor, ctx.season, kind)
    return MEETING.begin(ctx, KINDS.index(kind))


def _kind(draft: ChatDraft) -> str:
    return KINDS[draft.about or 0]


# ---- the day


def _day_facts(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    known = meeting_of(ctx.unit, ctx.season, _kind(draft))
    title = say(f"meeting_days.title_{_kind(draft)}")
    asked = say("meeting_days.day_ask_set", **said(known)) if known else say("meeting_days.day_ask")
    return {"said": join(title, asked)}


def _days(ctx: Ctx, draft: ChatDraft) -> Rows:
    first = meeting_of(ctx.unit, ctx.season, COORDINATION) if _kind(draft) == MUSRENBANG else None
    start = max(ctx.today, first.day) if first else ctx.today
    offered = [
        add_working_days(start, ahead, closures_of(ctx.season.kecamatan)) for ahead in AHEAD[_kind(draft)]
    ]
    return columns(pick(_day_label(one), "day", one.isoformat()) for one in offered)


def _day_label(one: Date) -> str:
    return plain("meeting_days.day_pick", weekday=weekday(one), day=short_date(one))


def _pick_day(ctx: Ctx, draft: ChatDraft, value: str) -> str:
    try:
        return _checked(ctx, draft, Date.fromisoformat(value))
    except ValueError:
        raise Refused("form.old_button") from None


def _type_day(ctx: Ctx, draft: ChatDraft, typed: str) -> str:
    return _checked(ctx, draft, day(typed, ctx.today))


def _checked(ctx: Ctx, draft: ChatDraft, one: Date) -> str:
    check_day(ctx.unit, ctx.season, _kind(draft), one)
    return one.isoformat()


def _put_day(ctx: Ctx, draft: ChatDraft, value: str) -> None:
    draft.put("day", value)
    draft.put("sure", None)  # another day has to be confirmed anew
    draft.put("questioned", bool(doubts(ctx.season, _kind(draft), Date.fromisoformat(value))))


def _day_of(draft: ChatDraft) -> Date:
    return Date.fromisoformat(str(draft.get("day")))


def _questioned(draft: ChatDraft) -> bool:
    return bool(draft.get("questioned"))


def _why(ctx: Ctx, draft: ChatDraft) -> dict[str, object]:
    chosen = _day_of(draft)
    return {"why": join(*doubts(ctx.season, _kind(draft), chosen)), "day": date(chosen)}


def _insist(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    return [[pick(plain("meeting_days.sure_yes"), "sure", "yes")]]


# ---- the hour, the place


def _hours(_ctx: Ctx, _draft: ChatDraft) -> Rows:
    return [[pick(one, "hour", one) for one in HOURS]]


def _read_hour(ctx: Ctx, draft: ChatDraft, typed: str) -> str:
    read = hour(typed)
    check_start(ctx.unit, ctx.season, _kind(draft), _day_of(draft), read)
    return read.isoformat()


def _places(ctx: Ctx, draft: ChatDraft) -> Rows:
    other = meeting_of(ctx.unit, ctx.season, COORDINATION if _kind(draft) == MUSRENBANG else MUSRENBANG)
    same = [pick(plain("meeting_days.same_place"), "place", "same")] if other else []
    return [[pick(plain("meeting_days.hall"), "place", "hall"), *same]]


def _pick_place(ctx: Ctx, draft: ChatDraft, value: str) -> str:
    other = meeting_of(ctx.unit, ctx.season, COORDINATION if _kind(draft) == MUSRENBANG else MUSRENBANG)
    if value == "same" and other is not None:
        return other.place
    return plain("meeting_days.hall_place", kecamatan=ctx.season.kecamatan.name)


def _finish(ctx: Ctx, draft: ChatDraft) -> None:
    given = draft.values
    meeting = set_meeting(
        ctx.unit,
        ctx.actor,
        ctx.season,
        _kind(draft),
        day=_day_of(draft),
        hour=time.fromisoformat(given["hour"]),
        place=given["place"],
    )
    if run_of(ctx.unit, ctx.season, STEP).state == StepState.OPEN:
        ctx.banner(say("meeting_days.set", **said(meeting)))
    else:
        ctx.banner(say("meeting_days.moved", **said(meeting)))
    _leave(ctx)


def _leave(ctx: Ctx) -> None:
    """Back to where the day is set: after step 4 that is the Musrenbang itself."""
    if run_of(ctx.unit, ctx.season, STEP).state == StepState.OPEN:
        show_home(ctx)
    else:
        open_view(ctx, "s5:home")


MEETING = ChatForm(
    "s4meet",
    title="meeting_days.form_title",
    questions=[
        Question(
            key="day",
            text="meeting_days.day_question",
            label="meeting_days.day_label",
            reads=_type_day,
            facts=_day_facts,
            rows=_days,
            chosen=_pick_day,
            apply=_put_day,
        ),
        Question(
            key="sure",
            text="meeting_days.sure_ask",
            label="meeting_days.sure_label",
            when=_questioned,
            facts=_why,
            rows=_insist,
            chosen=lambda _ctx, _draft, _value: True,
            expects="meeting_days.sure_expects",
        ),
        Question(
            key="hour",
            text="meeting_days.hour_ask",
            label="meeting_days.hour_label",
            reads=_read_hour,
            facts=lambda _ctx, draft: {"day": date(_day_of(draft))},
            rows=_hours,
            chosen=_read_hour,
        ),
        Question(
            key="place",
            text="meeting_days.place_ask",
            label="meeting_days.place_label",
            read=lambda typed: sentence(typed, 3, 200),
            rows=_places,
            chosen=_pick_place,
        ),
    ],
    finish=_finish,
    leave=_leave,
)

HANDLERS = (MEETING.conversation(Press("s4:meet", begin, COORDINATES)),)
