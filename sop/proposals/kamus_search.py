"""How people find an entry of the kamus by the words that they use themselves."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from sop.office.places import TABLES
from sop.reading.words import simple

_LIKE = 84  #: from this likeness on a misspelt word is taken for the word
_GOOD_ENOUGH = 50
_WEAK = 0.3


class Named(Protocol):
    """What a search looks at: an entry of the table, or of the season's kamus."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def short_name(self) -> str: ...
    @property
    def definition(self) -> str: ...


Found = TypeVar("Found", bound=Named)


def search(entries: Sequence[Found], text: str, limit: int = 6) -> tuple[Found, ...]:
    """The entries that a text may mean, the likeliest first; none when nothing is like it.

    Abbreviations and everyday words count as the words of the kamus ("selokan" finds drainase). Words that no
    entry knows, such as the name of a lane, do not count against any.
    """
    named = by_code(entries, text)
    if named is not None:
        return (named,)
    looks = [_Looks.of(entry) for entry in entries]
    met = [(weight, [look.met(meanings) for look in looks]) for weight, meanings in _telling(text)]
    known = [(weight, column) for weight, column in met if any(column)]
    least = _GOOD_ENOUGH * sum(weight for weight, _ in known)
    scored = [(sum(weight * column[index] for weight, column in known), index) for index in range(len(looks))]
    best = sorted((-likeness, index) for likeness, index in scored if likeness >= least)
    return tuple(entries[index] for _, index in best[:limit]) if known else ()


def by_code(entries: Sequence[Found], text: str) -> Found | None:
    """The entry whose code this is: "SP-01", "sp 01", "sp01"."""
    code = "".join(_split(text.replace("-", "")))
    return next((entry for entry in entries if entry.code.lower().replace("-", "") == code), None)


@dataclass(frozen=True)
class _Looks:
    """The words of an entry."""

    named: frozenset[str]
    described: frozenset[str]

    @classmethod
    def of(cls, entry: Named) -> "_Looks":
        return _looks(entry.name, entry.short_name, entry.definition)

    def met(self, meanings: tuple[str, ...]) -> float:
        """0 to 100: how well a word of the question, or what it stands for, is met here."""
        return max(
            max(_likeness(word, self.named), 0.6 * _likeness(word, self.described)) for word in meanings
        )


@cache
def _looks(name: str, short_name: str, definition: str) -> _Looks:
    return _Looks(frozenset(_split(f"{name} {short_name}")), frozenset(_split(definition)))


def _likeness(word: str, words: frozenset[str]) -> float:
    if word in words:
        return 100.0
    if len(word) < 4:  # "sd" is like "set": short words are the same or they are not
        return 0.0
    if any(other.startswith(word) for other in words):
        return 92.0
    from rapidfuzz import fuzz  # heavy, and needed by nobody who starts

    best = max((fuzz.ratio(word, other) for other in words), default=0.0)
    return best if best >= _LIKE else 0.0


def _telling(text: str) -> list[tuple[float, tuple[str, ...]]]:
    """The telling words of a text: how much each counts, and the words that the kamus has for it."""
    known = habits()
    typed = [word for word in dict.fromkeys(_split(text)) if not word.isdigit()]
    telling = [word for word in typed if word not in known.empty] or typed
    return [
        (_WEAK if word in known.weak else 1.0, (word, *known.means.get(word, "").split())) for word in telling
    ]


def _split(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:-[a-z]+)*", simple(text)[:300])


@dataclass(frozen=True)
class Habits:
    """How people write (tables/synonyms.toml)."""

    empty: frozenset[str]
    weak: frozenset[str]
    means: dict[str, str]


@cache
def habits() -> Habits:
    """The table, read once."""
    table = tomllib.loads((TABLES / "synonyms.toml").read_text(encoding="utf-8"))
    return Habits(frozenset(table["empty"]), frozenset(table["weak"]), dict(table["means"]))
