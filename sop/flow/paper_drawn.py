"""What follows when a paper is drawn: its paraf or its signer is asked, its step may close."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from models.enums import Stage
from models.paper import Paper
from models.season import Season
from models.unit import Unit
from sop.core.wired import Wired
from sop.flow.lost_words import tell_lost
from sop.flow.paraf import ask_next
from sop.flow.progress import check, moved, run_of
from sop.papers.papers import store_drawn

#: paper -> what its step does with it as soon as it can be read (a checker is told, say).
WHEN_DRAWN: Wired[Mapping[str, Callable[[Unit, Paper], None]]] = Wired("what follows as a paper is drawn")


def drawn(unit: Unit, id: int, *, sha256: str, size: int, pages: int, lost: Sequence[str] = ()) -> None:
    """The bytes are there. This is a unit of its own: only now is the next actor told.

    `lost` are paragraphs that were edited in Word once, and that the paper does not have any more.
    """
    paper = store_drawn(unit, id, sha256=sha256, size=size, pages=pages)
    if paper is None:
        return
    if lost:
        tell_lost(unit, paper, lost)
    if act := WHEN_DRAWN().get(paper.key):
        act(unit, paper)
    if paper.stage == Stage.NASKAH:
        ask_next(unit, paper)
    season = unit.session.get_one(Season, paper.season_id)
    check(unit, run_of(unit, season, paper.step))
    moved(unit, season)
