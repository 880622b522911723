"""Papers that a Musrenbang needs besides what the SOP names: undangan, daftar hadir, notulen, surat mandat.

They are made by a button when somebody needs them, again when something changed; no step waits for one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from documents.data import (
    AttendanceSheet,
    Attendee,
    CommissionResult,
    Guest,
    Invitation,
    Mandate,
    MandateLetters,
    MeetingNotes,
    PaperData,
)
from documents.data import Delegate as Chosen
from models.enums import Drawing, Komisi, Stage, Status, StepState
from models.log import LogEntry
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.core.steps import BESIDE, PaperKey
from sop.flow.progress import run_of
from sop.papers.letterhead import camats, copies_to, event, head, office, signatory
from sop.papers.papers import ask, latest, may_see, reserve_number, send
from sop.step3_team.members import in_position, members, name_of, occupation
from sop.step5_meeting.attendance import present
from sop.step5_meeting.delegates import delegates
from sop.step5_meeting.meeting import STEP5, musrenbang
from sop.step5_meeting.meeting_papers import attendees, chair
from sop.step5_meeting.session_notes import PRESENTATIONS, WELCOMES, note_of
from sop.step5_meeting.standings import standings
from texts import plain
from texts.figures import date, day_of

BLANK_ROWS = 40  #: of a list that nobody is on yet
SPARE_ROWS = 10

MAKERS = (Post.SEKRETARIS, Post.TIM, Post.JFU)

_MADE = "paper.beside"

_NOT_COMPARED = {"on", "approval", "source", "letters", "edits"}


def makes(unit: Unit, actor: Person, season: Season) -> bool:
    """Whether the screen offers this person the buttons that make papers."""
    posts = dict.fromkeys((Post(run_of(unit, season, STEP5).executor), *MAKERS))
    return any(actor.holds(post, unit.now) for post in posts)


def make(unit: Unit, actor: Person, season: Season, key: PaperKey) -> Paper:
    """Make one of the four from what is known now; the same facts are not printed twice."""
    if key not in BESIDE:
        raise Refused("common.old_button")
    run = run_of(unit, season, BESIDE[key])
    must_hold(unit, actor, *dict.fromkeys((Post(run_of(unit, season, STEP5).executor), *MAKERS)))
    if run_of(unit, season, "step4_coordinate").state == StepState.WAITING:
        raise Refused("beside.too_early")
    data = COMPILED[key](unit, season)
    before = latest(unit, season.id, key)
    if before is not None and before.state != Drawing.FAILED and _same(before, data):
        raise Refused("beside.unchanged", title=plain(f"papers.short_{key}"))
    number = None
    if key == PaperKey.UNDANGAN:
        number = reserve_number(unit, season)
    if isinstance(data, MandateLetters):
        data = _numbered(unit, season, data, before)
    paper = ask(unit, run, key, data, stage=Stage.FINAL, number=number)
    unit.log(actor, _MADE, paper, key=key)
    return paper


def _same(before: Paper, data: PaperData) -> bool:
    fresh = data.model_dump(mode="json")
    same = all(before.data.get(name) == fresh[name] for name in fresh if name not in _NOT_COMPARED)
    if isinstance(data, MandateLetters):
        printed = [letter["delegate"] for letter in before.data["letters"]]
        return same and printed == [letter["delegate"] for letter in fresh["letters"]]
    return same


def hand_over(unit: Unit, paper: Paper) -> None:
    """It can be read: who had it made gets it."""
    unit.write_log()
    query = select(LogEntry).where(LogEntry.subject == f"paper:{paper.id}", LogEntry.act == _MADE)
    entry = unit.first(query.order_by(LogEntry.id))
    person = unit.get(Person, entry.actor_id) if entry and entry.actor_id else None
    if person is not None and may_see(unit, person, paper):
        send(unit, person, paper)


# ---- undangan


def invitation(unit: Unit, season: Season) -> Invitation:
    """One letter for all who are invited to the Musrenbang."""
    meeting = musrenbang(unit, season)
    held = event(meeting)
    if meeting is None or held is None:
        raise Refused("beside.no_day")
    if meeting.day < day_of(unit.now):
        raise Refused("beside.over", day=date(meeting.day))
    return Invitation(
        **head(unit, season),
        meeting=held,
        signer=camats(unit, season.kecamatan, PaperKey.UNDANGAN),
        guests=guests(unit, season),
        copies_to=copies_to(office(season.kecamatan)),
    )


def guests(unit: Unit, season: Season) -> tuple[Guest, ...]:
    """The tim, each Lurah with the delegates of his kelurahan, the perangkat daerah that usulan are about."""
    found = [Guest(name=name_of(one), institution=occupation(unit, one)) for one in members(unit, season)]
    for kelurahan in kelurahan_in(unit, season.kecamatan_id):
        lurah = plain("paper_meeting.lurah", kelurahan=kelurahan.name)
        people = holders(unit, season.kecamatan_id, Post.LURAH, kelurahan.id)
        found += [Guest(name=one.name, institution=lurah) for one in people] or [Guest(name=lurah)]
        sent = plain("paper_meeting.kelurahan_delegates", kelurahan=kelurahan.name)
        for one in holders(unit, season.kecamatan_id, Post.DELEGASI, kelurahan.id):
            found.append(Guest(name=one.name, institution=sent))
    asked = (Status.VERIFIED, Status.AGREED, Status.NOT_AGREED)
    agencies = select(Proposal.office).where(Proposal.season_id == season.id, Proposal.status.in_(asked))
    names = sorted({name for name in unit.all(agencies.distinct()) if name})
    found += [Guest(name=plain("paper_meeting.agency_head", agency=name), institution=name) for name in names]
    seen: dict[str, Guest] = {}
    for guest in found:
        seen.setdefault(guest.name, guest)
    return tuple(seen.values())


# ---- daftar hadir


def attendance_sheet(unit: Unit, season: Season) -> AttendanceSheet:
    """Before the day a list to sign on, with those who are invited; then who came."""
    held = event(musrenbang(unit, season))
    here = present(unit, season)
    if here:
        people = tuple(one for one in attendees(unit, season) if one.present_at is not None)
        rows = SPARE_ROWS
    else:
        people = tuple(Attendee(name=one.name, institution=one.institution) for one in guests(unit, season))
        rows = max(SPARE_ROWS, BLANK_ROWS - len(people))
    return AttendanceSheet(
        **head(unit, season),
        meeting=held,
        attendees=people,
        blank_rows=rows,
        chair=chair(unit, season, plain("meeting_papers.team_chair")),
    )


# ---- notulen


def meeting_notes(unit: Unit, season: Season) -> MeetingNotes:
    """The course of the meeting, from what was noted while it ran."""
    people = attendees(unit, season)
    here = sum(one.present_at is not None for one in people)
    if not here:
        raise Refused("beside.nobody_came")
    recorder = in_position(members(unit, season), "sekretaris")
    writer = signatory(unit, season.kecamatan, Post.SEKRETARIS)
    if recorder is not None:
        person = recorder.person
        facts: dict[str, Any] = {
            "name": person.name if person else recorder.name,
            "rank": person.rank or "" if person else "",
            "nip": person.nip or "" if person else "",
            "acting": "",
        }
        writer = writer.model_copy(update=facts)
    return MeetingNotes(
        **head(unit, season),
        meeting=event(musrenbang(unit, season)),
        chair=chair(unit, season, plain("paper_meeting.chair_title")),
        recorder=writer.model_copy(update={"post_title": plain("paper_meeting.recorder_title")}),
        present=here,
        invited=len(people),
        welcomes=_noted(unit, season, WELCOMES),
        presentations=_noted(unit, season, PRESENTATIONS),
        results=_results(unit, season),
        delegates=tuple(one.name for one in delegates(unit, season)),
    )


def _noted(unit: Unit, season: Season, part: str) -> tuple[str, ...]:
    found = note_of(unit, season, part)
    return (found.text,) if found else ()


def _results(unit: Unit, season: Season) -> tuple[CommissionResult, ...]:
    found = standings(unit, season)
    leads = {one.komisi: one.name for one in members(unit, season) if one.komisi_role == "ketua"}
    return tuple(
        CommissionResult(
            key=komisi,
            chair=leads.get(komisi, ""),
            agreed=sum(one.agreed for one in mine),
            declined=sum(not one.agreed for one in mine),
            cost=sum(one.proposal.cost or 0 for one in mine if one.agreed),
        )
        for komisi in Komisi
        for mine in [[one for one in found if one.komisi == komisi]]
    )


# ---- surat mandat


def mandates(unit: Unit, season: Season) -> MandateLetters:
    """A letter for each utusan; the numbers come when it is certain that it is printed."""
    chosen = delegates(unit, season)
    if not chosen:
        raise Refused("beside.nobody_chosen")
    return MandateLetters(
        **head(unit, season),
        giver=camats(unit, season.kecamatan, PaperKey.SURAT_MANDAT),
        letters=tuple(
            Mandate(
                number="",
                delegate=Chosen(
                    name=one.name, institution=one.institution, address=one.address, phone=one.phone
                ),
            )
            for one in chosen
        ),
    )


def _numbered(unit: Unit, season: Season, data: MandateLetters, before: Paper | None) -> MandateLetters:
    """Who had a letter keeps its number."""
    known = {
        (letter["delegate"]["name"], letter["delegate"]["phone"]): letter["number"]
        for letter in (before.data["letters"] if before else ())
    }
    letters = tuple(
        letter.model_copy(
            update={
                "number": known.get((letter.delegate.name, letter.delegate.phone))
                or reserve_number(unit, season)
            }
        )
        for letter in data.letters
    )
    return data.model_copy(update={"letters": letters})


COMPILED: dict[PaperKey, Callable[[Unit, Season], PaperData]] = {
    PaperKey.UNDANGAN: invitation,
    PaperKey.DAFTAR_HADIR: attendance_sheet,
    PaperKey.NOTULEN: meeting_notes,
    PaperKey.SURAT_MANDAT: mandates,
}
