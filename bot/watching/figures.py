"""The figures of this process, as Prometheus reads them. Labels are words of ours: nothing about people."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

_lock = threading.Lock()  # the database thread counts, and so does the loop


class Counter:
    """Something that only grows until the process ends; by the words of one label where it has one."""

    def __init__(self, name: str, meaning: str, label: str = "", of: Iterable[str] = ("",)) -> None:
        self._name = f"musrenbang_{name}"
        self._meaning = meaning
        self._label = label
        self._values = dict.fromkeys(of, 0.0)  # all are there from the start, or a rate begins with a hole

    def add(self, amount: float = 1, *, of: str = "") -> None:
        with _lock:
            self._values[of] += amount

    def lines(self) -> Iterator[str]:
        yield from _head(self._name, self._meaning, "counter")
        for word, value in self._values.items():
            label = f'{{{self._label}="{word}"}}' if self._label else ""
            yield f"{self._name}{label} {_number(value)}"


class Histogram:
    """How long something takes: how many were at most so many seconds."""

    BOUNDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)

    def __init__(self, name: str, meaning: str) -> None:
        self._name = f"musrenbang_{name}"
        self._meaning = meaning
        self._within = dict.fromkeys((*self.BOUNDS, float("inf")), 0)
        self._sum = 0.0

    def add(self, seconds: float) -> None:
        with _lock:
            self._sum += seconds
            for bound in self._within:
                self._within[bound] += seconds <= bound

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Add how long the block took, whether it went well or not."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.add(time.perf_counter() - begun)

    def lines(self) -> Iterator[str]:
        yield from _head(self._name, self._meaning, "histogram")
        for bound, count in self._within.items():
            yield f'{self._name}_bucket{{le="{"+Inf" if bound == float("inf") else bound}"}} {count}'
        yield f"{self._name}_sum {_number(self._sum)}"
        yield f"{self._name}_count {self._within[float('inf')]}"


class LastTime:
    """When something was last done, on the clock that nobody turns."""

    def __init__(self) -> None:
        self._at: float | None = None

    def now(self) -> None:
        self._at = time.monotonic()

    @property
    def ago(self) -> float | None:
        """In seconds; None: not since the process began."""
        return None if self._at is None else time.monotonic() - self._at


UPDATES = Counter(
    "updates_total",
    "Updates of Telegram by what became of them",
    "result",
    ("handled", "failed", "parked"),
)
HANDLING = Histogram("handling_seconds", "Seconds from taking up an update to having its effects")
MESSAGES = Counter(
    "messages_total",
    "Messages of the outbox by what became of one attempt",
    "result",
    ("sent", "again", "blocked", "parked"),
)
TOO_MANY = Counter("telegram_too_many_total", "How often Telegram answered 429")
DRAWN = Counter("papers_drawn_total", "Papers drawn and stored")
DATABASE_BUSY = Counter("database_busy_seconds_total", "Seconds in which the database thread worked")
SWEPT = LastTime()

_ALL = (UPDATES, HANDLING, MESSAGES, TOO_MANY, DRAWN, DATABASE_BUSY)


def exposition(gauges: dict[str, tuple[str, float]]) -> str:
    """All counters, and `gauges` (name -> what it is, value), in Prometheus' text format 0.0.4."""
    lines = [line for figure in _ALL for line in figure.lines()]
    for name, (meaning, value) in gauges.items():
        lines += [*_head(f"musrenbang_{name}", meaning, "gauge"), f"musrenbang_{name} {_number(value)}"]
    return "\n".join(lines) + "\n"


def _head(name: str, meaning: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6f}"
