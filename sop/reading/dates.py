"""Days and hours: "18 Januari 2027", "18/1", "besok", "Senin", "pukul 9.30", "2 siang"."""

import re
from datetime import date, time, timedelta

from sop.core.refused import Refused
from sop.reading.words import simple, tidy
from texts import figures

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari pebruari feb peb",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu agt ags",
            "september sept sep",
            "oktober okt",
            "november nopember nov nop",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    "senin": 0,
    "selasa": 1,
    "rabu": 2,
    "kamis": 3,
    "jumat": 4,
    "jum'at": 4,
    "sabtu": 5,
    "minggu": 6,
    "ahad": 6,
}
_NEAR = {"hari ini": 0, "sekarang": 0, "besok": 1, "lusa": 2}
_WEEKS = {"minggu depan", "minggu ini"}  #: a week, or a Sunday? Nobody can tell
_FARTHEST = timedelta(days=3 * 366)

_NUMERIC = re.compile(r"([0-9]{1,2})\s*[-/. ]\s*([0-9]{1,2})(?:\s*[-/. ]\s*([0-9]{4}|[0-9]{2}))?")
_NAMED = re.compile(r"([0-9]{1,2})[\s-]*([a-z]+)\.?[\s-]*([0-9]{4}|[0-9]{2})?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_HOUR = re.compile(
    r"(?:(?:pukul|jam|pkl|pk)\.?\s*)?([0-9]{1,2})(?:\s*[.:]\s*([0-9]{2})|(?<=[0-9]{2})([0-9]{2}))?"
    r"\s*(?:wib\s*)?(pagi|siang|sore|malam)?\s*(?:wib)?\.?"
)
#: which hours a word moves into the afternoon: "1 siang" is 13.00, but "11 siang" is not 23.00
_AFTERNOON = {"pagi": range(0), "siang": range(1, 7), "sore": range(1, 8), "malam": range(6, 12)}


def day(text: str, today: date) -> date:
    """A date. Without a year the next one from today on; a weekday is the next one after today."""
    plain = re.sub(r"^(?:tanggal|tgl\.?|hari(?! ini)|pada)\s+", "", simple(text))
    if plain in _NEAR:
        return today + timedelta(days=_NEAR[plain])
    if plain in _WEEKS:
        raise Refused("reading.day_unclear", text=tidy(text)[:40])
    name, rest = _named_weekday(plain)
    if name is not None and not rest:
        return today + timedelta(days=(_WEEKDAYS[name] - today.weekday() - 1) % 7 + 1)
    found = _dated(rest, today, tidy(text))
    if abs(found - today) > _FARTHEST:
        raise Refused("reading.day_far", day=figures.long_date(found))
    if name is not None and found.weekday() != _WEEKDAYS[name]:
        raise Refused("reading.day_weekday", day=figures.date(found))
    return found


def hour(text: str) -> time:
    """An hour of the day: "9", "09.00", "pukul 9.30", "2 siang"."""
    found = _HOUR.fullmatch(simple(text))
    if found is None:
        raise Refused("reading.hour_unclear", text=tidy(text)[:40])
    hours, minutes, half = int(found[1]), int(found[2] or found[3] or 0), found[4]
    if half and hours in _AFTERNOON[half]:
        hours += 12
    if hours == 12 and half == "malam":
        hours = 0
    if hours > 23 or minutes > 59:
        raise Refused("reading.hour_impossible", text=tidy(text)[:40])
    return time(hours, minutes)


def _named_weekday(plain: str) -> tuple[str | None, str]:
    found = re.match(r"([a-z']+)(?:\s+(?:depan|ini|besok))?\s*(?:,\s*|\s+|$)(?:tanggal\s+|tgl\.?\s+)?", plain)
    if found is None or found[1] not in _WEEKDAYS:
        return None, plain
    return found[1], plain[found.end() :]


def _dated(plain: str, today: date, typed: str) -> date:
    parts = _parts(plain)
    if parts is None:
        raise Refused("reading.day_unclear", text=typed[:40])
    number, month, year = parts
    years = (today.year, today.year + 1) if year is None else (year,)
    for candidate in years:
        try:
            found = date(candidate, month, number)
        except ValueError:
            continue
        if year is not None or found >= today:
            return found
    raise Refused("reading.day_impossible", text=typed[:40])


def _parts(plain: str) -> tuple[int, int, int | None] | None:
    """Day, month, year as they stand there, possible or not."""
    if found := _ISO.fullmatch(plain):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _NUMERIC.fullmatch(plain):
        return int(found[1]), int(found[2]), _year(found[3])
    if (found := _NAMED.fullmatch(plain)) and found[2] in _MONTHS:
        return int(found[1]), _MONTHS[found[2]], _year(found[3])
    return None


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
