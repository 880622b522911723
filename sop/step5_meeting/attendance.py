"""The daftar hadir: who is here taps Hadir; the tim enters those who have no Telegram."""

from __future__ import annotations

from sqlalchemy import select

from models.meeting import Attendance, TeamMember
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.step3_team.members import occupation_of
from sop.step5_meeting.meeting import member_of, team, under_way, working
from texts.figures import clock

_LONGEST = 120  #: letters of an institution


def present(unit: Unit, season: Season) -> list[Attendance]:
    """Everybody who is here, in the order of arrival."""
    return unit.all(select(Attendance).where(Attendance.season_id == season.id).order_by(Attendance.id))


def is_present(unit: Unit, member: TeamMember) -> bool:
    return unit.first(select(Attendance).where(Attendance.member_id == member.id)) is not None


def here(unit: Unit, season: Season, person: Person) -> Attendance | None:
    """The person's own line of the list."""
    query = select(Attendance).where(Attendance.season_id == season.id, Attendance.person_id == person.id)
    return unit.first(query)


def arrive(unit: Unit, actor: Person, season: Season) -> Attendance:
    """Hadir: whoever holds a post of this kecamatan enters himself, once."""
    under_way(unit, season)
    if not actor.held(unit.now):
        raise Refused("attendance.no_post")
    known = here(unit, season, actor)
    if known is not None:
        raise Refused("attendance.already", at=clock(known.at))
    member = member_of(unit, season, actor)
    written = _written_down(unit, season, actor.name)
    if written is not None:
        written.person_id, written.member_id = actor.id, member.id if member else None
        unit.log(actor, "attendance.claimed", written)
        return written
    return _enter(
        unit,
        actor,
        Attendance(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            person_id=actor.id,
            member_id=member.id if member else None,
            name=actor.name,
            institution=(member.institution if member else None)
            or occupation_of(unit, actor)[:_LONGEST]
            or None,
            address=actor.address,
            at=unit.now,
        ),
    )


def known_here(unit: Unit, season: Season, member: TeamMember) -> None:
    """Who becomes a member on the day, and is on the list already, is here as a member."""
    row = here(unit, season, member.person) if member.person else _written_down(unit, season, member.name)
    if row is not None:
        row.member_id = member.id


def _written_down(unit: Unit, season: Season, name: str) -> Attendance | None:
    """His line as a guest, entered while his phone was dead: he is not on the list twice."""
    guests = select(Attendance).where(
        Attendance.season_id == season.id, Attendance.person_id.is_(None), Attendance.member_id.is_(None)
    )
    found = [row for row in unit.all(guests) if row.name.casefold() == name.casefold()]
    return found[0] if len(found) == 1 else None


def absent_members(unit: Unit, season: Season) -> list[TeamMember]:
    """Members of the tim who are not yet on the list; those first who cannot tap Hadir themselves."""
    listed = {row.member_id for row in present(unit, season)}
    return sorted((member for member in team(unit, season) if member.id not in listed), key=can_tap)


def can_tap(member: TeamMember) -> bool:
    return member.person is not None and member.person.telegram_id is not None


def mark_present(unit: Unit, actor: Person, season: Season, member: TeamMember | None) -> Attendance:
    """Note a member as present who has no Telegram, or whose phone is dead."""
    working(unit, actor, season)
    if member is None or member.season_id != season.id or member.removed_at is not None:
        raise Refused("common.not_found")
    if is_present(unit, member):
        raise Refused("attendance.twice", name=member.name)
    return _enter(
        unit,
        actor,
        Attendance(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            person_id=member.person_id,
            member_id=member.id,
            name=member.name,
            institution=member.institution,
            entered_by_id=actor.id,
            at=unit.now,
        ),
    )


def enter_guest(
    unit: Unit, actor: Person, season: Season, *, name: str, institution: str, address: str | None
) -> Attendance:
    """Enter somebody without Telegram. Refused("attendance.in_team"): the tim is marked, not entered."""
    working(unit, actor, season)
    if any(name.casefold() == member.name.casefold() for member in absent_members(unit, season)):
        raise Refused("attendance.in_team", name=name)
    for row in present(unit, season):
        same_institution = (row.institution or "").casefold() == institution.casefold()
        if row.name.casefold() == name.casefold() and same_institution:
            raise Refused("attendance.twice", name=row.name)
    return _enter(
        unit,
        actor,
        Attendance(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            name=name,
            institution=institution,
            address=address,
            entered_by_id=actor.id,
            at=unit.now,
        ),
    )


def strike(unit: Unit, actor: Person, season: Season, row: Attendance | None) -> str:
    """Take a line back that was entered by mistake; nobody takes away what a person tapped himself."""
    working(unit, actor, season)
    if row is None or row.season_id != season.id:
        raise Refused("attendance.gone")
    if row.entered_by_id is None:
        raise Refused("attendance.tapped_himself", name=row.name)
    unit.log(actor, "attendance.struck", row)
    unit.session.delete(row)
    unit.session.flush()
    return row.name


def _enter(unit: Unit, actor: Person, row: Attendance) -> Attendance:
    unit.add(row)
    unit.log(actor, "attendance.entered", row, person=row.person_id, member=row.member_id)
    return row
