"""Amounts of money: "175 juta", "Rp 1,5 miliar", "175.000.000", "1 miliar 250 juta"."""

import re
from decimal import Decimal

from sop.core.refused import Refused
from sop.reading.amounts import decimal
from sop.reading.number_words import ABOUT, in_digits
from sop.reading.words import tidy
from texts import figures
from texts.figures import round_half_up

DEAREST = 100_000_000_000  #: no usulan of a kecamatan costs more than 100 miliar

_TIMES = {
    10**3: ("rb", "ribu", "k"),
    10**6: ("jt", "juta"),
    10**9: ("m", "miliar", "milyar", "milliar", "mlr"),
    10**12: ("t", "triliun", "trilyun"),
}
_UNIT = {word: times for times, words in _TIMES.items() for word in words} | {None: 1}
_PART = re.compile(
    rf"([0-9](?:[0-9.,]| [0-9]{{3}}(?![0-9]))*)\s*({'|'.join(w for w in _UNIT if w)})?(?![a-z0-9])\s*"
)
_BEFORE = re.compile(rf"^(?:(?:{ABOUT}|total|biaya|anggaran|nya|[:=+/]|rp\b\.?|rp(?=[0-9-])|idr\b)\s*)+")
_AFTER = re.compile(r"(?:\s*(?:,-+|\.-+|-?an\b))?(?:\s*(?:rupiah|lebih|kurang lebih|saja))*[.\s]*$")
_NEGATIVE = re.compile(r"-|min(?:us)?\b")
_NOTHING = re.compile(r"(?:nol|kosong|gratis|nihil|0[0., ]*)(?:\s*(?:rb|ribu|jt|juta|m|miliar))?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+")
_TWICE = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_LONGEST = 120  #: characters: "seratus dua puluh tiga juta empat ratus lima puluh enam ribu" is one amount
_SEN = 10_000  #: rupiah; from here on decimals are what a sheet worked out, not a number of millions


def rupiah(text: str) -> int:
    """An amount in whole rupiah, above 0 and at most 100 miliar, the way people write it.

    "Rp48.000.000 (empat puluh delapan juta rupiah)", as papers write, is one amount said twice.
    """
    if (twice := _TWICE.fullmatch(text)) and rupiah(twice[1]) == rupiah(twice[2]):
        return rupiah(twice[1])
    plain = _AFTER.sub("", _BEFORE.sub("", in_digits(text[:_LONGEST])))
    if _NEGATIVE.match(plain):
        raise Refused("reading.money_negative")
    if _NOTHING.fullmatch(plain):
        raise Refused("reading.money_zero")
    amount = _sum_of_parts(plain) if len(text) <= _LONGEST else None
    if amount is not None and _SEN <= amount <= DEAREST:
        amount = round_half_up(amount, 0)
    if amount is None or amount != amount.to_integral_value():
        raise Refused("reading.money_unclear", text=tidy(text)[:60])
    if amount > DEAREST:
        raise Refused("reading.money_too_large", most=figures.rupiah(DEAREST))
    return int(amount)


def _sum_of_parts(plain: str) -> Decimal | None:
    """'1 miliar 250 juta': each part is smaller than the one before it, or the amount is unclear."""
    total, position, smallest = Decimal(0), 0, 10**15
    while found := _PART.match(plain, position):
        value = _value(found[1].strip(), found[2])
        times = _UNIT[found[2]]
        # "1 miliar 250": thousands, or millions? Only a part with its own unit may follow another.
        if value is None or times >= smallest or (position and found[2] is None):
            return None
        total, position, smallest = total + value * times, found.end(), times
    return total if position and position == len(plain) else None


def _value(digits: str, unit: str | None) -> Decimal | None:
    # Without a unit nobody means fractions of a rupiah: "175,000" and "175 000" have thousands, too.
    if unit is None and _THOUSANDS.fullmatch(digits):
        return Decimal(re.sub("[, ]", "", digits))
    return decimal(digits)
