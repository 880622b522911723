"""What somebody has in hand in a post, and how it goes to another: usulan, drafts, surveys, opinions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, update

from models.enums import Status
from models.people import Appointment, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from models.verifying import Assignment, Note, Survey
from sop.core.people import season_of
from sop.proposals import changing
from sop.proposals.drafts import EDITABLE
from sop.proposals.mend_button import pass_on
from texts import plain

Where = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Load:
    """What somebody has in hand in a post."""

    usulan: int = 0  #: his, sent or not
    drafts: int = 0  #: begun by him for others
    given: int = 0  #: given to him to verify, to survey, to give his opinion on

    @property
    def total(self) -> int:
        return self.usulan + self.drafts + self.given


def load_of(unit: Unit, held: Appointment) -> Load:
    """How much would have to go to a successor."""
    season = season_of(unit, held.kecamatan_id)

    def count(query: Select[int] | None) -> int:
        return 0 if query is None else unit.first(query) or 0

    usulan, drafts, given = _usulan(held, season), _drafts(held, season), _given(held, season)
    return Load(
        usulan=count(None if usulan is None else select(func.count(Proposal.id)).where(*usulan)),
        drafts=count(None if drafts is None else select(func.count(Proposal.id)).where(*drafts)),
        given=count(None if given is None else select(func.count(Proposal.id)).where(*given))
        + count(select(func.count(Survey.id)).where(*_surveys(held)))
        + count(select(func.count(Note.id)).where(*_opinions(held))),
    )


def _usulan(held: Appointment, season: Season) -> Where | None:
    """What a delegate wrote for his kelurahan in this season."""
    if held.post != Post.DELEGASI:
        return None
    return [
        Proposal.season_id == season.id,
        Proposal.author_id == held.person_id,
        Proposal.kelurahan_id == held.kelurahan_id,
        Proposal.status != Status.DISCARDED,
    ]


def _drafts(held: Appointment, season: Season) -> Where | None:
    """What he has begun on behalf of others, or has to mend for them."""
    if held.post == Post.DELEGASI:
        return None
    return [
        Proposal.season_id == season.id,
        Proposal.entered_by_id == held.person_id,
        Proposal.author_id != held.person_id,
        Proposal.status.in_(EDITABLE),
    ]


def _given(held: Appointment, season: Season) -> Where | None:
    if held.post in (Post.DELEGASI, Post.LURAH):
        return None
    return [
        Proposal.season_id == season.id,
        Proposal.assigned_to_id == held.person_id,
        Proposal.status.in_((Status.SUBMITTED, Status.RETURNED)),
    ]


def _surveys(held: Appointment) -> Where:
    return [
        Survey.surveyor_id == held.person_id,
        Survey.done_at.is_(None),
        Survey.cancelled_at.is_(None),
    ]


def _opinions(held: Appointment) -> Where:
    return [Note.asked_id == held.person_id, Note.answered_at.is_(None)]


def hand_over(unit: Unit, actor: Person, held: Appointment, heir: Person) -> None:
    """All of it is the heir's; what was given to him to verify is noted with its history."""
    season, now = season_of(unit, held.kecamatan_id), unit.now
    moves = (
        (_usulan(held, season), {"author": heir}),
        (_drafts(held, season), {"entered_by": heir}),
    )
    for where, values in moves:
        if where is not None:
            for one in unit.all(select(Proposal).where(*where)):
                changing.pass_to(one, **values)
    if held.post == Post.DELEGASI:
        pass_on(unit, held.person, heir, held_only=True)
    given = _given(held, season)
    for one in unit.all(select(Proposal).where(*given)) if given is not None else []:
        changing.assign(one, heir.id)
        unit.add(
            Assignment(
                kecamatan_id=one.kecamatan_id,
                proposal_id=one.id,
                to_id=heir.id,
                by_id=actor.id,
                at=now,
                reason=plain("leaving.assigned", name=held.person.name),
            )
        )
    unit.session.execute(update(Survey).where(*_surveys(held)).values(surveyor_id=heir.id))
    unit.session.execute(update(Note).where(*_opinions(held)).values(asked_id=heir.id))
    mine = heir.appointment(Post(held.post), now) or next(
        (one for one in heir.posts if one.post == held.post and one.waits_since and not one.revoked_at), None
    )
    if mine is not None:  # a Plt. goes on until his day: the post he stands in for is the heir's now
        for stand_in in held.stand_ins:
            if stand_in.revoked_at is None:
                stand_in.stands_in_for_id = mine.id
    unit.session.flush()
