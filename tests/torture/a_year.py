"""A year of reminders: swept by two, killed, down for hours, the clock an hour back and an hour ahead.

python -m tests.torture.a_year [--database postgresql] [--days 365] [--seed 1]

Which reminders are due is counted here anew, from the holidays of the joint decree, weekends and closures,
and compared with the rows and with what was said to people. On PostgreSQL both sweep at the same moment.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path

import holidays
from sqlalchemy import select

from bot.database import office_database
from models.base import WIB
from models.chat import Outbox
from models.enums import StepState
from models.people import Kecamatan, Person
from models.posts import Post
from models.reminder import Reminder
from models.season import Meeting, Run, Season
from models.unit import Database, Unit
from sop.core.steps import STEPS
from sop.remind.reminders import sweep
from tests.core.desk import FrontDesk
from tests.tools import postgres

BEGIN = date(2027, 1, 4)
EACH_STEP = 45  #: days from the opening of a step to that of the next
DUE, CLOSES = 25, 36  #: days after the opening
SEASON_CLOSURES = ("2027-02-24", "2027-06-03", "2027-09-15")  #: floods and an election
MOMENTS = (hour(5, 30), hour(7, 45), hour(8, 0, 30), hour(10, 20), hour(14, 5), hour(17, 58), hour(18, 30))
KILLED, DOWN_MORNING, DOWN_DAY, CLOCK = 0.1, 0.1, 0.05, 0.1  #: how likely, of a sweep or of a day
TASKS = "step:"


@dataclass
class Found:
    """What was played, and what does not fit."""

    sweeps: int = 0
    kills: int = 0
    down: int = 0  #: days on which it was down for three hours or for the whole day
    turns: int = 0  #: of the clock
    expected: int = 0
    rows: int = 0
    overtaken: int = 0
    messages: int = 0
    faults: list[str] = field(default_factory=list)


class Killed(Exception):
    """The process died before its transaction was stored."""


class Year:
    """An office through a year; each step is due, late, and done at last."""

    def __init__(self, desk: FrontDesk, databases: list[Database], seed: int) -> None:
        self.desk, self.databases = desk, databases
        self.chance = random.Random(seed)
        self.found = Found()
        self.off = holidays.country_holidays(
            "ID", years=(2026, 2027, 2028), categories=("public", "government")
        )
        self.awake: dict[date, bool] = {}  #: whether anybody could sweep in the hours of reminders
        self.kecamatan = desk.office()
        for number, post in ((71, Post.JFU), (72, Post.KEPALA_BIDANG), (73, Post.TIM), (74, Post.SEKRETARIS)):
            desk.person(self.kecamatan, number, post, name=f"Warga {number}")
        desk.person(self.kecamatan, 75, Post.CAMAT, name="Rahmat Hidayat")
        with self._unit(BEGIN, hour(0)) as unit:
            unit.session.get_one(Kecamatan, self.kecamatan).closures = list(SEASON_CLOSURES)
            season = unit.all(select(Season))[0]
            for kind, day in (("koordinasi", self.opening(4) + timedelta(20)), ("musrenbang", self.saturday)):
                unit.add(
                    Meeting(
                        kecamatan_id=self.kecamatan,
                        season_id=season.id,
                        kind=kind,
                        day=day,
                        hour=hour(15),
                        place="Aula",
                    )
                )

    # ---- the days

    def works(self, day: date) -> bool:
        """Counted here, not by the program that is judged."""
        return day.weekday() < 5 and day not in self.off and day.isoformat() not in SEASON_CLOSURES

    def opening(self, step: int) -> date:
        return BEGIN + timedelta(EACH_STEP * (step - 1))

    def due(self, step: int) -> date:
        """A working day."""
        day = self.opening(step) + timedelta(DUE)
        while not self.works(day):
            day += timedelta(1)
        return day

    @property
    def saturday(self) -> date:
        """The Musrenbang is held on a day off."""
        day = self.opening(5) + timedelta(20)
        return day + timedelta((5 - day.weekday()) % 7)

    def rungs(self, step: int) -> dict[str, date]:
        """What has to be said of a step: three and one working days before, that day, each one after."""
        due, named = self.due(step), dict[str, date]()
        before = [day for n in range(1, 30) if self.works(day := due - timedelta(n))]
        named["H-3"], named["H-1"], named["H"] = before[2], before[0], due
        day = due + timedelta(1)
        while day < self.opening(step) + timedelta(CLOSES):
            if self.works(day):
                named[day.isoformat()] = day
            day += timedelta(1)
        return named

    # ---- what happens

    def lives(self, days: int) -> None:
        for day in (BEGIN + timedelta(n) for n in range(days)):
            with self._unit(day, hour(0, 1)) as unit:
                self._goes_on(unit, day)
            down = self._down()
            self.awake[day] = False
            for moment in MOMENTS:
                if down[0] <= moment < down[1]:
                    continue
                for turned in self._turns():
                    at = datetime.combine(day, moment, tzinfo=WIB) + timedelta(hours=turned)
                    stored = self._sweeps(at)
                    if stored and hour(8) <= at.time() < hour(18):
                        self.awake[day] = True

    def _goes_on(self, unit: Unit, day: date) -> None:
        for step in STEPS:
            run = unit.all(select(Run).where(Run.step == step.key))[0]
            if day == self.opening(step.number):
                run.state, run.deadline, run.opened_at = StepState.OPEN, self.due(step.number), unit.now
            if day == self.opening(step.number) + timedelta(CLOSES):
                run.state, run.closed_at = StepState.CLOSED, unit.now

    def _down(self) -> tuple[hour, hour]:
        dice = self.chance.random()
        if dice < DOWN_DAY + DOWN_MORNING:
            self.found.down += 1
            return (hour(5), hour(19)) if dice < DOWN_DAY else (hour(7, 30), hour(10, 30))
        return hour(0), hour(0)

    def _turns(self) -> list[float]:
        """Now and then the clock is an hour back, or ahead and back again."""
        if self.chance.random() >= CLOCK:
            return [0]
        self.found.turns += 1
        return self.chance.choice([[0, -1, 0], [1, 0], [-1, 0]])

    def _sweeps(self, at: datetime) -> bool:
        """Both sweep; whether at least one lived until it was stored."""
        stored: list[bool] = []
        dies = [self.chance.random() < KILLED for _ in self.databases]
        threads = [
            threading.Thread(target=self._sweep, args=(database, at, dead, stored))
            for database, dead in zip(self.databases, dies, strict=True)
        ]
        for thread in threads:
            thread.start()
            if self.desk.database.is_sqlite:  # there one process is all there is
                thread.join()
        for thread in threads:
            thread.join()
        self.found.sweeps += len(threads)
        self.found.kills += sum(dies)
        return bool(stored)

    def _sweep(self, database: Database, at: datetime, dies: bool, stored: list[bool]) -> None:
        with suppress(Killed):
            with database.unit(at.astimezone(UTC)) as unit:
                sweep(unit)
                if dies:
                    raise Killed
            stored.append(True)

    def _unit(self, day: date, at: hour):  # type: ignore[no-untyped-def]
        return self.desk.database.unit(datetime.combine(day, at, tzinfo=WIB).astimezone(UTC))

    # ---- what is there

    def judges(self, days: int) -> Found:
        last = BEGIN + timedelta(days - 1)
        with self._unit(last, hour(23)) as unit:
            runs = {run.step: run for run in unit.all(select(Run))}
            rows = unit.all(select(Reminder))
            told = unit.all(select(Outbox).where(Outbox.text.startswith("<b>Pengingat")))
            people = {one.id: one.name for one in unit.all(select(Person))}
            for step in STEPS:
                if self.opening(step.number) + timedelta(CLOSES) <= last:
                    self._step(runs[step.key].id, step.number, rows, people)
            self._times(rows, told)
        self.found.rows, self.found.messages = len(rows), len(told)
        self.found.overtaken = sum(row.overtaken for row in rows)
        return self.found

    def _step(self, run: int, number: int, rows: list[Reminder], people: dict[int, str]) -> None:
        mine = [row for row in rows if row.task.startswith(f"{TASKS}{run}@")]
        wanted = self.rungs(number)
        for person in {row.person_id for row in mine}:
            have = {row.rung: row for row in mine if row.person_id == person}
            self.found.expected += len(wanted)
            for rung, day in wanted.items():
                row = have.pop(rung, None)
                if row is None:
                    self._may_miss(number, rung, day, wanted)
                elif self.awake[day] and (row.overtaken or row.at.astimezone(WIB).date() != day):
                    self.found.faults.append(f"step {number}, {people[person]}, {rung}: not said on {day}")
            self.found.faults += [f"step {number}, {people[person]}: {rung} was never due" for rung in have]
        if not mine:
            self.found.faults.append(f"step {number}: nobody was reminded")

    def _may_miss(self, number: int, rung: str, day: date, wanted: dict[str, date]) -> None:
        """Only what came due while it was down, with nothing due until it was done: it has expired."""
        later = [when for when in wanted.values() if when >= day]
        if any(self.awake[when] for when in later):
            self.found.faults.append(f"step {number}: {rung} of {day} is missing")

    def _times(self, rows: list[Reminder], told: list[Outbox]) -> None:
        faults = self.found.faults
        twice = Counter((row.task, row.rung, row.person_id) for row in rows)
        faults += [f"twice: {key}" for key, count in twice.items() if count > 1]
        for said in told:
            at = said.created_at.astimezone(WIB)
            if not hour(7) <= at.time() < hour(18):
                faults.append(f"said at {at}")
            if not self.works(at.date()) and at.date() != self.saturday:
                faults.append(f"said on a day off: {at}")
        of_a_day = Counter((said.person_id, said.created_at.astimezone(WIB).date()) for said in told)
        faults += [f"{count} messages in a day: {key}" for key, count in of_a_day.items() if count > 1]


def play(url: str, *, days: int, seed: int) -> Found:
    with ExitStack() as stack:
        desk = stack.enter_context(FrontDesk(url))
        databases = [office_database(url) for _ in range(2)]
        for database in databases:
            stack.callback(database.close)
        year = Year(desk, databases, seed)
        year.lives(days)
        return year.judges(days)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    words.add_argument("--days", type=int, default=365)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    began = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="musrenbang-year-")))
        url = f"sqlite:///{folder}/year.db"
        if given.database == "postgresql":
            url = stack.enter_context(stack.enter_context(postgres.running()).database())
        found = play(url, days=given.days, seed=given.seed)
    print(
        f"{given.database}, {given.days} days: {found.sweeps} sweeps, {found.kills} of them killed, down on"
        f" {found.down} days, the clock turned {found.turns} times"
    )
    print(
        f"{found.expected} reminders of steps due; {found.rows} rows, {found.overtaken} of them overtaken,"
        f" {found.messages} messages"
    )
    for fault in found.faults:
        print(f"FAULT {fault}")
    print(f"{len(found.faults)} faults, {time.monotonic() - began:.0f} s")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
