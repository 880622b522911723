"""A question about a file, and its answers, as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping

from sop.core.refused import Refused
from sop.imports.kinds import KINDS
from sop.imports.questions import NONE, Question
from sop.imports.usulan_kind import USULAN
from sop.proposals.plausible import short_words
from sop.reading import rupiah
from texts import Html, join, plain, say


def question_of(stored: Mapping[str, object]) -> Question:
    """As it was kept with its file."""
    facts, choices = stored["facts"], stored["choices"]
    if not isinstance(facts, dict) or not isinstance(choices, list | tuple):
        raise TypeError("a stored question has facts and choices")
    return Question(str(stored["key"]), facts, tuple(choices))


def asked(question: Question) -> Html:
    """What is asked."""
    about = question.key.partition(":")[0]
    words = say(f"imports.ask_{about}", **question.facts)
    if about != "money":
        return words
    cells = question.facts["cells"].split(", ")
    lines = [say("imports.both_ways", cell=cell, ways=" · ".join(_ways(cell))) for cell in cells]
    return join(words, *lines)


def answers_of(question: Question) -> list[str]:
    """The words on its buttons, in the order of its choices."""
    about = question.key.partition(":")[0]
    if about == "kind":
        return [plain(KINDS[word].name).capitalize() for word in question.choices]
    if about == "money":
        return _ways(question.facts["cells"].split(", ")[0])
    if about == "heading":
        return [column_title("" if key == NONE else key) for key in question.choices]
    return [plain("imports.aside_sheet") if name == NONE else name for name in question.choices]


def column_title(key: str) -> str:
    """A column by its title; "", and one that this version does not know, is left aside."""
    titles = {column.key: column.title for column in USULAN.columns}
    return titles.get(key) or plain("imports.aside_column")


def _ways(cell: str) -> list[str]:
    """ "48" as rupiah, in thousands, in millions."""
    try:
        amount = rupiah(cell)
    except Refused:
        return [plain(f"imports.unit_{word}") for word in ("rupiah", "ribu", "juta")]
    return [short_words(amount * times) for times in (1, 1_000, 1_000_000)]
