"""On which days somebody is reminded of what is due: H-7, H-3, H-1, that morning, each working day after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from sop.core.calendar import days, h_minus, is_working_day

#: A long silence is not told day by day.
MOST_OVERTAKEN = 20


@dataclass(frozen=True)
class Rung:
    """One reminder of a ladder: what it is called, and its day."""

    name: str  #: "H-3", "H-1", "H", or the working day after as an ISO day
    on: date


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """How many working days before, and whether it goes on after the day."""

    before: tuple[int, ...]
    after: bool
    late: bool = False  #: its day is said even when it has passed meanwhile


TASK = Ladder(before=(3, 1), after=True)
INTAKE = Ladder(before=(3, 1), after=False)  #: once the intake is closed there is nothing left to send
MUSRENBANG = Ladder(before=(7, 3, 1), after=False)  #: H-7 is the public notice
REST = Ladder(before=(), after=False, late=True)
EXPIRY = Ladder(before=(3,), after=False)
COORDINATION = Ladder(before=(3, 1), after=False)


def reached(ladder: Ladder, due: date, today: date, closures: AbstractSet[date]) -> list[Rung]:
    """The rungs whose day has come, in their order; none when it is too late for the last one."""
    if today > due and not (ladder.after or ladder.late):
        return []
    return [rung for rung in _rungs(ladder, due, today, closures) if rung.on <= today]


def overtaken(rungs: Sequence[Rung], since: date | None) -> list[Rung]:
    """Those that were passed over while nobody was reminded: after `since`, and before the last."""
    if since is None:
        return []
    return [rung for rung in rungs[:-1] if rung.on > since][-MOST_OVERTAKEN:]


def _rungs(ladder: Ladder, due: date, today: date, closures: AbstractSet[date]) -> Iterator[Rung]:
    for count in ladder.before:
        yield Rung(f"H-{count}", h_minus(due, count, closures))
    yield Rung("H", due)
    if ladder.after:
        for day in days(due, today):
            if day > due and is_working_day(day, closures):
                yield Rung(day.isoformat(), day)
