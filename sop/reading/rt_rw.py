"""RT and RW out of "RT 03/RW 05", "03/05", "RT 12-14/03", "rt tiga rw lima", or out of an address.

A whole RW has no RT, and a whole kelurahan has neither: both are said with words, never guessed.
`neighbourhood` reads the one that an usulan is of and refuses what is unclear; `all_rt_rw` takes every one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from sop.core.refused import Refused
from sop.reading.number_words import in_digits

LAST_RT = 99

#: RT and RW; 0 where one of them was not said.
Pair = tuple[int, int]

_NUMBER = r"(?<![0-9])0*[0-9]{1,3}[a-d]?(?![0-9])(?!(?!r[tw])[a-z])"
_JOINT = r"\s*(?:,|&|\+|-|dan|s\s?[./]?\s?d\.?|sampai(?: dengan)?)\s*"
_RT_MARK, _RW_MARK = (rf"(?<![a-z])r{one}[\s.:]*(?:no[\s.:]*)?" for one in "tw")
_RTS = rf"(?P<rt>{_NUMBER}(?:{_JOINT}(?:{_RT_MARK})?{_NUMBER})*)"
_RWS = rf"(?P<rw>{_NUMBER}(?:{_JOINT}(?:{_RW_MARK})?{_NUMBER})*)"
_GAP = r"[\s,;/&.-]*(?:dan\s+)?"
_RT_RW = re.compile(rf"{_RT_MARK}{_RTS}{_GAP}{_RW_MARK}{_RWS}")
_RW_RT = re.compile(rf"{_RW_MARK}(?P<rw>{_NUMBER})[\s/.-]*{_RT_MARK}{_RTS}")
_RW_APART_RT = re.compile(rf"{_RW_MARK}(?P<rw>{_NUMBER}){_GAP}{_RT_MARK}{_RTS}")
_SHORT = re.compile(rf"{_RT_MARK}(?:/?\s*rw[\s.:]*)?{_RTS}\s*/\s*(?P<rw>{_NUMBER})(?!\s*/\s*[0-9])")
_BARE = re.compile(rf"{_RTS}\s*/\s*(?P<rw>{_NUMBER})|(?P<one>{_NUMBER})[\s-]+(?P<other>{_NUMBER})")
_RW = re.compile(rf"{_RW_MARK}{_RWS}")
_MARK = re.compile(r"(?<![a-z])r[tw](?![a-z])")
_MORE = re.compile(rf"(?:{_RT_MARK}|{_RW_MARK}|^\s*[,;&]\s*(?={_NUMBER}\s*/)){_NUMBER}")
_LISTED = re.compile(rf"(?<![a-z0-9])(?P<rt>{_NUMBER})\s*/\s*(?P<rw>{_NUMBER})(?!\s*/\s*[0-9])")
_RT = re.compile(rf"{_RT_MARK}{_RTS}")
_ODD_MARK = re.compile(r"(?<![a-z])(r[tw])[\s.:]*[,/]\s*(?=[0-9])")
_SPLIT_ZERO = re.compile(r"(?<![a-z])(r[tw][\s.:]*0)\s+(?=[1-9](?![0-9]))")
_RANGE = re.compile(
    rf"([0-9]+)[a-d]?\s*(?:-|s\s?[./]?\s?d\.?|sampai(?: dengan)?)\s*(?:{_RT_MARK}|{_RW_MARK})?([0-9]+)"
)
_ONE = re.compile("([0-9]+)([a-d]?)(?![a-z])")
_WIDEST = 30  #: RT of one range
_LETTERED = 1_000  #: "RT 21a" is not RT 21, and no number that another has


def _all_of(what: str) -> re.Pattern[str]:
    """ "seluruh kelurahan", "se-RW 05", "Balai RW 05"; "Gang Mawar, RW 05" lacks its RT."""
    return re.compile(
        rf"\b(?:seluruh|semua|se|1|tingkat|lingkup)[\s-]*(?:wilayah\s+|warga\s+)?(?:{what})\b"
        rf"|^(?:di\s+)?(?:kantor|aula|balai|gedung|pos|posko|sekretariat)\s+(?:{what})\b"
    )


_ALL_OF_KELURAHAN = _all_of("kelurahan|desa|kecamatan")
_ALL_OF_RW = _all_of("rw")


@dataclass(frozen=True)
class RtRw:
    """What a place says of its RT and RW; None where it means all of them."""

    rt: int | None
    rw: int | None
    several: bool = False  #: more than one was said: these are the first


def all_of_kelurahan(place: str) -> bool:
    """Whether the place says that it is for all of it, and so needs neither RT nor RW."""
    plain = in_digits(place)
    found = _ALL_OF_KELURAHAN.search(plain)
    return found is not None and not _MARK.search(plain, found.end())


def all_of_rw(place: str) -> bool:
    """Whether a place with an RW alone means all of it, so that nobody has to be asked for the RT."""
    plain = in_digits(place)
    return plain.startswith("rw") or _ALL_OF_RW.search(plain) is not None


def neighbourhood(text: str) -> RtRw:
    """The first RT and RW that are said.

    Only an RW is enough where no other number stands beside it; "seluruh kelurahan" needs neither. Raises
    Refused("reading.rt_rw_unclear") where nothing is said, or an RT without its RW, and
    Refused("reading.rt_rw_range") for a number that none has.
    """
    plain = in_digits(text)
    first = _first(plain, _RT_RW, _SHORT, _RW_RT)
    found = _BARE.fullmatch(plain) or first or _RW_APART_RT.search(plain)
    if found is not None:
        said = found.groupdict()
        rts, rws = said.get("rt") or said["one"], said["rw"] or said["other"]
        return _in_range(_numbers(rts), _numbers(rws), more=bool(_MORE.search(plain[found.end() :])))
    found = _RW.search(plain)
    if found is not None and not re.search("[0-9]|(?<![a-z])rt(?![a-z])", _RW.sub("", plain)):
        return _in_range([], _numbers(found["rw"]), more=len(_RW.findall(plain)) > 1)
    if found is None and all_of_kelurahan(text):
        return RtRw(None, None)
    raise Refused("reading.rt_rw_unclear")


def rt_rw(text: str) -> tuple[int | None, int | None]:
    """The same as two figures, for a row: (3, 5), (None, 5) for a whole RW, (None, None) for a kelurahan."""
    found = neighbourhood(text)
    return found.rt, found.rw


def all_rt_rw(text: str, *, bare: bool = False) -> tuple[set[Pair], str]:
    """Every RT and RW that is said, and the text without them; nothing is refused.

    `bare`: "03/05" counts without the letters, as it does behind one that has them.
    """
    found: set[Pair] = set()

    def take(match: re.Match[str]) -> str:
        said = match.groupdict()
        found.update(product(_every(said.get("rt")), _every(said.get("rw"))))
        return " ; "

    plain = _SPLIT_ZERO.sub(r"\1", _ODD_MARK.sub(r"\1 ", in_digits(text)))
    while first := _first(plain, _RT_RW, _SHORT, _RW_RT):
        plain = plain[: first.start()] + take(first) + plain[first.end() :]
    listed = [_LISTED] if bare or found else []
    for shape in (*listed, _RW_APART_RT, _RW, _RT):
        plain = shape.sub(take, plain)
    return found, plain


def _first(text: str, *shapes: re.Pattern[str]) -> re.Match[str] | None:
    found = (shape.search(text) for shape in shapes)
    return min((one for one in found if one), key=lambda one: one.start(), default=None)


def _every(said: str | None) -> list[int]:
    """ "1, 3 s/d 5" is 1, 3, 4 and 5; 0 where nothing is said."""
    if not said:
        return [0]
    found = {int(one) + _LETTERED * (ord(letter or "`") - ord("`")) for one, letter in _ONE.findall(said)}
    for first, last in _RANGE.findall(said):
        if int(first) < int(last) <= int(first) + _WIDEST:
            found.update(range(int(first), int(last)))
    return sorted(found)


def _numbers(said: str) -> list[int]:
    return [int(one) for one in re.findall("[0-9]+", said)]


def _in_range(rts: list[int], rws: list[int], *, more: bool) -> RtRw:
    if not all(1 <= one <= LAST_RT for one in (*rts, *rws)):
        raise Refused("reading.rt_rw_range", last=LAST_RT)
    return RtRw(rts[0] if rts else None, rws[0], several=more or len(rts) > 1 or len(rws) > 1)
