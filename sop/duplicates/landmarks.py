"""What stands in a place beside its names: the school, mosque or group that it is, and numbers of dusun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sop.duplicates.spelling import habits, spelt, words

_NUMBER = r"(?:[0-9]{1,2}|x|ix|iv|v?i{1,3}|v)(?![a-z0-9])"
_JOINT = r"\s*(?:,|;|&|-|\+|dan|s\s?[./]\s?d\.?|sd|sampai(?: dengan)?)\s*"
_KIND = r"(?<![a-z])(?:dusun|dsn|dus|kadus|kedusunan|kepala dusun)[\s.:]*"
_DUSUN = re.compile(rf"{_KIND}(?P<said>{_NUMBER}(?:{_JOINT}(?:{_KIND})?{_NUMBER})*)")
_PARTS = re.compile(r"([,;()/])|&|\bdan\b")
_RANGE = re.compile(rf"([0-9]+)\s*(?:-|s\s?[./]\s?d\.?|sd|sampai(?: dengan)?)\s*(?:{_KIND})?([0-9]+)")
_WORD_OR_NUMBER = re.compile(rf"(?<![a-z0-9]){_NUMBER}")
_WIDEST = 12  #: dusun of one range


def dusun_of(text: str) -> tuple[set[int], str]:
    """ "Dusun I-IV", "kadus 3": their numbers, and the text without them."""
    found = set[int]()

    def take(match: re.Match[str]) -> str:
        said = _WORD_OR_NUMBER.sub(lambda one: next(words(one[0])), match["said"])
        found.update(int(one) for one in re.findall("[0-9]+", said))
        for first, last in _RANGE.findall(said):
            if int(first) < int(last) <= int(first) + _WIDEST:
                found.update(range(int(first), int(last)))
        return " ; "

    return found, _DUSUN.sub(take, text)


def landmarks(text: str) -> Iterator[str]:
    """ "SDN 2 Cibodas", "Poktan Subur": the kind, then the names, sorted; without a name it is none."""
    table = habits()
    kind = ""
    for part in _PARTS.split(text):
        if not part or part in ",;()/":  # "Poktan Subur dan Makmur" are two of one kind
            kind = "" if part else kind
            continue
        names = list[str]()
        for word in words(part, place=True):
            if word in table.landmarks:
                yield from _told(kind, names)
                kind, names = word, []
            elif word in table.lanes or word in table.no_landmark:
                yield from _told(kind, names)
                kind, names = "", []
            elif word not in table.no_name_of_it:
                names.append(word)
        yield from _told(kind, names)


def _told(kind: str, names: list[str]) -> Iterator[str]:
    if kind and names:
        yield " ".join((kind, *sorted(names)))


def same_landmark(one: tuple[str, ...], other: tuple[str, ...]) -> bool | None:
    """Whether both name one of each kind that both name; None where there is no such kind."""
    if not one or not other:
        return None
    found = dict[str, bool]()  # kind -> whether one is the same
    for each in one:
        kind, *names = each.split()
        for that in other:
            its_kind, *its_names = that.split()
            if kind == its_kind:
                found[kind] = found.get(kind, False) or _same_names(names, its_names)
    return all(found.values()) if found else None


def _same_names(one: list[str], other: list[str]) -> bool:
    return spelt("".join(one), "".join(other)) or (
        len(one) == len(other) and all(any(spelt(name, its) for its in other) for name in one)
    )
