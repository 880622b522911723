"""Step 1: what the kelurahan bring is taken in and recapped into the pra Musrenbang format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from documents.data import KelurahanRecap, KelurahanSection, PreMusrenbang
from models.enums import Stage, Status, StepState
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Confirmation, Proposal
from models.season import Letter, Run, Season
from models.speech import button
from models.unit import Unit
from sop.debts import Debt, owing
from sop.office import kelurahan_in
from sop.paper_data import head, line, signatory
from sop.papers import ask
from sop.people import appoint, holders, kelurahan_of, must_hold
from sop.progress import finish, run_of, when_opened, working_on
from sop.refused import Refused
from sop.steps import PaperKey
from texts import say
from texts.figures import date as in_words
from texts.figures import number, rupiah

STEP = "step1_recap"

#: What counts as brought in: everything but drafts and what was thrown away.
COUNTED = tuple(status for status in Status if status not in (Status.DRAFT, Status.DISCARDED))


@dataclass(frozen=True)
class Standing:
    """One kelurahan on JFU's board."""

    kelurahan: Kelurahan
    drafts: int
    count: int
    total: int
    confirmation: Confirmation | None
    letter: Letter | None

    @property
    def confirmed(self) -> bool:
        """The Lurah agreed to exactly what is there now."""
        said = self.confirmation
        return said is not None and said.agrees and (said.count, said.total) == (self.count, self.total)


def board(unit: Unit, season: Season) -> list[Standing]:
    """Every kelurahan: drafts, what was sent, whether its Lurah confirmed it, its letter."""
    sums = select(
        Proposal.kelurahan_id,
        func.count(Proposal.id).filter(Proposal.status == Status.DRAFT),
        func.count(Proposal.id).filter(Proposal.status.in_(COUNTED)),
        func.coalesce(func.sum(Proposal.cost).filter(Proposal.status.in_(COUNTED)), 0),
    ).where(Proposal.season_id == season.id)
    found = {row[0]: row[1:] for row in unit.session.execute(sums.group_by(Proposal.kelurahan_id)).all()}
    confirmations = {said.kelurahan_id: said for said in unit.all(select(Confirmation).where(Confirmation.season_id == season.id))}
    letters = {
        letter.kelurahan_id: letter
        for letter in unit.all(select(Letter).where(Letter.season_id == season.id, Letter.direction == "masuk").order_by(Letter.id))
    }
    standings = []
    for kelurahan in kelurahan_in(unit, season.kecamatan_id):
        drafts, count, total = found.get(kelurahan.id, (0, 0, 0))
        standings.append(
            Standing(kelurahan, drafts, count, int(total), confirmations.get(kelurahan.id), letters.get(kelurahan.id))
        )
    return standings


def standing_of(unit: Unit, season: Season, kelurahan_id: int) -> Standing:
    for standing in board(unit, season):
        if standing.kelurahan.id == kelurahan_id:
            return standing
    raise Refused("common.not_found")


# ---- the Lurah


def confirm(unit: Unit, actor: Person, season: Season, *, count: int, total: int, note: str | None = None) -> None:
    """The Lurah about his list: count and total as he was shown them are right, or (with a note) they are not."""
    kelurahan = kelurahan_of(unit, actor, Post.LURAH)
    if run_of(unit, season, STEP).state != StepState.OPEN:
        raise Refused("step1_recap.intake_closed")
    now = standing_of(unit, season, kelurahan.id)
    if (now.count, now.total) != (count, total):
        raise Refused("step1_recap.list_changed", count=number(now.count), total=rupiah(now.total))
    said = now.confirmation
    if said is not None and note is None and now.confirmed:
        raise Refused("step1_recap.already_confirmed")
    if said is None:
        said = Confirmation(kecamatan_id=season.kecamatan_id, season_id=season.id, kelurahan_id=kelurahan.id, by_id=actor.id)
    said.by_id, said.agrees, said.count, said.total, said.note, said.at = actor.id, note is None, count, total, note, unit.now
    unit.add(said)
    unit.log(actor, "recap.confirmed" if note is None else "recap.differs", said, count=count, total=total)
    if note is None:
        return
    for jfu in holders(unit, season.kecamatan_id, Post.JFU):
        told = say("step1_recap.lurah_differs", kelurahan=kelurahan.name, name=actor.name, note=note)
        unit.tell(jfu, told, [[button("progress.open", "s1:home")]])


# ---- JFU


def author_for(unit: Unit, actor: Person, kelurahan: Kelurahan, name: str) -> Person:
    """A delegate without Telegram, for whom JFU enters usulan; known again by his name."""
    must_hold(unit, actor, Post.JFU)
    for person in holders(unit, kelurahan.kecamatan_id, Post.DELEGASI, kelurahan.id):
        if person.name.casefold() == name.casefold():
            return person
    person = unit.add(Person(kecamatan_id=kelurahan.kecamatan_id, name=name))
    appoint(unit, person, Post.DELEGASI, kelurahan_id=kelurahan.id, by=actor)
    return person


