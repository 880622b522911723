"""Kecamatan and kelurahan, pins and borders."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.core.refused import Refused
from sop.office import places
from sop.office.places import MultiPolygon, Place, Polygon

pytestmark = pytest.mark.quick

BORDERS = Path(__file__).parents[3] / "shared" / "data" / "batas_kelurahan_kota_bogor.geojson"


def test_the_city_has_its_68_kelurahan() -> None:
    assert Counter(place.kecamatan for place in places.kota_bogor()) == {
        "Bogor Selatan": 16,
        "Bogor Timur": 6,
        "Bogor Tengah": 11,
        "Bogor Barat": 16,
        "Bogor Utara": 8,
        "Tanah Sareal": 11,
    }
    assert len({place.code for place in places.kota_bogor()}) == 68
    assert all((place.code or "").startswith(f"{place.kecamatan_code}.") for place in places.kota_bogor())


def test_each_kecamatan_has_its_letterhead() -> None:
    assert set(places.kops()) == set(places.kecamatan_names(places.kota_bogor()))
    assert places.kops()["Tanah Sareal"].address == "Jl. Kebon Pedes No. 20"
    assert places.kops()["Tanah Sareal"].phone == "(0251) 8637761"


@pytest.mark.parametrize(
    "written", ["Tanah Sareal", "tanah sareal", "Kecamatan Tanah Sareal", "Kec. TANAHSAREAL"]
)
def test_a_kecamatan_may_be_written_freely(written: str) -> None:
    assert [place.kelurahan for place in places.kelurahan_of(written)] == [
        "Tanah Sareal",
        "Kebon Pedes",
        "Kedung Badak",
        "Sukaresmi",
        "Kedung Waringin",
        "Kedung Jaya",
        "Sukadamai",
        "Mekar Wangi",
        "Kencana",
        "Kayu Manis",
        "Cibadak",
    ]


def test_an_unknown_kecamatan_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Refused) as refused:
        places.kelurahan_of("Menteng")

    assert refused.value.key == "reading.kecamatan_unknown"
    assert refused.value.facts["names"] == (
        "Bogor Selatan, Bogor Timur, Bogor Tengah, Bogor Barat, Bogor Utara, Tanah Sareal"
    )


@pytest.mark.parametrize(
    ("written", "kelurahan"),
    [
        ("Kedung Badak", "Kedung Badak"),
        ("kedungbadak", "Kedung Badak"),
        ("Kel. Kedung Badak", "Kedung Badak"),
        ("Tanah Sereal", "Tanah Sareal"),
        ("Batutulis", "Batu Tulis"),
        ("Kebon Pedas", "Kebon Pedes"),
        ("Sukaresmi", "Sukaresmi"),
        ("Cibadak ", "Cibadak"),
        ("", None),
        ("Jakarta", None),
        ("Kedung", None),
    ],
)
def test_a_kelurahan_is_found_in_free_text(written: str, kelurahan: str | None) -> None:
    found = places.match(written, places.kota_bogor())

    assert (found.kelurahan if found else None) == kelurahan


def test_a_name_that_stands_twice_is_nobody() -> None:
    two = [Place(kecamatan=kecamatan, kelurahan="Sukajadi") for kecamatan in ("A", "B")]

    assert places.match("Sukajadi", two) is None


def test_distances() -> None:
    assert places.distance_km((-6.6, 106.8), (-6.6, 106.8)) == 0
    assert round(places.distance_km((0, 0), (0, 1)), 1) == 111.2
    assert round(places.distance_km((-6.57251, 106.80131), (-6.56179, 106.79881)), 2) == 1.22


@pytest.mark.parametrize("place", places.kota_bogor(), ids=lambda place: place.kelurahan)
def test_the_middle_of_a_kelurahan_is_nearest_to_itself(place: Place) -> None:
    assert place.lat is not None
    assert place.lon is not None
    assert places.nearest_kelurahan(place.lat, place.lon, places.kota_bogor()) is place


def test_nothing_is_near_when_no_middle_is_known() -> None:
    assert places.nearest_kelurahan(-6.6, 106.8, [Place(kecamatan="A", kelurahan="B")]) is None


def test_a_telephone_without_a_fix_is_not_in_indonesia() -> None:
    assert not places.in_indonesia(0, 0)
    assert places.in_indonesia(-6.57, 106.8)
    assert places.in_indonesia(5.9, 95.3)  # Sabang


SQUARE: Polygon = {
    "type": "Polygon",
    "coordinates": [
        [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]],
        [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]],
    ],
}
PIECES: MultiPolygon = {
    "type": "MultiPolygon",
    "coordinates": [SQUARE["coordinates"], [[[20, 0], [30, 0], [25, 10]]]],
}


@pytest.mark.parametrize(
    ("lat", "lon", "within"),
    [(1, 1, True), (9, 5, True), (5, 5, False), (11, 5, False), (5, -1, False), (5, 11, False)],
)
def test_inside_a_border_with_a_hole(lat: float, lon: float, within: bool) -> None:
    assert places.inside(SQUARE, lat, lon) is within
    assert places.inside(PIECES, lat, lon) is within


def test_inside_another_piece() -> None:
    assert places.inside(PIECES, 3, 25)
    assert not places.inside(PIECES, 9, 21)


@given(st.floats(-15, 25), st.floats(-15, 25))
def test_inside_agrees_with_arithmetic(lat: float, lon: float) -> None:
    in_square = 0 < lat < 10 and 0 < lon < 10 and not (4 <= lat <= 6 and 4 <= lon <= 6)
    on_an_edge = lat in (0, 10, 4, 6) or lon in (0, 10, 4, 6)

    assert on_an_edge or places.inside(SQUARE, lat, lon) is in_square


def test_a_csv_of_another_city_needs_names_only(tmp_path: Path) -> None:
    table = tmp_path / "kota.csv"
    table.write_text(
        "﻿Kecamatan;Kelurahan;Alias;lintang\nCimanggu;Sukajadi;Suka Jadi|Skjd;-6,5\n\n", encoding="utf-8"
    )

    assert places.read_wilayah(table) == (
        Place(kecamatan="Cimanggu", kelurahan="Sukajadi", aliases=("Suka Jadi", "Skjd"), lat=-6.5),
    )


@pytest.mark.parametrize(
    ("text", "key", "facts"),
    [
        ("kecamatan,nama\nA,B\n", "reading.csv_column", {"file": "kota.csv", "column": "nama_kelurahan"}),
        (
            "kecamatan,kelurahan\nA,B\nA,\n",
            "reading.csv_cell",
            {"file": "kota.csv", "line": 3, "column": "nama_kelurahan"},
        ),
        ("", "reading.csv_column", {"file": "kota.csv", "column": "nama_kecamatan"}),
        (
            "kecamatan,kelurahan,lat\nA,B,utara\n",
            "reading.csv_value",
            {"file": "kota.csv", "column": "lat", "code": "B", "value": "utara"},
        ),
    ],
)
def test_a_csv_that_lacks_something_is_refused(
    tmp_path: Path, text: str, key: str, facts: dict[str, object]
) -> None:
    table = tmp_path / "kota.csv"
    table.write_text(text, encoding="utf-8")

    with pytest.raises(Refused) as refused:
        places.read_wilayah(table)

    assert (refused.value.key, refused.value.facts) == (key, facts)


def test_a_csv_in_another_encoding_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "kota.csv"
    table.write_bytes("kecamatan,kelurahan\nA,Café\n".encode("cp1252"))

    with pytest.raises(Refused, match="csv_encoding"):
        places.read_wilayah(table)


def test_borders_are_read_by_code_or_name(tmp_path: Path) -> None:
    file = tmp_path / "batas.geojson"
    features = [
        {"properties": {"kode_kelurahan": "32.71.06.1001", "kelurahan": "Tanah Sareal"}, "geometry": SQUARE},
        {"properties": {"kelurahan": "Sukajadi"}, "geometry": PIECES},
        {"properties": {"kelurahan": "Titik"}, "geometry": {"type": "Point", "coordinates": [0, 0]}},
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))

    assert places.read_borders(file) == {"32.71.06.1001": SQUARE, "Sukajadi": PIECES}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"features": [{}]}', '{"features": [{"properties": null}]}']
)
def test_borders_that_are_none_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "batas.geojson"
    file.write_text(text)

    with pytest.raises(Refused, match="borders_unclear"):
        places.read_borders(file)


@pytest.mark.skipif(not BORDERS.exists(), reason="the borders of Kota Bogor are not beside this clone")
def test_nearly_every_middle_lies_within_its_own_real_border() -> None:
    borders = places.read_borders(BORDERS)
    outside = [
        place.kelurahan
        for place in places.kota_bogor()
        if not places.inside(borders[place.code or ""], place.lat or 0, place.lon or 0)
    ]

    assert len(borders) == 68
    # The middle of a bent border may lie outside it.
    assert outside == ["Sukasari", "Pasir Jaya", "Kebon Pedes"]
