"""kill -9 of the bot at random moments of the story: nothing lost, nothing doubled, everybody is answered.

python -m tests.torture.kill_story                    40 kills of the bot as it is
python -m tests.torture.kill_story --late             against late_outbox.py, which loses: it must be found
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from demo.cast import sample_people, with_phones
from demo.child import Child
from demo.house import House, next_season
from demo.story import SCENES, Story
from demo.story.alone import SAMPLE_KECAMATAN
from demo.story.papers import check, collect
from demo.story.usulan import sample_usulan
from tests.torture.judge import Judgement, judge

SHORTEST, LONGEST = 0.3, 2.5  #: seconds that the bot lives between two kills, after it has started
REPEATED_A_KILL = 0.15
REST_SECONDS = 20.0
ANSWER_SECONDS = 2.0


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
    began = time.monotonic()
    people, place = sample_people(), next_season(SAMPLE_KECAMATAN, datetime.now(UTC))
    with (
        tempfile.TemporaryDirectory(prefix="musrenbang-kill-") as folder,
        House(Path(folder) / "house") as house,
    ):
        house.telegram.answer_patience = (
            ANSWER_SECONDS  # the answer to a press can be lost: it is not waited for
        )
        phones = with_phones(people)
        house.all_join(phones, house.opens(place, phones))
        house.child.stop()
        house.child.entry = entry
        house.child.start()
        story = Story(
            house, place, people, sample_usulan(), tells=lambda words: print(f"  {words}", flush=True)
        )
        killer = Killer(house.child, kills, random.Random(seed))
        killer.start()
        found = _played(story, killer)
        return found, killer.done, time.monotonic() - began


def _played(story: Story, killer: Killer) -> Judgement:
    house, stuck = story.house, ""
    try:
        for scene in SCENES:
            print(f"== {scene.title} ({killer.done} kills so far)", flush=True)
            scene.play(story)
    except AssertionError as waited:  # somebody waited in vain
        stuck = str(waited)
    finally:
        killer.over.set()
        killer.join()
    if not house.child.alive:
        house.child.start()
    house.telegram.control.waits_until_taken(REST_SECONDS)
    time.sleep(REST_SECONDS / 4)
    found = judge(story, house.child.folder / "musrenbang.db")
    if stuck:
        found.faults.append(f"no answer: {stuck}")
    elif not found.faults:
        found.notes.extend(check(story, collect(story, Path(house.folder) / "out")))
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
    for note in found.notes:
        print(note)
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
