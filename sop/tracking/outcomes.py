"""What Musrenbang Kota, RKPD and APBD made of an usulan: noted by JFU, told to its author."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from models.enums import Status
from models.following import LaterOutcome
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.speech import button
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.core.statuses import shown
from sop.proposals.label import named
from sop.tracking.events import Event
from texts import Html, plain, say
from texts.figures import rupiah

#: In the order in which they decide.
STAGES = ("kota", "rkpd", "apbd")

#: What goes on to the city, or is named to it.
GOES_ON = (Status.AGREED, Status.NOT_AGREED, Status.NOTED)

LEAST, MOST = 5, 500  #: letters of a reason


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one stage said."""

    stage: str
    accommodated: bool
    reason: str | None = None
    year: int | None = None  #: in which it is carried out
    cost: int | None = None


def goes_on(unit: Unit, actor: Person, proposal: Proposal) -> None:
    """Refuse who may not note results, and an usulan that has not come so far."""
    must_hold(unit, actor, Post.JFU)
    if proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    if proposal.status not in GOES_ON:
        raise Refused("outcomes.not_so_far", number=proposal.number or "-", status=shown(proposal.status))


def note(unit: Unit, actor: Person, proposal: Proposal, result: Result) -> LaterOutcome:
    """Note one result; a second one of the same stage takes its place."""
    goes_on(unit, actor, proposal)
    if result.stage not in STAGES:
        raise Refused("common.old_button")
    if not result.accommodated and len(result.reason or "") < LEAST:
        raise Refused("reading.too_short", least=LEAST, have=len(result.reason or ""))
    noted = outcome_of(unit, proposal, result.stage) or LaterOutcome(
        kecamatan_id=proposal.kecamatan_id, proposal_id=proposal.id, stage=result.stage
    )
    noted.accommodated, noted.reason = result.accommodated, result.reason
    noted.year, noted.cost, noted.at = result.year, result.cost, unit.now
    unit.add(noted)
    unit.log(actor, "outcome.noted", proposal, stage=result.stage, accommodated=result.accommodated)
    return noted


def outcome_of(unit: Unit, proposal: Proposal, stage: str) -> LaterOutcome | None:
    query = select(LaterOutcome).where(LaterOutcome.proposal_id == proposal.id, LaterOutcome.stage == stage)
    return unit.first(query)


def newest_outcome(unit: Unit, proposal: Proposal) -> LaterOutcome | None:
    """Of the stage that decided last."""
    found = unit.all(select(LaterOutcome).where(LaterOutcome.proposal_id == proposal.id))
    return max(found, key=lambda row: STAGES.index(row.stage), default=None)


def tell_author(unit: Unit, proposal: Proposal, row: LaterOutcome) -> None:
    """One result that was noted by hand."""
    words = say(
        "outcomes.told",
        **named(proposal),
        stage=stage_word(row.stage),
        outcome=outcome_words(row),
    )
    unit.tell(proposal.author, words, [[button("step1_recap.see", "usulan:see", proposal.id)]])


def stage_word(stage: str) -> str:
    return plain(f"outcomes.stage_{stage}")


def outcome_words(row: LaterOutcome) -> Html:
    """ "diakomodasi untuk tahun 2028 dengan biaya Rp48.000.000", or why not."""
    if not row.accommodated:
        return say("outcomes.declined", reason=row.reason or "-")
    parts = [
        say("outcomes.taken"),
        say("outcomes.in_year", year=row.year) if row.year else "",
        say("outcomes.at_cost", cost=rupiah(row.cost)) if row.cost is not None else "",
        say("outcomes.with_note", reason=row.reason) if row.reason else "",
    ]
    return Html(", ".join(part for part in parts if part) + ".")


def later(unit: Unit, by_id: dict[int, Proposal], _reviewer: bool) -> Iterator[Event]:
    """The results on the way of an usulan."""
    query = select(LaterOutcome).where(LaterOutcome.proposal_id.in_(by_id)).order_by(LaterOutcome.id)
    for row in unit.all(query):
        yield Event(row.proposal_id, row.at, stage_word(row.stage), outcome_words(row))
