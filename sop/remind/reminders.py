"""Who is reminded of what, and when: at 08.00 of a working day, of what he still owes, in one message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select, update
from sqlalchemy.orm import aliased

from models.base import WIB
from models.meeting import TeamMember
from models.people import Person
from models.posts import Post
from models.reminder import Reminder
from models.season import Meeting, Season
from models.speech import Button, button, shortened
from models.unit import Unit
from sop.accounts.acting import turn_periods
from sop.accounts.totp import wipe_secrets
from sop.accounts.waiting_over import end_waits
from sop.core.calendar import MORNING, QUIET_FROM, is_working_day
from sop.core.people import holders
from sop.flow.approval_effects import carry_out_due
from sop.flow.debts import debts
from sop.flow.season_settings import closures_of, open_due_intakes
from sop.remind.ladder import COORDINATION, INTAKE, MUSRENBANG, REST, TASK, Ladder, Rung, overtaken, reached
from sop.remind.matter import Matter
from sop.remind.resting import expire, expiring, resting
from sop.signing.by_bsre import give_up_lost
from sop.step1_recap.late import print_late
from sop.tracking.following import tell_followers
from texts import Html, join, say
from texts.figures import clock, relative_days, short_date
from texts.figures import date as in_words

MOST_LINES = 6

#: what a task begins with -> its ladder; every other is a TASK
LADDERS = {"draft": INTAKE, "confirm": INTAKE, "away": REST}

#: tasks of the day itself: where the step has no deadline, the Musrenbang's day is theirs
OF_THE_DAY = ("scores", "open", "plenary")


#: At any hour; posts change hands at midnight.
ALWAYS = (turn_periods, end_waits, carry_out_due, wipe_secrets, give_up_lost, print_late)
BY_DAY = (open_due_intakes, tell_followers)


def sweep(unit: Unit) -> int:
    """Say what is due; how many were told. Cheap, except for the first look at a season in a day."""
    local = unit.now.astimezone(WIB)
    told = sum(unit.tries(duty) for duty in ALWAYS)
    if not MORNING <= local.time() < QUIET_FROM:
        return told
    today = local.date()
    told += sum(unit.tries(duty) for duty in BY_DAY)
    return told + sum(unit.tries(_remind, one, today) for one in _not_yet(unit, today))


def _remind(unit: Unit, season_id: int, today: date) -> int:
    season = unit.session.get_one(Season, season_id)
    closures = closures_of(season.kecamatan)
    if is_working_day(today, closures):
        return remind(unit, season, today, closures)
    return remind_of_today(unit, season, today, closures)


def remind(unit: Unit, season: Season, today: date, closures: AbstractSet[date]) -> int:
    """The reminders of a working day; the day is noted in the same unit, so that it is done once."""
    before = season.reminded_on
    # Not through the row: it carries a version, and nobody who works on the season should lose a race to us.
    # First, as whoever sends an usulan does: else each could hold what the other waits for.
    table = Season.metadata.tables["season"]
    unit.session.execute(update(table).where(table.c.id == season.id).values(reminded_on=today))
    expire(unit, season, today)
    people = _reachable(unit, season)  # first, or each of them costs two queries when his first debt is found
    matters = [
        *_meetings(unit, season, today),
        *_debts(unit, season),
        *resting(unit, season, closures),
        *expiring(unit, season, today),
    ]
    return _tell(unit, season, people, matters, today, closures, before)


def remind_of_today(unit: Unit, season: Season, today: date, closures: AbstractSet[date]) -> int:
    """On a day off nobody is disturbed, except by a meeting that is held on this very day."""
    held = [matter for matter in _meetings(unit, season, today) if matter.due == today]
    if not held:
        return 0
    return _tell(unit, season, _reachable(unit, season), held, today, closures, season.reminded_on)


@cache  # fixed: it is asked at every tick, and an alias is rubbish that only the collector clears away
def _newest_unseen() -> Select[Any]:
    later = aliased(Season)
    return (
        select(Season.id)
        .where(
            Season.closed_at.is_(None),
            or_(Season.reminded_on.is_(None), Season.reminded_on != bindparam("today")),
            ~exists().where(later.kecamatan_id == Season.kecamatan_id, later.year > Season.year),
        )
        .order_by(Season.id)
    )


def _not_yet(unit: Unit, today: date) -> Sequence[int]:
    """The newest season of each kecamatan, unless it is closed or was looked at today."""
    return unit.session.scalars(_newest_unseen(), {"today": today}).all()


# ---- what may have to be said


def _debts(unit: Unit, season: Season) -> Iterator[Matter]:
    """What is owed now, read in the unit that says so."""
    musrenbang = unit.first(
        select(Meeting.day).where(Meeting.season_id == season.id, Meeting.kind == "musrenbang")
    )
    for debt in debts(unit, season):
        word = debt.task.split(":")[0]
        due = debt.due or (musrenbang if word in OF_THE_DAY else None)
        if due is not None:
            yield Matter(debt.task, debt.person, debt.words, debt.open, due, LADDERS.get(word, TASK))


def _meetings(unit: Unit, season: Season, today: date) -> Iterator[Matter]:
    """The coordination meeting and the Musrenbang, for the tim, until they begin."""
    query = select(Meeting).where(Meeting.season_id == season.id, Meeting.day >= today)
    coming = [one for one in unit.all(query) if _start(one) > unit.now]
    if not coming:
        return
    tim = _tim(unit, season)
    for meeting in coming:
        words = say(
            f"reminders.meeting_{meeting.kind}",
            day=in_words(meeting.day),
            hour=clock(_start(meeting)),
            place=meeting.place,
            left=relative_days(meeting.day, today),
        )
        ladder = MUSRENBANG if meeting.kind == "musrenbang" else COORDINATION
        for person in tim:
            yield Matter(f"meeting:{meeting.id}", person, words, None, meeting.day, ladder, dated=False)


def _start(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.day, meeting.hour, tzinfo=WIB)


def _tim(unit: Unit, season: Season) -> list[Person]:
    """The members who are people of the system, by the SK or by their post."""
    named = select(TeamMember).where(
        TeamMember.season_id == season.id, TeamMember.removed_at.is_(None), TeamMember.person_id.is_not(None)
    )
    people = [
        member.person for member in unit.all(named.order_by(TeamMember.id)) if member.person is not None
    ]
    return list(dict.fromkeys([*people, *holders(unit, season.kecamatan_id, Post.TIM)]))


# ---- saying it


def _reachable(unit: Unit, season: Season) -> dict[int, Person]:
    """Those with Telegram, unless they blocked the bot: nobody collects reminders for the day he joins."""
    query = select(Person).where(
        Person.kecamatan_id == season.kecamatan_id,
        Person.telegram_id.is_not(None),
        Person.blocked_at.is_(None),
    )
    return {person.id: person for person in unit.all(query)}


def _tell(
    unit: Unit,
    season: Season,
    people: Mapping[int, Person],
    matters: Iterable[Matter],
    today: date,
    closures: AbstractSet[date],
    before: date | None,
) -> int:
    """Make the rows, and one message for each person who has a new one; `before`: when it was done last."""

    @cache
    def rungs(ladder: Ladder, due: date) -> list[Rung]:
        return reached(ladder, due, today, closures)

    due = {
        (matter.key, matter.person.id): matter
        for matter in matters
        if matter.person.id in people and rungs(matter.ladder, matter.due)
    }
    said = [_row(unit, one, rungs(one.ladder, one.due)[-1]) for one in due.values()]
    fresh = {(task, person_id) for task, _rung, person_id in _new(unit, said)}
    passed = [
        _row(unit, due[key], rung, overtaken=True)
        for key in fresh
        for rung in overtaken(rungs(due[key].ladder, due[key].due), before)
    ]
    _new(unit, passed)
    per_person: defaultdict[int, list[Matter]] = defaultdict(list)
    for key, matter in due.items():
        if key in fresh:
            per_person[matter.person.id].append(matter)
    for mine in per_person.values():
        _tell_one(unit, sorted(mine, key=lambda one: (one.due, one.task)), today)
    if fresh:
        unit.log(
            None, "reminders.sent", season, people=len(per_person), matters=len(fresh), overtaken=len(passed)
        )
    return len(per_person)


def _row(unit: Unit, matter: Matter, rung: Rung, *, overtaken: bool = False) -> dict[str, object]:
    return {
        "kecamatan_id": matter.person.kecamatan_id,
        "task": matter.key,
        "rung": rung.name,
        "person_id": matter.person.id,
        "due": matter.due,
        "at": unit.now,
        "overtaken": overtaken,
    }


def _new(unit: Unit, rows: list[dict[str, object]]) -> list[tuple[str, str, int]]:
    """Which of the rows were not there: the insert decides, not our memory."""
    new = unit.insert_new(Reminder, rows, "task", "rung", "person_id")
    return [(task, rung, person_id) for task, rung, person_id in new]


def _tell_one(unit: Unit, matters: list[Matter], today: date) -> None:
    """All that a person owes today, with the ways in."""
    said = {one.open for one in matters if one.open is not None and one.ladder is not REST}
    matters = [one for one in matters if one.ladder is not REST or one.open not in said]
    shown = matters[:MOST_LINES]
    lines = [_line(at, matter, today) for at, matter in enumerate(shown, start=1)]
    more = [say("reminders.more", count=len(matters) - len(shown))] if len(matters) > len(shown) else []
    ways = list(_ways(shown))
    rows = [*([way] for way in ways), [button("reminders.tasks", "tasks:show")]]
    head = say("reminders.head", day=in_words(today))
    unit.tell(matters[0].person, join(head, *lines, *more), rows, broadcast=True)


def _line(at: int, matter: Matter, today: date) -> Html:
    if not matter.dated:
        return say("reminders.line_meeting", at=at, words=matter.words)
    left = relative_days(matter.due, today)
    return say("reminders.line", at=at, words=matter.words, day=short_date(matter.due), left=left)


def _ways(matters: list[Matter]) -> Iterator[Button]:
    """The buttons of the matters, each once; two that would read the same carry their number."""
    seen: dict[str | None, Button] = {}
    for matter in matters:
        if matter.open is not None:
            seen.setdefault(matter.open.data, matter.open)
    labels = [way.text for way in seen.values()]
    for at, way in enumerate(seen.values(), start=1):
        if labels.count(way.text) == 1:
            yield way
        else:
            yield Button(f"{shortened(way.text)[:17].rstrip()} {at}", way.data)
