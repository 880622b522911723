"""People: names, NIP, telephone numbers, how many gain from an usulan."""

import re
from dataclasses import dataclass
from datetime import date

from sop.core.refused import Refused
from sop.reading.amounts import decimal
from sop.reading.number_words import ABOUT, in_digits
from sop.reading.words import sentence, simple, tidy
from texts.figures import number

MOST_PEOPLE = 200_000  #: more than the largest kecamatan of the city has

_HOUSEHOLDS = ("kk", "kepala keluarga", "keluarga", "rumah tangga")
_HEADS = (
    *("jiwa", "orang", "org", "warga", "penerima", "peserta", "siswa", "murid", "anak", "balita", "lansia"),
    *("kader", "santri", "petani", "pedagang", "pemuda", "jemaah", "jamaah"),
)
_UNIT = "|".join((*_HOUSEHOLDS, *_HEADS))
_FIGURE = r"[0-9][0-9.]*"
_BETWEEN = r"(?P<between>\s*(?:[,;/(&+]|dan|atau|=)?\s*)"
#: The figure before its unit, "25 KK, 90 jiwa", or behind it, "KK 25 jiwa 90".
_COUNTS = tuple(
    re.compile(rf"{one.format('')}(?:{_BETWEEN}{one.format('second_')})?\s*\)?\.?")
    for one in (
        rf"(?P<{{0}}figure>{_FIGURE})\s*(?:-?an\b)?\s*(?P<{{0}}unit>{_UNIT})?(?![a-z])",
        rf"(?P<{{0}}unit>{_UNIT})\s*[:=]?\s*(?P<{{0}}figure>{_FIGURE})",
    )
)
_BEFORE = re.compile(
    rf"^(?:jumlah|total|untuk|bagi|ada|sebanyak)\s+|^(?:warga|penerima)\s*[:=]?\s*(?=[0-9]+\s*(?:{_UNIT}))"
)
_ABOUT = re.compile(rf"(?<![a-z])(?:{ABOUT})(?![a-z])")
_BRACKETS = re.compile(r"\s*\([^()]*\)\.?$")
_NO_COUNT = re.compile(r"(?:nol|tidak ada|kosong|nihil|0+)\b.*")


@dataclass(frozen=True)
class Beneficiaries:
    """Who gains from an usulan; None is "not said", never "nobody"."""

    households: int | None  #: kepala keluarga (KK)
    people: int | None  #: jiwa


def people(text: str) -> Beneficiaries:
    """'25 KK', '25 KK 90 jiwa', 'KK 25 jiwa 90', '90 orang', '25/90'; a number alone is counted in KK."""
    plain = _BEFORE.sub("", " ".join(_ABOUT.sub(" ", in_digits(text)).split()))
    if plain.startswith("-") or _NO_COUNT.fullmatch(plain):
        raise Refused("reading.people_zero")
    found = _counts(plain) or _counts(_BRACKETS.sub("", plain))
    counted = (
        None
        if found is None or _may_be_one(found)
        else _counted(
            (_head(found["figure"]), found["unit"]), (_head(found["second_figure"]), found["second_unit"])
        )
    )
    if counted is None:
        raise Refused("reading.people_unclear", text=tidy(text)[:40])
    if counted.households and counted.people and counted.people < counted.households:
        raise Refused(
            "reading.people_fewer", households=number(counted.households), people=number(counted.people)
        )
    return counted


def _counts(plain: str) -> re.Match[str] | None:
    return next((found for shape in _COUNTS if (found := shape.fullmatch(plain))), None)


def _may_be_one(found: re.Match[str]) -> bool:
    """ "1 250 jiwa" and "1,250 jiwa" are thousands as likely as 1 KK; "60+60" is to be added up first."""
    between = found["between"]
    if between is None or found["unit"]:
        return False
    return between == "," or between.strip() in ("", "+", "=")


def nip(text: str) -> str:
    """The 18 digits of a NIP, which open with a date of birth; spaces and dots between them do not matter."""
    digits = re.sub(r"[\s.\-]", "", re.sub(r"^(?:nip|nippk|ni pppk)\.?\s*:?\s*", "", simple(text)))
    if not re.fullmatch("[0-9]+", digits):
        raise Refused("reading.nip_unclear")
    if len(digits) != 18:
        raise Refused("reading.nip_length", have=len(digits))
    try:
        date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
    except ValueError:
        raise Refused("reading.nip_birth", birth=digits[:8]) from None
    return digits


def phone(text: str) -> str:
    """An Indonesian number in its long form: "0812-3456-7890" becomes "+6281234567890"."""
    plain = re.sub(r"[\s().\-/]", "", simple(text))
    found = re.fullmatch(r"(?:\+62|0062|62|0)([1-9][0-9]{7,11})|(8[0-9]{8,11})", plain)
    if found is None:
        raise Refused("reading.phone_unclear")
    return f"+62{found[1] or found[2]}"


def person_name(text: str) -> str:
    """A name with its titles, tidied; whatever signs stand in it, at least two letters do."""
    found = sentence(text, least=3, most=100)
    if sum(character.isalpha() for character in found) < 2:
        raise Refused("reading.name_unclear")
    return found


def _counted(
    first: tuple[int | None, str | None], second: tuple[int | None, str | None]
) -> Beneficiaries | None:
    """Which of the two figures are the KK; None when both or neither may be."""
    (figure, unit), (other, other_unit) = first, second
    by_household = unit is None or unit in _HOUSEHOLDS
    if other is None:
        return Beneficiaries(figure, None) if by_household else Beneficiaries(None, figure)
    if by_household and other_unit not in _HOUSEHOLDS:
        return Beneficiaries(figure, other)
    if not by_household and other_unit in _HOUSEHOLDS:
        return Beneficiaries(other, figure)
    return None


def _head(figure: str | None) -> int | None:
    if figure is None:
        return None
    value = decimal(figure.rstrip("."))
    if value is None or value != value.to_integral_value():
        raise Refused("reading.people_unclear", text=figure[:40])
    if value == 0:
        raise Refused("reading.people_zero")
    if value > MOST_PEOPLE:
        raise Refused("reading.people_too_many", most=number(MOST_PEOPLE))
    return int(value)
