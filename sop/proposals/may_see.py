"""Who sees how much of an usulan: the reviewers' side, its kelurahan, the rest of the kecamatan."""

from __future__ import annotations

from enum import IntEnum

from models.enums import Status
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.flow.progress import run_of

#: Beside who verifies: they see a verdict before the author does.
REVIEWING = (Post.SEKRETARIS, Post.CAMAT, Post.JFU)


class Sight(IntEnum):
    """From nothing to everything."""

    NOTHING = 0
    PUBLIC = 1  #: number, kelurahan, title, status
    WHOLE = 2  #: every field and reason, once they are told
    REVIEWER = 3  #: verdicts before they are told


def sight(unit: Unit, actor: Person, proposal: Proposal) -> Sight:
    """How much this person sees now."""
    if proposal.kecamatan_id != actor.kecamatan_id or proposal.status == Status.DISCARDED:
        return Sight.NOTHING
    mine = actor.id in (proposal.author_id, proposal.entered_by_id)
    if proposal.number is None or proposal.status == Status.DRAFT:
        return Sight.WHOLE if mine else Sight.NOTHING
    if reviews(unit, actor, proposal):
        return Sight.REVIEWER
    held = actor.held(unit.now)
    if mine or any(one.kelurahan_id in (None, proposal.kelurahan_id) for one in held):
        return Sight.WHOLE
    return Sight.PUBLIC if held else Sight.NOTHING


def reviews(unit: Unit, actor: Person, proposal: Proposal) -> bool:
    """Whether the person is of the side that gives the verdicts."""
    season = unit.session.get_one(Season, proposal.season_id)
    executor = Post(run_of(unit, season, "step2_verify").executor)
    return any(actor.holds(post, unit.now) for post in (executor, *REVIEWING))


def seen(unit: Unit, actor: Person, id: int, least: Sight = Sight.PUBLIC) -> Proposal:
    """The usulan, if this person sees at least so much of it."""
    proposal = unit.get(Proposal, id)
    if proposal is None or sight(unit, actor, proposal) < least:
        raise Refused("common.not_found")
    return proposal


def status_for(unit: Unit, proposal: Proposal, sees: Sight) -> Status:
    """Where it stands for somebody who sees so much."""
    return proposal.status if sees is Sight.REVIEWER else proposal.seen_status(unit.now)


def reason_for(unit: Unit, proposal: Proposal, sees: Sight) -> str | None:
    """Why it stands there, for somebody who sees so much."""
    return proposal.reason if sees is Sight.REVIEWER else proposal.seen_reason(unit.now)
