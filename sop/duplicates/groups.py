"""Lines of a list that may be the same as one before them, or as an usulan that is there already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sop.duplicates.compare import likeness
from sop.duplicates.normal import Norm

MOST = 400_000  #: comparisons of one list: some seconds in a process of its own


@dataclass(frozen=True)
class Said:
    """An usulan by what it says, as it is compared with others."""

    title: str | None
    problem: str | None
    place: str | None
    rt: int | None
    rw: int | None
    volume: Decimal | None
    unit: str | None
    cost: int | None


@dataclass(frozen=True)
class There:
    """An usulan as plain data: its name among others, whose it is, its entry of the kamus."""

    name: str
    kelurahan: str
    code: str | None
    output: str | None  #: the name of that entry
    said: Said


@dataclass(frozen=True)
class Item:
    """A line of a list, or an usulan that is there."""

    name: str  #: in words: "baris 4", its number, "draf"
    at: str  #: the number of the line; empty for what is there
    kelurahan: str
    norm: Norm
    shown: str  #: what, where, how much, as a person tells it from others
    letters: str  #: all that it says, by which it is the same to the letter


@dataclass(frozen=True)
class Group:
    """`head` came first; `others` may be the same as it, or as each other."""

    head: Item
    others: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Again:
    """A line that was there before: in the list of an earlier year, or, of such a list, in this season."""

    at: str
    words: str  #: as what, and what became of it


@dataclass(frozen=True)
class Grouped:
    """`whole`: each pair that could be alike was compared."""

    groups: tuple[Group, ...]
    whole: bool
    again: tuple[Again, ...] | None = None  #: None: there is nothing to compare with


def grouped(lines: Sequence[Item], there: Sequence[Item], most: int = MOST) -> Grouped:
    """Each line is looked at beside what is there and the lines before it; it goes where it is likest.

    After `most` comparisons the rest is not looked at, and that is said.
    """
    near = _Near(there, most)
    of: dict[int, Group] = {}
    for line in lines:
        head = near.likest(line)
        if head is not None:
            group = of.setdefault(id(head), Group(head))
            group.others.append(line)
            of[id(line)] = group
        near.enter(line)
    return Grouped(tuple({id(group): group for group in of.values()}.values()), near.whole)


def came_again(lines: Sequence[Item], there: Sequence[Item], most: int = MOST) -> Grouped:
    """Which lines stand in another list, by the likest line of that; of each other they are not compared."""
    near = _Near(there, most)
    found = [(line, near.likest(line)) for line in lines]
    again = tuple(Again(line.at, other.shown) for line, other in found if other is not None)
    return Grouped((), near.whole, again)


class _Near:
    """Lines by their kelurahan and telling words; only those with one in common are compared."""

    def __init__(self, there: Sequence[Item], most: int) -> None:
        self._index: dict[tuple[str, str], list[Item]] = defaultdict(list)
        self._left, self.whole = most, True
        for one in there:
            self.enter(one)

    def enter(self, item: Item) -> None:
        for sign in _signs(item):
            self._index[sign].append(item)

    def likest(self, line: Item) -> Item | None:
        """The one that it may be the same as; None where there is none, or no comparison is left."""
        best, found = 0.0, None
        for other in self._beside(line):
            if self._left == 0:
                self.whole = False
                break
            self._left -= 1
            score = likeness(line.norm, other.norm)
            if score > best:
                best, found = score, other
        return found

    def _beside(self, line: Item) -> Iterator[Item]:
        """Those that have a telling word, or the entry of the kamus, in common with it, each once."""
        seen = set[int]()
        for sign in _signs(line):
            for other in self._index.get(sign, ()):
                if id(other) not in seen:
                    seen.add(id(other))
                    yield other


def _signs(item: Item) -> list[tuple[str, str]]:
    return [(item.kelurahan, sign) for sign in _words(item.norm) if sign]


def _words(norm: Norm) -> set[str]:
    """Two that are the same have one of these in common: a vague title is compared by its output."""
    return {norm.code, norm.letters, *norm.what.split(), *norm.output.split()}
