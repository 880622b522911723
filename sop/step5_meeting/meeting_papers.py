"""What the papers of step 5 are drawn from: Skala Prioritas, utusan, berita acara."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from documents.data import (
    Attendee,
    Commission,
    CommissionMember,
    Criterion,
    CriterionScore,
    Delegate,
    DelegateList,
    Event,
    Minutes,
    PriorityScale,
    ScoredLine,
    Signatory,
)
from models.base import WIB
from models.enums import Komisi, Status
from models.meeting import Attendance, Standing, TeamMember
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.posts import TITLES
from sop.core.statuses import status_word
from sop.core.steps import PaperKey
from sop.papers.letterhead import camats, event, head, signatory
from sop.proposals.paper_line import line, line_facts
from sop.step1_recap.snapshots import head_of_usulan
from sop.step3_team.members import name_of, posts_beside_the_tim
from sop.step4_coordinate.criteria import PRESETS
from sop.step4_coordinate.weights import criteria_of
from sop.step5_meeting.attendance import present
from sop.step5_meeting.delegates import delegates
from sop.step5_meeting.meeting import CHAIR, musrenbang, team
from sop.step5_meeting.plenary import Order, arranged
from sop.step5_meeting.session_notes import PRESENTATIONS, WELCOMES, note_of
from sop.step5_meeting.standings import standings, tie_words
from texts import plain
from texts.figures import day_of


def priority_scale(unit: Unit, season: Season) -> PriorityScale:
    """T-D.4 and the table of scores: what was agreed, in the plenary's order."""
    preset = PRESETS.get(season.preset or "")
    return PriorityScale(
        **head_of_usulan(unit, season),
        criteria=tuple(
            Criterion(key=one.key, title=one.title, weight=one.weight, scale=one.anchors)
            for one in criteria_of(season)
        ),
        lines=scored(unit, season, agreed=True),
        signer=camats(unit, season.kecamatan, PaperKey.SKALA_PRIORITAS),
        preset=preset.title if preset else "",
    )


def delegate_list(unit: Unit, season: Season, *, mandate_number: str) -> DelegateList:
    """The utusan and their Surat Mandat."""
    return DelegateList(
        **head(unit, season),
        delegates=chosen(unit, season),
        giver=camats(unit, season.kecamatan, PaperKey.UTUSAN),
        chair=chair(unit, season, plain("meeting_papers.team_chair")),
        musrenbang=event(musrenbang(unit, season)),
        mandate_number=mandate_number,
    )


def minutes(unit: Unit, season: Season) -> Minutes:
    """The berita acara with its four lampiran."""
    people = attendees(unit, season)
    return Minutes(
        **head_of_usulan(unit, season),
        musrenbang=_event(unit, season),
        chair=chair(unit, season, plain("meeting_papers.session_chair")),
        camat=signatory(unit, season.kecamatan, Post.CAMAT),
        welcomes=_note(unit, season, WELCOMES),
        presentations=_note(unit, season, PRESENTATIONS),
        attendees=people,
        agreed=scored(unit, season, agreed=True),
        declined=(*scored(unit, season, agreed=False), *_refused(unit, season)),
        noted=tuple(line(proposal) for proposal in _with_status(unit, season, Status.NOTED)),
        commissions=commissions(unit, season),
        representatives=tuple(
            Attendee(name=one.name, institution=one.institution, address=one.address, phone=one.phone)
            for one in delegates(unit, season)
        ),
        delegates=chosen(unit, season),
    )


# ---- usulan


def scored(unit: Unit, season: Season, *, agreed: bool) -> tuple[ScoredLine, ...]:
    """The usulan of the plenary, as far as they were agreed, or as far as they were not."""
    found = standings(unit, season)
    ties = tie_words_by_komisi(found, season)
    order = arranged(found, season, Order.TOTAL)
    return tuple(_scored(one, ties.get(one.id, "")) for one in order if one.agreed is agreed)


def tie_words_by_komisi(found: list[Standing], season: Season) -> dict[int, str]:
    """Which rule broke a tie; ties count within a komisi only."""
    words: dict[int, str] = {}
    for komisi in Komisi:
        words |= tie_words([one for one in found if one.komisi == komisi], season)
    return words


def _scored(standing: Standing, tie: str) -> ScoredLine:
    total = standing.exact_total
    tallies = {key: (low, high, members) for key, (low, high, members) in standing.spreads.items()}
    return ScoredLine(
        **line_facts(standing.proposal),
        scores=tuple(
            CriterionScore(key=key, mean=float(Fraction(mean)), spread=tallies[key][1] - tallies[key][0])
            for key, mean in standing.means.items()
        ),
        total=None if total is None else float(total),
        spread=max((high - low for low, high, _ in tallies.values()), default=0),
        scorers=max((members for _, _, members in tallies.values()), default=0),
        rank=standing.rank,
        order=(standing.final_rank or 0) if standing.agreed else 0,
        rank_reason=_place_reason(standing, tie),
        outcome=status_word(standing.proposal.status),
        reason=standing.note or "",
    )


