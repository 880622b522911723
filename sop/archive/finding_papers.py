"""Any paper of any year, found by words: of each the newest edition that the person may see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlalchemy import select

from models.enums import Drawing
from models.paper import Paper
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.steps import STEP, PaperKey
from sop.papers.papers import may_see, short_title, title
from sop.reading.words import simple
from texts import plain
from texts.figures import date as in_words
from texts.figures import day_of

MOST = 50  #: papers of one answer, likeliest first
LONGEST = 100  #: characters of a search that are looked at
LIKE = 0.8  #: how like a word of the paper a mistyped one has to be
SHORTEST_TYPO = 4

_PARTS = re.compile(r"[^\w]+")
_ORDER = {key: place for place, key in enumerate(PaperKey)}


@dataclass(frozen=True)
class Found:
    """A paper, and the plan year of its season."""

    paper: Paper
    year: int


def find_papers(unit: Unit, person: Person, typed: str) -> list[Found]:
    """Papers of this kecamatan that every word fits: those of that very name, then the newest years."""
    parts = simple(typed[:LONGEST]).split()
    numbers = [part for part in parts if "/" in part and part.strip("/")]  # looked for as they stand
    words = [word for part in parts if part not in numbers for word in _words(part)]
    if not words and not numbers:
        return []
    every = [
        (one, _words(_said_of(one, person)))
        for one in _newest_to_see(unit, person)
        if all(number in simple(one.paper.number or "") for number in numbers)
    ]
    hits = _those(every, words, str.startswith) or _those(every, words, _like)
    return sorted(hits, key=lambda one: _place(one, words))[:MOST]


def _place(found: Found, words: list[str]) -> tuple[int, int, int]:
    """First where most of its name was typed."""
    named = _words(short_title(found.paper.key))
    return sum(word not in words for word in named), -found.year, _ORDER[PaperKey(found.paper.key)]


def _those(
    every: list[tuple[Found, list[str]]], words: list[str], fits: Callable[[str, str], bool]
) -> list[Found]:
    return [one for one, said in every if all(any(fits(own, word) for own in said) for word in words)]


def _like(own: str, word: str) -> bool:
    return len(word) >= SHORTEST_TYPO and SequenceMatcher(None, own, word).ratio() >= LIKE


def _words(text: str) -> list[str]:
    return [word for word in _PARTS.split(simple(text)) if word]


def _newest_to_see(unit: Unit, person: Person) -> list[Found]:
    """Of every paper of every season the newest edition that is open to this person."""
    query = (
        select(Paper, Season.year)
        .join(Season, Season.id == Paper.season_id)
        .where(Paper.kecamatan_id == person.kecamatan_id, Paper.state == Drawing.DRAWN)
        .order_by(Paper.edition)
    )
    newest: dict[tuple[int, str], Found] = {}
    for paper, year in unit.session.execute(query).all():
        if may_see(unit, person, paper):
            newest[paper.season_id, paper.key] = Found(paper, year)
    return list(newest.values())


def _said_of(found: Found, person: Person) -> str:
    """All that a paper may be looked for by."""
    paper = found.paper
    made = day_of(paper.made_at)
    return plain(
        "archive.said_of",
        title=title(paper),
        short=short_title(paper.key),
        year=found.year,
        day=in_words(made),
        made=made.year,
        number=paper.number or "",
        edition=paper.edition,
        stage=plain(f"papers.stage_{paper.stage}"),
        step=STEP[paper.step].number,
        kecamatan=person.kecamatan.name,
        agenda=paper.agenda or "",
        classification=paper.classification or "",
    )
