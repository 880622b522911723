"""Photos that may follow: a task of who sent the usulan until verification ends, then a new version."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, or_, select

from models.enums import Fetching, Kind, Purpose, Status, StepState
from models.people import Person
from models.proposal import Proposal, Upload
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import doer
from sop.core.refused import Refused
from sop.core.rules import Photos, rules_of
from sop.core.uploads import Sent
from sop.flow.debts import Debt
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.drafts import desk_of, must_be_owner
from sop.proposals.label import for_label
from sop.proposals.photos import take
from sop.proposals.versions import keep_version
from texts import say
from texts.figures import number

#: While it is one of these its photo is still of use to somebody.
_OPEN = (Status.SUBMITTED, Status.VERIFIED, Status.NOTED)


def waiting(unit: Unit, season: Season, person: Person) -> list[Proposal]:
    """What this person has sent, and what waits for its photo."""
    if not _follows(unit, season):
        return []
    his = or_(Proposal.author_id == person.id, Proposal.entered_by_id.in_(desk_of(unit, person)))
    query = select(Proposal).where(*_without_photo(season), his)
    return unit.all(query.options(*for_label()).order_by(Proposal.sequence))


def _without_photo(season: Season) -> tuple[ColumnElement[bool], ...]:
    there = select(Upload.id).where(
        Upload.proposal_id == Proposal.id,
        Upload.purpose == Purpose.PHOTO,
        Upload.state != Fetching.UNUSABLE,
    )
    work = (Proposal.season_id == season.id, Proposal.kind == Kind.FISIK, Proposal.status.in_(_OPEN))
    return *work, ~there.exists()


def _follows(unit: Unit, season: Season) -> bool:
    verifying = run_of(unit, season, "step2_verify").state
    return rules_of(season).photos == Photos.LATER and verifying in (StepState.WAITING, StepState.OPEN)


def adding(unit: Unit, actor: Person, id: int | None) -> Proposal:
    """An usulan of the actor that may still get its photo.

    Raises Refused("later_photos.over") once verification is over or another photo was not asked for.
    """
    proposal = unit.get(Proposal, id)
    if proposal is None or proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    must_be_owner(unit, actor, proposal)
    season = unit.session.get_one(Season, proposal.season_id)
    if proposal.kind != Kind.FISIK or proposal.status not in _OPEN or not _follows(unit, season):
        raise Refused("later_photos.over", number=proposal.number or "-")
    return proposal


def add_photo(unit: Unit, actor: Person, id: int | None, picture: Sent) -> bool:
    """One photo more; False when there is no room."""
    return take(unit, actor, adding(unit, actor, id), picture)


def close_photos(unit: Unit, actor: Person, id: int | None) -> Proposal:
    """They are all: what was not judged yet is a new version, so that the reviewer sees what he judges."""
    proposal = adding(unit, actor, id)
    if proposal.status == Status.SUBMITTED:
        changing.revise(proposal, unit.now)
        keep_version(unit, actor, proposal)
    unit.log(actor, "proposal.photos_followed", proposal, revision=proposal.revision)
    return proposal


def owed_photos(unit: Unit, season: Season) -> Iterator[Debt]:
    """One task for each person whose usulan wait for their photo, until verification ends."""
    if not _follows(unit, season):
        return
    whose = func.coalesce(Proposal.entered_by_id, Proposal.author_id)
    query = select(whose, func.count(Proposal.id)).where(*_without_photo(season)).group_by(whose)
    due = run_of(unit, season, "step2_verify").deadline
    for person_id, count in unit.session.execute(query).all():
        owner = doer(unit, unit.session.get_one(Person, person_id))
        words = say("later_photos.owes", count=number(count))
        yield Debt("photos", owner, words, button("later_photos.open", "photo:list", 0), due)
