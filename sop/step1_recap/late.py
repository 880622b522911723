"""Letting somebody in late: who may, what follows for the papers, and how it is undone.

The papers of step 1 are printed anew when a leave is over, not for each usulan (`print_late`).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from models.enums import Status, StepState
from models.late_entry import LateEntry
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.core.statuses import shown
from sop.flow.progress import run_of
from sop.flow.season_settings import must_come
from sop.proposals import changing
from sop.proposals.label import for_label, named
from sop.proposals.late import late_time, leave_for, standing
from sop.proposals.submitting import send_for
from sop.step1_recap.intake import STEP
from sop.step1_recap.intake_papers import ask_papers, ask_recap
from texts import say
from texts.figures import date as in_words
from texts.figures import day_of

SHORTEST_REASON = 10
_NOT_COUNTED = (Status.DRAFT, Status.DISCARDED)


def may_let_in(unit: Unit, actor: Person, season: Season) -> bool:
    """Whether this person is one who lets somebody in late, and it is the time for it."""
    run = run_of(unit, season, STEP)
    holds = actor.holds(Post(run.executor), unit.now) or actor.holds(Post.SEKRETARIS, unit.now)
    return holds and late_time(unit, season)


def letting_in(unit: Unit, actor: Person, season: Season) -> None:
    """Refuses everybody but who does step 1 and Sekretaris, and any time but after the intake.

    Raises Refused("common.not_yours", "late.intake_open" or "late.over").
    """
    run = run_of(unit, season, STEP)
    must_hold(unit, actor, run.executor, Post.SEKRETARIS)
    if run.state in (StepState.OPEN, StepState.WAITING):
        raise Refused("late.intake_open")
    if not late_time(unit, season):
        raise Refused("late.over")


def draft_here(unit: Unit, actor: Person, season: Season, id: int | None) -> Proposal:
    """A draft of this season, to be let in."""
    letting_in(unit, actor, season)
    draft = unit.get(Proposal, id)
    if draft is None or draft.season_id != season.id or draft.komisi is None:
        raise Refused("common.not_found")
    if draft.status != Status.DRAFT:
        raise Refused("late.no_draft", number=draft.number or "-", status=shown(draft.seen_status(unit.now)))
    return draft


def let_kelurahan_in(
    unit: Unit, actor: Person, season: Season, place: Kelurahan, reason: str, until: date
) -> LateEntry:
    """Whatever this kelurahan still brings until that day: its delegates and its Lurah hear of it."""
    letting_in(unit, actor, season)
    if place.kecamatan_id != season.kecamatan_id:
        raise Refused("common.not_found")
    there = leave_for(unit, season, place.id)
    if there is not None:
        raise Refused("late.there_already", kelurahan=place.name, day=in_words(there.until))
    leave = _leave(unit, actor, season, place.id, reason, until, one_draft=False)
    words = say("late.told_kelurahan", kelurahan=place.name, day=in_words(until), reason=reason)
    for post, way in (
        (Post.DELEGASI, button("menu.new", "usulan:new")),
        (Post.LURAH, button("step1_recap.open_list", "lurah:list")),
    ):
        for person in holders(unit, season.kecamatan_id, post, place.id):
            if person.id != actor.id:
                unit.tell(person, words, [[way]])
    return leave


def let_draft_in(
    unit: Unit, actor: Person, season: Season, draft: Proposal, reason: str, until: date
) -> LateEntry:
    """Whose draft it is may send it until that day, and hears so."""
    leave = _of_draft(unit, actor, season, draft, reason, until)
    owner = unit.session.get_one(Person, draft.entered_by_id or draft.author_id)
    if owner.id != actor.id:
        words = say("late.told_draft", what=named(draft)["what"], day=in_words(until), reason=reason)
        unit.tell(owner, words, [[button("step1_recap.go_on", "usulan:resume", draft.id)]])
    return leave


def take_draft_in(unit: Unit, actor: Person, season: Season, draft: Proposal, reason: str) -> LateEntry:
    """A draft that lacks nothing is sent at once, in its author's name, who hears of it."""
    leave = _of_draft(unit, actor, season, draft, reason, day_of(unit.now))
    send_for(unit, actor, season, draft)
    return leave


def _of_draft(
    unit: Unit, actor: Person, season: Season, draft: Proposal, reason: str, until: date
) -> LateEntry:
    draft_here(unit, actor, season, draft.id)
    leave = _leave(unit, actor, season, draft.kelurahan_id, reason, until, one_draft=True)
    changing.let_in_late(draft, leave.id)
    return leave


def _leave(
    unit: Unit,
    actor: Person,
    season: Season,
    kelurahan_id: int,
    reason: str,
    until: date,
    *,
    one_draft: bool,
) -> LateEntry:
    must_come(unit, until)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("reading.too_short", least=SHORTEST_REASON, have=len(reason.strip()))
    leave = unit.add(
        LateEntry(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            kelurahan_id=kelurahan_id,
            one_draft=one_draft,
            reason=reason,
            until=until,
            by_id=actor.id,
            at=unit.now,
        )
    )
    unit.session.flush()
    unit.log(actor, "late.let_in", leave, None, {"reason": reason}, kelurahan=kelurahan_id, until=str(until))
    return leave


