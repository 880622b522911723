"""A problem told by voice: kept as it was spoken, and typed out by the desk before it is verified."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select

from models.enums import Fetching, Purpose, Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Upload
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.core.uploads import Sent
from sop.flow.debts import Debt
from sop.flow.progress import run_of
from sop.proposals import changing
from sop.proposals.changing import ask_again
from sop.proposals.label import told_apart
from sop.proposals.sent_files import drop, keep
from sop.proposals.versions import keep_version
from texts import plain, say

LONGEST = 3 * 60  #: seconds; somebody has to listen to it and type
#: Sent, and not yet on its way through the komisi: here the typed words are still read by somebody.
_TYPED_WHILE = (Status.SUBMITTED, Status.VERIFIED)


def length(seconds: int) -> str:
    """ "0:42" """
    return f"{seconds // 60}:{seconds % 60:02d}"


def take_voice(unit: Unit, actor: Person, proposal: Proposal, sent: Sent) -> str:
    """What stands for the problem until somebody types it. A second note replaces the first."""
    seconds = sent.seconds or 0
    if seconds > LONGEST:
        raise Refused("voice.too_long", length=length(seconds), most=LONGEST // 60)
    untyped_ones = [one for one in proposal.uploads if one.purpose == Purpose.VOICE and one.typed is None]
    drop(unit, proposal, untyped_ones)
    keep(unit, actor, proposal, sent, Purpose.VOICE)
    return plain("voice.words", length=length(seconds))


def typed_by_author(proposal: Proposal, text: str) -> None:
    """Who spoke now writes: the note stays as it was, and the desk has nothing to type."""
    if proposal.voice is not None:
        proposal.voice.typed = text


def untyped(unit: Unit, season: Season, *, skip: int = 0, most: int = 1) -> list[tuple[Upload, Proposal]]:
    """What waits to be typed, the oldest first."""
    query = select(Upload, Proposal).join(Proposal, Proposal.id == Upload.proposal_id).where(*_waits(season))
    found = unit.session.execute(query.order_by(Upload.id).offset(skip).limit(most)).unique()
    return [(upload, proposal) for upload, proposal in found]


def count_untyped(unit: Unit, season: Season) -> int:
    query = select(func.count(Upload.id)).join(Proposal, Proposal.id == Upload.proposal_id)
    return unit.first(query.where(*_waits(season))) or 0


def to_type(unit: Unit, actor: Person, id: int | None) -> tuple[Upload, Proposal]:
    """The note, if this person is to type it now."""
    upload = unit.get(Upload, id)
    if upload is None or upload.purpose != Purpose.VOICE or upload.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    proposal = unit.session.get_one(Proposal, upload.proposal_id)
    season = unit.session.get_one(Season, proposal.season_id)
    must_hold(unit, actor, run_of(unit, season, "step1_recap").executor)
    if upload.typed is not None or upload.state == Fetching.UNUSABLE or proposal.status not in _TYPED_WHILE:
        raise Refused("voice.nothing_to_type", number=proposal.number or "-")
    return upload, proposal


def type_out(unit: Unit, actor: Person, id: int | None, text: str) -> Proposal:
    """The desk wrote down what was said: a new version, and its author reads what stands there."""
    upload, proposal = to_type(unit, actor, id)
    upload.typed = text
    changing.set_problem(proposal, text)
    changing.revise(proposal, unit.now)
    keep_version(unit, actor, proposal)
    unit.log(actor, "proposal.voice_typed", proposal, upload=upload.id, revision=proposal.revision)
    words = say("voice.typed_for_you", number=proposal.number or "-", text=text)
    unit.tell(proposal.author, words, [[button("step1_recap.see", "usulan:see", proposal.id)]], silent=True)
    return proposal


def lost(unit: Unit, upload: Upload, proposal: Proposal, sender: Person) -> None:
    """The note cannot be opened: the problem is asked again, unless it was typed meanwhile."""
    if upload.typed is not None:
        return
    if proposal.status == Status.DRAFT:
        changing.set_problem(proposal, None)
    ask_again(proposal, "problem", plain("voice.lost_reason"))
    way = "usulan:mend" if proposal.status == Status.RETURNED else "usulan:resume"
    unit.tell(
        sender, say("voice.lost", what=told_apart(proposal)), [[button("step1_recap.mend", way, proposal.id)]]
    )


def owed_voices(unit: Unit, season: Season) -> Iterator[Debt]:
    """Notes that nobody has typed, while usulan are taken in or verified."""
    run = run_of(unit, season, "step1_recap")
    verifying = run_of(unit, season, "step2_verify")
    if StepState.OPEN not in (run.state, verifying.state) or not (count := count_untyped(unit, season)):
        return
    for person in holders(unit, season.kecamatan_id, Post(run.executor)):
        yield Debt(
            f"voices:{season.id}",
            person,
            say("voice.owes", count=count),
            button("voice.open", "voice:list", 0),
            season.intake_closes or run.deadline,
        )


def _waits(season: Season) -> tuple[ColumnElement[bool], ...]:
    return (
        Upload.purpose == Purpose.VOICE,
        Upload.typed.is_(None),
        Upload.state != Fetching.UNUSABLE,
        Proposal.season_id == season.id,
        Proposal.status.in_(_TYPED_WHILE),
    )
