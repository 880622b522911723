"""What a bench has found: goals with both sides' figures, and tables and profiles beside them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent.parent
_TICKS = os.sysconf("SC_CLK_TCK")

__all__ = ["ROOT", "Found", "Goal", "cpu_of", "in_turns", "median", "memory_of", "share"]


@dataclass
class Goal:
    """One line of the table: what was asked for, and what there is."""

    name: str
    ours: str
    peer: str  #: what it is compared with, and its figure
    figure: float  #: what the goal is about, mostly a ratio
    bound: float
    least: bool = False  #: the figure has to reach the bound; else it has to stay below it
    unit: str = "x"
    note: str = ""

    @property
    def met(self) -> bool:
        return self.figure >= self.bound if self.least else self.figure <= self.bound

    @property
    def verdict(self) -> str:
        """Reached, or by how much it is missed."""
        if self.met:
            return "reached"
        by = self.bound / self.figure if self.least else self.figure / self.bound
        return f"**missed by {(by - 1) * 100:.0f} %**"

    @property
    def wanted(self) -> str:
        return f"{'>=' if self.least else '<='} {self.bound:g} {self.unit}"

    @property
    def reached(self) -> str:
        return f"{self.figure:.2f} {self.unit}" if self.unit == "x" else f"{self.figure:,.3g} {self.unit}"


@dataclass
class Found:
    """All that one module has measured."""

    goals: list[Goal] = field(default_factory=list)
    tables: list[tuple[str, list[str], list[list[str]]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    profiles: list[tuple[str, str]] = field(default_factory=list)

    def goal(self, name: str, **facts: Any) -> None:
        self.goals.append(made := Goal(name, **facts))
        print(
            f"{made.verdict.strip('*'):<16} {name}: ours {made.ours}; {made.peer}; {made.reached}", flush=True
        )

    def table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.tables.append((title, list(heads), [list(row) for row in rows]))
        widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
        print(f"\n{title}")
        for row in [heads, *rows]:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)), flush=True)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Found:
        goals = [Goal(**one) for one in kept["goals"]]
        return cls(goals, kept["tables"], kept["notes"], [tuple(one) for one in kept["profiles"]])


def in_turns(sides: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """A B A B ...; the median of each, so that what else the machine does falls on all alike."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, measure in sides.items():
            found[name].append(measure())
    return {name: median(values) for name, values in found.items()}


def cpu_of(pid: int) -> float:
    """Seconds of processor that a process has used, with its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(one) for one in fields[11:15]) / _TICKS


def memory_of(pid: int) -> float:
    """MB that a process holds now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def share(values: Sequence[float], hundredths: int) -> float:
    """So many of a hundred are not above this."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * hundredths // 100, len(ordered) - 1)] if ordered else 0.0


def seconds_of(act: Callable[[], object]) -> float:
    """Of the processor, for doing it once."""
    began = time.process_time()
    act()
    return time.process_time() - began
