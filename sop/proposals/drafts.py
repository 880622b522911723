"""An usulan while it is somebody's to write: begun, gone on with, thrown away; and what it said before."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import ColumnElement, func, select

from models.base import WIB
from models.enums import Fetching, Kind, Status, StepState
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Season
from models.unit import Unit
from sop.core.people import kelurahan_of, must_hold, names, stood_for
from sop.core.refused import Refused
from sop.core.rules import Photos, rules_of
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.late import takes_in
from texts.figures import date as in_words

MOST_DRAFTS = 20  #: open at once per person
MOST_PHOTOS = 3

EDITABLE = (Status.DRAFT, Status.RETURNED)


def begin(
    unit: Unit,
    actor: Person,
    season: Season,
    *,
    author: Person | None = None,
    kelurahan: Kelurahan | None = None,
) -> Proposal:
    """A new draft of a delegate, or of JFU on behalf of `author`. One that is still empty is taken again."""
    run = run_of(unit, season, "step1_recap")
    for_whom = author or actor
    must_hold(unit, actor, Post.DELEGASI if author is None else run.executor)
    place = kelurahan or kelurahan_of(unit, for_whom, Post.DELEGASI)
    if not takes_in(unit, season, place.id):
        raise Refused("step1_recap.intake_closed")
    closing = closes_at(season)
    if author is None and run.state == StepState.OPEN and closing is not None and unit.now > closing:
        raise Refused("step1_recap.intake_ended", day=in_words(closing.date()))
    entered_by = actor.id if author is not None else None
    mine = select(Proposal).where(
        Proposal.season_id == season.id,
        Proposal.author_id == for_whom.id,
        Proposal.status == Status.DRAFT,
    )
    drafts = unit.all(mine)
    for draft in drafts:
        empty = draft.komisi is None and not draft.outside_kamus
        if empty and (draft.entered_by_id, draft.kelurahan_id) == (entered_by, place.id):
            return draft
    if sum(draft.batch_id is None for draft in drafts) >= MOST_DRAFTS:
        raise Refused("step1_recap.too_many_drafts", most=MOST_DRAFTS)
    return unit.add(
        Proposal(
            kecamatan_id=actor.kecamatan_id,
            season_id=season.id,
            kelurahan_id=place.id,
            author_id=for_whom.id,
            entered_by_id=entered_by,
            created_at=unit.now,
            touched_at=unit.now,
        )
    )


def drafts_of(unit: Unit, person: Person, first: int, most: int) -> list[Proposal]:
    """A piece of what the person can go on with: drafts, and what was returned to him; the newest first."""
    query = select(Proposal).where(*_can_go_on(unit, person))
    newest = query.order_by(Proposal.touched_at.desc(), Proposal.id.desc())
    return unit.all(newest.offset(first).limit(most))


def count_drafts(unit: Unit, person: Person, *only: ColumnElement[bool]) -> int:
    """How many they are in all."""
    query = select(func.count(Proposal.id)).where(*_can_go_on(unit, person), *only)
    return unit.first(query) or 0


def count_unsent(unit: Unit, person: Person, season: Season) -> int:
    """Those of them that were begun and never sent."""
    begun = (Proposal.status == Status.DRAFT, Proposal.begun())
    return count_drafts(unit, person, Proposal.season_id == season.id, *begun)


def _can_go_on(unit: Unit, person: Person) -> tuple[ColumnElement[bool], ...]:
    mine = (Proposal.author_id == person.id) | Proposal.entered_by_id.in_(desk_of(unit, person))
    return mine, Proposal.status.in_(EDITABLE), Proposal.known(unit.now)


def desk_of(unit: Unit, person: Person) -> list[int]:
    """In whose name this person works at the desk that enters for others: his own, and as Plt. another's."""
    return [person.id, *stood_for(person, unit)]


def editable(unit: Unit, actor: Person, id: int | None) -> Proposal:
    """The draft, if it is this person's to change now: of the delegate, or of the desk that entered it."""
    proposal = owned(unit, actor, id)
    if proposal.seen_status(unit.now) not in EDITABLE:  # a return that he was not told of yet is none
        key = "being_judged" if _return_withdrawn(unit, proposal) else "already_sent"
        raise Refused(f"step1_recap.{key}", number=proposal.number or "-")
    return proposal


def _return_withdrawn(unit: Unit, proposal: Proposal) -> bool:
    """He was asked to mend it; meanwhile it was judged nevertheless, and he has not heard yet."""
    if proposal.secret_until is None or proposal.secret_until <= unit.now:
        return False
    query = select(Verdict).where(Verdict.proposal_id == proposal.id, Verdict.undone_at.is_(None))
    newest = unit.first(query.order_by(Verdict.id.desc()))
    return newest is not None and (newest.before or {}).get("status") == Status.RETURNED


def owned(unit: Unit, actor: Person, id: int | None) -> Proposal:
    """The usulan, if it is this person's: he is the delegate who sends it, or the desk that entered it."""
    proposal = unit.get(Proposal, id)
    if proposal is None or not {proposal.author_id, proposal.entered_by_id} & set(desk_of(unit, actor)):
        raise Refused("common.not_found")
    if proposal.status == Status.DISCARDED:
        raise Refused("step1_recap.was_dropped")
    must_be_owner(unit, actor, proposal)
    return proposal


def must_be_owner(unit: Unit, actor: Person, proposal: Proposal) -> None:
    """Refuse whoever is neither the delegate of its kelurahan who wrote it, nor the desk that entered it."""
    if actor.id == proposal.author_id and _is_delegate(unit, actor, proposal.kelurahan_id):
        return
    if proposal.entered_by_id in desk_of(unit, actor):
        season = unit.session.get_one(Season, proposal.season_id)
        must_hold(unit, actor, run_of(unit, season, "step1_recap").executor)
        return
    raise Refused("common.not_yours", post=names([Post.DELEGASI]))


def _is_delegate(unit: Unit, person: Person, kelurahan_id: int) -> bool:
    return any(
        held.post == Post.DELEGASI and held.kelurahan_id == kelurahan_id for held in person.held(unit.now)
    )


def discard(unit: Unit, actor: Person, id: int) -> None:
    """Throw a draft away, after it was asked twice."""
    proposal = editable(unit, actor, id)
    if proposal.status != Status.DRAFT:
        raise Refused("step1_recap.returned_stays")
    changing.discard(proposal)
    unit.log(actor, "proposal.discarded", proposal)


def photos_of(proposal: Proposal) -> int:
    """How many photos count: those that turned out to be no pictures do not."""
    return sum(1 for photo in proposal.photos if photo.state != Fetching.UNUSABLE)


def photo_rule(unit: Unit, proposal: Proposal) -> Photos:
    """What the season asks of it; of what is no work a photo is never asked."""
    if proposal.kind != Kind.FISIK:
        return Photos.NOT_NEEDED
    return Photos(rules_of(unit.session.get_one(Season, proposal.season_id)).photos)


def needs_photo(unit: Unit, proposal: Proposal) -> bool:
    """Whether it is not sent without one."""
    return photo_rule(unit, proposal) == Photos.REQUIRED


def photo_follows(unit: Unit, proposal: Proposal) -> bool:
    """Whether it was sent, or may be, before its photo is there."""
    return photo_rule(unit, proposal) == Photos.LATER and photos_of(proposal) == 0


def closes_at(season: Season) -> datetime | None:
    """The last moment of the last day, WIB."""
    if season.intake_closes is None:
        return None
    return datetime.combine(season.intake_closes, time(23, 59, 59), tzinfo=WIB)
