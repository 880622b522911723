"""The picture of the kecamatan in the report, read from the file."""

from __future__ import annotations

from itertools import combinations
from math import hypot

from documents.data import KelurahanPlace
from sop.step6_report.cover_picture import _outline
from tests.documents import samples
from tests.documents.drawn_papers import drawn
from tests.papers.geometry import faults
from tests.papers.reader import Line, Page, read

HEAD = "Gambar 2. Letak kelurahan dan jumlah usulan yang masuk"


def pictured(places: tuple[KelurahanPlace, ...], count: int = 40) -> Page | None:
    data = samples.report(count).model_copy(update={"places": places})
    pages = read(drawn("laporan", data).content)
    assert faults(pages, []) == []
    return next((page for page in pages if HEAD in {line.text.strip() for line in page.lines}), None)


def numbers(page: Page) -> list[Line]:
    """What stands in the circles."""
    return [
        line
        for line in page.lines
        if line.text.strip().isdigit() and "Bold" in line.font and line.size == 8.5
    ]


def test_every_kelurahan_has_its_number_in_the_picture_and_its_usulan_beside_it() -> None:
    places = samples.places()
    page = pictured(places)
    assert page is not None
    entered = samples.report(40).entered

    said = {line.text.strip() for line in page.lines}
    wanted = {
        f"{n}. {place.kelurahan} ({sum(line.kelurahan == place.kelurahan for line in entered)})"
        for n, place in enumerate(places, 1)
    }
    assert wanted <= said
    assert sorted(int(line.text) for line in numbers(page)) == list(range(1, len(places) + 1))


def test_north_is_above_and_east_at_the_right() -> None:
    corners = (("Utara", -6.50, 106.80), ("Timur", -6.55, 106.85), ("Selatan", -6.60, 106.80))
    page = pictured(tuple(KelurahanPlace(kelurahan=name, lat=lat, lon=lon) for name, lat, lon in corners))
    assert page is not None

    north, east, south = sorted(numbers(page), key=lambda line: int(line.text))
    assert north.bottom < east.top < east.bottom < south.top
    assert east.left > max(north.right, south.right)


def test_kelurahan_in_the_same_place_are_drawn_beside_each_other() -> None:
    same = tuple(KelurahanPlace(kelurahan=f"Kelurahan {n}", lat=-6.6, lon=106.8) for n in range(16))
    page = pictured(same)
    assert page is not None

    middles = [((line.left + line.right) / 2, line.top) for line in numbers(page)]
    assert len(middles) == 16
    assert min(hypot(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in combinations(middles, 2)) > 12


def test_one_place_is_no_picture() -> None:
    assert pictured(samples.places()[:1]) is None


def test_a_border_is_thinned_to_what_can_be_seen() -> None:
    ring = [[106.8 + n / 10_000, -6.6 + n / 20_000] for n in range(500)]

    outline = _outline({"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 1]]], [ring]]})

    assert 50 < len(outline) <= 80
    assert outline[0] == (-6.6, 106.8)
    assert _outline(None) == ()
    page = pictured(tuple(place.model_copy(update={"border": outline}) for place in samples.places()))
    assert page is not None
