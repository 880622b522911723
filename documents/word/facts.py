"""What a sentence of a paper has from the rows: figures, names and dates stay, whatever is edited in Word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

#: Fields that hold a fact a sentence may quote.
_QUOTED = frozenset(
    {
        "name",
        "number",
        "place",
        "post_title",
        "rank",
        "nip",
        "kecamatan",
        "region",
        "kelurahan",
        "institution",
        "preset",
        "delegates",
        "decree_number",
        "minutes_number",
        "mandate_number",
        "participants",
    }
)
#: Root of the data -> where its facts are changed; of all others it is said in general.
_WHERE = {
    "office": "office",
    "signer": "people",
    "chair": "people",
    "camat": "people",
    "giver": "people",
    "recorder": "people",
    "musrenbang": "meeting",
    "meeting": "meeting",
    "coordination": "meeting",
    "members": "team",
    "commissions": "team",
    "delegates": "delegates",
}
SHORTEST, LONGEST = 3, 80  #: letters of a name; what is longer is prose
_FIGURE = re.compile(r"(?:Rp\s?)?\d[\d.,/:-]*\d|(?:Rp\s?)?\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPOKEN = re.compile(
    r"\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|nol|sepuluh|sebelas|seratus|seribu|belas|puluh"
    r"|ratus|ribu|juta|miliar|triliun|senin|selasa|rabu|kamis|jumat|sabtu|minggu|januari|februari|maret|april"
    r"|mei|juni|juli|agustus|september|oktober|november|desember)\b",
    re.IGNORECASE,
)


class Guard:
    """Knows what of a sentence came out of the database."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._facts: dict[str, str] = {}
        self._prose: set[str] = set()
        for root, field, text in _leaves(data):
            if SHORTEST <= len(text) <= LONGEST and field in _QUOTED:
                self._facts.setdefault(text, _WHERE.get(root, "data"))
            if field not in _QUOTED:
                self._prose.update(part.strip() for part in text.split("\n\n"))

    def lacks(self, raw: str, now: str) -> tuple[str, str] | None:
        """A fact of the paper's own sentence that the edited one has lost, and where it is changed.

        A sentence that is taken out whole takes the office's name, its posts and the years along.
        """
        if raw in self._prose:
            return None  # somebody's own words, figures and all
        held, has = _plain(raw), _plain(now)
        for fact, where in self._facts.items():
            name = _plain(fact)
            if name in held and name not in has and (now or where not in ("office", "people")):
                return fact, where
        figures = Counter(_FIGURE.findall(raw)) - Counter(_FIGURE.findall(now))
        spoken = Counter(_SPOKEN.findall(raw.casefold())) - Counter(_SPOKEN.findall(now.casefold()))
        for found in (figures, spoken):
            for word in found:
                if now or not _YEAR.fullmatch(word):
                    return word, "data"
        return None


def _leaves(data: Any, root: str = "", field: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text of the data with the field that it stands in."""
    if isinstance(data, str):
        yield root, field, data
    elif isinstance(data, dict):
        for name, value in data.items():
            if name != "edits":
                yield from _leaves(value, root or name, name)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value, root, field)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
