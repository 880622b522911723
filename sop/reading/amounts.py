"""Volumes and counts: "40", "1,5", "1.250 m", "sekitar 40 m"; lengths that are multiplied: see lengths.

The rule of the dot: a comma always stands before decimals. A dot before exactly three digits stands between
thousands ("1.250" is one thousand two hundred and fifty), as in every Indonesian paper; before one or two
digits, or behind a leading zero ("1.5", "0.125"), it stands before decimals, as calculators write. Where
neither can be sure ("1,500", "1.000.00") it is no number: a factor of a thousand is never guessed.
"""

import re
from decimal import Decimal
from functools import lru_cache

from sop.core.refused import Refused
from sop.reading.number_words import ABOUT, in_digits
from sop.reading.units import SCALES, UNIT, may_be_unit, other_than, unit_words
from sop.reading.words import SAME_AGAIN, simple, tidy
from texts.figures import number, round_half_up

MOST = Decimal(1_000_000)
PLACES = 3
LONGEST = 40

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_AMERICAN = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|,[0-9]{3}\.[0-9]{1,2})")
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_TWO_WAYS = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2}),([0-9]{3})(?![0-9.,])")
_NUMBER = re.compile(r"([0-9][0-9.,]*)(?:-?an\b)?(\s*)(.*)")
_NOTHING = re.compile(r"(?:(?:nol|kosong|nihil)\b(?! koma)|0+(?:[.,]0+)?(?![0-9.,o])).*")
_ABOUT = re.compile(rf"^(?:(?:{ABOUT})\s*)+")
#: What stands in front of a volume, and the measure that it implies.
_CALLED = re.compile(
    r"^(?:(panjang|luas|p(?= ?[:=0-9]))(?:nya)?|volume(?:nya)?|vol|jumlah|jml|total|sebanyak)\b\.?\s*[:=]?\s*"
)
_IMPLIED = {"panjang": "m", "p": "m", "luas": "m2"}
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_TWICE = re.compile(r"^([0-9.,]+)\s*\(\1\)")  # "12 (dua belas) unit", as papers write
_SUM = re.compile(r"[0-9.,]+\s*\+\s*[0-9]")
_MONEY = re.compile(
    r"\brp\b|\brp(?=[0-9])|\brupiah\b|\b(?:jt|juta|mil[iy]ar|mlr)\b|(?<=[0-9])jt\b|\bsejuta\b"
)


def decimal(text: str) -> Decimal | None:
    """A number without sign or unit, by the rule of the dot; None when it is none, or might be two."""
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _AMERICAN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    found = _PLAIN.fullmatch(text)
    if found is None or _may_be_thousands(found[1], found[2] or ""):
        return None
    return Decimal(text.replace(",", "."))


def _may_be_thousands(whole: str, decimals: str) -> bool:
    """ "1,500" and "012.500": nobody writes the zeros at the end of decimals, or in front of a number."""
    return bool(whole.strip("0")) and len(decimals) > 2 and "0" in (whole[0], decimals[-1])


def quantity(text: str, unit: str | None = None) -> Decimal:
    """How much of something, above 0 and at most a million.

    A unit behind the number is allowed. Where the expected unit is known, a different measure is refused, not
    ignored: "2 km" for a drain counted in metres would be wrong by a thousand.
    """
    return in_bounds(measured(text, unit))


def whole(text: str, least: int, most: int) -> int:
    """A whole number within bounds; a word behind it ("12 orang") is allowed."""
    found = numbered(text)
    if found is None or found[0] != found[0].to_integral_value() or _MONEY.search(simple(text)):
        raise Refused("reading.whole_unclear", least=number(least), most=number(most))
    if not least <= found[0] <= most:
        raise Refused("reading.whole_range", least=number(least), most=number(most))
    return int(found[0])


@lru_cache(SAME_AGAIN)
def numbered(text: str) -> tuple[Decimal, str] | None:
    """The number in front and the word behind it; None when there is no number, or a second one.

    "panjang 120" is 120 "m": the measure may be said by what the number is called.
    """
    plain = _TWICE.sub(r"\1", _ABOUT.sub("", in_digits(text)))
    called = _CALLED.match(plain)
    plain = _ABOUT.sub("", plain[called.end() :]) if called else plain
    found = _NUMBER.fullmatch(plain)
    if found is None or len(found[1]) > LONGEST:
        return None
    value = decimal(found[1].rstrip(".,"))
    word = _IN_BRACKETS.sub("", found[3]).rstrip(". ")
    if value is None or (word not in UNIT and re.search("[0-9]", word)) or _slip(found[2], word):
        return None
    return value, word or (_IMPLIED.get(called[1], "") if called else "")


def _slip(gap: str, word: str) -> bool:
    """A letter for a figure, or thousands as a word: "12ounit", "12 o", "2 ribu lembar"."""
    first, rest = word[:1], word[1:].strip()
    glued = not gap and first in ("o", "l", "i") and (not rest or rest in UNIT)
    return glued or word.split(" ")[0] in ("o", *SCALES)


def measured(text: str, unit: str | None) -> Decimal:
    """The number, when its measure is the expected one; what is wrong with it is refused by name.

    "1,255" of something is thousands as likely as decimals, and neither is taken.
    """
    plain = simple(text)
    if re.match(r"-|min(?:us)?\b", plain):
        raise Refused("reading.quantity_negative")
    if _NOTHING.fullmatch(plain):
        raise Refused("reading.quantity_zero")
    if _MONEY.search(plain):
        raise Refused("reading.quantity_money", text=tidy(text)[:LONGEST])
    if _SUM.match(_ABOUT.sub("", plain)):
        raise Refused("reading.quantity_sum", text=tidy(text)[:LONGEST])
    if twofold := _TWO_WAYS.search(in_digits(text)):
        thousands, decimals = Decimal(twofold[1] + twofold[2]), Decimal(f"{twofold[1]}.{twofold[2]}")
        raise Refused(
            "reading.quantity_two_ways",
            text=tidy(text)[:LONGEST],
            thousands=number(thousands),
            decimals=number(decimals, 2),
        )
    found = numbered(text)
    if found is None:
        raise Refused("reading.quantity_unclear", text=tidy(text)[:LONGEST])
    value, word = found
    if unit and other_than(unit, word):
        typed = UNIT.get(word) or UNIT.get(word.partition(" ")[0]) or word[:LONGEST]
        raise Refused("reading.quantity_unit", unit=unit_words(unit), typed=unit_words(typed))
    if word and not may_be_unit(word) and word != (unit or "").lower():
        raise Refused("reading.quantity_word", text=tidy(text)[:LONGEST], word=word[:LONGEST])
    return value


def in_bounds(value: Decimal) -> Decimal:
    """A volume that can be: above 0, at most a million, at most three decimals."""
    if value == 0:
        raise Refused("reading.quantity_zero")
    if value > MOST:
        raise Refused("reading.quantity_too_large", most=number(MOST))
    if value != round_half_up(value, PLACES):
        raise Refused("reading.quantity_decimals", places=PLACES)
    return value
