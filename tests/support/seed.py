"""Rows for tests that begin in the middle: what earlier steps would have left behind."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from sqlalchemy import select

from bot.files import Files
from documents.data import (
    Attendee,
    DelegateList,
    Event,
    Minutes,
    PriorityScale,
    ScoredLine,
    Signatory,
)
from documents.data import Delegate as DelegateLine
from models.enums import Drawing, Komisi, Land, Stage, Status, StepState, Urgency
from models.meeting import TeamMember
from models.paper import Paper
from models.people import Kelurahan, Person
from models.proposal import Proposal
from models.season import KamusEntry, Meeting, Run, Season
from models.unit import Unit
from sop.core.steps import STEPS, PaperKey
from sop.papers.letterhead import head
from sop.proposals.paper_line import line, line_facts
from sop.step4_coordinate.four_komisi import make_commissions
from sop.step6_report.narrative import PARTS, proposed, write
from sop.step6_report.step import ask_draft
from sop.step8_distribute.recipients import write_down_the_first
from tests.support.office import Office


def at_step(office: Office, number: int) -> None:
    """The steps before `number` are closed with their papers, and this one is open."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        season = unit.session.get_one(Season, office.season_id)
        runs = {run.step: run for run in season.runs}
        for step in STEPS:
            run = runs[step.key]
            if step.number < number:
                run.state, run.opened_at, run.closed_at = StepState.CLOSED, unit.now, unit.now
                for key in step.produces:
                    _paper(unit, run, key, step.ends_as)
            elif step.number == number:
                run.state, run.opened_at = StepState.OPEN, unit.now
        if number >= 4:
            make_commissions(unit, season)
        if number >= 8:
            write_down_the_first(unit, season)


def _paper(unit: Unit, run: Run, key: PaperKey, stage: Stage) -> None:
    known = unit.all(select(Paper).where(Paper.season_id == run.season_id, Paper.key == key))
    unit.add(
        Paper(
            kecamatan_id=run.kecamatan_id,
            season_id=run.season_id,
            step=run.step,
            key=key,
            edition=len(known) + 1,
            stage=stage,
            data={},
            code=f"seed{run.season_id}-{run.id}-{len(known)}-{key}"[:22],
            made_at=unit.now,
            state=Drawing.DRAWN,
            sha256="0" * 64,
            size=1,
            pages=1,
            sealed_at=unit.now if stage == Stage.FINAL else None,
            sealed_sha256="0" * 64 if stage == Stage.FINAL else None,
        )
    )


def proposals(
    office: Office, count: int, status: Status, author: str, kelurahan: str = "Kelurahan A"
) -> list[int]:
    """Usulan of one author, spread over the four komisi; their ids, in the order of their numbers."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        season = unit.session.get_one(Season, office.season_id)
        person = unit.all(select(Person).where(Person.telegram_id == office.people[author].id))[0]
        place = unit.all(
            select(Kelurahan).where(
                Kelurahan.kecamatan_id == office.kecamatan_id, Kelurahan.name == kelurahan
            )
        )[0]
        entries = {
            komisi: unit.all(
                select(KamusEntry)
                .where(KamusEntry.season_id == season.id, KamusEntry.komisi == komisi)
                .order_by(KamusEntry.id)
            )
            for komisi in Komisi
        }
        made = []
        for _ in range(count):
            season.last_number += 1
            sequence = season.last_number
            komisi = list(Komisi)[sequence % 4]
            entry = entries[komisi][sequence % len(entries[komisi])]
            volume = Decimal(10 + sequence)
            made.append(
                unit.add(
                    Proposal(
                        kecamatan_id=office.kecamatan_id,
                        season_id=season.id,
                        kelurahan_id=place.id,
                        author_id=person.id,
                        sequence=sequence,
                        number=f"US-{season.year}-{office.kecamatan_id}-{sequence:04d}",
                        status=status,
                        revision=1,
                        komisi=komisi,
                        kamus_id=entry.id,
                        title=entry.name,
                        kind=entry.kind,
                        problem=f"Masalah nomor {sequence} yang sudah lama dikeluhkan warga.",
                        place=f"Jl. Melati {sequence}",
                        rt=1 + sequence % 9,
                        rw=1 + sequence % 12,
                        volume=volume,
                        unit=entry.unit,
                        cost=int(volume * entry.unit_price),
                        cost_by_kamus=True,
                        households=10 + sequence % 50,
                        people=40 + sequence,
                        urgency=Urgency.SOON,
                        land=Land.READY,
                        office=entry.office,
                        created_at=unit.now,
                        touched_at=unit.now,
                        submitted_at=unit.now,
                    )
                ).id
            )
        return made


def team(office: Office, *names: str, komisi: Komisi | None = None, role: str | None = None) -> list[int]:
    """Members of the tim, by the names of people who have joined."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        made = []
        for name in names:
            person = unit.all(select(Person).where(Person.telegram_id == office.people[name].id))[0]
            made.append(
                unit.add(
                    TeamMember(
                        kecamatan_id=office.kecamatan_id,
                        season_id=office.season_id,
                        person_id=person.id,
                        name=name,
                        position="Anggota",
                        komisi=komisi,
                        komisi_role=role,
                    )
                ).id
            )
        return made


