"""What an usulan proposes and where, without the accidents of writing: so two of them can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Protocol

from sop.duplicates.neighbourhood import Pair, rt_rw_of
from sop.duplicates.spelling import habits, spelt, stem, words
from sop.reading.words import simple

_LONGEST = 600  #: characters that are looked at


@dataclass(frozen=True)
class Norm:
    """An usulan as it is compared."""

    code: str  #: of the kamus; empty outside of it
    what: str  #: telling words of the activity, stemmed, everyday words replaced, sorted
    more: str  #: the same of the problem
    where: tuple[str, ...]  #: names in the place, as they follow each other
    lanes: tuple[str, ...]  #: those of them that name a lane or hamlet
    rtrw: tuple[Pair, ...]  #: 0: not said
    hamlets: tuple[str, ...] = ()  #: names of kampung and dusun, which are wider than an RT

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
            tuple(kept["hamlets"]),
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
    own = {(one.rt or 0, one.rw)} if one.rw else set()
    what, named = _without_lanes(list(words(title)))
    told = own | said | also
    where, lanes = _names(
        list(words(place, place=True)), own=list(words(kelurahan.lower())), numbered=bool(told)
    )
    return Norm(
        code=code or "",
        what=" ".join(sorted(set(_meanings(what)))),
        more=" ".join(sorted(set(_meanings(words(simple(one.problem or "")[:_LONGEST]))))),
        where=tuple(dict.fromkeys((*where, *named))),
        lanes=tuple(dict.fromkeys((*lanes, *named))),
        rtrw=tuple(sorted(told)),
        hamlets=tuple(_after(list(words(place, place=True)), habits().hamlets)),
    )


# ---- where


def _without_lanes(every: list[str]) -> tuple[list[str], list[str]]:
    """A title without the lane that it names, and the name of that lane."""
    lanes, left, names = habits().lanes, [], []
    at = 0
    while at < len(every):
        if every[at] in lanes and at + 1 < len(every) and _is_name(every[at + 1]):
            at += 1
            names.append(every[at])
            while len(names) < 3 and at + 1 < len(every) and _is_name(every[at + 1]):
                at += 1
                names.append(every[at])
        else:
            left.append(every[at])
        at += 1
    return left, names


def _is_name(word: str) -> bool:
    table = habits()
    known = word in table.no_name or word in table.lanes or word in table.beside or word in table.same
    return not known and word not in table.known and not word.isdigit() and len(word) > 1


def _names(every: Sequence[str], own: Sequence[str], *, numbered: bool) -> tuple[list[str], list[str]]:
    """The names in a place, and those that follow the word for a lane; "*": all of the kelurahan.

    `numbered`: RT or RW are said beside it, which then is the place, even where no name is.
    """
    table = habits()
    names: list[str] = []
    lanes: list[str] = []
    lane = False
    for word in every:
        if word in table.lanes:
            lane = True
        elif word in table.beside or word in table.empty:
            lane = False
        else:
            names.append(word)
            if lane and not word.isdigit():
                lanes.append(word)
    others = _without(names, own)
    told = [name for name in others if name not in table.faint]
    if not any(name.isalpha() for name in told):
        told = others
    if not told:
        return (["*"] if every and not numbered else []), []
    return told, _without(lanes, own)


def _after(every: Sequence[str], kinds: frozenset[str]) -> dict[str, None]:
    """The words that directly follow one of these."""
    return dict.fromkeys(word for kind, word in pairwise(every) if kind in kinds and word.isalpha())


def _without(names: list[str], own: Sequence[str]) -> list[str]:
    """The kelurahan's own name, also in one word or with a slip, tells nothing about where in it."""
    left, at = [], 0
    while at < len(names):
        following = names[at : at + len(own)]
        if len(following) == len(own) and all(map(spelt, following, own)):
            at += len(own)
        elif spelt(names[at], "".join(own)):
            at += 1
        else:
            left.append(names[at])
            at += 1
    return left


# ---- what


def _meanings(every: Iterable[str]) -> Iterator[str]:
    """Telling words: phrases that mean the same become one word, the rest is stemmed."""
    table, left = habits(), list(every)
    for parts, word in table.sets:
        if parts.issubset(left) and (len(parts) > 2 or _beside(parts, left)):
            left = [one for one in left if one not in parts]
            yield word
    for word in left:
        told = table.same.get(word) or stem(word)
        if not word.isdigit() and not {word, told} & (table.empty | table.dull):
            yield table.same.get(told, told)


def _beside(parts: frozenset[str], every: Sequence[str]) -> bool:
    """Two words next to each other, in either order."""
    return any({one, next_one} == parts for one, next_one in pairwise(every))
