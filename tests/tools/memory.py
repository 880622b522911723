"""What tests write lies in memory where the machine has room for it.

What is tested is the death of the bot, not of the machine: the disk need not be waited for. What a test wrote
goes when it has passed.
"""

import os
import re
import tempfile
from pathlib import Path

PLACE = Path("/dev/shm")
ROOM = 4 * 1024**3  #: bytes that are free there and in the memory; a run takes a few hundred million


def _room() -> int:
    """Bytes that may be written there; none where there is no such place."""
    try:
        free = os.statvfs(PLACE)
        memory = re.search(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text())
    except OSError:
        return 0
    return min(free.f_bavail * free.f_frsize, int(memory[1]) * 1024 if memory else 0)


if "TMPDIR" not in os.environ and _room() >= ROOM:
    os.environ["TMPDIR"] = str(PLACE)  # for whoever is started as well
    tempfile.tempdir = None