def meeting(
    office: Office, kind: str, day: date, hour: time = time(9, 0), place: str = "Aula kecamatan"
) -> None:
    with office.bureau.database.unit(office.bureau.now()) as unit:
        unit.add(
            Meeting(
                kecamatan_id=office.kecamatan_id,
                season_id=office.season_id,
                kind=kind,
                day=day,
                hour=hour,
                place=place,
            )
        )


def outcome(
    office: Office,
    count: int,
    author: str,
    *,
    declined: int = 1,
    noted: int = 1,
    kelurahan: str = "Kelurahan A",
) -> list[str]:
    """What step 5 left behind: its papers with data, for `count` agreed usulan; their numbers in order."""
    proposals(office, count, Status.AGREED, author, kelurahan)
    proposals(office, declined, Status.NOT_AGREED, author, kelurahan)
    proposals(office, noted, Status.NOTED, author, kelurahan)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        season = unit.session.get_one(Season, office.season_id)
        mine = {
            status: unit.all(
                select(Proposal)
                .where(Proposal.season_id == season.id, Proposal.status == status)
                .order_by(Proposal.sequence)
            )
            for status in (Status.AGREED, Status.NOT_AGREED, Status.NOTED)
        }
        scale, delegates, minutes = step5_data(unit, season, mine)
        for key, data in (
            (PaperKey.SKALA_PRIORITAS, scale),
            (PaperKey.UTUSAN, delegates),
            (PaperKey.BERITA_ACARA, minutes),
        ):
            query = select(Paper).where(Paper.season_id == season.id, Paper.key == key)
            paper = unit.all(query.order_by(Paper.edition.desc()))[0]
            paper.data = data.model_dump(mode="json")
            paper.number = f"400.10.2/0{len(key)}/Kec/I/2027"
        return [proposal.number or "" for proposal in mine[Status.AGREED]]


def step5_data(
    unit: Unit, season: Season, mine: dict[Status, list[Proposal]]
) -> tuple[PriorityScale, DelegateList, Minutes]:
    """Data as step 5 freezes them."""
    camat = Signatory(post_title=f"Camat {season.kecamatan.name}", name="Drs. Rahmat Hidayat")
    top = head(unit, season)
    agreed = tuple(
        ScoredLine(**line_facts(one), rank=at, order=at, total=90.0 - at, outcome="Disepakati")
        for at, one in enumerate(mine[Status.AGREED], start=1)
    )
    chosen = tuple(
        DelegateLine(name=name, institution="LPM", address="Jl. Melati 1", phone="+6281234567890")
        for name in ("Asep Saepudin", "Nur Aini")
    )
    event = Event(start=unit.now, place="Aula kecamatan")
    scale = PriorityScale(**top, criteria=(), lines=agreed, signer=camat)
    delegates = DelegateList(**top, delegates=chosen, giver=camat, musrenbang=event)
    minutes = Minutes(
        **top,
        musrenbang=event,
        chair=camat,
        camat=camat,
        attendees=(Attendee(name="Budi", present_at=unit.now), Attendee(name="Tuti")),
        agreed=agreed,
        declined=tuple(
            ScoredLine(**line_facts(one), reason="Lahan sengketa") for one in mine[Status.NOT_AGREED]
        ),
        noted=tuple(line(one) for one in mine[Status.NOTED]),
        delegates=chosen,
    )
    return scale, delegates, minutes


def draft(office: Office, author: str) -> None:
    """The tim asks for the draft of the report, every part as it is proposed."""
    with office.bureau.database.unit(office.bureau.now()) as unit:
        season = unit.session.get_one(Season, office.season_id)
        person = unit.all(select(Person).where(Person.telegram_id == office.people[author].id))[0]
        for part in PARTS:
            write(unit, person, season, part, proposed(unit, season, part))
        ask_draft(unit, person, season)
    office.bureau.knocks()


def report(office: Office) -> None:
    """Step 8 begins: the report that the Camat approved is there, with its bytes."""
    at_step(office, 8)
    with office.bureau.database.unit(office.bureau.now()) as unit:
        query = select(Paper).where(Paper.season_id == office.season_id, Paper.key == PaperKey.LAPORAN)
        paper = unit.all(query)[0]
        content = b"%PDF-1.4 laporan"
        paper.sha256 = Files(office.bureau.folder / "data" / "files").put(content)
        paper.sealed_sha256 = paper.sha256
        paper.size, paper.pages, paper.number = len(content), 31, "400.10.2/030/Kec/I/2027"
