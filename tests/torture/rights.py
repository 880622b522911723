"""Every handler x every post x own and other office's rows x every state; every screen by everybody, which
changes nothing; and 100,000 made-up buttons.

python -m tests.torture.rights                          every step open and being closed, the season over
python -m tests.torture.rights --states 2 5 --closing 5 --noise 0   three of them
python -m tests.torture.rights --looks                  the screens only
python -m tests.torture.rights --sample 7               one try of each kind, seed 7
python -m tests.torture.rights --states --closing --noise 0   only the forms (tests/rights/leaving.py)

What is looked at: tests/rights/matrix.py. Each state is an office beside another, in one transaction that is
never stored; as many at once as there are processors (--jobs).
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.core.desk import FrontDesk
from tests.rights.handlers import buttons, every, talks
from tests.rights.held import Held
from tests.rights.judging import RAISED
from tests.rights.leaving import EVERY_WAY, OUT_OF_REACH, Leaving
from tests.rights.looks import CHANGED, LOOKS, Looks, screens
from tests.rights.made_up import MadeUp
from tests.rights.matrix import Matrix
from tests.rights.offices import STATES, Offices, two_offices
from tests.rights.papers import STATES as PAPER_STATES
from tests.rights.people import PRESSERS

BARE = "bare"  #: looks at an office in which nobody has done anything yet
PART = 10_000  #: made-up buttons before one office


@dataclass(frozen=True)
class Tried:
    """What was tried in one state, and what was wrong."""

    what: str
    count: Counter[str]
    faults: list[str]
    worked: set[str]
    seconds: float

    def __str__(self) -> str:
        tries, spent = self.count.total(), self.seconds
        return f"{self.what:<26} {tries:>7} tries  {len(self.faults):>4} faults  {spent:>6.0f} s"


@contextmanager
def _offices(state: int, *, closing: bool = False, bare: bool = False) -> Iterator[Offices]:
    with (
        tempfile.TemporaryDirectory() as folder,
        FrontDesk(f"sqlite:///{folder}/rights.db", 10**9, Held) as desk,
    ):
        made = two_offices(desk, Path(folder), state, closing=closing, bare=bare)
        gc.freeze()
        yield made


def state(number: int, closing: bool, sample: int | None) -> Tried:
    """All tries at one state of the season."""
    began = time.monotonic()
    chance = random.Random(sample) if sample is not None else None
    with _offices(number, closing=closing) as offices, Matrix(offices, chance) as matrix:
        matrix.buttons()
        matrix.papers()
        matrix.pages()
        matrix.talks()
        matrix.anytime()
    return Tried(offices.when, matrix.count, matrix.faults, matrix.worked, time.monotonic() - began)


def left(number: int, seed: int) -> Tried:
    """Every form that can be entered is left, and something is typed."""
    began = time.monotonic()
    with (
        _offices(number) as offices,
        Leaving(offices, random.Random(seed), each=EVERY_WAY, deep=True) as walk,
    ):
        walk.leave(talks())
    counted = Counter({"forms left": len(walk.left), "typed after a form was left": walk.count["typed"]})
    what = f"{len(walk.entered)} forms left, while {number} is open"
    return Tried(what, counted, walk.faults, walk.entered, time.monotonic() - began)


def looks(number: int, closing: bool, bare: bool, sample: int | None) -> Tried:
    """Everybody looks at every screen; `bare`: where the step has just begun."""
    began = time.monotonic()
    chance = random.Random(sample) if sample is not None else None
    with _offices(number, closing=closing, bare=bare) as offices:
        made = Looks(offices, chance)
        made.everywhere()
        made.papers()
        made.trying.close()
    when = f"{BARE if bare else LOOKS}, {offices.when}"
    return Tried(when, made.count, made.faults, made.shown, time.monotonic() - began)


def noise(number: int, count: int, seed: int) -> Tried:
    """Made-up callback data by everybody."""
    began = time.monotonic()
    with _offices(number) as offices:
        made = MadeUp(offices, seed)
        made.presses(count)
    counted = Counter({"made up": made.count["made up"]})
    return Tried(f"made up, while {number} is open", counted, made.faults, set(), time.monotonic() - began)


def table(done: list[Tried]) -> str:
    """What was tried, and how much of it was wrong."""
    faults = [fault for one in done for fault in one.faults]
    raised = sum(RAISED in fault for fault in faults)
    cases: Counter[str] = sum((one.count for one in done), Counter())
    not_entered = {str(one.name) for one in talks()} - _worked(done)
    never = {one.word for one in buttons()} - _worked(done)
    lines = [
        ("handlers", f"{len(list(every()))}: {len(buttons())} buttons, {len(talks())} conversations"),
        ("who presses", f"{len(PRESSERS)}: {', '.join(PRESSERS)}"),
        (
            "states of a season",
            f"{len({one.what.split(', ')[-1] for one in done if one.what.startswith(('s', LOOKS, BARE))})}",
        ),
        ("forms entered and left", f"{len(talks()) - len(not_entered)} of {len(talks())}"),
        *((f"form not entered: {name}", OUT_OF_REACH.get(name, "?")) for name in sorted(not_entered)),
        ("states of a paper", f"{len(PAPER_STATES)}"),
        *((f"tries: {kind}", f"{many:,}") for kind, many in sorted(cases.items())),
        ("tries in all", f"{cases.total():,}"),
        ("screens looked at", f"{len(screens())}: {cases[LOOKS]:,} presses by everybody"),
        ("rows changed by a look", f"{sum(CHANGED in fault for fault in faults)}"),
        ("forbidden effects", f"{len(faults) - raised}"),
        ("tracebacks", f"{raised}"),
        (f"never seen to work ({len(never)})", " ".join(sorted(never))),
    ]
    return "\n".join(f"{name:<30} {value}" for name, value in lines)


def _worked(done: list[Tried]) -> set[str]:
    return set().union(*(one.worked for one in done))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--states", type=int, nargs="*", default=list(STATES))
    asked.add_argument("--closing", type=int, nargs="*", default=list(STATES[:-1]), help="steps being closed")
    asked.add_argument("--noise", type=int, default=100_000, help="how many made-up buttons")
    asked.add_argument("--looks", action="store_true", help="the screens only")
    asked.add_argument("--sample", type=int, help="a sample only, of this seed")
    asked.add_argument("--seed", type=int, default=1, help="of the made-up buttons")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many states at once")
    given = asked.parse_args()
    parts = [min(PART, given.noise - at) for at in range(0, given.noise, PART)]
    done = []
    with ProcessPoolExecutor(given.jobs, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        when = [*((one, False) for one in given.states), *((one, True) for one in given.closing)]
        work = [
            pool.submit(looks, number, closing, bare, given.sample)
            for number, closing in when
            for bare in (False, True)
        ]
        if not given.looks:
            work += [pool.submit(state, number, closing, given.sample) for number, closing in when]
            work += [pool.submit(left, number, given.sample or 0) for number in STATES[:-1]]
        work += [
            pool.submit(noise, STATES[at % len(STATES)], many, given.seed + at)
            for at, many in enumerate(parts if not given.looks else ())
        ]
        for one in as_completed(work):
            done.append(one.result())
            print(done[-1], flush=True)
            print(*(f"    {fault[:600]}" for fault in done[-1].faults[:40]), sep="\n", flush=True)
    print(table(done))
    return 1 if any(one.faults for one in done) else 0


if __name__ == "__main__":
    sys.exit(main())
