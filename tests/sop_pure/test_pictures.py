"""What a picture tells: its looks in 64 bits, and what the camera wrote into it."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone
from itertools import combinations

import pytest
from PIL import ExifTags, Image, ImageEnhance, ImageOps

from demo.pictures import as_taken, picture
from sop.proposals.pictures import Taken, alike, looks_of, taken

pytestmark = pytest.mark.quick

NOON = datetime(2026, 1, 11, 12, 0, tzinfo=timezone(timedelta(hours=7)))


def again(
    content: bytes, size: tuple[int, int] = (480, 360), quality: int = 40, bright: float = 1.0
) -> bytes:
    made = io.BytesIO()
    with Image.open(io.BytesIO(content)) as opened:
        ImageEnhance.Brightness(opened.resize(size)).enhance(bright).save(made, "JPEG", quality=quality)
    return made.getvalue()


@pytest.mark.parametrize("scene", ["drainase", "jalan", "posyandu", "pelatihan"])
def test_copies_of_a_picture_look_alike(scene: str) -> None:
    first = looks_of(picture(scene, 1))

    assert first is not None
    for copy in (again(picture(scene, 1)), again(picture(scene, 1), (1600, 1200), 90, 1.15)):
        assert alike(first, looks_of(copy) or "")


def test_pictures_of_different_places_do_not_look_alike() -> None:
    looks = [looks_of(picture(scene, 1)) or "" for scene in ("drainase", "jalan", "posyandu", "lampu")]

    assert not any(alike(one, other) for one, other in combinations(looks, 2))


def test_two_photos_of_the_demo_are_two_photos() -> None:
    for scene in ("drainase", "jalan", "posyandu", "lampu", "pelatihan"):
        looks = [one for number in range(1, 5) if (one := looks_of(picture(scene, number)))]

        assert not any(alike(one, other) for one, other in combinations(looks, 2))


def test_flat_picture_looks_like_nothing() -> None:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "brown").save(made, "JPEG")

    assert looks_of(made.getvalue()) is None


def test_mirrored_picture_is_another_one() -> None:
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture("drainase", 1))) as opened:
        ImageOps.mirror(opened).save(made, "JPEG")

    assert not alike(looks_of(made.getvalue()) or "", looks_of(picture("drainase", 1)) or "")


def test_camera_says_when_and_where() -> None:
    found = taken(as_taken(picture("jalan"), NOON, -6.59123, 106.79456))

    assert found.at == NOON.astimezone(UTC)
    assert (round(found.lat or 0, 5), round(found.lon or 0, 5)) == (-6.59123, 106.79456)


@pytest.mark.parametrize(("lat", "lon"), [(0.0, 0.0), (52.5, 13.4), (-91.0, 106.8), (None, None)], ids=str)
def test_place_that_cannot_be_is_left_out(lat: float | None, lon: float | None) -> None:
    assert taken(as_taken(picture("jalan"), NOON, lat, lon)) == Taken(at=NOON.astimezone(UTC))


@pytest.mark.parametrize(
    "written", ["0000:00:00 00:00:00", "kemarin", "", "1970:01:01 00:00:00", "2026:13:40 99:00:00"]
)
def test_time_that_cannot_be_is_left_out(written: str) -> None:
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture("jalan"))) as opened:
        exif = opened.getexif()
        exif[ExifTags.Base.DateTime] = written
        opened.save(made, "JPEG", exif=exif)

    assert taken(made.getvalue()) == Taken()


def test_time_without_a_zone_is_wib() -> None:
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture("jalan"))) as opened:
        exif = opened.getexif()
        exif[ExifTags.Base.DateTime] = "2026:01:11 12:00:00"
        opened.save(made, "JPEG", exif=exif)

    assert taken(made.getvalue()).at == NOON.astimezone(UTC)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00garbage"])
def test_what_is_no_picture_tells_nothing(content: bytes) -> None:
    assert taken(content) == Taken()
