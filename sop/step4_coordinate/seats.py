"""The tim split over the four komisi: who sits where, and who is ketua, sekretaris or anggota there."""

from __future__ import annotations

from models.enums import Komisi
from models.meeting import TeamMember
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.flow.progress import working_on
from sop.step3_team.members import member_of, members, position_key
from texts import plain

STEP = "step4_coordinate"
KETUA, SEKRETARIS, ANGGOTA = ROLES = ("ketua", "sekretaris", "anggota")


def komisi_from(word: str) -> Komisi:
    """The komisi that a button names."""
    try:
        return Komisi(word)
    except ValueError:
        raise Refused("common.old_button") from None


def seated(team: list[TeamMember]) -> dict[Komisi, list[TeamMember]]:
    """Who sits in which komisi: its ketua first, then its sekretaris."""
    return {
        komisi: sorted(
            (member for member in team if member.komisi == komisi),
            key=lambda member: (ROLES.index(member.komisi_role or ANGGOTA), member.id),
        )
        for komisi in Komisi
    }


def must_sit(member: TeamMember) -> bool:
    """Everybody has a komisi but the Penanggung Jawab, who stands above them (and may have one)."""
    return position_key(member.position) != "penanggung_jawab"


def loose(team: list[TeamMember]) -> list[TeamMember]:
    """Who still needs a komisi."""
    return [member for member in team if member.komisi is None and must_sit(member)]


def seat(unit: Unit, actor: Person, season: Season, id: int, komisi: Komisi) -> TeamMember:
    """Give somebody a komisi; the first in it becomes its ketua."""
    working_on(unit, actor, season, STEP)
    member = member_of(unit, season, id)
    put(unit, actor, season, member, komisi)
    return member


def put(unit: Unit, actor: Person, season: Season, member: TeamMember, komisi: Komisi | None) -> None:
    """The same without asking for the time: into a komisi, or out of his; noted where anything changes."""
    if member.komisi == komisi:
        return
    if komisi is None:
        member.komisi = member.komisi_role = None
    else:
        _sit_down(unit, season, member, komisi)
    unit.log(actor, "team.seated", member, komisi=komisi, role=member.komisi_role)


def _sit_down(unit: Unit, season: Season, member: TeamMember, komisi: Komisi) -> None:
    others = [one for one in members(unit, season) if one.komisi == komisi and one.id != member.id]
    led = any(one.komisi_role == KETUA for one in others)
    member.komisi, member.komisi_role = komisi, ANGGOTA if led else KETUA


def stand_up(unit: Unit, actor: Person, season: Season, id: int) -> TeamMember:
    """Take somebody out of his komisi."""
    working_on(unit, actor, season, STEP)
    member = member_of(unit, season, id)
    put(unit, actor, season, member, None)
    return member


def give_role(unit: Unit, actor: Person, season: Season, id: int, role: str) -> TeamMember:
    """Make somebody ketua, sekretaris or anggota of his komisi; who was it before becomes anggota."""
    working_on(unit, actor, season, STEP)
    member = member_of(unit, season, id)
    put_as(unit, actor, season, member, role)
    return member


def put_as(unit: Unit, actor: Person, season: Season, member: TeamMember, role: str) -> None:
    """The same without asking for the time. Refused("seats.first_a_komisi") where he has none."""
    if role not in ROLES:
        raise Refused("common.old_button")
    if member.komisi is None:
        raise Refused("seats.first_a_komisi", name=member.name)
    if member.komisi_role == role:
        return
    if role != ANGGOTA:
        for other in members(unit, season):
            if other.id != member.id and other.komisi == member.komisi and other.komisi_role == role:
                other.komisi_role = ANGGOTA
    member.komisi_role = role
    unit.log(actor, "team.seated", member, komisi=member.komisi, role=role)


def spread(unit: Unit, actor: Person, season: Season) -> int:
    """Bagi rata: whoever has no komisi yet goes to the smallest one; each komisi gets a ketua. What was
    chosen by hand stays. How many were seated."""
    working_on(unit, actor, season, STEP)
    team = members(unit, season)
    # A ketua closes the scoring in chat, so people who are in the system are seated first.
    waiting = sorted(loose(team), key=lambda member: member.person_id is None)
    if not waiting and not leaderless(team):
        raise Refused("seats.all_seated")
    if not waiting and not any(seated(team)[komisi] for komisi in leaderless(team)):
        raise Refused("seats.empty_komisi")
    for member in waiting:
        sizes = {komisi: len(sitting) for komisi, sitting in seated(team).items()}
        komisi = min(Komisi, key=lambda one: sizes[one])
        _sit_down(unit, season, member, komisi)
    for komisi in leaderless(team):
        sitting = sorted(seated(team)[komisi], key=lambda member: member.person_id is None)
        if sitting:
            sitting[0].komisi_role = KETUA
    unit.log(actor, "team.spread", season, seated=len(waiting))
    return len(waiting)


def leaderless(team: list[TeamMember]) -> list[Komisi]:
    """The komisi without a ketua; an empty one is among them."""
    return [
        komisi
        for komisi, sitting in seated(team).items()
        if sum(member.komisi_role == KETUA for member in sitting) != 1
    ]


def lacks(team: list[TeamMember]) -> list[str]:
    """What the split still lacks, in words; nothing when it is whole."""
    found = []
    if waiting := loose(team):
        found.append(plain("seats.lacks_komisi", count=len(waiting)))
    found += [
        plain("seats.lacks_ketua", komisi=plain(f"paper_common.short_{komisi}"))
        for komisi in leaderless(team)
    ]
    return found
