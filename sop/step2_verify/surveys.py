"""Field survey: somebody is sent to the place of an usulan; what he found beside what was proposed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from models.enums import Fetching, Purpose, Status, StepState
from models.people import Person
from models.posts import Post
from models.proposal import Proposal, Upload
from models.season import Season
from models.speech import Button, button
from models.unit import Unit
from models.verifying import Survey
from sop.core.people import holders, may
from sop.core.refused import Refused
from sop.core.uploads import Sent
from sop.flow.debts import Debt
from sop.flow.progress import run_of, working_on
from sop.office.places import distance_km, in_indonesia
from sop.proposals import changing
from sop.proposals.label import named
from sop.proposals.may_see import reviews
from sop.proposals.sent_files import drop, keep
from sop.step2_verify.queue_filter import STEP
from texts import say

#: Who can be sent out, beside those who verify: the tim Musrenbang and the kecamatan's own people.
GOES = (Post.TIM, Post.JFU, Post.SEKRETARIS)
OPEN = (Status.SUBMITTED, Status.RETURNED)
MOST_PHOTOS = 8


@dataclass(frozen=True)
class Found:
    """What was measured and seen at the place."""

    lat: float | None = None
    lon: float | None = None
    volume: Decimal | None = None
    unit: str | None = None
    note: str | None = None


def surveyors(unit: Unit, season: Season) -> list[Person]:
    """Who can be sent out, in the order of their posts."""
    posts = (*GOES[:1], Post(run_of(unit, season, STEP).executor), *GOES[1:])
    return list(
        dict.fromkeys(person for post in posts for person in holders(unit, season.kecamatan_id, post))
    )


def sending(unit: Unit, actor: Person, proposal: Proposal) -> Season:
    """Whether this person may send somebody out now."""
    if proposal.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    season = unit.session.get_one(Season, proposal.season_id)
    working_on(unit, actor, season, STEP)
    if proposal.status not in OPEN:
        raise Refused("survey.decided", number=proposal.number or "-")
    return season


def send_out(unit: Unit, actor: Person, proposal: Proposal, surveyor: Person) -> Survey:
    """Minta survei: the surveyor gets the task on his phone. One at a time."""
    season = sending(unit, actor, proposal)
    if surveyor.id not in {one.id for one in surveyors(unit, season)}:
        raise Refused("survey.no_surveyor")
    running = open_survey(unit, proposal)
    if running is not None:
        raise Refused("survey.running", name=_name(unit, running.surveyor_id))
    made = unit.add(
        Survey(
            kecamatan_id=proposal.kecamatan_id,
            proposal_id=proposal.id,
            surveyor_id=surveyor.id,
            asked_by_id=actor.id,
            asked_at=unit.now,
        )
    )
    changing.touch(proposal, unit.now)  # two who send somebody out in one second: the row's version decides
    unit.log(actor, "survey.asked", proposal, survey=made.id, surveyor=surveyor.id)
    words = say(
        "survey.told_task",
        by=actor.name,
        **named(proposal),
    )
    unit.tell(surveyor, words, [[_way(made)]], topic=_topic(made))
    return made


def surveys_of(unit: Unit, proposal: Proposal) -> list[Survey]:
    """Those that were not called off, oldest first."""
    query = select(Survey).where(Survey.proposal_id == proposal.id, Survey.cancelled_at.is_(None))
    return unit.all(query.order_by(Survey.id))


def open_survey(unit: Unit, proposal: Proposal) -> Survey | None:
    """The one that somebody is out for."""
    return next((one for one in surveys_of(unit, proposal) if one.done_at is None), None)


def survey_here(unit: Unit, actor: Person, id: int | None) -> tuple[Survey, Proposal]:
    """The survey, for who carries it out and for the reviewers' side."""
    survey = unit.get(Survey, id)
    if survey is None or survey.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    proposal = unit.session.get_one(Proposal, survey.proposal_id)
    if survey.surveyor_id != actor.id and not reviews(unit, actor, proposal):
        raise Refused("common.not_found")
    return survey, proposal


def surveying(unit: Unit, actor: Person, id: int | None) -> tuple[Survey, Proposal]:
    """The same while it is this person's to carry out."""
    survey, proposal = survey_here(unit, actor, id)
    number = proposal.number or "-"
    if survey.cancelled_at is not None:
        raise Refused("survey.called_off", number=number)
    if survey.done_at is not None:
        raise Refused("survey.done_before", number=number)
    if survey.surveyor_id != actor.id:
        raise Refused("survey.not_yours", name=_name(unit, survey.surveyor_id))
    return survey, proposal


# ---- at the place


def photos(proposal: Proposal, survey: Survey) -> list[Upload]:
    """The surveyor's photos that can be looked at."""
    mark = _mark(survey)
    return [
        one
        for one in proposal.uploads
        if one.purpose == Purpose.SURVEY and one.slot == mark and one.state != Fetching.UNUSABLE
    ]


