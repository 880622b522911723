"""RT and RW out of whatever people write: "RT 03/RW 05", "rt 3 rw 5", "RT 06/01, 12/02", "RW 01 dan 02"."""

from __future__ import annotations

import re
from itertools import product

#: RT and RW; 0 where one of them was not said.
Pair = tuple[int, int]

_NUMBER = r"0*[0-9]{1,3}(?![0-9])"
_UNTIL = r"s\s?[./]\s?d\b\.?|sd|sampai(?: dengan)?"
_JOINT = rf"\s*(?:,|;|&|-|\+|dan|{_UNTIL})\s*"
_LIST = rf"{_NUMBER}(?:{_JOINT}(?:r[tw][\s.:]*)?{_NUMBER}(?!\s*/))*"
_GAP = r"[\s,;/&.-]*(?:dan\s+)?"
_RT_RW = re.compile(rf"\brt[\s.:]*(?P<rt>{_LIST}){_GAP}\brw[\s.:]*(?P<rw>{_NUMBER})")
_RW_RT = re.compile(rf"\brw[\s.:]*(?P<rw>{_NUMBER}){_GAP}\brt[\s.:]*(?P<rt>{_LIST})")
_SHORT = re.compile(rf"(?:\brt[\s.:]*(?:/\s*rw)?[\s.:]*|\b)(?P<rt>{_NUMBER})\s*/\s*(?P<rw>{_NUMBER})")
_RW = re.compile(rf"\brw[\s.:]*(?P<rw>{_LIST})")
_RT = re.compile(rf"\brt[\s.:]*(?P<rt>{_LIST})")
_RANGE = re.compile(rf"([0-9]+)\s*(?:{_UNTIL})\s*(?:r[tw][\s.:]*)?([0-9]+)")
_WIDEST = 30


def rt_rw_of(text: str, *, bare: bool = False) -> tuple[set[Pair], str]:
    """All that is said, and the text without it. `bare`: "03/05" counts without the letters."""
    found: set[Pair] = set()

    def take(match: re.Match[str]) -> str:
        said = match.groupdict()
        found.update(product(_all(said.get("rt")), _all(said.get("rw"))))
        return " "

    shapes = (_RT_RW, _RW_RT, *([_SHORT] if bare or "rt" in text else []), _RW, _RT)
    for shape in shapes:
        text = shape.sub(take, text)
    return found, text


def meet(one: tuple[Pair, ...], other: tuple[Pair, ...]) -> float:
    """1: the same RT and RW; 0.5: they may be, as far as was said; 0: others."""
    best = 0.0
    for rt, rw in one:
        for its_rt, its_rw in other:
            if (rt, rw) == (its_rt, its_rw):
                best = max(best, 1.0 if rt and rw else 0.5)
            elif _may(rt, its_rt) and _may(rw, its_rw):
                best = max(best, 0.5)
    return best


def _may(one: int, other: int) -> bool:
    return one == other or 0 in (one, other)


def _all(said: str | None) -> list[int]:
    """ "1, 3 s/d 5" is 1, 3, 4 and 5."""
    if not said:
        return [0]
    found = {int(number) for number in re.findall(r"[0-9]+", said)}
    for first, last in _RANGE.findall(said):
        if int(first) < int(last) <= int(first) + _WIDEST:
            found.update(range(int(first), int(last)))
    return sorted(found)