def nudge(unit: Unit, actor: Person, season: Season) -> int:
    """Remind the delegates with open drafts and the Lurah who have not confirmed; once in four hours."""
    working_on(unit, actor, season, STEP)
    if not unit.once(f"nudge:{season.id}:{unit.now.date()}:{unit.now.hour // 4}"):
        raise Refused("step1_recap.nudged_already")
    owed = {debt.person: debt for debt in owed_in_intake(unit, season)}
    for person, debt in owed.items():
        unit.tell(person, say("step1_recap.nudge", name=person.name, words=debt.words), [[debt.open]], broadcast=True)
    unit.log(actor, "recap.nudged", season, people=len(owed))
    return len(owed)


def note_letter(unit: Unit, actor: Person, season: Season, kelurahan: Kelurahan, *, written: str, day: date) -> None:
    """Nomor and tanggal of the surat masuk that came with a kelurahan's result (SOP Penanganan Surat Masuk)."""
    must_hold(unit, actor, Post.JFU)
    if kelurahan.kecamatan_id != season.kecamatan_id:
        raise Refused("common.not_found")
    if day > unit.now.date():
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
    compiler = signatory(unit, season.kecamatan, Post.JFU)
    sections = tuple(
        KelurahanSection(
            kelurahan=standing.kelurahan.name,
            proposals=tuple(lines[proposal.id] for proposal in proposals if proposal.kelurahan_id == standing.kelurahan.id),
            lurah=_lurah(unit, season, standing),
            letter_number=standing.letter.number if standing.letter else "",
            letter_date=standing.letter.day if standing.letter else None,
            confirmed_at=standing.confirmation.at if standing.confirmation and standing.confirmed else None,
            difference=(standing.confirmation.note or "") if standing.confirmation else "",
        )
        for standing in standings
    )
    first = head(unit, season)
    recap = KelurahanRecap(**first, sections=sections, compiler=compiler, closed_at=unit.now)
    ask(unit, run, PaperKey.REKAP_KELURAHAN, recap, stage=Stage.FINAL)
    names = tuple(standing.kelurahan.name for standing in standings)
    pra = PreMusrenbang(**first, kelurahan=names, proposals=tuple(lines.values()), compiler=compiler)
    ask(unit, run, PaperKey.PRA_MUSRENBANG, pra, stage=Stage.FINAL)


def _lurah(unit: Unit, season: Season, standing: Standing) -> str:
    people = holders(unit, season.kecamatan_id, Post.LURAH, standing.kelurahan.id)
    return people[0].name if people else ""


# ---- what is owed while the intake is open


@owing
def owed_in_intake(unit: Unit, season: Season) -> Iterator[Debt]:
    """Delegates with an open draft, Lurah who have not confirmed."""
    run = run_of(unit, season, STEP)
    if run.state != StepState.OPEN:
        return
    due = season.intake_closes or run.deadline
    yield from _open_drafts(unit, season, due)
    for standing in board(unit, season):
        if standing.confirmed or standing.count == 0:
            continue
        for lurah in holders(unit, season.kecamatan_id, Post.LURAH, standing.kelurahan.id):
            words = say("step1_recap.owes_confirmation", count=number(standing.count), kelurahan=standing.kelurahan.name)
            yield Debt(f"confirm:{standing.kelurahan.id}", lurah, words, button("step1_recap.open_list", "lurah:list"), due)


def _open_drafts(unit: Unit, season: Season, due: date | None) -> Iterator[Debt]:
    query = select(Proposal).where(Proposal.season_id == season.id, Proposal.status == Status.DRAFT).order_by(Proposal.id)
    for proposal in unit.all(query):
        person = unit.get(Person, proposal.entered_by_id or proposal.author_id)
        if person is None:
            continue
        words = say("step1_recap.owes_draft", title=proposal.title or say("step1_recap.untitled"))
        yield Debt(f"draft:{proposal.id}", person, words, button("step1_recap.go_on", "usulan:resume", proposal.id), due)


@owing
def owed_corrections(unit: Unit, season: Season) -> Iterator[Debt]:
    """Usulan that came back for correction, while step 2 waits for them."""
    run = run_of(unit, season, "step2_verify")
    if run.state != StepState.OPEN:
        return
    query = select(Proposal).where(Proposal.season_id == season.id, Proposal.status == Status.RETURNED).order_by(Proposal.id)
    for proposal in unit.all(query):
        person = unit.get(Person, proposal.entered_by_id or proposal.author_id)
        if person is not None:
            words = say("step1_recap.owes_correction", number=proposal.number or "-", reason=proposal.reason or "-")
            yield Debt(f"mend:{proposal.id}:{proposal.revision}", person, words, button("step1_recap.mend", "usulan:mend", proposal.id), run.deadline)


@when_opened(STEP)
def tell_kelurahan(unit: Unit, run: Run) -> None:
    """The intake is open: delegates and Lurah are told too."""
    season = unit.session.get_one(Season, run.season_id)
    until = in_words(season.intake_closes) if season.intake_closes else None
    words = say("step1_recap.opened_until", day=until) if until else say("step1_recap.opened")
    for post, way in ((Post.DELEGASI, button("menu.new", "usulan:new")), (Post.LURAH, button("step1_recap.open_list", "lurah:list"))):
        for person in holders(unit, run.kecamatan_id, post):
            unit.tell(person, words, [[way]], broadcast=True)
