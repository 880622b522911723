"""An usulan that is kept for long."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.people import Kelurahan
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit


def usulan(unit: Unit, season: Season, author: int, **values: Any) -> int:
    place = unit.all(select(Kelurahan.id).where(Kelurahan.kecamatan_id == season.kecamatan_id))[0]
    row = {
        "kecamatan_id": season.kecamatan_id,
        "season_id": season.id,
        "kelurahan_id": place,
        "author_id": author,
        "created_at": unit.now,
        "touched_at": unit.now,
    }
    return unit.add(Proposal(**(row | values))).id
