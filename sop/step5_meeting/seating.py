"""Seats on the day: who sits in another komisi, who leads it, who stands in for a member that is absent.

Until the komisi is closed, by Sekretaris or the Ketua of the tim; the keputusan about the tim stays as it is.
What somebody has given counts in the komisi in which he gave it, as long as he sits there.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from models.enums import CommissionState, Komisi
from models.meeting import TeamMember
from models.people import Person
from models.posts import Post
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import appoint, revoke
from sop.core.refused import Refused
from sop.step3_team.members import name_of, position_words
from sop.step4_coordinate.seats import put, put_as
from sop.step5_meeting.attendance import is_present, known_here
from sop.step5_meeting.meeting import commission, ketua_of, komisi_name, must_chair, team, under_way
from texts import Html, plain, say


@dataclass(frozen=True)
class StandIn:
    """Who comes instead: a person of the system, or a name."""

    person: Person | None = None
    name: str = ""
    institution: str | None = None
    mandate: str | None = None  #: the letter that sends him


def seating(unit: Unit, actor: Person, season: Season, *touched: Komisi | str | None) -> None:
    """Refuse whoever may not, the wrong time, and a komisi that is closed; the komisi are held still."""
    must_chair(unit, actor, season)
    under_way(unit, season)
    for komisi in Komisi:  # always in this order, or two of them wait for each other
        if komisi in touched:
            one = commission(unit, season, komisi, change=True)
            if one.state == CommissionState.CLOSED:
                raise Refused("seating.closed", komisi=komisi_name(komisi))


def move(unit: Unit, actor: Person, season: Season, member: TeamMember, komisi: Komisi) -> None:
    """Into another komisi; he and the ketua of both hear of it."""
    was = member.komisi
    seating(unit, actor, season, was, komisi)
    if was == komisi:
        raise Refused("seating.sits_there", name=name_of(member), komisi=komisi_name(komisi))
    put(unit, actor, season, member, komisi)
    unit.session.flush()
    _tell_seated(unit, actor, member)
    facts = {"name": name_of(member), "komisi": komisi_name(komisi)}
    for other in (was, komisi):
        if other is not None:
            _tell_ketua(unit, actor, season, other, say("seating.told_ketua", **facts), besides=member)


def make(unit: Unit, actor: Person, season: Season, member: TeamMember, role: str) -> None:
    """Ketua, sekretaris or anggota of his komisi; who was it before becomes anggota and hears of it."""
    seating(unit, actor, season, member.komisi)
    before = {one.id: one.komisi_role for one in team(unit, season)}
    put_as(unit, actor, season, member, role)
    unit.session.flush()
    for one in team(unit, season):
        if one.komisi is not None and one.komisi_role != before.get(one.id):
            _tell_seated(unit, actor, one)


def stand_in(unit: Unit, actor: Person, season: Season, absent: TeamMember, by: StandIn) -> TeamMember:
    """Somebody else takes the seat and the role of a member who is absent."""
    if absent.komisi is None:
        raise Refused("seats.first_a_komisi", name=name_of(absent))
    seating(unit, actor, season, absent.komisi)
    if is_present(unit, absent):
        raise Refused("seating.is_here", name=name_of(absent))
    made = _taken_in(unit, season, by)
    made.stands_for_id, made.mandate = absent.id, by.mandate
    made.komisi, made.komisi_role = absent.komisi, absent.komisi_role
    absent.komisi = absent.komisi_role = None
    unit.session.flush()
    known_here(unit, season, made)
    if by.person is not None:
        appoint(unit, by.person, Post.TIM, by=actor)
    unit.log(actor, "team.stands_in", made, absent=absent.id, komisi=made.komisi)
    komisi = made.komisi
    words = say("seating.told_stand_in", name=name_of(absent), komisi=komisi_name(komisi), by=actor.name)
    if by.person is not None and by.person.id != actor.id:
        unit.tell(by.person, words, [[button("progress.open", "s5:home")]])
    facts = {"name": name_of(made), "absent": name_of(absent), "komisi": komisi_name(komisi)}
    _tell_ketua(unit, actor, season, komisi, say("seating.told_ketua_stand_in", **facts), besides=made)
    return made


def _taken_in(unit: Unit, season: Season, by: StandIn) -> TeamMember:
    """In the tim of this day: once, whoever he is."""
    name = by.person.name if by.person else by.name
    if any(_is_he(one, by) for one in team(unit, season)):
        raise Refused("seating.in_team", name=name)
    made = None
    if by.person is not None:
        query = select(TeamMember).where(
            TeamMember.season_id == season.id, TeamMember.person_id == by.person.id
        )
        made = unit.first(query)  # he was in the tim once, or stood in before
    if made is None:
        made = TeamMember(kecamatan_id=season.kecamatan_id, season_id=season.id)
        made.person_id = by.person.id if by.person else None
        unit.session.add(made)
    made.name, made.institution = name, by.institution
    made.position, made.removed_at = position_words("anggota"), None
    return made


def _is_he(one: TeamMember, by: StandIn) -> bool:
    """Two people may have one name; a name without a person is known by nothing else."""
    return one.person_id == by.person.id if by.person else one.name.casefold() == by.name.casefold()


def give_back(unit: Unit, actor: Person, season: Season, member: TeamMember) -> TeamMember:
    """Who stood in gives the seat back, with his role; what he gave does not count any more."""
    absent = unit.get(TeamMember, member.stands_for_id)
    if absent is None or absent.removed_at is not None:
        raise Refused("common.old_button")
    seating(unit, actor, season, member.komisi, absent.komisi)
    absent.komisi, absent.komisi_role = member.komisi, member.komisi_role
    member.komisi = member.komisi_role = None
    member.removed_at = unit.now
    unit.session.flush()
    if member.person is not None:
        revoke(unit, member.person, Post.TIM, by=actor)
        unit.tell(member.person, say("seating.told_given_back", name=name_of(absent)))
    unit.log(actor, "team.given_back", member, absent=absent.id, komisi=absent.komisi)
    return absent


def may_stand_in(unit: Unit, season: Season) -> list[Person]:
    """People of the office who are not in the tim, those with a post first in the order of their names."""
    there = {one.person_id for one in team(unit, season)}
    query = select(Person).where(Person.kecamatan_id == season.kecamatan_id, Person.telegram_id.is_not(None))
    people = unit.all(query.order_by(Person.name, Person.id))
    return [one for one in people if one.id not in there and one.held(unit.now)]


def _tell_seated(unit: Unit, actor: Person, member: TeamMember) -> None:
    if member.person is None or member.person.id == actor.id or member.komisi is None:
        return
    role = plain(f"seats.role_{member.komisi_role}")
    words = say("seating.told", komisi=komisi_name(member.komisi), role=role, by=actor.name)
    unit.tell(member.person, words, [[button("scoring.board", "s5:board", member.komisi)]])


def _tell_ketua(
    unit: Unit, actor: Person, season: Season, komisi: Komisi | str, words: Html, *, besides: TeamMember
) -> None:
    for person in ketua_of(unit, season, komisi):
        if person.id not in (actor.id, besides.person_id):
            unit.tell(person, words, [[button("scoring.board", "s5:board", komisi)]])
