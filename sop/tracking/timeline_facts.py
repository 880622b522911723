"""What the timeline is told from: versions, verdicts, surveys, merges, the komisi, and the log."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from models.enums import Status
from models.likeness import Merge
from models.log import LogEntry
from models.meeting import Commission, Standing
from models.posts import Post
from models.proposal import Proposal, ProposalVersion, Verdict
from models.unit import Unit
from models.verifying import Survey
from sop.proposals.versions import change_words, differences
from sop.tracking.events import Event
from sop.tracking.post_of_then import post_then
from texts import Html, plain, say
from texts.figures import number

#: Who gave a verdict is known by its kind: the plenary's ones are the tim's.
_BY_THE_TIM = (Status.AGREED, Status.NOT_AGREED)

#: Entries of the log that belong to the way of an usulan, and have no row of their own.
_LOGGED = {
    "proposal.taken_back": "tracking.did_take_back",
    "proposal.reopened_by_author": "tracking.did_reopen",
    "usulan.moved": "tracking.did_move",
    "proposal.mapped": "tracking.did_map",
}


def sent(unit: Unit, by_id: dict[int, Proposal], _reviewer: bool) -> Iterator[Event]:
    query = select(ProposalVersion).where(ProposalVersion.proposal_id.in_(by_id))
    before: dict[int, ProposalVersion] = {}
    for version in unit.all(query.order_by(ProposalVersion.proposal_id, ProposalVersion.revision)):
        earlier = before.get(version.proposal_id)
        before[version.proposal_id] = version
        if earlier is None:
            what = say("tracking.did_send")
        else:
            told = ", ".join(change_words(change) for change in differences(earlier, version))
            what = (
                say("tracking.did_send_again", revision=version.revision, changes=told)
                if told
                else say("tracking.did_send_same", revision=version.revision)
            )
        who = post_then(unit, version.by_id, version.at, Post.DELEGASI, Post.JFU)
        yield Event(version.proposal_id, version.at, who, what)


def decided(unit: Unit, by_id: dict[int, Proposal], reviewer: bool) -> Iterator[Event]:
    query = select(Verdict).where(Verdict.proposal_id.in_(by_id), Verdict.undone_at.is_(None))
    for verdict in unit.all(query.order_by(Verdict.id)):
        if not reviewer and not verdict.told(unit.now):
            continue
        at = verdict.at if reviewer else verdict.due or verdict.at
        what = say(f"tracking.did_{verdict.outcome}")
        if verdict.reason:
            what = say("tracking.did_because", what=what, reason=verdict.reason)
        first = Post.TIM if verdict.outcome in _BY_THE_TIM else Post.KEPALA_BIDANG
        yield Event(verdict.proposal_id, at, post_then(unit, verdict.by_id, verdict.at, first), what)


def surveyed(unit: Unit, by_id: dict[int, Proposal], _reviewer: bool) -> Iterator[Event]:
    query = select(Survey).where(Survey.proposal_id.in_(by_id), Survey.done_at.is_not(None))
    for survey in unit.all(query.order_by(Survey.id)):
        at = survey.done_at or survey.asked_at
        what = say("tracking.did_visit")
        if survey.volume is not None:
            measured = f"{number(survey.volume)} {survey.unit or ''}".strip()
            what = say("tracking.did_measure", measured=measured)
        who = post_then(unit, survey.surveyor_id, at, Post.TIM)
        yield Event(survey.proposal_id, at, who, what)


def merged(unit: Unit, by_id: dict[int, Proposal], _reviewer: bool) -> Iterator[Event]:
    query = select(Merge).where(Merge.from_id.in_(by_id) | Merge.into_id.in_(by_id))
    for merge in unit.all(query.order_by(Merge.id)):
        who = post_then(unit, merge.by_id, merge.at, Post.JFU, Post.KEPALA_BIDANG)
        pair = ((merge.from_id, merge.into_id, "into"), (merge.into_id, merge.from_id, "with"))
        for mine, other_id, way in pair:
            if mine not in by_id:
                continue
            other = unit.get(Proposal, other_id)
            facts = {"number": (other.number if other else None) or plain("tracking.unnumbered")}
            yield Event(mine, merge.at, who, say(f"tracking.did_merge_{way}", **facts))
            if merge.undone_at is not None:
                yield Event(mine, merge.undone_at, who, say("tracking.did_part", **facts))


def scored(unit: Unit, by_id: dict[int, Proposal], _reviewer: bool) -> Iterator[Event]:
    query = (
        select(Standing.proposal_id, Standing.scored_rank, Commission.komisi, Commission.closed_at)
        .join(
            Commission,
            (Commission.season_id == Standing.season_id) & (Commission.komisi == Standing.komisi),
        )
        .where(Standing.proposal_id.in_(by_id), Commission.closed_at.is_not(None))
    )
    for proposal_id, rank, komisi, at in unit.session.execute(query).all():
        who = plain("tracking.who_komisi", komisi=plain(f"komisi.{komisi}"))
        if at is not None:
            yield Event(proposal_id, at, who, say("tracking.did_score", rank=rank))


def logged(unit: Unit, by_id: dict[int, Proposal], _reviewer: bool) -> Iterator[Event]:
    unit.write_log()
    subjects = {f"proposal:{proposal.id}": proposal for proposal in by_id.values()}
    query = select(LogEntry).where(LogEntry.subject.in_(subjects), LogEntry.act.in_(_LOGGED))
    for entry in unit.all(query.order_by(LogEntry.id)):
        proposal = subjects[entry.subject]
        who = post_then(unit, entry.actor_id, entry.at, Post.DELEGASI, Post.SEKRETARIS)
        yield Event(proposal.id, entry.at, who, _log_words(entry, proposal))


def _log_words(entry: LogEntry, proposal: Proposal) -> Html:
    words = say(_LOGGED[entry.act])
    if entry.act == "usulan.moved":
        moved = say("tracking.did_move_to", komisi=plain(f"komisi.{entry.facts['to']}"))
        return (
            say("tracking.did_because", what=moved, reason=proposal.moved_reason)
            if proposal.moved_reason
            else moved
        )
    return words
