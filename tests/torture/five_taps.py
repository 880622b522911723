"""A finger that trembles: five taps within 50 ms on every button that people of every post come to.

python -m tests.torture.five_taps             every step of the SOP, every post
python -m tests.torture.five_taps --each 3    each kind of button in three states

Compared is the whole database after five taps with that after one: there must be one effect, and five
answers; how long these take is measured in the bot itself, without Telegram. The taps wait for the bot
together; or each comes when the one before it has just been handled: then the screen may be shown anew, but
nothing else may be stored, and nobody told twice.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

from sqlalchemy import select

from bot.incoming.inbox import store
from models.enums import Waiting
from models.posts import Post
from models.tables import METADATA
from tests.core.desk import FrontDesk
from tests.walking.busy_office import PEOPLE, BusyOffice
from tests.walking.walker import TYPED, Step, Walk, _Stand, recall

TAPS = 5
APART = timedelta(milliseconds=10)
#: What counts taps.
SCREENS = {"outbox", "chat"}  #: what is shown again
UNLIKE = {"chat": {"flood_count", "flood_from", "pressed_at"}}

Rows = dict[str, Counter[tuple[Any, ...]]]


class Wait(NamedTuple):
    """From a tap to its answer, as the bot made it: by the clock, and of the processor alone."""

    seconds: float
    of_processor: float


@dataclass
class TwiceWalk(Walk):
    """Presses each button once, then five times from the same state."""

    presses: int = 0
    waits: list[float] = field(
        default_factory=list
    )  #: seconds from each tap to its answer, as the bot made it
    faults: list[str] = field(default_factory=list)

    def _best(self, stand: _Stand, act: str, sign: str) -> Step:
        if act in TYPED or act.startswith("/"):
            return super()._best(stand, act, sign)
        self.presses += 1
        began = self.desk.now
        five = {}
        for how in ("at once", "one by one"):
            five[how] = self._five(stand, act, together=how == "at once")
            self.desk.now = began
        once = self._one(stand, act)
        for how, (rows, answers, states) in five.items():
            screens = set() if how == "at once" else SCREENS
            if rows != once and (differing := _differences(once, self._one(stand, act), rows, screens)):
                self.faults.append(f"{self.user} {act}, {how}: {differing}")
            if answers != TAPS or states != {Waiting.DONE}:
                self.faults.append(f"{self.user} {act}, {how}: {answers} answers, {states}")
        return super()._best(stand, act, sign)

    def _one(self, stand: _Stand, act: str) -> Rows:
        recall(self.desk.database, stand.memory)
        self.desk.press(self.user, act, message_id=self.message)
        self.desk.works()
        return rows_of(self.desk)

    def _five(self, stand: _Stand, act: str, *, together: bool) -> tuple[Rows, int, set[str]]:
        recall(self.desk.database, stand.memory)
        taps = [self.desk.makes_press(self.user, act, message_id=self.message) for _ in range(TAPS)]
        answers = 0
        for batch in [taps] if together else [[tap] for tap in taps]:
            began = Wait(time.perf_counter(), time.process_time())
            store(self.desk.database, self.desk.now, batch)
            answers += len(self.desk.works())
            took = Wait(time.perf_counter() - began.seconds, time.process_time() - began.of_processor)
            self.waits += [took] * len(batch)
            self.desk.now += APART
        numbers = [tap["update_id"] for tap in taps]
        table = METADATA.tables["inbox"]
        with self.desk.unit() as unit:
            states = set(unit.session.scalars(select(table.c.state).where(table.c.update_id.in_(numbers))))
        return rows_of(self.desk), answers, states

    @property
    def message(self) -> int:
        """The message that is pressed: the same for all."""
        return 900_000


def rows_of(desk: FrontDesk) -> Rows:
    """Everything that is stored, except what counts taps: the rows of each table, a column by its place."""
    raw = desk.database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        found = {}
        for name, columns in _COMPARED.items():
            cursor.execute(f"SELECT {columns} FROM {name}")  # of our own tables
            found[name] = Counter(cursor.fetchall())
        cursor.execute("SELECT chat_id, text FROM outbox WHERE kind = 'notice'")
        found[NOTICES] = Counter(cursor.fetchall())
        return found
    finally:
        raw.close()


NOTICES = "notices"
_COMPARED = {
    table.name: ", ".join(f'"{c.name}"' for c in table.columns if c.name not in UNLIKE.get(table.name, set()))
    for table in METADATA.sorted_tables
    if table.name != "inbox"
}


def _differences(once: Rows, other: Rows, five: Rows, leave: set[str]) -> str:
    """What five taps left behind that one does not; columns of chance (a code, a token) differ anyway."""
    found = []
    for name, rows in once.items():
        if name in leave:
            continue
        chance = _columns(rows, other[name])
        one, many = _without(rows, chance), _without(five[name], chance)
        if one != many:
            names = _COMPARED.get(name, "chat_id, text").replace('"', "").split(", ")
            which = ", ".join(names[at] for at in sorted(_columns(one, many)))
            found.append(f"{name}: {which or f'{many.total() - one.total()} rows more'}")
    return "; ".join(found)


def _columns(left: Counter[Any], right: Counter[Any]) -> set[int]:
    """In which columns two states of a table differ, row by row."""
    a, b = sorted((left - right).elements(), key=repr), sorted((right - left).elements(), key=repr)
    if len(a) != len(b):
        return set()
    return {
        at
        for one, two in zip(a, b, strict=True)
        for at, (was, is_) in enumerate(zip(one, two, strict=True))
        if was != is_
    }


def _without(rows: Counter[Any], columns: set[int]) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for row, count in rows.items():
        found[tuple(None if at in columns else value for at, value in enumerate(row))] += count
    return found


def walk(
    folder: Path, step: int, posts: Iterable[Post], *, each: int = 1, most: int = 400
) -> tuple[int, list[str], list[Wait]]:
    """Every button of these people while a step is open.

    How many there are, where five taps are not one, and how many seconds each tap waited for its answer.
    """
    presses, faults, waits = 0, [], []
    with FrontDesk(f"sqlite:///{folder}/taps.db") as desk:
        office = BusyOffice(desk, folder)
        office.fills(24, step)
        office.drafts(2)
        office.opens(step)
        for post in posts:
            taken = TwiceWalk(desk, PEOPLE[post][1], each=each, most=most)
            for _step in taken.steps():
                pass
            presses += taken.presses
            faults += [f"step {step}, {post}: {fault}" for fault in taken.faults]
            waits += taken.waits
    return presses, faults, waits


def _slowly(waits: list[Wait]) -> str:
    """How long a tap waits for its answer; on a machine with other work the processor's part counts."""
    if len(waits) < 2:
        return "no taps"
    clock, processor = ([*of] for of in zip(*waits, strict=True))
    return (
        f"a tap waits {quantiles(clock, n=20)[-1]:.3f} s (p95; {quantiles(processor, n=20)[-1]:.3f} s of the "
        f"processor), {max(clock):.3f} s at most ({max(processor):.3f} s)"
    )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--each", type=int, default=1)
    asked.add_argument("--step", type=int, action="append")
    asked.add_argument("--post", type=Post, action="append")
    asked.add_argument("--most", type=int, default=400, help="presses and answers of one person")
    given = asked.parse_args()
    began, presses, faults, waits = time.monotonic(), 0, [], []
    for step in given.step or range(1, 9):
        with tempfile.TemporaryDirectory(prefix="musrenbang-taps-") as folder:
            posts = given.post or PEOPLE
            made, found, taken = walk(Path(folder), step, posts, each=given.each, most=given.most)
        presses += made
        faults += found
        waits += taken
        print(f"step {step}: {made} buttons, {len(found)} faults, {_slowly(taken)}", flush=True)
        for fault in found:
            print("FAULT", fault, flush=True)
    print(
        f"{presses} buttons, each tapped {TAPS} times at once and 10 ms apart: "
        f"{len(faults)} faults, {_slowly(waits)}, {time.monotonic() - began:.0f} s"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
