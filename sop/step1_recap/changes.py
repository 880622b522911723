"""What came, went or changed between two lists of usulan, and numbers in few words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from texts import plain
from texts.figures import number

Rows = Sequence[list[Any]]  #: each begins with the number of an usulan; the rest is what may change


@dataclass(frozen=True)
class Changes:
    """Numbers of usulan."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)


def changes(before: Rows, after: Rows) -> Changes:
    """From one list to the other."""
    old, new = ({row[0]: row for row in rows} for rows in (before, after))
    return Changes(
        added=tuple(named for named in new if named not in old),
        gone=tuple(named for named in old if named not in new),
        changed=tuple(named for named in new if named in old and old[named] != new[named]),
    )


def mark_of(rows: Rows) -> str:
    """The fingerprint of a list: the same list gives the same one, on any machine."""
    return sha256(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def sums(found: Changes) -> str:
    """ "+2 −1 ~3": how many came, went and changed."""
    signs = (("+", found.added), ("−", found.gone), ("~", found.changed))
    return " ".join(f"{sign}{number(len(named))}" for sign, named in signs if named) or plain("recap.same")


def in_short(numbers: Sequence[str]) -> str:
    """ "US-2028-TNS-KDB-0001–0004, 0007": what goes before the running number is said once."""
    groups: dict[str, list[int]] = {}
    for named in numbers:
        head, _, tail = named.rpartition("-")
        groups.setdefault(head, []).append(int(tail))
    return "; ".join(f"{head}-{_ranges(sorted(tails))}" for head, tails in groups.items())


def _ranges(tails: list[int]) -> str:
    ranges: list[list[int]] = []
    for tail in tails:
        if ranges and tail == ranges[-1][1] + 1:
            ranges[-1][1] = tail
        else:
            ranges.append([tail, tail])
    return ", ".join(f"{low:04d}" if low == high else f"{low:04d}–{high:04d}" for low, high in ranges)
