"""Which other kelurahan begin next to a pin: what is proposed there may be the same."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, hypot, radians

from sqlalchemy import select

from models.people import Kecamatan, Kelurahan
from models.unit import Unit
from sop.office.places import MultiPolygon, Polygon, Ring, inside

NEAR = 100.0  #: metres
_DEGREE = 111_195.0  #: metres of a degree of latitude


def neighbours(unit: Unit, kelurahan: Kelurahan, lat: float, lon: float) -> list[int]:
    """The ids of those whose border the pin is near to, or which it lies in."""
    borders = unit.session.get_one(Kecamatan, kelurahan.kecamatan_id).borders or {}
    if not borders:
        return []
    others = select(Kelurahan).where(
        Kelurahan.kecamatan_id == kelurahan.kecamatan_id, Kelurahan.id != kelurahan.id
    )
    return [
        other.id
        for other in unit.all(others)
        if (border := borders.get(other.code or "") or borders.get(other.name)) and _near(border, lat, lon)
    ]


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Over the few hundred metres that matter here the earth is flat."""
    return hypot(*_flat(lat, lon, other_lat, other_lon))


def around(lat: float, lon: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Latitudes and longitudes between which everything near lies."""
    up = NEAR / _DEGREE
    aside = up / max(cos(radians(lat)), 0.1)
    return (lat - up, lat + up), (lon - aside, lon + aside)


def _near(border: Polygon | MultiPolygon, lat: float, lon: float) -> bool:
    if inside(border, lat, lon):
        return True
    return any(
        _to_line(_flat(lat, lon, lat_a, lon_a), _flat(lat, lon, lat_b, lon_b)) <= NEAR
        for ring in _rings(border)
        for (lon_a, lat_a), (lon_b, lat_b) in zip(ring, ring[1:] + ring[:1], strict=True)
    )


def _rings(border: Polygon | MultiPolygon) -> Iterator[Ring]:
    if border["type"] == "Polygon":
        yield from border["coordinates"]
    else:
        for polygon in border["coordinates"]:
            yield from polygon


def _flat(lat: float, lon: float, other_lat: float, other_lon: float) -> tuple[float, float]:
    """How many metres the other point lies to the east and to the north."""
    return (other_lon - lon) * _DEGREE * cos(radians(lat)), (other_lat - lat) * _DEGREE


def _to_line(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres from the origin to the line between two points."""
    along = (b[0] - a[0], b[1] - a[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0 if length == 0 else min(1.0, max(0.0, -(a[0] * along[0] + a[1] * along[1]) / length))
    return hypot(a[0] + share * along[0], a[1] + share * along[1])
