"""Updates of every kind that the Bot API knows, with fields missing, huge and of the wrong type.

python -m tests.torture.fuzz                       10,000 of them, at every step; then 1,000 over HTTP
python -m tests.torture.fuzz --count 600 --seed 7  fewer of them, of this seed
python -m tests.torture.fuzz --database postgresql
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.core.desk import FrontDesk
from tests.fuzz.live import live
from tests.fuzz.schema import SHARED, schema
from tests.fuzz.trial import Trial
from tests.rights.offices import STATES
from tests.tools import postgres

GROWS = 50  #: MiB at most, of the memory of the process


def mebibytes(process: int | str = "self") -> float:
    """What a process has in memory now."""
    line = next(
        line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS")
    )
    return int(line.split()[1]) / 1024


class Databases:
    """A fresh one for each share, of the kind that was asked for."""

    def __init__(self, server: postgres.Postgres | None) -> None:
        self._server = server

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        if self._server is None:
            yield f"sqlite:///{folder}/fuzz.db"
            return
        with self._server.database() as url:
            yield url


def at_desk(count: int, seed: int, file: Path, databases: Databases) -> list[str]:
    """Through the inbox, a share of them at each state of the season."""
    shapes, whose = schema(file)
    faults, handled, first, began = [], 0, 0.0, time.monotonic()
    for number, state in enumerate(STATES):
        share = count // len(STATES) + (number < count % len(STATES))
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = stack.enter_context(databases.fresh(folder))
            trial = Trial(stack.enter_context(FrontDesk(url, 10**9)), folder, seed + number, state)
            trial.run(shapes, share)
        faults += [f"step {state}, seed {seed + number}: {fault}" for fault in trial.faults]
        handled += trial.handled
        gc.collect()
        first = first or mebibytes()  # every kind was met once
        grown = mebibytes() - first
        print(
            f"step {state}: {handled:>6} updates, {len(faults)} faults, memory {grown:+.1f} MiB", flush=True
        )
    if grown > GROWS:
        faults.append(f"memory grew by {grown:.1f} MiB")
    print(f"{handled} updates from {whose}, seed {seed}: {time.monotonic() - began:.0f} s")
    return faults


def over_http(count: int, seed: int, file: Path, databases: Databases) -> list[str]:
    """To the bot process, as Telegram hands them over."""
    with tempfile.TemporaryDirectory() as folder, databases.fresh(Path(folder)) as url:
        found = live(Path(folder), schema(file)[0], count, seed, mebibytes, url)
    print(f"{count} over HTTP: {len(found.faults)} faults, memory {found.grown:+.1f} MiB, slowest answer to "
          f"another person {found.slowest:.2f} s")  # fmt: skip
    return found.faults + ([f"memory grew by {found.grown:.1f} MiB"] if found.grown > GROWS else [])


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--count", type=int, default=10_000)
    asked.add_argument("--http", type=int, default=1_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--schema", type=Path, default=SHARED, help="telegram-bot-api-10.1.json")
    asked.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    given = asked.parse_args()
    with ExitStack() as stack:
        server = stack.enter_context(postgres.running()) if given.database == "postgresql" else None
        here = (given.seed, given.schema, Databases(server))
        faults = at_desk(given.count, *here) if given.count else []
        faults += over_http(given.http, *here) if given.http else []
    print("\n".join(faults[:50]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
