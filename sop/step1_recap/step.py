"""Step 1: what the kelurahan bring is taken in and recapped into the pra Musrenbang format."""

from __future__ import annotations

from datetime import date

from models.enums import StepState
from models.people import Kelurahan, Person
from models.posts import Post
from models.season import Letter, Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.people import appoint, holders, must_hold
from sop.core.refused import Refused
from sop.flow.progress import finish, run_of, working_on
from sop.proposals.drafts import count_unsent
from sop.proposals.late import standing
from sop.proposals.quota import who_helps
from sop.step1_recap.intake import STEP, Standing, board
from sop.step1_recap.intake_papers import ask_papers
from texts import say
from texts.figures import date as in_words
from texts.figures import day_of


def entered_for(unit: Unit, actor: Person, season: Season) -> list[Kelurahan]:
    """The kelurahan for which JFU can enter usulan now: all in the intake, later those that are let in.

    Raises Refused("common.step_not_open") where there is none.
    """
    run = run_of(unit, season, STEP)
    must_hold(unit, actor, run.executor)
    places = kelurahan_in(unit, season.kecamatan_id)
    if run.state == StepState.OPEN:
        return places
    let_in = {leave.kelurahan_id for leave in standing(unit, season) if not leave.one_draft}
    if not let_in:
        raise Refused("common.step_not_open")
    return [place for place in places if place.id in let_in]


def entering_for(unit: Unit, actor: Person, season: Season, kelurahan_id: int) -> Kelurahan:
    """One of them. Raises Refused("late.not_for_this") for a kelurahan that is not let in."""
    place = next((one for one in entered_for(unit, actor, season) if one.id == kelurahan_id), None)
    if place is None:
        raise Refused("late.not_for_this")
    return place


def author_for(
    unit: Unit, actor: Person, season: Season, kelurahan: Kelurahan, name: str, phone: str | None = None
) -> Person:
    """A delegate without Telegram, for whom JFU enters usulan; known again by his number or his name."""
    entering_for(unit, actor, season, kelurahan.id)
    delegates = holders(unit, kelurahan.kecamatan_id, Post.DELEGASI, kelurahan.id)
    same = [one for one in delegates if phone is not None and one.phone == phone]
    same += [one for one in delegates if one.name.casefold() == name.casefold()]
    if same:
        person = same[0]
        if person.telegram_id is None:
            person.phone = phone or person.phone
        return person
    person = unit.add(Person(kecamatan_id=kelurahan.kecamatan_id, name=name, phone=phone))
    appoint(unit, person, Post.DELEGASI, kelurahan_id=kelurahan.id, by=actor)
    return person


def note_letter(
    unit: Unit, actor: Person, season: Season, kelurahan: Kelurahan, *, written: str, day: date
) -> None:
    """Nomor and tanggal of the letter that came with a kelurahan's result (SOP Penanganan Surat Masuk)."""
    must_hold(unit, actor, run_of(unit, season, STEP).executor)
    if kelurahan.kecamatan_id != season.kecamatan_id:
        raise Refused("common.not_found")
    if day > day_of(unit.now):
        raise Refused("step1_recap.letter_in_future", day=in_words(day))
    letter = unit.add(
        Letter(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            direction="masuk",
            kelurahan_id=kelurahan.id,
            number=written,
            day=day,
            noted_by_id=actor.id,
        )
    )
    unit.log(actor, "letter.noted", letter, direction="masuk", kelurahan=kelurahan.id)


def missing_before_closing(unit: Unit, actor: Person, season: Season) -> list[Standing]:
    """The kelurahan whose Lurah has not confirmed; an intake into which nothing came is not closed at all."""
    working_on(unit, actor, season, STEP)
    standings = board(unit, season)
    if sum(standing.count for standing in standings) == 0:
        raise Refused("step1_recap.nothing_came")
    return [standing for standing in standings if not standing.confirmed]


def close_intake(unit: Unit, actor: Person, season: Season, *, reason: str | None = None) -> None:
    """The intake is over: rekap and pra Musrenbang are made of what is there. Gaps need a reason."""
    run = working_on(unit, actor, season, STEP)
    missing = missing_before_closing(unit, actor, season)
    if missing and reason is None:
        raise Refused("step1_recap.close_needs_reason", count=len(missing))
    unit.log(actor, "intake.closed", season, missing=len(missing), reason=reason is not None)
    ask_papers(unit, run)
    finish(unit, actor, run, override=reason)
    _tell_unsent(unit, season)


def _tell_unsent(unit: Unit, season: Season) -> None:
    """Whoever has written an usulan and not sent it hears at once that it is not in, and whom to ask."""
    who = who_helps(unit, season)
    for delegate in holders(unit, season.kecamatan_id, Post.DELEGASI):
        if drafts := count_unsent(unit, delegate, season):
            words = say("step1_recap.closed_unsent", count=drafts, who=who)
            unit.tell(delegate, words, [[button("menu.mine", "usulan:mine")]], broadcast=True)


def tell_kelurahan(unit: Unit, run: Run) -> None:
    """The intake is open: delegates and Lurah are told too."""
    season = unit.session.get_one(Season, run.season_id)
    until = in_words(season.intake_closes) if season.intake_closes else None
    words = say("step1_recap.opened_until", day=until) if until else say("step1_recap.opened")
    for post, way in (
        (Post.DELEGASI, button("menu.new", "usulan:new")),
        (Post.LURAH, button("step1_recap.open_list", "lurah:list")),
    ):
        for person in holders(unit, run.kecamatan_id, post):
            unit.tell(person, words, [[way]], broadcast=True)
