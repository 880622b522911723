"""How far a naskah is on its way through the paraf: its places, who gave one, whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from models.enums import Outcome
from models.paper import Paper
from models.posts import Post
from models.signing import Paraf
from models.unit import Unit
from sop.core.posts import TITLES
from sop.papers.papers import part
from texts import Html, join, plain, say


@dataclass(frozen=True)
class Place:
    """One place of the chain that the naskah was made with."""

    number: int  #: 1 is asked first
    post: Post


def places(unit: Unit, paper: Paper) -> tuple[Place, ...]:
    found = part(unit, paper, "paraf") or ()
    return tuple(Place(number, Post(one["post"])) for number, one in enumerate(found, start=1))


def given(unit: Unit, paper: Paper) -> list[Paraf]:
    """The paraf on exactly these bytes, in their order."""
    query = select(Paraf).where(
        Paraf.paper_id == paper.id, Paraf.sha256 == paper.sha256, Paraf.outcome == Outcome.APPROVED
    )
    return unit.all(query.order_by(Paraf.place))


def next_place(unit: Unit, paper: Paper) -> Place | None:
    """Whose paraf is waited for; None when it is the signer's turn."""
    found = places(unit, paper)
    if not found:
        return None
    return _turn(found, {one.place for one in given(unit, paper)})


def _turn(found: tuple[Place, ...], done: set[int]) -> Place | None:
    return next((place for place in found if place.number not in done), None)


def chain_line(unit: Unit, paper: Paper, signer: Post) -> Html:
    """Who has given his paraf, who is waited for, who follows; nothing where the paper has no chain."""
    found = places(unit, paper)
    if not found:
        return Html("")
    done = {one.place for one in given(unit, paper)}
    turn = _turn(found, done)
    marks = [
        plain(
            "paraf.done" if place.number in done else "paraf.turn" if place == turn else "paraf.later",
            post=TITLES[place.post],
        )
        for place in found
    ]
    return say("paraf.chain", marks=", ".join(marks), signer=TITLES[signer])


def under_way(unit: Unit, paper: Paper, signer: Post) -> Html | None:
    """What the screens of a step say while the signer is not asked yet; None when he is."""
    if paper.sha256 is None or next_place(unit, paper) is None:
        return None
    return join(say("paraf.under_way", edition=paper.edition), chain_line(unit, paper, signer))
