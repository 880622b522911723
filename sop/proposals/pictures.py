"""What a picture tells besides what it shows: how it looks in 64 bits, and when and where it was taken."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from math import isfinite
from re import fullmatch
from typing import Any

from sop.office.places import in_indonesia
from texts.figures import WIB

ALIKE = 6  #: bits of 64 in which two copies of one picture may differ
_FLAT = 4.0  #: spread of brightness under which a picture shows nothing: a wall, a hand, the dark
_WIDE, _HIGH = 9, 8


@dataclass(frozen=True)
class Taken:
    """What the camera wrote into the file; messengers throw it away, a file keeps it."""

    at: datetime | None = None
    lat: float | None = None
    lon: float | None = None


NOTHING_TOLD = Taken()


def looks_of(content: bytes) -> str | None:
    """A difference hash: whether it gets darker or lighter from left to right. None for a flat picture.

    A copy that was made smaller, brighter or compressed again keeps it.
    """
    from PIL import Image, ImageStat  # heavy

    with Image.open(io.BytesIO(content)) as picture:
        tiny = picture.convert("L").resize((_WIDE, _HIGH), Image.Resampling.LANCZOS)
    if ImageStat.Stat(tiny).stddev[0] < _FLAT:
        return None
    grey = tiny.tobytes()
    bits = 0
    for row in range(_HIGH):
        for column in range(_WIDE - 1):
            at = row * _WIDE + column
            bits = bits << 1 | (grey[at] > grey[at + 1])
    return f"{bits:016x}"


def alike(one: str, other: str) -> bool:
    """Whether two pictures are most likely the same one."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= ALIKE


def taken(content: bytes) -> Taken:
    """When and where, as the EXIF of the file says; what makes no sense is left out."""
    from PIL import ExifTags, Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            exif = picture.getexif()
            inside = exif.get_ifd(ExifTags.IFD.Exif)
            place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # a decoder fed with garbage raises whatever it pleases
        return NOTHING_TOLD
    at = _moment(
        inside.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime),
        inside.get(ExifTags.Base.OffsetTimeOriginal),
    )
    lat = _angle(place.get(ExifTags.GPS.GPSLatitude), place.get(ExifTags.GPS.GPSLatitudeRef), "S")
    lon = _angle(place.get(ExifTags.GPS.GPSLongitude), place.get(ExifTags.GPS.GPSLongitudeRef), "W")
    if lat is None or lon is None or not in_indonesia(lat, lon):
        return Taken(at=at)
    return Taken(at=at, lat=lat, lon=lon)


def _moment(written: Any, offset: Any) -> datetime | None:
    """ "2027:01:11 10:00:00"; WIB unless the camera says where it was."""
    try:
        found = datetime.strptime(str(written).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 -- below
    except ValueError:
        return None
    zone = fullmatch(r"([+-])(\d\d):(\d\d)", str(offset))
    there = WIB if zone is None else _zone(*zone.groups())
    try:
        return found.replace(tzinfo=there).astimezone(UTC) if found.year >= 2000 else None
    except OverflowError:  # the last evening of the year 9999, west of Greenwich
        return None


def _zone(sign: str, hours: str, minutes: str) -> timezone:
    shift = timedelta(hours=int(hours) % 24, minutes=int(minutes) % 60)
    return timezone(shift if sign == "+" else -shift)


def _angle(written: Any, side: Any, negative: str) -> float | None:
    """Degrees, minutes and seconds as one number."""
    try:
        degrees, minutes, seconds = (float(part) for part in written)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    angle = degrees + minutes / 60 + seconds / 3600
    if not isfinite(angle):
        return None
    return -angle if str(side).strip("\0 ").upper() == negative else angle
