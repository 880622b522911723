"""Dasar hukum: the norms under Mengingat and in the report: those of the SOP, or the list of the office."""

from __future__ import annotations

from models.people import Kecamatan, Person
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.office.own_data import SETS
from sop.reading.words import tidy

MOST = 15
SHORTEST, LONGEST = 15, 600


def norms_of(kecamatan: Kecamatan) -> tuple[str, ...]:
    """What the office has set; nothing means the seven of the SOP."""
    return tuple((kecamatan.office or {}).get("norms") or ())


def read_norms(typed: str) -> list[str]:
    """One norm a line, as Mengingat prints them: each ends with a semicolon."""
    found = [norm for line in typed.splitlines() if (norm := tidy(line).rstrip(" ;."))]
    if not 1 <= len(found) <= MOST:
        raise Refused("norms.count", most=MOST)
    for at, norm in enumerate(found, start=1):
        if not SHORTEST <= len(norm) <= LONGEST:
            raise Refused("norms.length", at=at, least=SHORTEST, most=LONGEST)
    return [f"{norm};" for norm in found]


def set_norms(unit: Unit, actor: Person, norms: list[str] | None) -> None:
    """Other norms from the next paper on; None: those of the SOP again."""
    must_hold(unit, actor, *SETS)
    kecamatan = actor.kecamatan
    others = {name: said for name, said in (kecamatan.office or {}).items() if name != "norms"}
    # A new dictionary, or the change is not seen.
    kecamatan.office = others | {"norms": norms} if norms else others
    unit.log(actor, "office.norms", kecamatan, count=len(norms or ()))