def take_photo(unit: Unit, actor: Person, id: int | None, picture: Sent) -> bool:
    """One photo more; the same one twice is once. False where there are enough."""
    survey, proposal = surveying(unit, actor, id)
    there = photos(proposal, survey)
    if picture.unique_id in {one.file_unique_id for one in there}:
        return True
    if len(there) >= MOST_PHOTOS:
        return False
    keep(unit, actor, proposal, picture, Purpose.SURVEY, _mark(survey))
    return True


def drop_photos(unit: Unit, actor: Person, id: int | None) -> None:
    """Ulangi foto."""
    survey, proposal = surveying(unit, actor, id)
    drop(unit, proposal, photos(proposal, survey))


def photos_before(unit: Unit, actor: Person, id: int | None) -> tuple[Proposal, list[Upload]]:
    """What the author's photos show, for who is to find the place."""
    _, proposal = survey_here(unit, actor, id)
    return proposal, [one for one in proposal.photos if one.state != Fetching.UNUSABLE]


def pin_at(lat: float, lon: float) -> tuple[float, float]:
    """A pin of this country; a telephone without a fix sends 0, 0."""
    if not in_indonesia(lat, lon):
        raise Refused("survey.pin_nowhere")
    return lat, lon


def report(unit: Unit, actor: Person, id: int | None, found: Found) -> Survey:
    """Kirim hasil: who sent him out is told, with what was measured beside what was proposed."""
    survey, proposal = surveying(unit, actor, id)
    if not photos(proposal, survey):
        raise Refused("survey.photo_needed")
    survey.lat, survey.lon, survey.note = found.lat, found.lon, found.note
    survey.volume, survey.unit = found.volume, found.unit
    survey.done_at = unit.now
    unit.log(actor, "survey.done", proposal, survey=survey.id, photos=len(photos(proposal, survey)))
    unit.settle(_topic(survey), say("survey.settled_done"))
    asker = unit.get(Person, survey.asked_by_id)
    if asker is not None:
        words = say("survey.told_done", name=actor.name, **named(proposal))
        unit.tell(asker, words, [[button("survey.open_result", "survey:result", survey.id)]])
    return survey


def call_off(unit: Unit, actor: Person, id: int | None) -> Proposal:
    """Batalkan survei: by a reviewer, or by the surveyor who cannot go; the other is told."""
    survey, proposal = survey_here(unit, actor, id)
    season = unit.session.get_one(Season, proposal.season_id)
    executor = Post(run_of(unit, season, STEP).executor)
    if survey.surveyor_id != actor.id and not may(actor, unit, executor):
        raise Refused("common.not_found")
    if survey.done_at is not None or survey.cancelled_at is not None:
        raise Refused("survey.over", number=proposal.number or "-")
    survey.cancelled_at = unit.now
    unit.log(actor, "survey.called_off", proposal, survey=survey.id)
    unit.settle(_topic(survey), say("survey.settled_off"))
    facts = {"by": actor.name, "number": proposal.number or "-"}
    for other in {survey.surveyor_id, survey.asked_by_id} - {actor.id}:
        person = unit.get(Person, other)
        if person is not None:
            unit.tell(person, say("survey.told_off", **facts))
    return proposal


# ---- beside what was proposed


def difference(proposal: Proposal, survey: Survey) -> Decimal | None:
    """By how many percent the measured volume differs; None where they cannot be compared."""
    if survey.volume is None or not proposal.volume or survey.unit != proposal.unit:
        return None
    return (survey.volume - proposal.volume) / proposal.volume * 100


def metres_off(proposal: Proposal, survey: Survey) -> int | None:
    """How far the surveyor stood from the author's pin."""
    if None in (proposal.lat, proposal.lon, survey.lat, survey.lon):
        return None
    there = (proposal.lat or 0.0, proposal.lon or 0.0)
    return round(distance_km(there, (survey.lat or 0.0, survey.lon or 0.0)) * 1000)


def _mark(survey: Survey) -> str:
    """What the uploads of one survey have in common."""
    return f"s{survey.id}"[:10]


def _topic(survey: Survey) -> str:
    return f"survey:{survey.id}"


def _way(survey: Survey) -> Button:
    return button("survey.open_task", "survey:task", survey.id)


def _name(unit: Unit, id: int) -> str:
    person = unit.get(Person, id)
    return person.name if person is not None else "-"


def owed_surveys(unit: Unit, season: Season) -> Iterator[Debt]:
    """Who is sent out owes his report, as long as the usulan has no verdict."""
    run = run_of(unit, season, STEP)
    if run.state != StepState.OPEN:
        return
    query = (
        select(Survey, Proposal.number)
        .join(Proposal, Proposal.id == Survey.proposal_id)
        .where(
            Proposal.season_id == season.id,
            Proposal.status.in_(OPEN),
            Survey.done_at.is_(None),
            Survey.cancelled_at.is_(None),
        )
        .order_by(Survey.id)
    )
    for survey, number in unit.session.execute(query).all():
        person = unit.get(Person, survey.surveyor_id)
        if person is not None:
            words = say("survey.owes", number=number or "-")
            yield Debt(f"survey:{survey.id}", person, words, _way(survey), run.deadline)
