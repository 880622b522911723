"""Where the kelurahan lie, for the picture in the report."""

from __future__ import annotations

from typing import Any

from documents.data import KelurahanPlace
from models.people import Kecamatan
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in

_CORNERS = 80  #: of a border; more are not seen at the size of the picture


def places_of(unit: Unit, kecamatan_id: int) -> tuple[KelurahanPlace, ...]:
    """Every kelurahan whose middle is known, by name."""
    borders = unit.session.get_one(Kecamatan, kecamatan_id).borders or {}
    return tuple(
        KelurahanPlace(
            kelurahan=kelurahan.name,
            lat=kelurahan.lat,
            lon=kelurahan.lon,
            border=_outline(borders.get(kelurahan.code or "") or borders.get(kelurahan.name)),
        )
        for kelurahan in kelurahan_in(unit, kecamatan_id)
        if kelurahan.lat is not None and kelurahan.lon is not None
    )


def _outline(geometry: dict[str, Any] | None) -> tuple[tuple[float, float], ...]:
    """The longest ring of a border, thinned evenly; GeoJSON names longitude first."""
    if geometry is None:
        return ()
    pieces = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    ring = max((piece[0] for piece in pieces), key=len)
    every = -(-len(ring) // _CORNERS)
    return tuple((round(lat, 5), round(lon, 5)) for lon, lat, *_ in ring[::every])
