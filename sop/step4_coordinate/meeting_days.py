"""Day, hour and place of the coordination meeting and of the Musrenbang: what may be, what is questioned."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime, time

from sqlalchemy import select

from models.base import WIB
from models.enums import StepState
from models.meeting import Attendance
from models.people import Person
from models.posts import Post
from models.season import Meeting, Season
from models.unit import Unit
from sop.core.calendar import holiday_name
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.core.sop_sheet import SHEET
from sop.flow.progress import run_of
from sop.flow.season_settings import closures_of
from sop.step3_team.members import tell_team
from texts import Html, say
from texts.figures import clock, date, day_of

STEP = "step4_coordinate"
COORDINATION = "koordinasi"
MUSRENBANG = "musrenbang"
KINDS = (COORDINATION, MUSRENBANG)
#: "Awal tahun anggaran" (Peringatan of the SOP): months of the year in which the Musrenbang is held.
EARLY_MONTHS = (1, 2, 3)


def meeting_of(unit: Unit, season: Season, kind: str) -> Meeting | None:
    """The meeting as it is set now."""
    return unit.first(select(Meeting).where(Meeting.season_id == season.id, Meeting.kind == kind))


def start_of(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.day, meeting.hour, tzinfo=WIB)


def may_set(unit: Unit, actor: Person, season: Season, kind: str) -> bool:
    """While step 4 is open. The Musrenbang can be moved after it too: False then, for all who were told.

    Until somebody is there: a day on which nobody came was missed. Raises Refused: not his task,
    "common.step_not_open", "meeting_days.begun".
    """
    run = run_of(unit, season, STEP)
    must_hold(unit, actor, run.executor)
    if run.state == StepState.OPEN:
        return True
    if run.state != StepState.CLOSED or kind != MUSRENBANG:
        raise Refused("common.step_not_open")
    if not is_ahead(unit, season):
        raise Refused("meeting_days.begun")
    return False


def is_ahead(unit: Unit, season: Season) -> bool:
    """Whether the Musrenbang has not begun, or was missed: nobody is on its list, and it is not closed."""
    somebody = unit.first(select(Attendance.id).where(Attendance.season_id == season.id).limit(1))
    ended = run_of(unit, season, "step5_meeting").state not in (StepState.WAITING, StepState.OPEN)
    return somebody is None and not ended


def check_day(unit: Unit, season: Season, kind: str, day: Date) -> None:
    """Refuse a day that cannot be: in the past, or a Musrenbang before its coordination meeting."""
    if day < day_of(unit.now):
        raise Refused("meeting_days.past", day=date(day))
    other = _other(unit, season, kind)
    if other is None:
        return
    if kind == MUSRENBANG and day < other.day:
        raise Refused("meeting_days.before_coordination", day=date(other.day))
    if kind == COORDINATION and day > other.day:
        raise Refused("meeting_days.after_musrenbang", day=date(other.day))


def check_start(unit: Unit, season: Season, kind: str, day: Date, hour: time) -> None:
    """The same with the hour."""
    check_day(unit, season, kind, day)
    start = datetime.combine(day, hour, tzinfo=WIB)
    if start <= unit.now:
        raise Refused("meeting_days.hour_past", now=clock(unit.now))
    other = _other(unit, season, kind)
    if other is None:
        return
    first, second = (start_of(other), start) if kind == MUSRENBANG else (start, start_of(other))
    if second <= first:
        raise Refused("meeting_days.same_hour", hour=clock(start_of(other)))


def _other(unit: Unit, season: Season, kind: str) -> Meeting | None:
    return meeting_of(unit, season, COORDINATION if kind == MUSRENBANG else MUSRENBANG)


def doubts(season: Season, kind: str, day: Date) -> list[Html]:
    """What speaks against a day that may be used all the same, when somebody insists."""
    found = []
    holiday = holiday_name(day)
    if holiday is not None:
        found.append(say("meeting_days.doubt_holiday", day=date(day), name=holiday))
    elif day.weekday() >= 5:
        found.append(say("meeting_days.doubt_weekend", day=date(day)))
    elif day in closures_of(season.kecamatan):
        found.append(say("meeting_days.doubt_closed", day=date(day)))
    year = season.year - 1
    if kind == MUSRENBANG and (day.year != year or day.month not in EARLY_MONTHS):
        found.append(say("meeting_days.doubt_early", warning=SHEET.peringatan, year=year))
    return found


def set_meeting(
    unit: Unit, actor: Person, season: Season, kind: str, *, day: Date, hour: time, place: str
) -> Meeting:
    """Set or move a meeting; who knew of it is told, once for each change."""
    among_us = may_set(unit, actor, season, kind)
    if kind not in KINDS:
        raise Refused("common.old_button")
    check_start(unit, season, kind, day, hour)
    before = meeting_of(unit, season, kind)
    if before is not None and (before.day, before.hour, before.place) == (day, hour, place):
        return before
    if before is None:
        meeting = unit.add(
            Meeting(
                kecamatan_id=season.kecamatan_id,
                season_id=season.id,
                kind=kind,
                day=day,
                hour=hour,
                place=place,
            )
        )
    else:
        meeting = before
        meeting.day, meeting.hour, meeting.place = day, hour, place
    questioned = len(doubts(season, kind, day))
    when = f"{day.isoformat()}T{hour:%H:%M}"
    unit.log(actor, "meeting.set", meeting, kind=kind, when=when, questioned=questioned)
    told = f"meeting_days.told_{kind}" if before is None else f"meeting_days.moved_{kind}"
    if among_us:
        tell_team(unit, season, say(told, **said(meeting)), besides=actor)
    else:
        _tell_everybody(unit, actor, season, say(told, **said(meeting)))
    return meeting


def _tell_everybody(unit: Unit, actor: Person, season: Season, words: Html) -> None:
    """Whoever holds a post here was invited."""
    people = (person for post in Post for person in holders(unit, season.kecamatan_id, post))
    for person in dict.fromkeys(people):
        if person.id != actor.id:
            unit.tell(person, words, broadcast=True)


def said(meeting: Meeting) -> dict[str, str]:
    """Day, hour and place, as a sentence wants them."""
    return {"day": date(meeting.day), "hour": clock(start_of(meeting)), "place": meeting.place}
