"""The kecamatan as a picture: its kelurahan where they lie, drawn as circles and borders. No map service."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import cos, hypot, radians, sin, sqrt

from documents.data import KelurahanPlace
from documents.drawing.page import Sheet
from documents.drawing.text import wrap
from texts import plain
from texts.figures import number

_HIGH = 230.0
_ACROSS = 0.6  #: of the width; beside it stand the names
_EDGE = 26.0  #: between the frame and the middle of a circle
_LEAST, _MOST = 8.0, 20.0  #: radius
_APART = 19.0  #: between two middles, so that their numbers can be read
_ROUNDS = 60
_TURN = 2.4  #: radians: the turn of a sunflower, which fills a round evenly
_SIZE = 8.5
_STEP = 11.0

Point = tuple[float, float]


def place_map(sheet: Sheet, places: Sequence[KelurahanPlace], counts: Mapping[str, int]) -> None:
    """A frame with a numbered circle for each kelurahan, and beside it who the numbers are."""
    if len(places) < 2:
        return
    rows = [
        f"{n}. "
        + plain("paper_report.map_row", kelurahan=place.kelurahan, count=number(_count(place, counts)))
        for n, place in enumerate(places, 1)
    ]
    names = sheet.left + sheet.width * _ACROSS + 12
    broken = [wrap(row, sheet.regular, _SIZE, sheet.right - names) for row in rows]
    high = min(max(_HIGH, sum(map(len, broken)) * _STEP + 10), sheet.bottom - 200)
    sheet.need(high + 80)
    sheet.heading(plain("paper_report.map_head"), size=10)
    top = sheet.y
    _frame(sheet, top, high)
    _draw(sheet, places, counts, top, high)
    y = top + _STEP
    for lines in broken:
        for line in lines:
            if y < top + high:
                sheet.put(names, y, line, sheet.regular, _SIZE)
            y += _STEP
    sheet.y = top + high + 4
    sheet.write(plain("paper_report.map_note"), size=9, after=10)


def _count(place: KelurahanPlace, counts: Mapping[str, int]) -> int:
    return counts.get(place.kelurahan, 0)


def _frame(sheet: Sheet, top: float, high: float) -> None:
    left, right, foot = sheet.left, sheet.left + sheet.width * _ACROSS, top + high
    for x1, y1, x2, y2 in (
        (left, top, right, top),
        (left, foot, right, foot),
        (left, top, left, foot),
        (right, top, right, foot),
    ):
        sheet.stroke(x1, y1, x2, y2, thick=0.6)
    # North, in the upper left corner
    x, y = left + 10, top + 8
    sheet.stroke(x, y, x, y + 16, thick=0.8)
    sheet.stroke(x, y, x - 3, y + 5, thick=0.8)
    sheet.stroke(x, y, x + 3, y + 5, thick=0.8)
    north = wrap(plain("paper_report.map_north"), sheet.bold, _SIZE, 20)[0]
    sheet.put(x + 5, y + 14, north, sheet.bold, _SIZE)


def _draw(
    sheet: Sheet,
    places: Sequence[KelurahanPlace],
    counts: Mapping[str, int],
    top: float,
    high: float,
) -> None:
    across = sheet.width * _ACROSS
    box = (sheet.left + _EDGE, top + _EDGE, sheet.left + across - _EDGE, top + high - _EDGE)
    everywhere = [(place.lat, place.lon) for place in places]
    everywhere.extend(corner for place in places for corner in place.border)
    project = _Projection(everywhere, box)
    for place in places:
        corners = [project(lat, lon) for lat, lon in place.border]
        for start, end in pairwise([*corners, *corners[:1]]):
            sheet.stroke(*start, *end, thick=0.4)
    middles = _apart([project(place.lat, place.lon) for place in places], box)
    most = max((_count(place, counts) for place in places), default=0)
    sizes = [
        _LEAST + (_MOST - _LEAST) * sqrt(_count(place, counts) / most) if most else _LEAST for place in places
    ]
    # Small ones lie on big ones, or they would not be seen.
    for at in sorted(range(len(places)), key=lambda at: (-sizes[at], at)):
        x, y = middles[at]
        sheet.disc(x, y, sizes[at] + 0.8, 1.0)
        sheet.disc(x, y, sizes[at], 0.78)
    for n, (x, y) in enumerate(middles, 1):
        line = wrap(str(n), sheet.bold, _SIZE, 30)[0]
        sheet.put(x - 10, y + _SIZE * 0.35, line, sheet.bold, _SIZE, align="C", width=20)


class _Projection:
    """Degrees to points of the frame, north up, the same scale both ways."""

    def __init__(self, points: Sequence[Point], box: tuple[float, float, float, float]) -> None:
        left, top, right, foot = box
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        self._lat, self._lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        self._narrow = cos(radians(self._lat))  #: a degree of longitude is shorter than one of latitude
        tall = max(max(lats) - min(lats), 1e-6)
        wide = max((max(lons) - min(lons)) * self._narrow, 1e-6)
        self._scale = min((right - left) / wide, (foot - top) / tall)
        self._x, self._y = (left + right) / 2, (top + foot) / 2

    def __call__(self, lat: float, lon: float) -> Point:
        return (
            self._x + (lon - self._lon) * self._narrow * self._scale,
            self._y - (lat - self._lat) * self._scale,
        )


def _apart(points: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """The same points, pushed away from each other until their numbers can be read, within the box."""
    left, top, right, foot = box
    moved = list(points)
    for _ in range(_ROUNDS):
        calm = True
        for one in range(len(moved)):
            for other in range(one + 1, len(moved)):
                (x1, y1), (x2, y2) = moved[one], moved[other]
                far = hypot(x2 - x1, y2 - y1)
                if far >= _APART:
                    continue
                calm = False
                # In the very same place each goes its own way.
                way = (cos(_TURN * other), sin(_TURN * other))
                dx, dy = ((x2 - x1) / far, (y2 - y1) / far) if far > 0.01 else way
                push = (_APART - far) / 2 + 0.1
                moved[one] = (_within(x1 - dx * push, left, right), _within(y1 - dy * push, top, foot))
                moved[other] = (_within(x2 + dx * push, left, right), _within(y2 + dy * push, top, foot))
        if calm:
            break
    return moved


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
