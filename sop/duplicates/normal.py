"""What an usulan proposes and where, without the accidents of writing: so two of them can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Protocol

from sop.duplicates.landmarks import dusun_of, landmarks
from sop.duplicates.spelling import habits, spelt, stem, words
from sop.reading.rt_rw import Pair, all_rt_rw
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
    roads: tuple[str, ...] = ()  #: those of them that name a lane, and no kampung, which is wider than an RT
    letters: str = ""  #: of title and place, without spaces and marks
    vague: bool = False  #: the title says what it is for, and not what is built or bought
    output: str = ""  #: what is built or bought by the kamus
    amount: str = ""  #: of more than one; empty for one
    kinds: tuple[str, ...] = ()  #: of schools and sports that are named
    marks: tuple[str, ...] = ()  #: schools, mosques, groups by their names
    dusun: tuple[int, ...] = ()  #: their numbers

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Norm:
        """What was stored before a column was added lacks it."""
        return cls(
            kept["code"],
            kept["what"],
            kept["more"],
            tuple(kept["where"]),
            tuple(kept["lanes"]),
            tuple((rt, rw) for rt, rw in kept["rtrw"]),
            roads=tuple(kept.get("roads", ())),
            letters=kept.get("letters", ""),
            vague=kept.get("vague", False),
            output=kept.get("output", ""),
            amount=kept.get("amount", ""),
            kinds=tuple(kept.get("kinds", ())),
            marks=tuple(kept.get("marks", ())),
            dusun=tuple(kept.get("dusun", ())),
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
    @property
    def volume(self) -> Decimal | None: ...
    @property
    def unit(self) -> str | None: ...


def normal(one: Proposed, *, code: str | None, kelurahan: str, output: str | None = None) -> Norm:
    """Activity and place apart: a street that stands in the title belongs to the place.

    `output`: what is built or bought, by the name of the entry of the kamus.
    """
    title, place = simple(one.title or "")[:_LONGEST], simple(one.place or "")[:_LONGEST]
    letters = "".join(re.findall("[a-z0-9]+", f"{title} {place} {one.rt or ''}/{one.rw or ''}"))
    said, title = all_rt_rw(title)
    dusun, place = dusun_of(place)
    also, place = all_rt_rw(place, bare=True)
    own = {(one.rt or 0, one.rw)} if one.rw else set()
    what, named = _without_lanes(list(words(title)))
    told = own | said | also
    in_place = list(words(place, place=True))
    where, lanes = _names(in_place, own=list(words(kelurahan.lower())), numbered=bool(told or dusun))
    meant, vague = _activity(what)
    return Norm(
        code=code or "",
        what=" ".join(meant),
        more=" ".join(sorted(set(_meanings(words(simple(one.problem or "")[:_LONGEST]))))),
        where=tuple(dict.fromkeys((*where, *named))),
        lanes=tuple(dict.fromkeys((*lanes, *named))),
        rtrw=tuple(sorted(told)),
        roads=tuple(_roads(in_place)),
        letters=letters if meant else "",
        vague=vague,
        output=" ".join(sorted(set(_meanings(words(simple(output or "")[:_LONGEST]), things=True)))),
        amount=_amount(one.volume, one.unit),
        kinds=tuple(
            word for kinds in habits().apart for word in sorted(kinds.intersection([*what, *in_place]))
        ),
        marks=tuple(sorted(set(landmarks(place)))),
        dusun=tuple(sorted(dusun)),
    )


def _amount(volume: Decimal | None, unit: str | None) -> str:
    """Two that are of one unit have nothing in common by that."""
    return f"{volume.normalize():f} {simple(unit or '')}" if volume is not None and volume > 1 else ""


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
    if not told and lanes and not numbered:  # the kampung that the kelurahan has its name from
        return lanes, lanes
    if not told:
        return (["*"] if every and not numbered else []), []
    return told, _without(lanes, own)


def _roads(every: Sequence[str]) -> dict[str, None]:
    """The names that follow the word for a lane that is no kampung."""
    table, found, road = habits(), dict[str, None](), False
    for word in every:
        if word in table.lanes or word in table.beside or word in table.landmarks:
            road = word in table.lanes and word not in table.hamlets
        elif road and word.isalpha():
            found[word] = None
    return found


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


def _activity(title: Iterable[str]) -> tuple[list[str], bool]:
    """Its telling words; where it has none, those that say what it is for, and that it has no others."""
    every = set(_meanings(title))
    telling = every - habits().vague
    return sorted(telling or every), not telling


def _meanings(every: Iterable[str], *, things: bool = False) -> Iterator[str]:
    """Telling words: phrases that mean the same become one word, the rest is stemmed.

    `things`: pipes and a well stay two, though both are for clean water.
    """
    table, left = habits(), list(every)
    kept = table.purposes if things else frozenset[str]()
    for parts, word in table.sets:
        if word not in kept and parts.issubset(left) and (len(parts) > 2 or _beside(parts, left)):
            left = [one for one in left if one not in parts]
            yield word
    for word in left:
        told = _meant(word, kept) or stem(word)
        if not word.isdigit() and not {word, told} & table.empty:
            yield _meant(told, kept) or told


def _meant(word: str, kept: frozenset[str]) -> str:
    meant = habits().same.get(word, "")
    return "" if meant in kept else meant


def _beside(parts: frozenset[str], every: Sequence[str]) -> bool:
    """Two words next to each other, in either order."""
    return any({one, next_one} == parts for one, next_one in pairwise(every))
