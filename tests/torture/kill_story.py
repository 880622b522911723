"""kill -9 of the bot at random moments of the story: nothing lost, nothing doubled, everybody is answered.

python -m tests.torture.kill_story                    40 kills of the bot as it is
python -m tests.torture.kill_story --late             against late_outbox.py, which loses: it must be found
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from demo.child import Child
from demo.house import House
from demo.story import season
from tests.torture.judge import Judgement, judge

SHORTEST, LONGEST = 0.3, 2.5  #: seconds that the bot lives between two kills, after it has started
REPEATED_A_KILL = 0.15
REST_SECONDS = 20.0


class Killer(threading.Thread):
    """Kills the bot and starts it again, until enough or until the story is over."""

    def __init__(self, child: Child, kills: int, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.child, self.kills, self.chance = child, kills, chance
        self.done = 0
        self.over = threading.Event()

    def run(self) -> None:
        while self.done < self.kills and not self.over.wait(self.chance.uniform(SHORTEST, LONGEST)):
            self.child.kill()
            self.done += 1
            self.child.start()


def play(kills: int, seed: int, entry: str) -> tuple[Judgement, int, float]:
    """One season under fire; what was found, how many kills there were, and how long it took."""
    folder = Path(tempfile.mkdtemp(prefix="musrenbang-kill-"))
    began = time.monotonic()
    try:
        with House(folder, answer_patience=2.0) as house:
            house.child.entry = entry
            story = season.shipped(house, tells=lambda words: print(f"  {words}", flush=True))
            killer = Killer(house.child, kills, random.Random(seed))
            story.begins()
            killer.start()
            found = _played(story, killer, house)
            return found, killer.done, time.monotonic() - began
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _played(story: season.Season, killer: Killer, house: House) -> Judgement:
    stuck = ""
    try:
        story.plays()
    except AssertionError as waited:  # somebody waited in vain
        stuck = str(waited).splitlines()[0]
    finally:
        killer.over.set()
        killer.join()
    if not house.child.alive:
        house.child.start()
    house.telegram.control.waits_until_taken(REST_SECONDS)
    time.sleep(2)
    found = judge(story.story, house.child.folder / "musrenbang.db")
    if stuck:
        found.faults.append(f"no answer: {stuck}")
    return found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=40)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument(
        "--late", action="store_true", help="the broken variant; ends well when losses are found"
    )
    given = words.parse_args()
    found, kills, seconds = play(
        given.kills, given.seed, "tests.torture.late_outbox" if given.late else "demo.entry"
    )
    print(
        f"kills: {kills} in {seconds:.0f} s; "
        + ", ".join(f"{name} {count}" for name, count in found.figures.items())
    )
    print(f"messages repeated: {found.repeated}, {found.repeated / max(kills, 1):.2f} a kill")
    for fault in found.faults:
        print(f"FAULT {fault}")
    if given.late:
        print("the broken variant was found out" if found.faults else "THE BROKEN VARIANT WAS NOT FOUND OUT")
        sys.exit(0 if found.faults else 1)
    too_often = found.repeated > REPEATED_A_KILL * kills
    print("nothing lost, nothing doubled" if not found.faults else f"{len(found.faults)} faults")
    sys.exit(1 if found.faults or too_often or kills < given.kills else 0)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
