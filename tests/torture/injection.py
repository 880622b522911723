"""A corpus that means something to some program, typed into every question and looked for in every output.

python -m tests.torture.injection          every post at every step, every paper
python -m tests.torture.injection --most 300

Printed: how many questions it was typed into, in how many steps; papers, lists and what was wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from documents.data import MODELS
from models.posts import Post
from tests.core.desk import FrontDesk
from tests.fuzz.corpus import CORPUS, write
from tests.fuzz.outputs import PLAIN, of_lists, of_papers
from tests.fuzz.typed import type_everywhere
from tests.walking.busy_office import PEOPLE, BusyOffice

STEPS = range(1, 9)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--most", type=int, default=1500, help="presses and answers of one post at one step")
    words.add_argument("--step", type=int, help="only while this one is open")
    words.add_argument("--post", type=Post, help="only this one")
    given = words.parse_args()
    began, faults = time.monotonic(), []
    questions: set[str] = set()
    for step in [given.step] if given.step else STEPS:
        steps = 0
        for post in [given.post] if given.post else PEOPLE:
            with tempfile.TemporaryDirectory() as folder:
                found = type_everywhere(Path(folder), step, post, given.most)
            questions |= found.questions
            faults += found.faults
            steps += found.steps
        print(
            f"step {step}: {steps:>6} steps, {len(questions)} questions, {len(faults)} faults",
            flush=True,
        )
    for turn in range(0, len(CORPUS), 8):
        found, seen = of_papers(turn)
        faults += found
        print(
            f"{len(MODELS)} papers, turn {turn}: {len(seen)} of {len(PLAIN)} pieces, {len(faults)} faults",
            flush=True,
        )
    for turn in range(0, len(CORPUS), 4):
        with tempfile.TemporaryDirectory() as folder, FrontDesk(f"sqlite:///{folder}/l.db", 10**9) as desk:
            office = BusyOffice(desk, Path(folder), kelurahan=3)
            office.fills(40, 8)
            office.opens(8)
            with desk.unit() as unit:
                write(unit, turn)
            found, seen = of_lists(desk, office.season_id, Path(folder))
        faults += found
    print(f"lists and archive: {len(faults)} faults; {time.monotonic() - began:.0f} s in all")
    print("\n".join(sorted(questions)))
    print("\n".join(faults[:60]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
