"""The kamus of a season as it is stored, in the order of its table."""

from __future__ import annotations

from sqlalchemy import select

from models.season import KamusEntry
from models.unit import Unit


def kamus_of(unit: Unit, season_id: int) -> list[KamusEntry]:
    """Every entry of the season."""
    query = select(KamusEntry).where(KamusEntry.season_id == season_id).order_by(KamusEntry.id)
    return unit.all(query)
