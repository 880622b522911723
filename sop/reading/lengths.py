"""Volumes by their lengths: "40 x 1,5", "12 m x 1,5 m x 20 cm", "p 12 l 1,5 t 0,2", or by one figure.

Lengths are in metres unless another measure stands behind them; the lengths are multiplied, never added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import prod

from sop.core.refused import Refused
from sop.reading.amounts import LONGEST, PLACES, in_bounds, measured, numbered, quantity
from sop.reading.number_words import in_digits
from sop.reading.units import UNIT, may_be_unit, unit_words
from sop.reading.words import SAME_AGAIN, tidy
from texts.figures import number, round_half_up

WIDEST_UNIT = 20  #: characters, as wide as the column of the recap

_METRES = {"m": Decimal(1), "cm": Decimal("0.01"), "mm": Decimal("0.001"), "km": Decimal(1000)}
_PRODUCT = {2: "m2", 3: "m3"}
_SIDES = {"m2": (2, "reading.dimensions_m2"), "m3": (3, "reading.dimensions_m3")}

_NAME = r"(?<![a-z])(?:panjang|lebar|tinggi|tebal|dalam|p|l|t)(?:nya)?(?![a-z])\.?\s*[:=]?\s*"
_CALLED = re.compile(rf"({_NAME})(?=[0-9])")
_TIMES = re.compile(
    r"\s*\*\s*"  # 10*3
    r"|\s+x(?:\s+|$)|^x\s+|\s+kali\s+(?=[-0-9n])"  # 10 x 3, 10 kali 3; but "2 kali" is a count
    r"|\s*(?<![a-z])x\s*(?=-?[0-9])|(?<=[0-9])x$|(?<=m)x(?=[0-9])"  # 10x3, 10mx3; but "12 box" is a count
)
_NAMED = re.compile(rf"[,;]?\s*(?:dan\s+)?{_NAME}(?=[0-9])")
_RESULT = re.compile(r"(?<=[0-9m])\s*=\s*(.*)$")
_IN_BRACKETS = re.compile(r"(?<=\S)\s*\([^()]*\)$")


@dataclass(frozen=True)
class Side:
    """One length."""

    metres: Decimal
    value: Decimal  #: in its own measure
    unit: str


def dimensions(text: str) -> Decimal:
    """The product of two or three lengths: "40 x 1,2 x 0,5" is 24."""
    found = _sides(text)
    if found is None or not 2 <= len(found) <= 3:
        raise Refused("reading.dimensions_unclear", text=tidy(text)[:LONGEST])
    product = in_bounds(round_half_up(prod((side.metres for side in found), start=Decimal(1)), PLACES))
    worked_out = _RESULT.search(in_digits(text))
    claimed = numbered(worked_out[1]) if worked_out else None
    if claimed is not None and claimed[0] != product:
        raise Refused("reading.dimensions_result", product=number(product), claimed=number(claimed[0]))
    return product


def volume(text: str, unit: str | None = None) -> Decimal:
    """Either of the two ways to give a volume; lengths are multiplied for areas and bodies only.

    Of what is counted in metres the length alone matters: "120 m x 2 m" is 120.
    """
    factors = _factors(text)
    if len(factors) < 2:
        return quantity(text, unit)
    if unit == "m" and (length := _length(text)) is not None:
        return length
    if unit and unit not in _SIDES:
        raise Refused("reading.dimensions_not_here", unit=unit_words(unit))
    sides, otherwise = _SIDES.get(unit or "", (0, ""))
    if sides and len(factors) != sides:
        raise Refused(otherwise)
    return dimensions(text)


@lru_cache(SAME_AGAIN)
def unit_in(text: str) -> tuple[str, bool]:
    """The measure ("" when none was said), and whether lengths were multiplied."""
    factors = _factors(text)
    if len(factors) > 1:
        return _PRODUCT.get(len(factors), "m3"), True
    found = numbered(text)
    word = found[1] if found and may_be_unit(found[1]) else ""
    return UNIT.get(word, word)[:WIDEST_UNIT].strip(), False


def sides_in(text: str) -> str | None:
    """The lengths that were multiplied, as they are shown: "12 x 1,5", "12 m x 20 cm"; None without any."""
    found = _sides(text)
    if not found:
        return None
    plainly = all(side.unit == "m" for side in found)
    return " x ".join(
        number(side.value) if plainly else f"{number(side.value)} {side.unit}" for side in found
    )


def _length(text: str) -> Decimal | None:
    """Which of the sides is how long it is: the one called so, or the first and longest, each in its measure.

    None where nobody can tell: "2 x 120" may be two stretches.
    """
    plain = in_digits(text)
    names = [found[1][0] for found in _CALLED.finditer(plain)]
    sides = _sides(text) or []
    if len(names) == len(sides):
        return in_bounds(sides[names.index("p")].metres) if names.count("p") == 1 else None
    if names or not all(re.search("[a-z]", factor) for factor in _factors(text)):
        return None
    longest = max(side.metres for side in sides)
    return in_bounds(longest) if sides[0].metres == longest else None


def _factors(text: str) -> list[str]:
    """The lengths one by one, without their names; what was worked out behind "=" is left out."""
    plain = _RESULT.sub("", _IN_BRACKETS.sub("", in_digits(text))).removesuffix(".").strip()
    named = _NAMED.split(plain)
    if len(named) > 2 and not named[0].strip():
        return [part.strip(" ,;x*") for part in named[1:]]
    return [re.sub(rf"^{_NAME}", "", part).strip() for part in _TIMES.split(plain)]


def _sides(text: str) -> list[Side] | None:
    factors = _factors(text)
    if len(factors) < 2:
        return None
    product = _PRODUCT.get(len(factors))
    last = len(factors) - 1
    return [_side(factor, text, product if at == last else None) for at, factor in enumerate(factors)]


def _side(factor: str, text: str, product: str | None) -> Side:
    """One length; the measure of the product may stand behind the last of them: "12 x 1,5 m2"."""
    found = numbered(factor)
    if found is None:
        if factor:
            measured(factor, None)  # says what is wrong with it: no figure, nothing, less than nothing
        raise Refused("reading.dimensions_unclear", text=tidy(text)[:LONGEST])
    value, word = found
    unit = UNIT.get(word) if word else "m"
    if unit is not None and unit == product:
        unit = "m"
    if unit is None:
        raise Refused("reading.dimensions_unclear", text=tidy(text)[:LONGEST])
    if unit not in _METRES:
        raise Refused("reading.quantity_unit", unit=unit_words("m"), typed=unit_words(unit))
    metres = measured(f"{number(value, 9)}", None) * _METRES[unit]
    return Side(metres, value, unit)
