"""The bot whose clock stands still between two acts, and whose random codes are made of that clock.

python -m tests.golden.entry [commands], as demo/entry.py has it. DEMO_CLOCK names the file of the seconds
since BASE; SWEEPS the file in which the stage asks for a sweep, by its number, and SWEPT where it is told
that it was made.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

BASE = datetime(2027, 1, 1, tzinfo=UTC)
NEVER = 10.0**8  #: seconds between the sweeps that nobody asks for
LOOK = 0.005


class StillClock:
    """BASE and the seconds of the file: read each time, two acts may be closer than its times tell."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seconds = 0.0

    def __call__(self) -> datetime:
        try:
            self._seconds = float(self._path.read_text() or 0)
        except (FileNotFoundError, ValueError):
            pass
        return BASE + timedelta(seconds=self._seconds)


def foreseeable(clock: Callable[[], datetime], where: str) -> None:
    """Random words of this process are its letter, the second, and which one of that second it is."""
    drawn: Counter[int] = Counter()

    def word(size: int) -> str:
        second = int((clock() - BASE).total_seconds())
        drawn[second] += 1
        return f"{where}{second:07d}{drawn[second]:02d}".ljust(size, "0")[-size:]

    secrets.token_urlsafe = lambda count=32: word(-(-(count or 32) * 4 // 3))  # type: ignore[assignment]
    secrets.token_hex = lambda count=32: word(2 * (count or 32))[1:].ljust(2 * (count or 32), "0")  # type: ignore[assignment]


def _sweeps_when_told() -> None:
    import bot.run
    from bot.jobs.job_poller import JobPoller
    from bot.scheduler import Scheduler

    asked, answered = Path(os.environ["SWEEPS"]), Path(os.environ["SWEPT"])
    looks: Counter[str] = Counter()
    look = JobPoller._look

    def counted(poller: JobPoller, *jobs: object) -> object:
        found = look(poller, *jobs)  # type: ignore[arg-type]
        looks["done"] += 1
        return found

    class Told(Scheduler):
        async def watch(self) -> None:
            done = ""
            while True:
                await asyncio.sleep(LOOK)
                wanted = _words(asked)
                if wanted == done:
                    continue
                await self._sweep()
                seen = looks["done"]
                while looks["done"] < seen + 2:  # the first may have begun before the sweep
                    self._told()
                    await asyncio.sleep(LOOK)
                _write(answered, wanted)
                done = wanted

    JobPoller._look = counted  # type: ignore[assignment,method-assign]
    bot.run.Scheduler = Told  # type: ignore[misc]


def _words(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def _write(file: Path, words: str) -> None:
    file.write_text(words)


def main() -> None:
    import sys

    import demo.entry

    clock = StillClock(Path(os.environ["DEMO_CLOCK"]))
    foreseeable(clock, "c" if "commands" in sys.argv else "b")
    _sweeps_when_told()
    demo.entry.TurnedClock = StillClock  # type: ignore[misc,assignment]
    demo.entry.TICK_SECONDS = NEVER
    demo.entry.main()


if __name__ == "__main__":
    main()
