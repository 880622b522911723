"""What must be read on each paper: every fact of its data but those listed here, and every total."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from tests.documents import samples
from tests.papers.facts import fits, leaves, told_apart
from texts.figures import fixed, long_date, moment, number, rupiah, short_date

_CODES = ("catalog_code", "activity_code", "activity", "program")
_TARGETS = ("city_priority", "city_target", "activity_target")
_PLAIN = ("problem", "catalog_code", "status", "people", "households")
_NUMBERS = ("commission", "order", "rank", "spread", "weight", "key", "copies", "kelurahan", "element")
#: what a paper counts, sorts, words or calculates with: its effect is tested where it is made
_COUNTS = ("photos_left", "delegates", "out_of", "blank_rows", "agreed", "declined", *_NUMBERS)
_NEVER = ("plan_year", "start", "end", "present_at", "position", *_COUNTS)


def _rows(path: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{path}.{name}" for name in names)


_OFFICE = _rows("office", "address.*", "phone", "email", "website", "postcode")
_SCORES = ("scores.*.mean", "scores.*.spread", "scorers", "total")
_UNSEEN = _rows("criteria.*", "meaning", "rule", "scale.*")
_LISTED = (*_PLAIN, "note", "outcome", "reason")
_REFUSED = (*_LISTED[:-1], *_CODES[1:], *_TARGETS, *_SCORES, "cost", "agency")


def _minutes(path: str = "") -> tuple[str, ...]:
    return (
        *_rows(f"{path}agreed.*", *_LISTED, *_SCORES[:3]),
        *_rows(f"{path}reserve.*", *_LISTED, *_SCORES),
        *_rows(f"{path}declined.*", *_REFUSED),
        *_rows(f"{path}noted.*", *(name for name in _REFUSED if name != "note")),
        *_rows(f"{path}commissions.*", "room", "agencies.*"),
        *_rows(f"{path}commissions.*.members.*", "name", "occupation"),
        *_rows(f"{path}attendees.*", "commission"),
    )


#: what stands in the data of a paper for another one, and is not printed here
LEFT_OUT: dict[str, tuple[str, ...]] = {
    "rekap-musrenbang-kelurahan": (
        *_rows("sections.*.proposals.*", *_CODES, *_TARGETS, "status"),
        "sections.3.confirmed_at",  # he says what differs instead
    ),
    "pra-musrenbang": _rows("proposals.*", *_CODES, *_TARGETS, "households", "people"),
    "usulan-per-komisi": _rows("proposals.*", *_CODES, *_TARGETS, "status"),
    "skala-prioritas": (*_UNSEEN, *_rows("lines.*", *_LISTED), *_rows("reserve.*", *_LISTED)),
    "berita-acara": _minutes(),
    "laporan": (
        "entered.**",
        *_rows("places.*", "lat", "lon"),
        *_rows("minutes", *_OFFICE, "on"),
        *_minutes("minutes."),
        *_rows("scale", "office.**", "on", "signer.**", "criteria.*.meaning", "criteria.*.rule"),
        "scale.criteria.*.scale.*",
        *_rows("scale.lines.*", *_LISTED, *_CODES[1:], *_TARGETS, "volume", "unit"),
        *_rows("scale.reserve.*", *_LISTED, *_CODES[1:], *_TARGETS, "volume", "unit"),
        *_rows("scale.reserve.*", "location", "rt", "rw", "cost", "agency"),
        *_rows("delegates", *_OFFICE, "on", "giver.**", "chair.**", "mandate_number"),
        *_rows("decree", *_OFFICE),
        "photos.*.sha256",
    ),
}
#: facts that are printed only with another one: what fails when that one is taken out
GOES_WITH = {"unit": "volume", "postcode": "address.0", "moved_reason": "moved_from"}

#: amounts, numbers, days and moments: what is read as one
_NUMBER = re.compile(r"(Rp)?[\d.,]+|\d+ \w+ \d{4}( \d\d\.\d\d WIB)?")


FORM = "form: "  #: before the name of what no fact is: a heading, a clause, the heads of a table


class Item(NamedTuple):
    """One line of a checklist: what must be read, and the facts that it comes from."""

    name: str
    words: str
    sources: tuple[str, ...]


def facts_of(key: str, count: int = 1) -> dict[str, Any]:
    """The data of a paper with every fact different, and few people, so that it is drawn quickly."""
    data = samples.paper(key, count).model_dump(mode="json")
    for part in (data, data.get("minutes", {})):
        for name in ("attendees", "representatives", "members", "participants"):
            if name in part:
                part[name] = part[name][:3]
    return told_apart(data)


def checklist(key: str, data: dict[str, Any]) -> list[Item]:
    """Every fact that the paper must hold, and the totals over them."""
    items = [
        Item(path, words, _sources(key, path))
        for path, value in leaves(data)
        if not _left_out(key, path) and (words := _printed(path, value))
    ]
    return items + [Item(f"total {name}", words, sources) for name, words, sources in _totals(data)]


def _left_out(key: str, path: str) -> bool:
    names = [part for part in path.split(".") if not part.isdigit()]
    return names[-1] in _NEVER or fits(path, LEFT_OUT.get(key.removeprefix("draft-"), ()))


def _sources(key: str, path: str) -> tuple[str, ...]:
    head, _, name = path.rpartition(".")
    if head.endswith(".scale"):  # five words or none
        return (path, *(f"{head}.{place}" for place in range(5)))
    with_it = None if (key, name) == ("pra-musrenbang", "unit") else GOES_WITH.get(name)
    also = [f"{head}.{with_it}"] if with_it else []
    if path.startswith("recipients.") and name in {"note", "agenda_number"}:
        also.append("items.0")  # in whose row they stand
    report = "scale." if path.startswith("scale.") else ""
    if name == "mean":  # its column is the criterion's
        also.append(f"{report}criteria.{path.split('.')[-2]}")
    if report and name in {"location", "rt", "rw"}:  # only the first ten by score say where
        also.append(f"{head}.total")
    return (path, *also)


def _printed(path: str, value: Any) -> str:
    """A fact as the paper writes it."""
    name = path.rpartition(".")[2]
    match value:
        case int() if name == "cost":
            return rupiah(value)
        case float():
            return fixed(value) if name in {"mean", "total"} else number(value)
        case int():
            return str(value) if name.startswith("report_") else number(value)
        case str() if re.match(r"\d{4}-\d\d-\d\dT", value):
            at = datetime.fromisoformat(value)
            return moment(at)
        case str() if re.match(r"\d{4}-\d\d-\d\d$", value):
            day = date.fromisoformat(value)
            return short_date(day) if path.startswith("sections.") else long_date(day)
        case _:
            return str(value)


_TOTALS = ("lines", "agreed", "proposals", "entered", "reserve")


def _totals(data: dict[str, Any], path: str = "") -> list[tuple[str, str, tuple[str, ...]]]:
    """The sum of every list of usulan whose sum is printed."""
    found = []
    for name in _TOTALS:
        rows = data.get(name)
        if rows and len(rows) > 1:
            words = rupiah(sum(row["cost"] for row in rows))
            found.append((path + name, words, tuple(f"{path}{name}.{n}.cost" for n in range(len(rows)))))
    return found


def missing(text: str, items: list[Item]) -> set[str]:
    """Names of the items that are not on the paper.

    Words may be broken anywhere; a number is read as one, and not as a part of a longer one.
    """
    text = text.replace("\ufffe", "-").replace("\x02", "-")
    spaced, squeezed = " ".join(text.split()), "".join(text.split())
    folded = squeezed.casefold()  # titles and names may be in capitals
    return {item.name for item in items if not _read(item, spaced, squeezed, folded)}


def _read(item: Item, spaced: str, squeezed: str, folded: str) -> bool:
    words = item.words
    if item.name.startswith(FORM):
        return "".join(words.split()) in squeezed
    if _NUMBER.fullmatch(words):
        # The number comes first in the pattern, what may not stand before it after: so it is searched for as
        # plain letters, ten times as quick in the hundred thousand of a report.
        itself = re.escape(words)
        return re.search(rf"{itself}(?<![\d.,]{itself})(?![.,]?\d)", spaced) is not None
    return "".join(words.split()).casefold() in folded


def expected(items: list[Item], taken: str) -> set[str]:
    """Names of the items that must fail when this fact or row is taken out."""
    return {
        item.name
        for item in items
        if any(source == taken or source.startswith(taken + ".") for source in item.sources)
    }
