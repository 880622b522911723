"""Words as they were meant: short forms written out, slips of the finger put right, numbers without zeros."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sop.office.places import TABLES

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_UNTIL = re.compile(r"\bs\s?[./]\s?d\b\.?")
_LONG = 5  #: letters from which on a slip is told from another word
_VERY_LONG = 10  #: letters from which on two slips are
_VOWELS_SLIP = 8  #: letters from which on a vowel may be meant for any other
_BARE = 4  #: consonants from which on "pmbngnan" is told from other short forms


@dataclass(frozen=True)
class Habits:
    """tables/likeness.toml."""

    empty: frozenset[str]
    vague: frozenset[str]
    things: frozenset[str]
    lanes: frozenset[str]
    hamlets: frozenset[str]
    no_name: frozenset[str]
    beside: frozenset[str]
    faint: frozenset[str]
    whole: frozenset[str]
    landmarks: frozenset[str]
    own_works: frozenset[str]
    no_landmark: frozenset[str]
    no_name_of_it: frozenset[str]
    short: dict[str, str]
    same: dict[str, str]  #: phrase -> its word
    sets: tuple[tuple[frozenset[str], str], ...]  #: phrases whose words may stand in any order
    apart: tuple[frozenset[str], ...]  #: of each only one is meant
    purposes: frozenset[str]  #: words of `same` that stand for several things
    known: frozenset[str]  #: words that others are slips of
    known_in_places: frozenset[str]  #: the same where names are: "bojong" is no slip of "bronjong"


@cache
def habits() -> Habits:
    table = tomllib.loads((TABLES / "likeness.toml").read_text(encoding="utf-8"))
    same = {phrase: word for word, phrases in table["same"].items() for phrase in (*phrases, word)}
    names = (
        *("empty", "vague", "things", "lanes", "hamlets", "no_name", "beside", "faint", "whole"),
        *("landmarks", "own_works", "no_landmark", "no_name_of_it"),
    )
    lists = {name: frozenset(table[name]) for name in names}
    parts = {part for phrase in same for part in phrase.split()}
    written = {part for long in table["short"].values() for part in long.split()}
    here = frozenset[str]().union(*(lists[name] for name in ("lanes", "beside", "faint", "whole")))
    every = here.union(table["known"], parts, written, *lists.values())
    several = [(frozenset(phrase.split()), word) for phrase, word in same.items() if " " in phrase]
    return Habits(
        **lists,
        short=table["short"],
        same=same,
        apart=tuple(map(frozenset, table["apart"])),
        purposes=frozenset(table["purposes"]),
        sets=tuple(sorted(several, key=lambda one: (-len(one[0]), one[1], sorted(one[0])))),
        known=_long(every),
        known_in_places=_long(here),
    )


def _long(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _LONG and word.isalpha())


def words(text: str, *, place: bool = False) -> Iterator[str]:
    """What a text in small letters is made of; in a place most words are names."""
    short = habits().short
    for found in re.findall(r"[a-z]+|[0-9]+", _UNTIL.sub(" sampai ", text)):
        if found.isdigit():
            yield found.lstrip("0") or "0"
        elif found in _ROMAN:
            yield str(_ROMAN.index(found) + 1)
        else:
            yield from (short[found] if found in short else mended(found, place=place)).split()


@lru_cache(maxsize=20_000)
def mended(word: str, *, place: bool = False) -> str:
    """The one known word of which this is a slip or a short form; else the word as it is."""
    known = habits().known_in_places if place else habits().known
    if len(word) < _BARE or word in known or word in roots():
        return word
    near = [other for other in known if other[0] == word[0]]
    slips = [other for other in near if spelt(word, other)]
    if stem(word) in roots():  # a word of its own, unless it is off by a single letter
        slips = [other for other in slips if _slips(word, other) == 1]
    if len(slips) == 1:
        return slips[0]
    if not slips and len(_bare(word)) >= _BARE:
        shorter = {other for other in near if len(other) > len(word) and _within(word, other)}
        if len(shorter) == 1:
            return shorter.pop()
    return word


def spelt(word: str, other: str) -> bool:
    """The same word, or but for a slip; numbers and short words are the same or they are not."""
    if word == other:
        return True
    least, most = sorted((len(word), len(other)))
    if least < _LONG - 1 or most < _LONG or word[0] != other[0] or not (word.isalpha() and other.isalpha()):
        return False
    slips = 2 if least >= _VERY_LONG else 1
    if least == most < _VOWELS_SLIP and _another_vowel(word, other):
        return False
    return _slips(word, other, slips) <= slips


def same_word(word: str, other: str) -> bool:
    """The same for what is proposed: a word of its own (pagar) is no slip of another (pasar)."""
    return word == other or (spelt(word, other) and not (word in roots() and other in roots()))


def _another_vowel(word: str, other: str) -> bool:
    """Gentong is not Genteng: nobody hits an e for an o, which is not beside it."""
    differ = [{one, its} for one, its in zip(word, other, strict=True) if one != its]
    return len(differ) == 1 and differ[0] <= set("aiueo") and differ[0] not in ({"i", "o"}, {"u", "i"})


def _slips(word: str, other: str, most: int | None = None) -> int:
    """Letters that are wrong, missing, too many or swapped; beyond `most` it does not matter how many."""
    from rapidfuzz.distance import OSA  # heavy, and needed by nobody who starts

    return OSA.distance(word, other, score_cutoff=most)


def _within(word: str, other: str) -> bool:
    """A short form keeps the consonants in their order, and the last of them: "pngktn" of "peningkatan"."""
    letters = iter(other)
    return word[-1] == other[-1] and all(letter in letters for letter in word)


def _bare(word: str) -> str:
    """Few vowels tell a short form."""
    bare = re.sub("[aiueo]", "", word)
    return bare if len(bare) * 3 >= len(word) * 2 else ""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(_stemmer().stem(word))


@cache
def roots() -> frozenset[str]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # 30,000 words, read when first needed

    return frozenset(StemmerFactory().get_words())


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer(isDev=False)
