"""Every handler x every post, a former holder and a stranger x own and other office's rows x every state.

python -m tests.torture.rights                          all nine states, 100,000 made-up buttons
python -m tests.torture.rights --states 2 5 --noise 0   two of them
python -m tests.torture.rights --sample 7               one try of each kind, seed 7
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import select
from structlog.testing import capture_logs

from models.chat import Inbox
from tests.core.desk import FrontDesk
from tests.rights.matrix import Matrix
from tests.rights.noise import Noise
from tests.rights.offices import PRESSERS, STATES, two_offices
from tests.rights.watching import forget, touched, watch


def state(number: int, chance: random.Random | None) -> list[str]:
    """All tries at one state of the season."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, FrontDesk(f"sqlite:///{folder}/r.db", 10**9) as desk:
        matrix = Matrix(two_offices(desk, Path(folder), number), chance)
        matrix.buttons()
        matrix.talks()
        matrix.files()
    named = f"step {number} open" if number < 9 else "season closed"
    spent = time.monotonic() - began
    print(f"{named:<14} {matrix.tried:>7} tries  {len(matrix.faults):>3} faults  {spent:>6.0f} s", flush=True)
    return matrix.faults


def noise(count: int, seed: int) -> list[str]:
    """Made-up callback data by everybody: answered, handled, and nothing changed."""
    made, chance, done, answers, faults = Noise(seed), random.Random(seed), 0, 0, []
    began, users = time.monotonic(), sorted(PRESSERS.values())
    with (
        tempfile.TemporaryDirectory() as folder,
        FrontDesk(f"sqlite:///{folder}/n.db", 10**9) as desk,
        capture_logs() as logs,
    ):
        two_offices(desk, Path(folder), chance.choice(STATES))
        watch(desk)
        while done < count:
            forget(desk)
            for user in chance.sample(users, 8) * 2:
                desk.press(user, made.next(), message_id=chance.randrange(10**6))
            done += 16
            answers += len(desk.works())
            faults += [f"not handled: {body}" for body in desk.rows(_left())]
            faults += [f"changed: {one}" for one in touched(desk) if one.table != "outbox"]
    faults += [f"logged: {entry}" for entry in logs if "exc_info" in entry]
    faults += [f"{done - answers} not answered"] if done != answers else []
    spent = time.monotonic() - began
    print(f"{'made up':<14} {done:>7} tries  {len(faults):>3} faults  {spent:>6.0f} s", flush=True)
    return faults


def _left() -> object:
    return select(Inbox.body).where(Inbox.state != "done")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--states", type=int, nargs="*", default=list(STATES))
    asked.add_argument("--noise", type=int, default=100_000, help="how many made-up buttons")
    asked.add_argument("--sample", type=int, help="a sample only, of this seed")
    asked.add_argument("--seed", type=int, default=1, help="of the made-up buttons")
    given = asked.parse_args()
    chance = random.Random(given.sample) if given.sample is not None else None
    faults = [fault for number in given.states for fault in state(number, chance)]
    faults += noise(given.noise, given.seed) if given.noise else []
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
