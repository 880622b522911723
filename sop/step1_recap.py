"""Step 1: what the kelurahan bring is taken in and recapped into the pra Musrenbang format."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from documents.data import KelurahanRecap, KelurahanSection, PreMusrenbang
from models.base import WIB
from models.enums import Stage
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Letter, Run, Season
from models.speech import button
from models.unit import Unit
from sop.paper_data import head_of_usulan, line, signatory
from sop.papers import ask
from sop.people import appoint, holders, must_hold
from sop.posts import TITLES
from sop.progress import finish, run_of, when_opened, working_on
from sop.recap.intake import COUNTED, STEP, Standing, board
from sop.refused import Refused
from sop.steps import PaperKey
from texts import say
from texts.figures import date as in_words


def author_for(
    unit: Unit, actor: Person, season: Season, kelurahan: Kelurahan, name: str, phone: str | None = None
) -> Person:
    """A delegate without Telegram, for whom JFU enters usulan; known again by his number or his name."""
    working_on(unit, actor, season, STEP)
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
    if day > unit.now.astimezone(WIB).date():
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


def close_intake(unit: Unit, actor: Person, season: Season, *, reason: str | None = None) -> None:
    """The intake is over: rekap and pra Musrenbang are made of what is there. Gaps need a reason."""
    run = working_on(unit, actor, season, STEP)
    standings = board(unit, season)
    if sum(standing.count for standing in standings) == 0:
        raise Refused("step1_recap.nothing_came")
    missing = [standing for standing in standings if not standing.confirmed]
    if missing and reason is None:
        raise Refused("step1_recap.close_needs_reason", count=len(missing))
    unit.log(actor, "intake.closed", season, missing=len(missing), reason=reason is not None)
    _ask_papers(unit, season, run, standings)
    finish(unit, actor, run, override=reason)


def _ask_papers(unit: Unit, season: Season, run: Run, standings: list[Standing]) -> None:
    query = select(Proposal).where(Proposal.season_id == season.id, Proposal.status.in_(COUNTED))
    proposals = unit.all(query.order_by(Proposal.sequence))
    lines = {proposal.id: line(proposal) for proposal in proposals}
    compiler = signatory(unit, season.kecamatan, Post(run.executor))
    sections = tuple(
        KelurahanSection(
            kelurahan=standing.kelurahan.name,
            proposals=tuple(
                lines[proposal.id] for proposal in proposals if proposal.kelurahan_id == standing.kelurahan.id
            ),
            lurah=_lurah(unit, season, standing),
            letter_number=standing.letter.number if standing.letter else "",
            letter_date=standing.letter.day if standing.letter else None,
            confirmed_at=standing.confirmation.at if standing.confirmation and standing.confirmed else None,
            difference=standing.difference,
        )
        for standing in standings
    )
    first = head_of_usulan(unit, season)
    recap = KelurahanRecap(**first, sections=sections, compiler=compiler, closed_at=unit.now)
    ask(unit, run, PaperKey.REKAP_KELURAHAN, recap, stage=Stage.FINAL)
    names = tuple(standing.kelurahan.name for standing in standings)
    pra = PreMusrenbang(**first, kelurahan=names, proposals=tuple(lines.values()), compiler=compiler)
    ask(unit, run, PaperKey.PRA_MUSRENBANG, pra, stage=Stage.FINAL)


def _lurah(unit: Unit, season: Season, standing: Standing) -> str:
    people = holders(unit, season.kecamatan_id, Post.LURAH, standing.kelurahan.id)
    held = people[0].appointment(Post.LURAH, unit.now) if people else None
    if held is None or not held.acting:
        return people[0].name if people else ""
    return f"{people[0].name} ({held.acting} {TITLES[Post.LURAH]})"


@when_opened(STEP)
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
