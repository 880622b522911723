"""What an usulan proposes and where, without the accidents of writing: so two of them can be compared."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from typing import Any, Protocol

from sop.kecamatan.places import TABLES
from sop.likeness.neighbourhood import Pair, rt_rw_of
from sop.reading.words import simple

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LONGEST = 600  #: characters that are looked at


@dataclass(frozen=True)
class Norm:
    """An usulan as it is compared."""

    code: str  #: of the kamus; empty outside of it
    what: str  #: telling words of the activity, stemmed, everyday words replaced, sorted
    more: str  #: the same of the problem
    where: tuple[str, ...]  #: names in the place
    lanes: tuple[str, ...]  #: those of them that name a lane or hamlet
    rtrw: tuple[Pair, ...]  #: 0: not said

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Norm:
        return cls(
            kept["code"],
            kept["what"],
            kept["more"],
            tuple(kept["where"]),
            tuple(kept["lanes"]),
            tuple((rt, rw) for rt, rw in kept["rtrw"]),
        )


class Proposed(Protocol):
    """What is compared: an usulan of this year or of an earlier one."""

    @property
    def title(self) -> str | None: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def rt(self) -> int | None: ...
    @property
    def rw(self) -> int | None: ...


def normal(one: Proposed, *, code: str | None, kelurahan: str) -> Norm:
    """Activity and place apart: a street that stands in the title belongs to the place."""
    title, place = simple(one.title or "")[:_LONGEST], simple(one.place or "")[:_LONGEST]
    said, title = rt_rw_of(title)
    also, place = rt_rw_of(place, bare=True)
    own = {(one.rt, one.rw)} if one.rt and one.rw else set()
    what, named = _without_lanes(list(_words(title)))
    where, lanes = _names(_words(place), own=frozenset(_words(kelurahan.lower())))
    return Norm(
        code=code or "",
        what=" ".join(sorted(set(_meanings(what)))),
        more=" ".join(sorted(set(_meanings(_words(simple(one.problem or "")[:_LONGEST]))))),
        where=tuple(sorted({*where, *named})),
        lanes=tuple(sorted({*lanes, *named})),
        rtrw=tuple(sorted(own | said | also)),
    )


# ---- words


@dataclass(frozen=True)
class _Habits:
    """tables/likeness.toml."""

    empty: frozenset[str]
    lanes: frozenset[str]
    no_name: frozenset[str]
    beside: frozenset[str]
    faint: frozenset[str]
    whole: frozenset[str]
    short: dict[str, str]
    same: dict[str, str]  #: phrase -> its word
    longest: int  #: words in the longest phrase


@cache
def _habits() -> _Habits:
    table = tomllib.loads((TABLES / "likeness.toml").read_text(encoding="utf-8"))
    same = {phrase: word for word, phrases in table["same"].items() for phrase in phrases}
    lists = {
        name: frozenset(table[name]) for name in ("empty", "lanes", "no_name", "beside", "faint", "whole")
    }
    return _Habits(
        **lists, short=table["short"], same=same, longest=max(len(phrase.split()) for phrase in same)
    )


def _words(text: str) -> Iterator[str]:
    """Words and numbers, with short forms written out; numbers without leading zeros."""
    short = _habits().short
    for found in re.findall(r"[a-z]+|[0-9]+", text):
        if found.isdigit():
            yield found.lstrip("0") or "0"
        elif found in _ROMAN:
            yield str(_ROMAN.index(found) + 1)
        else:
            yield from short.get(found, found).split()


def _without_lanes(words: list[str]) -> tuple[list[str], list[str]]:
    """A title without the lane that it names, and the name of that lane."""
    habits, left, names = _habits(), [], []
    at = 0
    while at < len(words):
        if words[at] in habits.lanes and at + 1 < len(words) and _is_name(words[at + 1]):
            at += 1
            names.append(words[at])
            while len(names) < 3 and at + 1 < len(words) and _is_name(words[at + 1]):
                at += 1
                names.append(words[at])
        else:
            left.append(words[at])
        at += 1
    return left, names


def _is_name(word: str) -> bool:
    habits = _habits()
    known = word in habits.no_name or word in habits.lanes or word in habits.beside or word in habits.same
    return not known and not word.isdigit() and len(word) > 1


def _names(words: Iterable[str], own: frozenset[str]) -> tuple[set[str], set[str]]:
    """The names in a place, and those that follow the word for a lane; "*": all of the kelurahan."""
    habits = _habits()
    names: set[str] = set()
    lanes: set[str] = set()
    whole = lane = False
    for word in words:
        whole = whole or word in habits.whole
        if word in habits.lanes:
            lane = True
        elif word in habits.beside or word in habits.empty:
            lane = False
        else:
            names.add(word)
            if lane and not word.isdigit():
                lanes.add(word)
    others = names - own
    told = {name for name in others if name not in habits.faint}
    if not any(name.isalpha() for name in told):
        told = others
    if not told and (names or whole):
        return {"*"}, set()
    return told, lanes - own


def _meanings(words: Iterable[str]) -> Iterator[str]:
    """Telling words: phrases that mean the same become one word, the rest is stemmed."""
    habits, every = _habits(), list(words)
    at = 0
    while at < len(every):
        for count in range(min(habits.longest, len(every) - at), 0, -1):
            phrase = " ".join(every[at : at + count])
            if phrase in habits.same:
                yield habits.same[phrase]
                at += count
                break
        else:
            word, at = every[at], at + 1
            stem = _stem(word)
            if word not in habits.empty and stem not in habits.empty and not word.isdigit():
                yield habits.same.get(stem, stem)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stem(word))


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # 30,000 words, read when first needed

    return StemmerFactory().create_stemmer(isDev=False)
