"""The author about his answer: it fits, or it does not yet and why; then somebody has to answer, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from models.enums import Status
from models.following import Response
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Verdict
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.calendar import add_working_days
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.flow.debts import Debt
from sop.flow.progress import run_of
from sop.flow.season_settings import closures_of
from sop.proposals.drafts import owned
from sop.proposals.label import named
from sop.tracking.events import Event
from sop.tracking.post_of_then import post_then
from texts import plain, say
from texts.figures import day_of

LEAST, MOST = 10, 500
TAKEN_BACK_WITHIN = timedelta(days=1)
DAYS = 5  #: working days within which an answer is due

#: What is answered for good; a return is answered by mending.
ANSWERED = (
    Status.VERIFIED,
    Status.REFUSED,
    Status.NOTED,
    Status.BANKED,
    Status.AGREED,
    Status.NOT_AGREED,
)
_IN_THE_PLENARY = (Status.AGREED, Status.NOT_AGREED)


def verdict_to_answer(unit: Unit, proposal: Proposal) -> Verdict | None:
    """The verdict that the author may say something about, unless he has."""
    query = select(Verdict).where(Verdict.proposal_id == proposal.id, Verdict.undone_at.is_(None))
    newest = unit.first(query.order_by(Verdict.id.desc()))
    if newest is None or newest.outcome not in ANSWERED or not newest.told(unit.now):
        return None
    said = unit.first(
        select(Response.id).where(Response.proposal_id == proposal.id, Response.verdict_id == newest.id)
    )
    return newest if said is None else None


def answering(unit: Unit, actor: Person, id: int, verdict_id: int) -> Proposal:
    """The usulan, if this person may say now what he thinks of this very verdict."""
    proposal = owned(unit, actor, id)
    verdict = verdict_to_answer(unit, proposal)
    if verdict is None or verdict.id != verdict_id:
        raise Refused("responses.said_already", number=proposal.number or "-")
    return proposal


def agree(unit: Unit, actor: Person, id: int, verdict_id: int) -> Proposal:
    """Sudah sesuai."""
    proposal = answering(unit, actor, id, verdict_id)
    _keep(unit, actor, proposal, verdict_id, None)
    return proposal


def agreement(unit: Unit, proposal: Proposal) -> Response | None:
    """Sudah sesuai, while it can still be taken back: for a day, and as long as the result is the same."""
    newest = select(Verdict.id).where(Verdict.proposal_id == proposal.id, Verdict.undone_at.is_(None))
    last = unit.first(newest.order_by(Verdict.id.desc()))
    said = (Response.proposal_id == proposal.id, Response.verdict_id == last, Response.agrees)
    found = unit.first(select(Response).where(*said))
    return found if found is not None and unit.now - found.at <= TAKEN_BACK_WITHIN else None


def take_back(unit: Unit, actor: Person, id: int) -> Proposal:
    """It was not meant: the author may answer anew.

    Raises Refused("responses.too_late") after a day, or where the result is another meanwhile.
    """
    response = unit.get(Response, id)
    if response is None:
        raise Refused("common.old_button")
    proposal = owned(unit, actor, response.proposal_id)
    if agreement(unit, proposal) is not response:
        raise Refused("responses.too_late", number=proposal.number or "-")
    unit.log(actor, "response.taken_back", response, proposal=proposal.id)
    unit.session.delete(response)
    unit.session.flush()
    return proposal


def dispute(unit: Unit, actor: Person, id: int, verdict_id: int, reason: str) -> Proposal:
    """Belum, with a reason: it is looked at once more, and whoever can answer is told."""
    proposal = answering(unit, actor, id, verdict_id)
    if len(reason) < LEAST:
        raise Refused("reading.too_short", least=LEAST, have=len(reason))
    made = _keep(unit, actor, proposal, verdict_id, reason)
    words = say("responses.told", **named(proposal), reason=reason)
    for person in _who_answers(unit, made):
        unit.tell(person, words, [[button("responses.answer", "track:reply", made.id)]], topic=_topic(made))
    return proposal


def _keep(unit: Unit, actor: Person, proposal: Proposal, verdict_id: int, reason: str | None) -> Response:
    row = Response(
        kecamatan_id=proposal.kecamatan_id,
        proposal_id=proposal.id,
        verdict_id=verdict_id,
        person_id=actor.id,
        agrees=reason is None,
        reason=reason,
        at=unit.now,
    )
    unit.add(row)
    unit.log(actor, "response.given", row, proposal=proposal.id, agrees=row.agrees)
    return row


# ---- the answer


def open_response(unit: Unit, proposal: Proposal) -> Response | None:
    """What waits for an answer."""
    query = select(Response).where(
        Response.proposal_id == proposal.id, ~Response.agrees, Response.answered_at.is_(None)
    )
    return unit.first(query)


def to_answer(unit: Unit, actor: Person, id: int) -> tuple[Response, Proposal]:
    """The response, if this person may answer it now."""
    response = unit.get(Response, id)
    if response is None or response.kecamatan_id != actor.kecamatan_id or response.agrees:
        raise Refused("common.not_found")
    must_hold(unit, actor, *_posts(unit, response))
    proposal = unit.session.get_one(Proposal, response.proposal_id)
    if response.answered_at is not None:
        who = post_then(unit, response.answered_by_id, response.answered_at)
        raise Refused("responses.answered_before", number=proposal.number or "-", who=who)
    return response, proposal


def answer(unit: Unit, actor: Person, id: int, words: str) -> Proposal:
    """It is closed by an answer with a reason, and by nothing else; the author reads it word for word."""
    response, proposal = to_answer(unit, actor, id)
    if len(words) < LEAST:
        raise Refused("reading.too_short", least=LEAST, have=len(words))
    response.answer, response.answered_by_id, response.answered_at = words, actor.id, unit.now
    unit.log(actor, "response.answered", response, proposal=proposal.id)
    unit.settle(_topic(response), say("responses.settled"))
    who = post_then(unit, actor.id, unit.now, *_posts(unit, response))
    told = say("responses.told_answer", number=proposal.number or "-", who=who, answer=words)
    way = [[button("step1_recap.see", "usulan:see", proposal.id)]]
    unit.tell(unit.session.get_one(Person, response.person_id), told, way)
    return proposal


def may_answer(unit: Unit, actor: Person, response: Response) -> bool:
    return any(actor.holds(post, unit.now) for post in _posts(unit, response))


def _topic(response: Response) -> str:
    return f"response:{response.id}"


def _posts(unit: Unit, response: Response) -> tuple[Post, ...]:
    """Sekretaris Kecamatan, and whoever does the step that gave the verdict."""
    verdict = unit.session.get_one(Verdict, response.verdict_id)
    proposal = unit.session.get_one(Proposal, response.proposal_id)
    step = "step5_meeting" if verdict.outcome in _IN_THE_PLENARY else "step2_verify"
    season = unit.session.get_one(Season, proposal.season_id)
    return Post.SEKRETARIS, Post(run_of(unit, season, step).executor)


def _who_answers(unit: Unit, response: Response) -> list[Person]:
    posts = _posts(unit, response)
    people = [one for post in posts for one in holders(unit, response.kecamatan_id, post)]
    return list(dict.fromkeys(people))


def owed_answers(unit: Unit, season: Season) -> Iterator[Debt]:
    """Every dispute waits for its answer, also after its step is closed."""
    query = (
        select(Response, Proposal.number)
        .join(Proposal, Proposal.id == Response.proposal_id)
        .where(Proposal.season_id == season.id, ~Response.agrees, Response.answered_at.is_(None))
        .order_by(Response.id)
    )
    closures = closures_of(season.kecamatan)
    for response, number in unit.session.execute(query).all():
        due = add_working_days(day_of(response.at), DAYS, closures)
        words = say("responses.owed", number=number or "-")
        way = button("responses.answer", "track:reply", response.id)
        for person in _who_answers(unit, response):
            yield Debt(f"response:{response.id}", person, words, way, due)


# ---- on the way of the usulan


def responded(unit: Unit, by_id: dict[int, Proposal], _reviewer: bool) -> Iterator[Event]:
    """What the author said, and what he was answered."""
    query = select(Response).where(Response.proposal_id.in_(by_id)).order_by(Response.id)
    for one in unit.all(query):
        what = (
            say("responses.did_agree")
            if one.agrees
            else say("responses.did_dispute", reason=one.reason or "-")
        )
        yield Event(one.proposal_id, one.at, plain("tracking.who_author"), what)
        if one.answered_at is not None:
            who = post_then(unit, one.answered_by_id, one.answered_at, Post.SEKRETARIS)
            yield Event(
                one.proposal_id, one.answered_at, who, say("responses.did_answer", answer=one.answer or "-")
            )
