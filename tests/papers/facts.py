"""The facts of a paper's data, each by its path ("lines.0.title"), told apart so that none hides another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fnmatch import fnmatchcase
from typing import Any

#: names of facts that point to something else, that a paper counts with, or that look alike on purpose
KEPT = {"commission", "key", "kelurahan", "element", "start", "end", "present_at", "position"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T.*)?$")
_FIRST = date(2026, 1, 1)
_OTHER_DAY = "1999-12-31"


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every fact that is not empty, in the order of the data."""
    match node:
        case dict():
            for name, value in node.items():
                yield from leaves(value, f"{path}.{name}" if path else name)
        case list():
            for place, value in enumerate(node):
                yield from leaves(value, f"{path}.{place}")
        case None | "" | bool() | 0 | 0.0:
            pass
        case _:
            yield path, node


def first_rows(node: Any, path: str = "") -> Iterator[str]:
    """The first row of every list that holds more than words."""
    match node:
        case dict():
            for name, value in node.items():
                yield from first_rows(value, f"{path}.{name}" if path else name)
        case [dict() as row, *_]:
            yield f"{path}.0"
            yield from first_rows(row, f"{path}.0")


def without(node: Any, path: str) -> Any:
    """The same data, one fact or row taken out: words are empty, amounts nothing, a day is another."""
    first, _, rest = path.partition(".")
    if isinstance(node, list):
        place = int(first)
        kept = [without(node[place], rest)] if rest else []
        return [*node[:place], *kept, *node[place + 1 :]]
    value = without(node[first], rest) if rest else _nothing(first, node[first])
    return {**node, first: value}


def _nothing(name: str, value: Any) -> Any:
    match value:
        case str() if _DAY.match(value):
            return _OTHER_DAY + value[len(_OTHER_DAY) :]
        case str():
            return ""
        case float() if name == "mean":
            return 0.0
        case int() if name not in {"households", "people"}:
            return 0
        case _:
            return None


def told_apart(data: dict[str, Any]) -> dict[str, Any]:
    """Every word with a number of its own behind it, every amount and day a different one."""
    counter = iter(range(1, 100_000))
    return {name: _told_apart(value, name, counter) for name, value in data.items()}


def _told_apart(node: Any, name: str, counter: Iterator[int]) -> Any:
    match node:
        case dict():
            return {inner: _told_apart(value, inner, counter) for inner, value in node.items()}
        case list():
            return [_told_apart(value, name, counter) for value in node]
        case str() if node and name not in KEPT:
            number = next(counter)
            if _DAY.match(node):
                return str(_FIRST + timedelta(days=number)) + node[len(_OTHER_DAY) :]
            return f"{node} z{number}z"
        case int() if name == "cost":
            return 10_000_000 + next(counter) * 10_007
        case int() if name in {"households", "people", "scorers", "report_pages", "report_version"}:
            return 2000 + next(counter)
        case float() if name == "volume":
            return 1000.25 + next(counter)
        case float() if name in {"mean", "total"}:
            return round(6 + next(counter) * 0.01, 2)
        case _:
            return node


def fits(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether one of the patterns ("lines.*.title", "office.**") names this fact."""
    return any(_fits(path.split("."), pattern.split(".")) for pattern in patterns)


def _fits(parts: list[str], wanted: list[str]) -> bool:
    if wanted[-1] == "**":
        return len(parts) >= len(wanted) and _fits(parts[: len(wanted) - 1], wanted[:-1])
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))
