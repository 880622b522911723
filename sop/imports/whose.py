"""Whose list it is, where no column says so: by a line above it, its sheet's name, the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sop.imports.headings import Table
from sop.office.places import Place
from sop.reading.words import simple

_TITLE = r"(?:kelurahan|desa/kelurahan|kelurahan/desa|desa|kel)\b\.?\s*:?\s*"
_ELSEWHERE = re.compile(r"\b(?:kecamatan|kec|kota|kabupaten|kab)\b\.?\s*:?\s*")


def kelurahan_of_table(
    table: Table, file_name: str, places: Sequence[Place], *, only: bool
) -> tuple[str, str] | None:
    """The kelurahan, and by what it was found: "title", "sheet" or "file"; None where nothing says it.

    `only`: the file has no other table, so that its name may speak for it.
    """
    for _, cells in reversed(table.above):
        if (named := _one(cells, places)) is not None:
            return named, "title"
    if (named := kelurahan_named(table.sheet.name, places)) is not None:
        return named, "sheet"
    bare = re.sub(r"[_\-.]+", " ", file_name)
    if only and (named := kelurahan_named(bare, places)) is not None:
        return named, "file"
    return None


def _one(cells: Iterable[str], places: Sequence[Place]) -> str | None:
    named = {found for cell in cells if cell and (found := kelurahan_named(cell, places)) is not None}
    return named.pop() if len(named) == 1 else None


def kelurahan_named(text: str, places: Sequence[Place], *, alone: bool = False) -> str | None:
    """The one kelurahan whose name stands in a text; that of a kecamatan or a city does not count.

    `alone`: the text is nothing but the name, with or without "Kelurahan" before it.
    """
    words = _without_elsewhere(simple(text), places)
    titled, bare = set(), set()
    for place in places:
        for name in (place.kelurahan, *place.aliases):
            spelling = re.escape(simple(name))
            if alone:
                if re.fullmatch(rf"(?:[a-z0-9]{{1,4}}[.)]\s*)?(?:{_TITLE})?{spelling}[.:]?", words):
                    titled.add(place.kelurahan)
            elif re.search(rf"\b{_TITLE}{spelling}\b", words):
                titled.add(place.kelurahan)
            elif re.search(rf"\b{spelling}\b", words):
                bare.add(place.kelurahan)
    found = titled or bare
    if len(found) > 1:  # "Bogor" within "Bogor Baru": the longer name is meant
        found = {one for one in found if not any(one != other and one in other for other in found)}
    return found.pop() if len(found) == 1 else None


def _without_elsewhere(words: str, places: Sequence[Place]) -> str:
    """ "Kecamatan Tanah Sareal" names no kelurahan, though one is called so."""
    kecamatan = {simple(place.kecamatan) for place in places}
    for name in sorted(kecamatan, key=len, reverse=True):
        words = re.sub(rf"{_ELSEWHERE.pattern}{re.escape(name)}\b", " ", words)
    return words
