"""The bot with a clock that can be turned, started as a child with environment variables only.

Everything else is the live bot, unchanged. DEMO_CLOCK names a file that holds how many seconds the clock is
ahead.

python -m demo.entry            what `python -m bot run` is
python -m demo.entry commands   what `python -m bot ...` is, once for each line of stdin: a JSON list of words
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.logs import set_up_logs
from bot.migrating import try_to_migrate
from bot.run import run
from bot.settings import Settings

TICK_SECONDS = 1.0  #: the clock may be turned by days at once
PARENT_SECONDS = 1.0


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
    clock = TurnedClock(Path(os.environ["DEMO_CLOCK"]))
    if sys.argv[1:] == ["commands"]:
        _commands(clock)
        return
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    settings = Settings()
    set_up_logs(*settings.secrets)
    run(settings, clock, TICK_SECONDS, before=lambda: try_to_migrate(settings.database_url))


def _commands(clock: TurnedClock) -> None:
    """One process for many commands: starting Python forty times would take a minute."""
    import bot.__main__ as command_line

    # The commands take the real clock by name; invitations of a season in January must be valid in January.
    setattr(command_line, "real_clock", clock)  # noqa: B010
    for line in sys.stdin:
        command_line.app([*json.loads(line), "--json"], standalone_mode=False)


def _leave_with(parent: int) -> None:
    """A demo that was killed leaves no bot behind."""
    while os.getppid() == parent:
        time.sleep(PARENT_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
