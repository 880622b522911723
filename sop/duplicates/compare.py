"""How alike two usulan are: the same activity at the same place, or not."""

from __future__ import annotations

from collections.abc import Sequence

from sop.duplicates.neighbourhood import meet
from sop.duplicates.normal import Norm
from sop.duplicates.spelling import spelt

ALIKE = 80.0  #: from this likeness on two texts speak of the same activity
_LETTERS = 88.0  #: from this likeness of their letters on they do, whatever the words
_SHARED = 0.6  #: how much of the names two places have to share when only one of them says its RT
_ALL = 0.81  #: the same, where neither says more
_SWAPPED = 0.85  #: the same, where each has a name that the other lacks


def likeness(one: Norm, other: Norm, *, here: bool = True) -> float:
    """0 to 100; 0 where the places are not the same. `here`: both are of one kelurahan."""
    text = activity(one, other)
    if text < ALIKE:
        return 0.0
    place = _place(one, other) if here else _lane(one, other)
    if place == 0.0:
        return 0.0
    return 0.5 * text + 40.0 * place + 0.1 * _more(one.more, other.more)


def _more(one: str, other: str) -> float:
    """0 to 100: how much else they have in common; in the middle where one of them says nothing else."""
    if not one or not other:
        return 50.0
    from rapidfuzz import fuzz  # heavy, and needed by nobody who starts

    return fuzz.token_set_ratio(one, other)


def activity(one: Norm, other: Norm) -> float:
    """0 to 100: how much they speak of the same thing to do."""
    if one.code and one.code == other.code:
        return 100.0
    if not one.what or not other.what:
        return 0.0
    if one.what == other.what:
        return 100.0
    from rapidfuzz import fuzz  # heavy, and needed by nobody who starts

    letters = fuzz.token_sort_ratio(one.what, other.what, score_cutoff=_LETTERS)
    few, many = sorted((one.what.split(), other.what.split()), key=len)
    if 200.0 * len(few) < max(letters, ALIKE) * (len(few) + len(many)):
        return letters  # as many words as that they cannot have in common
    return max(letters, 100.0 * _both(few, many))


def _place(one: Norm, other: Norm) -> float:
    """0 to 1. RT and RW decide where both say them; else the names have to."""
    numbers = meet(one.rtrw, other.rtrw) if one.rtrw and other.rtrw else None
    if numbers == 0.0:
        return 0.0
    if not one.where or not other.where:
        same = numbers == 1.0 or (not one.where and not other.where and one.rtrw == other.rtrw)
        return 0.8 if same and numbers else 0.0
    here, there = _in_one_word(one.where, other.where), _in_one_word(other.where, one.where)
    names, both = _shared(here, there), _both(here, there)
    swapped = _lacks(here, there) and _lacks(there, here)
    if numbers == 1.0:
        return 0.0 if names < _SHARED and _elsewhere(one, other, swapped) else max(0.7, names)
    if not _same_numbers(_numbered(here), _numbered(there)):
        return 0.0
    if swapped:
        return both if both >= _SWAPPED else 0.0
    if bool(one.rtrw) != bool(other.rtrw) and _only_hamlets(here, there, one.hamlets + other.hamlets):
        return 0.0
    if numbers == 0.5:
        return names if names >= _SHARED else 0.0
    return both if both >= _ALL else 0.0


def _only_hamlets(here: Sequence[str], there: Sequence[str], hamlets: Sequence[str]) -> bool:
    """A kampung has many RT: who names one of them does not mean the whole."""
    common = [name for name in here if _met([name], there)]
    return all(any(spelt(name, hamlet) for hamlet in hamlets) for name in common)


def _in_one_word(names: Sequence[str], others: Sequence[str]) -> list[str]:
    """ "Bojong Asih" where the other says "Bojongasih"."""
    found: list[str] = []
    for name in names:
        if found and found[-1] + name in others and name not in others:
            found[-1] += name
        else:
            found.append(name)
    return found


def _elsewhere(one: Norm, other: Norm, swapped: bool) -> bool:
    """Two lanes of one RT, or two landmarks in it; one trouble may be told from either of two landmarks."""
    if one.lanes and other.lanes and _shared(one.lanes, other.lanes) < _SHARED:
        return True
    if one.more and other.more:
        return _shared(one.more.split(), other.more.split()) < _SHARED
    return swapped


def _lane(one: Norm, other: Norm) -> float:
    """Over a border only a lane of the same name is the same place: each side counts its own RT."""
    return 1.0 if one.lanes and other.lanes and _shared(one.lanes, other.lanes) == 1.0 else 0.0


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the shorter list stands in the longer one."""
    few, many = sorted((one, other), key=len)
    return _met(few, many) / len(few)


def _both(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of both lists they have in common."""
    return 2 * _met(*sorted((one, other), key=len)) / (len(one) + len(other))


def _met(few: Sequence[str], many: Sequence[str]) -> int:
    return sum(1 for word in few if word in many or any(spelt(word, each) for each in many))


def _lacks(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the second list has a name that is not in the first."""
    names = [name for name in other if name.isalpha()]
    return _met(names, one) < len(names)


def _numbered(names: Sequence[str]) -> set[str]:
    return {name for name in names if name.isdigit()}


def _same_numbers(one: set[str], other: set[str]) -> bool:
    """SDN 1 is not SDN 2, and dusun 1 to 4 is not dusun 1; who names no number says nothing against it."""
    return not one or not other or 2 * len(one & other) > len(one | other)
