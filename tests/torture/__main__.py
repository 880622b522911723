"""A season and a crowd under fire: at the end it is asked what was lost, doubled, or never answered.

python -m tests.torture                           40 kills and every other trouble, SQLite
python -m tests.torture --kills 200 --database postgresql --seed 7
python -m tests.torture --kills 0 --times 20 --trouble "database refuses" --database postgresql
python -m tests.torture --kills 0 --times 20 --trouble SIGTERM
python -m tests.torture --no-story --kills 60     the crowd alone, until all is played: some minutes
python -m tests.torture --only-kills --late       a bot that loses (late_outbox.py): it must be found

Printed are the troubles played, the acts of people by their own ledgers, and what does not fit: database,
papers and phones are compared with what people did; logs and papers are searched for what nobody may read
there (leaks.py). At the end every update is delivered once more, in order
and shuffled, and the clock goes on a week.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot.database import office_database
from bot.files import Files
from demo.cast import sample_people, with_phones
from demo.house import House, next_season
from demo.phone import Phone
from demo.story import SCENES, Scene, Story
from demo.story.alone import SAMPLE_KECAMATAN
from demo.story.papers import check, collect
from demo.story.usulan import sample_usulan
from models.chat import Inbox, Outbox
from models.enums import Waiting
from models.tables import METADATA
from models.unit import Database
from tests.tools import postgres
from tests.torture import crowd as crowds
from tests.torture.bots import Bot
from tests.torture.judge import Judgement, judge
from tests.torture.leaks import blurts, leaks, of_phones
from tests.torture.sends import KILL, OTHERWISE, SOCKET, Sends
from tests.torture.weather import Weather

REPEATED_A_KILL = 0.15  #: at most, on average
REST_SECONDS = 60.0
ANSWER_SECONDS = 2.0  #: the answer to a press can be lost with the bot: it is not waited for
STOP_SECONDS = 5.0  #: within which it ends when it is told to
#: Tables that change although nothing happens: what the bot knows of itself, and which day it is.
_ITS_OWN = {"once", "remembered"}


@dataclass
class Total:
    """Over all seasons."""

    played: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    acts: int = 0
    repeated: list[tuple[str, str]] = field(default_factory=list)
    ended: int = 0
    stopping: list[float] = field(default_factory=list)

    def takes(self, found: Judgement, weather: Weather, bot: Bot) -> None:
        self.played += weather.played
        self.ended += weather.ended
        self.stopping += weather.stopping
        self.faults += [
            f"told to stop, it took {seconds:.1f} s" for seconds in weather.stopping if seconds > STOP_SECONDS
        ]
        self.figures.update(found.figures)
        self.notes += found.notes
        self.faults += found.faults
        self.acts += found.acts
        self.repeated += found.repeated
        self.complaints += bot.complaints()
        if weather.trouble is not None:
            self.faults.append(f"the weather ended: {weather.trouble!r}")


def play(given: argparse.Namespace, seed: int, kills: int, total: Total) -> None:
    """One season."""
    people, place = sample_people(), next_season(SAMPLE_KECAMATAN, datetime.now(UTC))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="musrenbang-torture-")))
        house = stack.enter_context(House(folder / "house"))
        url, server = None, None
        if given.database == "postgresql":
            server = stack.enter_context(postgres.running())
            url = stack.enter_context(server.database())
        sends = stack.enter_context(Sends(folder))
        bot = Bot(house.child, url, "tests.torture.sends", **{SOCKET: str(sends.place)})
        house.child = bot
        stack.callback(bot.stop)
        house.telegram.answer_patience = ANSWER_SECONDS
        phones = [] if given.no_story else with_phones(people)
        house.all_join(phones, house.opens(place, phones))
        crowd = [] if given.no_crowd else crowds.gathers(house, place.year, seed)
        bot.kill()
        bot.entry = "tests.torture.late_outbox" if given.late else bot.entry
        bot.start()
        story = Story(house, place, people, sample_usulan(), tells=lambda words: None)
        only = [] if given.only_kills else given.trouble
        weather = Weather(
            bot, house.telegram.control, kills, random.Random(seed), times=given.times, only=only
        )
        weather.joker = house.telegram.phone(crowds.FIRST_ID - 1, "Orang lewat")
        weather.joker.sends("/start")
        blurts(weather.joker)
        weather.server = server
        house.telegram.clock = weather.available
        database = office_database(bot.database_url)
        stack.callback(database.close)
        scenes = () if given.no_story else SCENES
        found = _played(story, scenes, crowd, weather, database, sends)
        everybody = [*house.phones.values(), *(one.phone for one in crowd), weather.joker]
        found.faults += leaks([bot.folder, house.folder / "out"], of_phones(everybody))
        total.takes(found, weather, bot)
        if given.log:
            with given.log.open("a") as file:  # of all seasons
                file.write(bot.log_text)


def _played(
    story: Story,
    scenes: Sequence[Scene],
    crowd: list[crowds.Delegate],
    weather: Weather,
    database: Database,
    sends: Sends,
) -> Judgement:
    stuck, bot = "", weather.bot
    weather.start()
    crowds.starts(crowd)
    try:
        if not scenes:
            weather.join()
        for scene in scenes:
            print(f"== {scene.title} ({weather.played['kill -9']} kills so far)", flush=True)
            scene.play(story)
    except AssertionError as waited:  # somebody waited in vain
        stuck = str(waited)
        print(f"stuck: {stuck}", flush=True)
    finally:
        weather.over.set()
        weather.join()
    bot.revives()
    crowds.ends(crowd)
    _rests(story, database)
    found = judge(story, crowd, database, Files(bot.files), sends, bot.stopped)
    if stuck:
        found.faults.append(f"no answer: {stuck}")
    else:
        if scenes:
            with suppress(AssertionError):
                found.notes.extend(check(story, collect(story, Path(story.house.folder) / "out")))
        phones = [*story.house.phones.values(), *(one.phone for one in crowd)]
        found.faults += _again(story, database, phones)
        found.faults += _a_week_later(story, phones[0])
    return found


def _rests(story: Story, database: Database) -> None:
    """Until nothing waits any more, or too long."""
    story.house.telegram.control.waits_until_taken(REST_SECONDS)
    end = time.monotonic() + REST_SECONDS
    while time.monotonic() < end:
        with database.unit(datetime.now(UTC)) as unit:
            waiting = [
                unit.first(select(table.id).where(table.state == Waiting.WAITING))
                for table in (Inbox, Outbox)
            ]
        if waiting == [None, None]:
            return
        time.sleep(0.2)


def _again(story: Story, database: Database, phones: Sequence[Phone]) -> list[str]:
    """Every update once more: nothing may happen, nobody may hear anything."""
    control, wrong = story.house.telegram.control, []
    for name, shuffled in (("in order", None), ("shuffled", 1)):
        _rests(story, database)
        before = (_rows(database), _said(phones))
        count = control.delivers_all_again(shuffled=shuffled)
        _rests(story, database)
        after = (_rows(database), _said(phones))
        print(f"{count} updates delivered again, {name}", flush=True)
        if before != after:
            changed = {
                key: (before[0][key], after[0][key]) for key in after[0] if before[0][key] != after[0][key]
            }
            wrong.append(f"updates again, {name}: {changed}, messages {before[1]} -> {after[1]}")
    return wrong


def _a_week_later(story: Story, phone: Phone) -> list[str]:
    """The clock goes on a week and back an hour: it works on."""
    control = story.house.telegram.control
    control.turns_clock(days=7)
    time.sleep(3)
    control.turns_clock(hours=-1)
    sent = phone.sends("/start")
    try:
        phone.waits_for(lambda eyes: eyes.from_bot and eyes.from_bot[-1].id > sent, 30, "an answer")
    except AssertionError as waited:
        return [f"a week later: {waited}"]
    return []


def _rows(database: Database) -> dict[str, int]:
    with database.transaction() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.sorted_tables
            if table.name not in _ITS_OWN
        }


def _said(phones: Sequence[Phone]) -> int:
    """Messages on all phones."""
    return sum(len(phone.messages) for phone in phones)


def tells(total: Total, kills: int, given: argparse.Namespace, seconds: float) -> None:
    """The table."""
    print(f"\n{given.database}, seed {given.seed}, {seconds:.0f} s\n\n| played | times |\n|---|---|")
    for name, count in total.played.most_common():
        print(f"| {name} | {count} |")
    print("\n| what people did, and what is kept | |\n|---|---|")
    print(f"| acts | {total.acts} |")
    for name, count in total.figures.items():
        print(f"| {name} | {count} |")
    unanswered = [fault for fault in total.faults if fault.startswith("no answer")]
    others = [fault for fault in total.faults if fault not in unanswered]
    lost = [fault for fault in others if "lost" in fault or "never" in fault or "did" in fault]
    doubled = [fault for fault in others if "twice" in fault or "doubled" in fault]
    rest = len(others) - len(lost) - len(doubled)
    print(f"| lost | {len(lost)} |\n| doubled | {len(doubled)} |\n| without an answer | {len(unanswered)} |")
    print(f"| other faults | {rest} |\n| ended by itself | {total.ended} |")
    if total.stopping:
        print(f"| slowest end after SIGTERM | {max(total.stopping):.2f} s of {len(total.stopping)} |")
    by = Counter(cause for cause, _said in total.repeated)
    each = by[KILL] / max(kills, 1)
    print(f"| messages repeated by kills | {by[KILL]} ({each:.2f} a kill; at most {REPEATED_A_KILL}) |")
    print(f"| messages repeated by lost answers and outages | {by[OTHERWISE]} |")
    for (cause, said), count in Counter(total.repeated).most_common():
        print(f"REPEATED {count} x by {cause}: {said}")
    for note in total.notes:
        print(note)
    for line, count in Counter(line[:300] for line in total.complaints).most_common(20):
        print(f"LOG {count} x {line}")
    for fault in total.faults:
        print(f"FAULT {fault}")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--kills", type=int, default=40)
    words.add_argument("--times", type=int, default=0, help="at least so many other troubles")
    words.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--minutes", type=float, default=120, help="no new season begins after that")
    words.add_argument("--log", type=Path, help="keep the bot's log in this file")
    words.add_argument("--only-kills", action="store_true", help="no other trouble")
    words.add_argument("--trouble", action="append", help="only this one, by its name in the table")
    words.add_argument("--no-crowd", action="store_true", help="the story alone")
    words.add_argument("--no-story", action="store_true", help="the crowd alone")
    words.add_argument(
        "--late", action="store_true", help="the broken variant; ends well when losses are found"
    )
    given = words.parse_args()
    began, total, seasons = time.monotonic(), Total(), 0
    while seasons == 0 or (
        total.played["kill -9"] < given.kills and time.monotonic() - began < 60 * given.minutes
    ):
        print(f"-- season {seasons + 1}", flush=True)
        play(given, given.seed + seasons, given.kills - total.played["kill -9"], total)
        seasons += 1
    kills = total.played["kill -9"]
    tells(total, kills, given, time.monotonic() - began)
    if given.late:
        print("the broken variant was found out" if total.faults else "THE BROKEN VARIANT WAS NOT FOUND OUT")
        return 0 if total.faults else 1
    print("nothing lost, nothing doubled" if not total.faults else f"{len(total.faults)} faults")
    return 1 if total.faults or kills < given.kills else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