def _place_reason(standing: Standing, tie: str) -> str:
    """Why it stands where it stands, where that is not by its scores alone."""
    if standing.unscored:
        return plain("meeting_papers.unscored", reason=standing.unscored)
    moved = standing.moved_reason
    return plain("meeting_papers.moved", was=standing.scored_rank, reason=moved) if moved else tie


def _refused(unit: Unit, season: Season) -> list[ScoredLine]:
    """What verification refused: it was never scored, and its reason is the verdict's."""
    return [
        ScoredLine(**line_facts(proposal), outcome=status_word(proposal.status), reason=proposal.reason or "")
        for proposal in _with_status(unit, season, Status.REFUSED)
    ]


def _with_status(unit: Unit, season: Season, status: Status) -> list[Proposal]:
    query = select(Proposal).where(Proposal.season_id == season.id, Proposal.status == status)
    return unit.all(query.order_by(Proposal.sequence, Proposal.id).options(lazyload(Proposal.uploads)))


# ---- people


def attendees(unit: Unit, season: Season) -> tuple[Attendee, ...]:
    """Who came, in the order of arrival, and who of the tim did not."""
    members = {member.id: member for member in team(unit, season)}
    rows = present(unit, season)
    people = _people(unit, (row.person_id for row in rows))
    listed = [
        Attendee(
            name=row.name,
            institution=row.institution or "",
            address=row.address or "",
            element=_element(unit, row, row.member_id in members, people.get(row.person_id or 0)),
            commission=(members[row.member_id].komisi or "") if row.member_id in members else "",
            present_at=row.at,
        )
        for row in rows
    ]
    came = {row.member_id for row in rows}
    absent = [
        Attendee(
            name=name_of(member),
            institution=member.institution or "",
            element=plain("meeting_papers.team_element"),
            commission=member.komisi or "",
        )
        for member in members.values()
        if member.id not in came
    ]
    return (*listed, *absent)


def _people(unit: Unit, ids: Iterable[int | None]) -> dict[int, Person]:
    return {one.id: one for one in unit.all(select(Person).where(Person.id.in_([*ids])))}


def _element(unit: Unit, row: Attendance, of_the_team: bool, person: Person | None) -> str:
    """The unsur he is counted with: the tim, his post of whatever kelurahan, else where he comes from."""
    if of_the_team:
        return plain("meeting_papers.team_element")
    posts = posts_beside_the_tim(unit, person) if person is not None else []
    return TITLES[Post(posts[0].post)] if posts else row.institution or ""


def commissions(unit: Unit, season: Season) -> tuple[Commission, ...]:
    """The four komisi with their people: ketua, sekretaris, anggota."""
    order = {"ketua": 0, "sekretaris": 1}
    members = sorted(team(unit, season), key=lambda one: order.get(one.komisi_role or "", 2))
    return tuple(
        Commission(
            key=komisi,
            members=tuple(
                CommissionMember(
                    name=_seated_name(unit, member),
                    occupation=member.institution or "",
                    position=(member.komisi_role or "anggota").capitalize(),
                )
                for member in members
                if member.komisi == komisi
            ),
        )
        for komisi in Komisi
    )


def _seated_name(unit: Unit, member: TeamMember) -> str:
    """With the name of whom he stands in for, and the letter by which he does."""
    absent = unit.get(TeamMember, member.stands_for_id)
    if absent is None:
        return name_of(member)
    key = "meeting_papers.stands_in_mandated" if member.mandate else "meeting_papers.stands_in"
    return plain(key, name=name_of(member), absent=name_of(absent), mandate=member.mandate or "")


def chosen(unit: Unit, season: Season) -> tuple[Delegate, ...]:
    return tuple(
        Delegate(name=one.name, institution=one.institution, address=one.address, phone=one.phone)
        for one in delegates(unit, season)
    )


def chair(unit: Unit, season: Season, post_title: str) -> Signatory:
    """The Ketua of the tim, who leads the session; where there is none, Sekretaris Kecamatan."""
    ketua = next((member for member in team(unit, season) if member.position == CHAIR), None)
    if ketua is None:
        return signatory(unit, season.kecamatan, Post.SEKRETARIS).model_copy(
            update={"post_title": post_title}
        )
    person = ketua.person
    facts: dict[str, Any] = {"rank": person.rank or "", "nip": person.nip or ""} if person else {}
    return Signatory(post_title=post_title, name=name_of(ketua), **facts)


def _event(unit: Unit, season: Season) -> Event:
    """The Musrenbang as it was set; without that, the day on which people were entered as present."""
    held = event(musrenbang(unit, season))
    if held is not None:
        return held
    rows = present(unit, season)
    day = day_of(rows[0].at if rows else unit.now)
    return Event(start=datetime.combine(day, time(9, 0), tzinfo=WIB))


def _note(unit: Unit, season: Season, part: str) -> tuple[str, ...]:
    found = note_of(unit, season, part)
    return (found.text,) if found else ()
