"""How alike two usulan are: the same activity at the same place, or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sop.duplicates.landmarks import same_landmark
from sop.duplicates.normal import Norm
from sop.duplicates.spelling import habits, same_word, spelt
from sop.reading.rt_rw import Pair

ALIKE = 80.0  #: from this likeness on two texts speak of the same activity
_LETTERS = 88.0  #: from this likeness of their letters on they do, whatever the words
_ONE_MORE = 85.0  #: the same thing, told with a word more
_SHARED = 0.6  #: how much of the names two places have to share when only one of them says its RT
_ALL = 0.81  #: the same, where neither says more
_SWAPPED = 0.85  #: the same, where each has a name that the other lacks


def likeness(one: Norm, other: Norm, *, here: bool = True) -> float:
    """0 to 100; 0 where the places are not the same. `here`: both are of one kelurahan."""
    if here and one.letters and one.letters == other.letters:
        return 90.0 + 0.1 * _more(one.more, other.more)
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
    if not one.what or not other.what or _apart(one.kinds, other.kinds):
        return 0.0
    if one.vague and other.vague and (one.output or other.output):
        return _words(one.output, other.output) if one.output and other.output else 0.0
    if one.vague != other.vague:
        vague, plain = (one, other) if one.vague else (other, one)
        return max(_words(vague.output or vague.what, said) for said in (plain.what, plain.output))
    return _words(one.what, other.what)


def _words(one: str, other: str) -> float:
    """0 to 100: how much two lists of telling words have in common."""
    if not one or not other:
        return 0.0
    if one == other:
        return 100.0
    from rapidfuzz import fuzz  # heavy, and needed by nobody who starts

    few, many = sorted((one.split(), other.split()), key=len)
    if _one_more(few, many):
        return _ONE_MORE
    letters = fuzz.token_sort_ratio(one, other, score_cutoff=_LETTERS)
    if 200.0 * len(few) < max(letters, ALIKE) * (len(few) + len(many)):
        return letters  # as many words as that they cannot have in common
    met = sum(1 for word in few if word in many or any(same_word(word, each) for each in many))
    return max(letters, 200.0 * met / (len(few) + len(many)))


def _one_more(few: Sequence[str], many: Sequence[str]) -> bool:
    """Of one to three words one more is much, but not where both name the same thing."""
    if len(many) - len(few) != 1 or not set(few) < set(many):
        return False
    things = habits().things
    return not things.isdisjoint(few) and things.isdisjoint(set(many) - set(few))


def _apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """A school of one level is none of another."""
    if not one or not other or one == other:
        return False
    its, others = set(one), set(other)
    return any(its & kinds and others & kinds and not its & others & kinds for kinds in habits().apart)


def _place(one: Norm, other: Norm) -> float:
    """0 to 1. RT and RW decide where both say them; then landmarks; else the names have to."""
    numbers = _meet(one.rtrw, other.rtrw) if one.rtrw and other.rtrw else None
    landmark = same_landmark(one.marks, other.marks)
    dusun = _same_numbers(one.dusun, other.dusun)
    if numbers == 0.0 or landmark is False or not dusun or (landmark is None and _own_works(one, other)):
        return 0.0
    if not one.where or not other.where:
        return 0.9 if landmark else _without_names(one, other, numbers)
    here, there = _in_one_word(one.where, other.where), _in_one_word(other.where, one.where)
    names, both = _shared(here, there), _both(here, there)
    swapped = _lacks(here, there) and _lacks(there, here)
    if landmark and not swapped:
        return 0.9
    if numbers == 1.0:
        return 0.0 if names < _SHARED and _elsewhere(one, other, swapped) else max(0.7, names)
    if not _same_numbers(_numbered(here), _numbered(there)):
        return 0.0
    if swapped:
        return both if both >= _SWAPPED else 0.0
    if _wider(one, other) and not _on_one_road(here, there, _roads(one, other)):
        return 0.0
    if numbers == 0.5:
        return names if names >= _SHARED else 0.0
    return both if both >= _ALL else 0.0


def _own_works(one: Norm, other: Norm) -> bool:
    """Whether one is of a group in the place that the other is of, and by its amount is not the same."""
    if not one.amount or not other.amount or one.amount == other.amount:
        return False
    kinds = habits().own_works
    return bool(one.marks) != bool(other.marks) and any(
        mark.split()[0] in kinds for mark in one.marks + other.marks
    )


def _without_names(one: Norm, other: Norm, numbers: float | None) -> float:
    """Where one of them gives no name: the numbers, or that neither says anything."""
    if one.where or other.where:
        return 0.8 if numbers == 1.0 else 0.0
    if one.rtrw != other.rtrw:
        return 0.8 if numbers == 1.0 else 0.0
    if one.rtrw or one.dusun:
        return 0.8 if set(one.dusun) == set(other.dusun) else 0.0
    return 0.8 if one.amount and one.amount == other.amount else 0.0


def _meet(one: tuple[Pair, ...], other: tuple[Pair, ...]) -> float:
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


def _wider(one: Norm, other: Norm) -> bool:
    """Whether only one of them says its RT, and nothing shows that it is the same amount of the same."""
    said = [any(rt for rt, _ in each.rtrw) for each in (one, other)]
    if said[0] == said[1]:
        return False
    return bool(one.dusun or other.dusun) or not one.amount or one.amount != other.amount


def _on_one_road(here: Sequence[str], there: Sequence[str], roads: Collection[str]) -> bool:
    """A kampung has many RT: who names one of them does not mean the whole; a gang has few."""
    common = [name for name in here if _met([name], there)]
    return any(any(spelt(name, road) for road in roads) for name in common)


def _roads(one: Norm, other: Norm) -> set[str]:
    """The names that are of a road, and that neither of them gives to a kampung."""
    kampung = (set(one.lanes) - set(one.roads)) | (set(other.lanes) - set(other.roads))
    return {*one.roads, *other.roads} - kampung


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


def _same_numbers(one: Collection[object], other: Collection[object]) -> bool:
    """SDN 1 is not SDN 2, and dusun 1 to 4 is not dusun 1; who names no number says nothing against it."""
    few, many = set(one), set(other)
    return not few or not many or 2 * len(few & many) > len(few | many)
