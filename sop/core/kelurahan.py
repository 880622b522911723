"""The kecamatan and its kelurahan, by their names."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Kecamatan, Kelurahan
from models.unit import Unit
from sop.core.refused import Refused


def find_kecamatan(unit: Unit, name: str) -> Kecamatan:
    found = unit.first(select(Kecamatan).where(Kecamatan.name.ilike(name, escape="\\")))
    if found is None:
        raise Refused("office.not_set_up", name=name)
    return found


def find_kelurahan(unit: Unit, kecamatan: Kecamatan, name: str) -> Kelurahan:
    for kelurahan in kelurahan_in(unit, kecamatan.id):
        if name.casefold() in {kelurahan.name.casefold(), *(alias.casefold() for alias in kelurahan.aliases)}:
            return kelurahan
    raise Refused("office.unknown_kelurahan", name=name, kecamatan=kecamatan.name)


def kelurahan_in(unit: Unit, kecamatan_id: int) -> list[Kelurahan]:
    return unit.all(select(Kelurahan).where(Kelurahan.kecamatan_id == kecamatan_id).order_by(Kelurahan.name))
