"""The bot with a clock that can be turned: the demo's entry, started as a child with environment variables only.

Everything else is the live bot, unchanged. DEMO_CLOCK names a file that holds how many seconds the clock is ahead.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.logs import set_up_logs
from bot.migrating import migrate
from bot.run import run
from bot.settings import Settings

TICK_SECONDS = 0.5  #: the clock may be turned by days at once


class TurnedClock:
    """The real clock plus what the file says; the file is read again when it changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at = 0
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        try:
            changed = self._path.stat().st_mtime_ns
            if changed != self._read_at:
                self._ahead = timedelta(seconds=float(self._path.read_text() or 0))
                self._read_at = changed
        except (FileNotFoundError, ValueError):
            pass
        return datetime.now(UTC) + self._ahead


def main() -> None:
    settings = Settings()
    set_up_logs(settings.token)
    clock = TurnedClock(Path(os.environ["DEMO_CLOCK"]))
    run(settings, clock, TICK_SECONDS, before=lambda: migrate(settings.database_url))


if __name__ == "__main__":
    main()
