"""Words of the office's own that a paper made anew has no place for: its editor and its executors hear."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from models.archive import WordEdition
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.season import Season
from models.unit import Unit
from sop.core.people import holders
from sop.flow.progress import run_of
from sop.papers.papers import edits_of, title
from texts import join, say
from texts.figures import cut, number

SHOWN, LONGEST = 3, 200  #: paragraphs that are named, letters of each


def tell_lost(unit: Unit, paper: Paper, lost: Sequence[str]) -> None:
    """Once for each edition that lacks them; the words themselves are said, or they were gone."""
    after = {one.before: " ¶ ".join(one.after) for one in edits_of(unit, paper)}
    head = say("word.lost", title=title(paper), edition=paper.edition, count=number(len(lost)))
    lines = [say("word.lost_line", text=cut(after.get(text) or text, LONGEST)) for text in lost[:SHOWN]]
    season = unit.session.get_one(Season, paper.season_id)
    people = holders(unit, paper.kecamatan_id, Post(run_of(unit, season, paper.step).executor))
    for person in dict.fromkeys([*people, *_editors(unit, paper)]):
        unit.tell(person, join(head, *lines, say("word.lost_hint")))


def _editors(unit: Unit, paper: Paper) -> list[Person]:
    """Who edited this paper last."""
    query = (
        select(Person)
        .join(WordEdition, WordEdition.by_id == Person.id)
        .join(Paper, WordEdition.made_id == Paper.id)
        .where(Paper.season_id == paper.season_id, Paper.key == paper.key)
        .order_by(WordEdition.id.desc())
    )
    return unit.all(query.limit(1))
