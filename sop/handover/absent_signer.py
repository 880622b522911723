"""A signer, or who gives a paraf, is away: Sekretaris is told after some working days, and offered a Plh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.paper import Paper
from models.posts import Post
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.calendar import add_working_days
from sop.core.people import holders, names
from sop.core.rules import rules_of
from sop.flow.approval import decides
from sop.flow.debts import Debt
from sop.flow.progress import open_runs
from sop.flow.season_settings import closures_of
from sop.papers.papers import title, undecided
from sop.papers.paraf_places import given, next_place
from texts import say
from texts.figures import day_of, short_date


def signer_is_away(unit: Unit, season: Season) -> Iterator[Debt]:
    """From that day until somebody decides it is a task of Sekretaris; he is reminded of it once."""
    today = day_of(unit.now)
    for run in open_runs(season):
        paper = undecided(unit, run)
        if paper is None or paper.drawn_at is None:
            continue
        place = next_place(unit, paper)
        post = decides(run) if place is None else place.post
        if post == Post.SEKRETARIS:
            continue
        since, due = since_when(unit, season, paper)
        if today < due:
            continue
        words = say(
            "approval.signer_away",
            post=names([post]),
            title=title(paper),
            edition=paper.edition,
            since=short_date(since),
        )
        for person in holders(unit, season.kecamatan_id, Post.SEKRETARIS):
            yield Debt(
                f"away:{paper.id}", person, words, button("approval.offer_acting", "people:acting", 0), due
            )


def since_when(unit: Unit, season: Season, paper: Paper) -> tuple[date, date]:
    """Since when whoever's turn it is has it, and the working day from which he counts as away."""
    before = given(unit, paper)
    asked = day_of(before[-1].at if before else paper.drawn_at or paper.made_at)
    closures = closures_of(season.kecamatan)
    return asked, add_working_days(asked, rules_of(season).absent_days, closures)
