"""Kecamatan and kelurahan: their names as people write them, where they lie, and how far a pin is from them.

The table of Kota Bogor carries over facts from cahyadsn/wilayah (MIT), which follows Kepmendagri
300.2.2-2430/2025: codes, names, and the middle of each border. The addresses of the offices are those of the
city's own list of 2019 to 2021.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Literal, TypedDict

from sop.core.refused import Refused
from sop.office.csv_rows import rows
from sop.reading.words import simple

TABLES = Path(__file__).parents[1] / "tables"

_COLUMNS = {
    "kecamatan_code": ("kode_kecamatan",),
    "kecamatan": ("nama_kecamatan",),
    "code": ("kode_kelurahan", "kode"),
    "kelurahan": ("nama_kelurahan", "desa_kelurahan", "desa"),
    "aliases": ("alias",),
    "lat": ("lintang", "latitude"),
    "lon": ("bujur", "longitude"),
}
_EARTH_KM = 6371.0088
_LIKE = 85  #: from this likeness on a misspelt name is taken for the name

Ring = list[list[float]]


class Polygon(TypedDict):
    """One border with its holes, as in GeoJSON: each point is longitude, latitude."""

    type: Literal["Polygon"]
    coordinates: list[Ring]


class MultiPolygon(TypedDict):
    """Several such borders: a kelurahan that lies in pieces."""

    type: Literal["MultiPolygon"]
    coordinates: list[list[Ring]]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A kelurahan."""

    kecamatan: str
    kelurahan: str
    kecamatan_code: str | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, kw_only=True)
class Kop:
    """What stands in the letterhead of a kecamatan."""

    address: str
    phone: str


@cache
def kota_bogor() -> tuple[Place, ...]:
    """The 68 kelurahan that ship with the program."""
    return read_wilayah(TABLES / "wilayah.csv")


@cache
def kops() -> dict[str, Kop]:
    """Letterheads of the six kecamatan of Kota Bogor, to begin with; the office corrects its own."""
    with (TABLES / "offices.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["kecamatan"]: Kop(address=row["address"], phone=row["phone"]) for row in csv.DictReader(file)
        }


def read_wilayah(path: Path) -> tuple[Place, ...]:
    """The kelurahan of another city out of its CSV; only the two names are required."""
    return tuple(
        Place(
            kecamatan=row["kecamatan"],
            kelurahan=row["kelurahan"],
            kecamatan_code=row["kecamatan_code"] or None,
            code=row["code"] or None,
            aliases=tuple(alias.strip() for alias in row["aliases"].split("|") if alias.strip()),
            lat=_degrees(path, row, "lat"),
            lon=_degrees(path, row, "lon"),
        )
        for row in rows(path, _COLUMNS, required=("kecamatan", "kelurahan"))
    )


def kecamatan_names(places: Iterable[Place]) -> tuple[str, ...]:
    """Each kecamatan once, in the order of the table."""
    return tuple(dict.fromkeys(place.kecamatan for place in places))


def kelurahan_of(kecamatan: str, places: Sequence[Place] | None = None) -> tuple[Place, ...]:
    """The kelurahan of a kecamatan, whose name may be written freely; refused when there is none such."""
    places = kota_bogor() if places is None else places
    names = kecamatan_names(places)
    wanted = _spelled(kecamatan, "kecamatan|kec")
    found = next((name for name in names if _spelled(name) == wanted), None)
    if found is None:
        raise Refused("reading.kecamatan_unknown", text=kecamatan[:40], names=", ".join(names))
    return tuple(place for place in places if place.kecamatan == found)


def match(text: str, places: Sequence[Place]) -> Place | None:
    """The one kelurahan that a text means: by name or alias, or nearly so; None when in doubt."""
    wanted = _spelled(text, "kelurahan|kel|desa")
    if not wanted:
        return None
    spellings = [(_spelled(name), place) for place in places for name in (place.kelurahan, *place.aliases)]
    exact = {place for spelling, place in spellings if spelling == wanted}
    if exact:
        return exact.pop() if len(exact) == 1 else None
    from rapidfuzz import fuzz  # heavy, and needed by nobody who starts

    like = [(fuzz.ratio(spelling, wanted), place) for spelling, place in spellings]
    best = max((likeness for likeness, _ in like), default=0)
    nearest = {place for likeness, place in like if likeness == best}
    return nearest.pop() if best >= _LIKE and len(nearest) == 1 else None


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres over the ground between two points, each latitude and longitude."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def nearest_kelurahan(lat: float, lon: float, places: Iterable[Place]) -> Place | None:
    """The kelurahan whose middle is nearest; None when no middle is known."""
    known = [(place, place.lat, place.lon) for place in places]
    return min(
        (
            (distance_km((lat, lon), (middle_lat, middle_lon)), index, place)
            for index, (place, middle_lat, middle_lon) in enumerate(known)
            if middle_lat is not None and middle_lon is not None
        ),
        default=(0.0, 0, None),
    )[2]


def in_indonesia(lat: float, lon: float) -> bool:
    """Roughly; a telephone without a fix sends 0, 0, which lies off Africa."""
    return -11.1 <= lat <= 6.2 and 94.9 <= lon <= 141.1


def inside(border: Polygon | MultiPolygon, lat: float, lon: float) -> bool:
    """Whether a point lies within a border and in none of its holes."""
    polygons = [border["coordinates"]] if border["type"] == "Polygon" else border["coordinates"]
    # A hole crosses the ray as often as it lies around the point, so odd over all rings is inside.
    return any(sum(_crossings(ring, lat, lon) for ring in polygon) % 2 == 1 for polygon in polygons)


def read_borders(path: Path) -> dict[str, Polygon | MultiPolygon]:
    """Borders by code of kelurahan (by its name where the file has no codes) out of a GeoJSON file."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {
            str(
                properties.get("kode_kelurahan") or properties.get("code") or properties["kelurahan"]
            ): geometry
            for properties, geometry in ((feature["properties"], feature["geometry"]) for feature in features)
            if geometry["type"] in ("Polygon", "MultiPolygon")
        }
    except (ValueError, KeyError, TypeError):
        raise Refused("reading.borders_unclear", file=path.name) from None


def _crossings(ring: Ring, lat: float, lon: float) -> int:
    """How often a ray to the east of the point crosses the ring."""
    count = 0
    for (lon_a, lat_a), (lon_b, lat_b) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (lat_a > lat) != (lat_b > lat) and lon < lon_a + (lat - lat_a) / (lat_b - lat_a) * (lon_b - lon_a):
            count += 1
    return count


def _spelled(name: str, title: str = "") -> str:
    """Letters and digits only, so that "Kedung Badak" is "kedungbadak"; a title in front is dropped."""
    plain = simple(name)
    head, _, rest = plain.partition(" ")
    if title and rest and head.rstrip(".") in title.split("|"):
        plain = rest
    return "".join(character for character in plain if character.isalnum())


def _degrees(path: Path, row: dict[str, str], column: str) -> float | None:
    try:
        return float(row[column].replace(",", ".")) if row[column] else None
    except ValueError:
        raise Refused(
            "reading.csv_value", file=path.name, column=column, code=row["kelurahan"], value=row[column]
        ) from None
