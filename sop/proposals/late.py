"""Susulan: after the intake was closed, until verification ends, a kelurahan or a draft may be let in."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, or_, select

from models.enums import Status, StepState
from models.late_entry import LateEntry
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.label import named
from texts import Html, plain, say
from texts.figures import cut, day_of, short_date


def late_time(unit: Unit, season: Season) -> bool:
    """Whether anything can come late: the intake is closed, and verification goes on."""
    intake, verifying = (run_of(unit, season, step).state for step in ("step1_recap", "step2_verify"))
    return intake == StepState.CLOSED and verifying == StepState.OPEN


def standing(unit: Unit, season: Season) -> list[LateEntry]:
    """Every leave that holds today, in the order in which they were given."""
    if not late_time(unit, season):
        return []
    return unit.all(_in_force(unit, season).order_by(LateEntry.id))


def _in_force(unit: Unit, season: Season) -> Select[LateEntry]:
    return select(LateEntry).where(
        LateEntry.season_id == season.id,
        LateEntry.ended_at.is_(None),
        LateEntry.until >= day_of(unit.now),
    )


def leave_for(
    unit: Unit, season: Season, kelurahan_id: int, proposal: Proposal | None = None
) -> LateEntry | None:
    """The leave by which this draft, or whatever this kelurahan brings, may be sent late today."""
    if not late_time(unit, season):
        return None
    his: list[ColumnElement[bool]] = [LateEntry.one_draft.is_(False)]
    if proposal is not None:
        his.append(LateEntry.id == proposal.late_id)
    found = _in_force(unit, season).where(LateEntry.kelurahan_id == kelurahan_id, or_(*his))
    return unit.first(found.order_by(LateEntry.one_draft.desc(), LateEntry.id.desc()))


def takes_in(unit: Unit, season: Season, kelurahan_id: int, proposal: Proposal | None = None) -> bool:
    """Whether usulan of this kelurahan are taken in now, in time or late."""
    if run_of(unit, season, "step1_recap").state == StepState.OPEN:
        return True
    return leave_for(unit, season, kelurahan_id, proposal) is not None


def came_late(unit: Unit, actor: Person, season: Season, proposal: Proposal, leave: LateEntry) -> None:
    """It was sent by this leave: marked so; the verifiers, the Lurah and who gave the leave hear of it."""
    changing.let_in_late(proposal, leave.id)
    leave.unprinted = True
    if leave.one_draft:
        leave.ended_at = unit.now
    unit.log(actor, "late.came", proposal, number=proposal.number, late=leave.id)
    words = say("late.came", **named(proposal), reason=leave.reason)
    verifier = Post(run_of(unit, season, "step2_verify").executor)
    told = dict.fromkeys(holders(unit, season.kecamatan_id, verifier), f"s2:one:{proposal.id}")
    for lurah in holders(unit, season.kecamatan_id, Post.LURAH, proposal.kelurahan_id):
        told.setdefault(lurah, f"usulan:see:{proposal.id}")
    giver = unit.get(Person, leave.by_id)
    if giver is not None and giver.held(unit.now):
        told.setdefault(giver, f"usulan:see:{proposal.id}")
    told.pop(actor, None)
    for person, way in told.items():
        unit.tell(person, words, [[button("step1_recap.see", way)]])


def is_late(proposal: Proposal) -> bool:
    """Whether it came late; a draft that only may is not yet."""
    return proposal.late_id is not None and proposal.status != Status.DRAFT


def late_words(proposal: Proposal) -> str:
    """ "Susulan 3 Des 2026": as it stands on cards and papers; empty for what came in time."""
    if not is_late(proposal) or proposal.submitted_at is None:
        return ""
    return plain("late.mark", day=short_date(day_of(proposal.submitted_at)))


def late_line(unit: Unit, proposal: Proposal) -> Html:
    """The same with the reason, for a card; empty for what came in time."""
    words = late_words(proposal)
    leave = unit.get(LateEntry, proposal.late_id) if words else None
    return say("late.line", mark=words, reason=cut(leave.reason, 120)) if leave is not None else Html("")
