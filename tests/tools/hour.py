"""Run a command as if it were another hour of the day in Indonesia: `python -m tests.tools.hour 4 make test`.

Only the clock of the wall is turned, for the command and all that it starts; waiting takes as long as ever.
It is turned the shorter way, so the day may be another. Needs libfaketime (Debian: apt-get install faketime).
"""

import os
import shutil
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


def turned(now: datetime, hour: int) -> int:
    """By how many seconds the clock is turned so that it is that hour, the minute staying as it is."""
    hours = (hour - now.astimezone(WIB).hour + 12) % 24 - 12
    return int(timedelta(hours=hours).total_seconds())


def turning() -> dict[str, str]:
    """What turns the clock of a process that gets an environment of its own; nothing where none is turned."""
    if "FAKETIME" not in os.environ:
        return {}
    return {
        name: value
        for name, value in os.environ.items()
        if name == "LD_PRELOAD" or name.startswith("FAKETIME")
    }


def main() -> None:
    hour, *command = sys.argv[1:]
    if shutil.which("faketime") is None:
        sys.exit("libfaketime is not on this machine (Debian: apt-get install faketime).")
    seconds = turned(datetime.now(WIB), int(hour))
    # The clock that only counts is not turned, or whoever waits with it would wait for a day.
    environment = os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    os.execvpe("faketime", ["faketime", "-f", f"{seconds:+}s", *command], environment)  # noqa: S606 -- as typed


if __name__ == "__main__":
    main()