# ---- what became of it


def leave_here(unit: Unit, actor: Person, season: Season, id: int | None) -> LateEntry:
    """One leave, for who gives them."""
    must_hold(unit, actor, run_of(unit, season, STEP).executor, Post.SEKRETARIS)
    leave = unit.get(LateEntry, id)
    if leave is None or leave.season_id != season.id:
        raise Refused("common.not_found")
    return leave


def came_by(unit: Unit, leave: LateEntry) -> list[Proposal]:
    """What was sent by it."""
    query = select(Proposal).where(Proposal.late_id == leave.id, Proposal.status.not_in(_NOT_COUNTED))
    return unit.all(query.options(*for_label()).order_by(Proposal.sequence))


def late_ones(unit: Unit, season: Season) -> list[Proposal]:
    """All that came late in a season, in the order of their numbers."""
    query = select(Proposal).where(*_late_in(season))
    return unit.all(query.options(*for_label()).order_by(Proposal.sequence))


def count_late(unit: Unit, season: Season) -> int:
    """How many they are."""
    return unit.first(select(func.count(Proposal.id)).where(*_late_in(season))) or 0


def _late_in(season: Season) -> tuple[ColumnElement[bool], ...]:
    came = (Proposal.late_id.is_not(None), Proposal.status.not_in(_NOT_COUNTED))
    return Proposal.season_id == season.id, *came


def end_leave(unit: Unit, actor: Person, season: Season, id: int) -> LateEntry:
    """Akhiri: nothing more is sent by it; what came by it stays."""
    leave = leave_here(unit, actor, season, id)
    if leave.ended_at is not None:
        raise Refused("late.ended_already")
    leave.ended_at = unit.now
    unit.log(actor, "late.ended", leave)
    return leave


def taking_out(unit: Unit, actor: Person, season: Season, id: int | None) -> Proposal:
    """What came late and is not judged yet, if this person may take it out again.

    Raises Refused("late.not_late"), and "late.judged" once there is a verdict or another lives on in it.
    """
    letting_in(unit, actor, season)
    proposal = unit.get(Proposal, id)
    if proposal is None or proposal.season_id != season.id:
        raise Refused("common.not_found")
    if proposal.late_id is None or proposal.status in _NOT_COUNTED:
        raise Refused("late.not_late", number=proposal.number or "-")
    verdict = select(Verdict.id).where(Verdict.proposal_id == proposal.id, Verdict.undone_at.is_(None))
    if proposal.status != Status.SUBMITTED or proposal.joined or unit.first(verdict) is not None:
        raise Refused("late.judged", number=proposal.number or "-")
    return proposal


def take_out(unit: Unit, actor: Person, season: Season, id: int) -> Proposal:
    """Keluarkan: a draft again, with its number; its author and the verifiers hear of it."""
    proposal = taking_out(unit, actor, season, id)
    leave = unit.session.get_one(LateEntry, proposal.late_id)
    leave.unprinted = True
    changing.withdraw(proposal, unit.now)
    changing.let_in_late(proposal, None)
    unit.log(actor, "late.taken_out", proposal, number=proposal.number, late=leave.id)
    words = say("late.told_out", **named(proposal), name=actor.name)
    verifier = Post(run_of(unit, season, "step2_verify").executor)
    told = dict.fromkeys((proposal.author, *holders(unit, season.kecamatan_id, verifier)))
    for person in told:
        if person.id != actor.id:
            way = [[button("menu.mine", "usulan:mine")]] if person is proposal.author else []
            unit.tell(person, words, way)
    return proposal


# ---- the papers


def print_late(unit: Unit) -> int:
    """End what is over by its day or with verification, and ask for the papers that what came so changes."""
    query = select(LateEntry.season_id).where(or_(LateEntry.ended_at.is_(None), LateEntry.unprinted))
    return sum(unit.tries(_print_season, one) for one in unit.all(query.group_by(LateEntry.season_id)))


def _print_season(unit: Unit, season_id: int) -> int:
    season = unit.session.get_one(Season, season_id)
    held = {leave.id for leave in standing(unit, season)}
    open_ones = select(LateEntry).where(
        LateEntry.season_id == season_id, or_(LateEntry.ended_at.is_(None), LateEntry.unprinted)
    )
    over = [leave for leave in unit.all(open_ones) if leave.id not in held]
    for leave in over:
        if leave.ended_at is None:
            leave.ended_at = unit.now
            unit.log(None, "late.ended", leave)
    news = [leave for leave in over if leave.unprinted]
    if not news:
        return 0
    for leave in news:
        leave.unprinted = False
    run = run_of(unit, season, STEP)
    if run.state in (StepState.OPEN, StepState.WAITING):  # opened again: closing makes them
        return 0
    if late_time(unit, season):
        ask_papers(unit, run)
    else:  # the verified pra Musrenbang says it, and is the newest
        ask_recap(unit, run)
    _tell_edition(unit, season, run)
    return 1


def _tell_edition(unit: Unit, season: Season, run: Run) -> None:
    words = say("late.printed", count=count_late(unit, season))
    for person in holders(unit, season.kecamatan_id, Post(run.executor)):
        unit.tell(person, words, [[button("progress.status", "status:card")]])
