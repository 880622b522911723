"""A line of the log that comes again is counted, not repeated: no visitor can fill a disk with one fault.

What is said once stands there at once and whole. What is said again within a minute is held back, and at the
end of that minute the line comes once more with how often it was held back. Nothing that differs is ever left
out: another error, another update, another code is another line.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

EVERY_SECONDS = 60.0
REMEMBERED = 1_000  #: lines; of those that came longest ago nothing is held back
TIMES = "times_more"  #: how often it was held back

Line = MutableMapping[str, Any]

#: Of a line that is not ours: numbers of tasks and sockets, and addresses in memory.
_ONLY_NUMBERS = re.compile(r"0x[0-9a-fA-F]+|\d+")


@dataclass
class _Seen:
    line: Line
    since: float
    more: int = 0


class Repeats:
    """Of one process; whichever thread speaks."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: OrderedDict[str, _Seen] = OrderedDict()
        self._lock = threading.Lock()

    def is_new(self, line: Line) -> bool:
        """Whether it is to be written now; else it is counted."""
        key = _key_of(line)
        with self._lock:
            seen = self._seen.get(key)
            if seen is not None:
                seen.more += 1
                return False
            self._seen[key] = _Seen(dict(line), self._clock())
            return True

    def due(self, *, all_of_them: bool = False) -> list[Line]:
        """Lines that were held back, as they are to be written now, with how often."""
        now = self._clock()
        told: list[Line] = []
        with self._lock:
            for key, seen in list(self._seen.items()):
                too_many = len(self._seen) > REMEMBERED
                if not (all_of_them or too_many or now - seen.since >= EVERY_SECONDS):
                    break  # the others came later
                del self._seen[key]
                if seen.more:
                    told.append({**seen.line, TIMES: seen.more})
                    self._seen[key] = _Seen(seen.line, now)  # and held back for another minute
        return told


def _key_of(line: Line) -> str:
    told = {name: value for name, value in line.items() if name not in ("timestamp", TIMES)}
    if "logger" in told:  # not ours
        told["event"] = _ONLY_NUMBERS.sub("#", str(told["event"]))
    return repr(sorted(told.items()))
