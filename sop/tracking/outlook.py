"""Where an usulan is on the eight steps, what comes next, who has to act and by when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from models.enums import Status, StepState
from models.proposal import Proposal
from models.season import Meeting, Run, Season
from models.unit import Unit
from sop.core.people import names
from sop.core.steps import STEP, STEPS, step_name
from sop.flow.progress import deadline_words
from sop.tracking.outcomes import newest_outcome, outcome_words, stage_word
from texts import Html, plain, say
from texts.figures import date as in_words

#: An usulan that goes no further stops at this step, however far the season is.
ENDS_AT = {Status.REFUSED: 2, Status.BANKED: 2, Status.NOTED: 5, Status.NOT_AGREED: 5}

_AFTER_THE_MEETING = ("step6_report", "step7_sign", "step8_distribute")


def bar(unit: Unit, proposal: Proposal, status: Status) -> Html:
    """The eight steps: done, being done, to come."""
    runs = _runs(unit, proposal)
    end = ENDS_AT.get(status, len(STEPS))
    signs, at = [], 0
    for step in STEPS:
        state = runs[step.key].state
        if state == StepState.WAITING or step.number > end:
            signs.append("░")
            continue
        signs.append("▓" if state == StepState.CLOSED else "▒")
        at = step.number
    name = step_name(STEPS[at - 1]) if at else plain("tracking.not_begun")
    return say("tracking.bar", at=at, of=len(STEPS), bar="".join(signs), name=name)


def next_words(unit: Unit, proposal: Proposal, status: Status) -> Html:
    """What comes next, who has to act, and by when."""
    runs = _runs(unit, proposal)
    verifying = runs["step2_verify"]
    match status:
        case Status.DRAFT:
            ends = _intake_ends(unit, proposal, runs["step1_recap"])
            return (
                say("tracking.next_draft", day=in_words(ends)) if ends else say("tracking.next_draft_undated")
            )
        case Status.SUBMITTED | Status.RETURNED if verifying.state in (StepState.CLOSING, StepState.CLOSED):
            return say("tracking.next_left_behind")
        case Status.SUBMITTED:
            key = "next_verified" if verifying.state == StepState.OPEN else "next_queued"
            return say(f"tracking.{key}", who=_who(verifying), day=deadline_words(verifying))
        case Status.RETURNED:
            return say("tracking.next_mended", day=deadline_words(verifying))
        case Status.VERIFIED:
            return say("tracking.next_scored", who=_who(runs["step5_meeting"]), day=_meeting_day(unit, runs))
        case Status.NOTED:
            return say("tracking.next_minuted", who=_who(runs["step5_meeting"]), day=_meeting_day(unit, runs))
        case Status.AGREED:
            return _after_the_meeting(unit, proposal, runs)
        case Status.MERGED:
            into = unit.get(Proposal, proposal.merged_into_id)
            return say("tracking.next_merged", number=(into.number if into else None) or "-")
    return say("tracking.next_year")


def _after_the_meeting(unit: Unit, proposal: Proposal, runs: dict[str, Run]) -> Html:
    told = newest_outcome(unit, proposal)
    if told is not None:
        return say("tracking.next_outcome", stage=stage_word(told.stage), what=outcome_words(told))
    for key in _AFTER_THE_MEETING:
        if runs[key].state != StepState.CLOSED:
            return say(
                "tracking.next_reported",
                who=_who(runs[key]),
                at=STEP[key].number,
                day=deadline_words(runs[key]),
            )
    return say("tracking.next_city", who=_who(runs["step8_distribute"]))


def _runs(unit: Unit, proposal: Proposal) -> dict[str, Run]:
    return {run.step: run for run in unit.session.get_one(Season, proposal.season_id).runs}


def _who(run: Run) -> str:
    return names([run.executor])


def _intake_ends(unit: Unit, proposal: Proposal, run: Run) -> date | None:
    return unit.session.get_one(Season, proposal.season_id).intake_closes or run.deadline


def _meeting_day(unit: Unit, runs: dict[str, Run]) -> str:
    run = runs["step5_meeting"]
    day = unit.first(
        select(Meeting.day).where(Meeting.season_id == run.season_id, Meeting.kind == "musrenbang")
    )
    return in_words(day) if day else deadline_words(run)
