"""People and where they live: names, NIP, telephone numbers, RT and RW, how many gain from an usulan."""

import re
from dataclasses import dataclass
from datetime import date

from sop.core.refused import Refused
from sop.reading.amounts import decimal
from sop.reading.words import sentence, simple, tidy
from texts.figures import number

MOST_PEOPLE = 200_000  #: more than the largest kecamatan of the city has
LAST_RT = 99

_COUNT = re.compile(
    r"(?P<figure>[0-9][0-9.]*)\s*"
    r"(?P<unit>kk|kepala keluarga|keluarga|rumah tangga|jiwa|orang|warga|penerima)?"
)
_BETWEEN = r"\s*(?:[,;/(&+]|dan|atau|=)?\s*"
_COUNTS = re.compile(
    rf"{_COUNT.pattern}(?:{_BETWEEN}{_COUNT.pattern.replace('?P<', '?P<second_')})?\s*\)?\.?"
)
_HOUSEHOLDS = {"kk", "kepala keluarga", "keluarga", "rumah tangga"}
_NO_COUNT = re.compile(r"(?:nol|tidak ada|kosong|nihil|0+)\b.*")

_RT = r"\brt\.?\s*[:.]?\s*0*([0-9]{1,3})\b"
_RW = r"\brw\.?\s*[:.]?\s*0*([0-9]{1,3})\b"
_RT_RW = re.compile(rf"{_RT}[\s,;/&.-]*(?:dan\s+)?{_RW}")
_RT_RW_SHORT = re.compile(r"\brt\.?\s*/?\s*(?:rw\.?)?\s*[:.]?\s*0*([0-9]{1,3})\s*/\s*0*([0-9]{1,3})\b")
_RW_RT = re.compile(rf"{_RW}[\s,;/&.-]*(?:dan\s+)?{_RT}")
_BARE = re.compile(r"0*([0-9]{1,3})\s*[/\s-]\s*0*([0-9]{1,3})")


@dataclass(frozen=True)
class Beneficiaries:
    """Who gains from an usulan; None is "not said", never "nobody"."""

    households: int | None  #: kepala keluarga (KK)
    people: int | None  #: jiwa


def people(text: str) -> Beneficiaries:
    """'25 KK', '25 KK 90 jiwa', '90 orang', '25/90'; a number alone is counted in KK."""
    plain = simple(text)
    if plain.startswith("-") or _NO_COUNT.fullmatch(plain):
        raise Refused("reading.people_zero")
    found = _COUNTS.fullmatch(plain)
    if found is None:
        raise Refused("reading.people_unclear", text=tidy(text)[:40])
    counted = _counted(
        (_head(found["figure"]), found["unit"]), (_head(found["second_figure"]), found["second_unit"])
    )
    if counted is None:
        raise Refused("reading.people_unclear", text=tidy(text)[:40])
    if counted.households and counted.people and counted.people < counted.households:
        raise Refused(
            "reading.people_fewer", households=number(counted.households), people=number(counted.people)
        )
    return counted


def rt_rw(text: str) -> tuple[int, int]:
    """RT and RW out of "RT 03/RW 05", "rt3 rw 5", "03/05", or out of an address that holds them."""
    plain = simple(text)
    bare = _BARE.fullmatch(plain)
    if found := _RT_RW.search(plain) or _RT_RW_SHORT.search(plain) or bare:
        rt, rw = int(found[1]), int(found[2])
    elif found := _RW_RT.search(plain):
        rt, rw = int(found[2]), int(found[1])
    else:
        raise Refused("reading.rt_rw_unclear")
    if not (1 <= rt <= LAST_RT and 1 <= rw <= LAST_RT):
        raise Refused("reading.rt_rw_range", last=LAST_RT)
    return rt, rw


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
