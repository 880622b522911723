"""Sentences that an office rewrote in Word, put in where the drawing writes the paragraph they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from documents.data import Edit

#: What a paragraph is that is no prose of the office's own: its words are changed in the bot, not in Word.
KOP, NUMBER, TITLE, NORMS, FACTS, ATTACHED, HISTORY = (
    "kop",
    "number",
    "title",
    "norms",
    "facts",
    "attached",
    "history",
)


@dataclass(frozen=True)
class Origin:
    """The paragraph as the drawing itself would write it, and which of those that read so."""

    text: str
    nth: int


class Words(str):
    """A paragraph whose edits are in already."""

    origin: Origin | None
    fixed: str

    def __new__(cls, text: str, origin: Origin | None = None, fixed: str = "") -> Words:
        made = super().__new__(cls, text)
        made.origin, made.fixed = origin, fixed
        return made


class Editing:
    """The edits of one paper while it is drawn."""

    def __init__(self, edits: Iterable[Edit], *, attached: bool = False) -> None:
        self._edits = {Origin(one.before, one.nth): one.after for one in edits}
        self._seen: Counter[str] = Counter()
        self._used: set[Origin] = set()
        self._attached = attached

    def apply(self, texts: Iterable[str]) -> list[Words]:
        """The paragraphs as they read now."""
        made: list[Words] = []
        for text in texts:
            origin = Origin(str(text), self._seen[text])
            self._seen[text] += 1
            after = self._edits.get(origin)
            if after is not None:
                self._used.add(origin)
            now = (origin.text,) if after is None else after
            made += [Words(one, fixed=ATTACHED) if self._attached else Words(one, origin) for one in now]
        return made

    @property
    def lost(self) -> list[str]:
        """Paragraphs that were edited once and are not in this paper any more."""
        return [one.text for one in self._edits if one not in self._used]


def as_it_is(texts: Iterable[str], fixed: str) -> list[Words]:
    """Paragraphs that nobody edits in Word."""
    return [Words(one, fixed=fixed) for one in texts]


def paragraphs_of(text: str) -> list[str]:
    """What somebody wrote, as it is printed; a blank line begins a new paragraph."""
    return [part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip()]
