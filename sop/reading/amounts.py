"""Volumes and counts: "40", "1,5", "1.250 m", "sekitar 40 m"; lengths that are multiplied: see lengths.

The rule of the dot: a comma always stands before decimals. A dot before exactly three digits stands between
thousands ("1.250" is one thousand two hundred and fifty), as in every Indonesian paper; before one or two
digits, or behind a leading zero ("1.5", "0.125"), it stands before decimals, as calculators write.
"""

import re
from decimal import Decimal
from functools import lru_cache

from sop.core.refused import Refused
from sop.reading.words import SAME_AGAIN, simple, tidy
from texts.figures import number, round_half_up

MOST = Decimal(1_000_000)
PLACES = 3

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_NUMBER = re.compile(r"([0-9][0-9.,]*)\s*(.*)")
_NOTHING = re.compile(r"(?:(?:nol|kosong|nihil)\b(?! koma)|0+(?:[.,]0+)?(?![0-9.,])).*")
_ABOUT = re.compile(r"^(?:(?:sekitar|kira-kira|kurang lebih|kurleb|lebih kurang|[±~]|\+/-)\s*)+")
LONGEST = 40

_UNITS = {
    "m": ("m", "meter", "mtr", "m1", "m'", "meter lari"),
    "km": ("km", "kilometer"),
    "cm": ("cm", "sentimeter", "senti"),
    "mm": ("mm", "milimeter", "mili"),
    "ha": ("ha", "hektar", "hektare"),
    "m2": ("m2", "m^2", "meter persegi", "meter2", "mtr2"),
    "m3": ("m3", "m^3", "meter kubik", "kubik", "meter3", "mtr3"),
}
UNIT = {word: unit for unit, words in _UNITS.items() for word in words}


def decimal(text: str) -> Decimal | None:
    """A number without sign or unit, by the rule of the dot; None when it is none."""
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return None


def quantity(text: str, unit: str | None = None) -> Decimal:
    """How much of something, above 0 and at most a million.

    A unit behind the number is allowed. Where the expected unit is known, a different measure is refused, not
    ignored: "2 km" for a drain counted in metres would be wrong by a thousand.
    """
    return in_bounds(measured(text, unit))


def whole(text: str, least: int, most: int) -> int:
    """A whole number within bounds; a word behind it ("12 orang") is allowed."""
    found = numbered(text)
    if found is None or found[0] != found[0].to_integral_value():
        raise Refused("reading.whole_unclear", least=number(least), most=number(most))
    if not least <= found[0] <= most:
        raise Refused("reading.whole_range", least=number(least), most=number(most))
    return int(found[0])


@lru_cache(SAME_AGAIN)
def numbered(text: str) -> tuple[Decimal, str] | None:
    """The number in front and the word behind it; None when there is no number, or a second one."""
    found = _NUMBER.fullmatch(_ABOUT.sub("", simple(text)))
    if found is None or len(found[1]) > LONGEST:
        return None
    value = decimal(found[1].rstrip(".,"))
    word = found[2].rstrip(". ")
    if value is None or (word not in UNIT and re.search("[0-9]", word)):
        return None
    return value, word


def measured(text: str, unit: str | None) -> Decimal:
    """The number, when its measure is the expected one; what is wrong with it is refused by name."""
    if re.match(r"-|min(?:us)?\b", simple(text)):
        raise Refused("reading.quantity_negative")
    if _NOTHING.fullmatch(simple(text)):
        raise Refused("reading.quantity_zero")
    found = numbered(text)
    if found is None:
        raise Refused("reading.quantity_unclear", text=tidy(text)[:LONGEST])
    typed = UNIT.get(found[1]) or UNIT.get(found[1].partition(" ")[0])
    if typed is None and unit in _UNITS:
        typed = found[1][:LONGEST]  # "10 buah" of something that is counted in metres
    if unit and typed and typed != unit:
        raise Refused("reading.quantity_unit", unit=unit, typed=typed)
    return found[0]


def in_bounds(value: Decimal) -> Decimal:
    """A volume that can be: above 0, at most a million, at most three decimals."""
    if value == 0:
        raise Refused("reading.quantity_zero")
    if value > MOST:
        raise Refused("reading.quantity_too_large", most=number(MOST))
    if value != round_half_up(value, PLACES):
        raise Refused("reading.quantity_decimals", places=PLACES)
    return value
