"""The tim Musrenbang: who is in it, in which position, and how its people are told."""

from __future__ import annotations

from sqlalchemy import select

from models.meeting import TeamMember
from models.people import Appointment, Person
from models.posts import Post
from models.season import Season
from models.speech import Keyboard
from models.unit import Unit
from sop.core.people import holders, post_title
from sop.core.refused import Refused
from texts import plain

#: The usual positions in the order in which a keputusan lists them; any other is typed.
POSITIONS = ("penanggung_jawab", "ketua", "wakil_ketua", "sekretaris", "fasilitator", "anggota")

#: Nobody but one person at a time has these.
SINGLE = ("penanggung_jawab", "ketua")

LONGEST_POSITION = 40


def position_words(key: str) -> str:
    """The position as it is stored and printed: "Wakil Ketua"."""
    return plain(f"step3_team.position_{key}")


def position_key(words: str) -> str | None:
    """Which of the usual positions this is, however it was typed; None for one of the office's own."""
    return next((key for key in POSITIONS if position_words(key).casefold() == words.casefold()), None)


def as_written(words: str) -> str:
    """A usual position in its usual letters ("ketua" typed is the Ketua); any other as it was typed."""
    key = position_key(words)
    return position_words(key) if key else words


def members(unit: Unit, season: Season) -> list[TeamMember]:
    """The tim as its keputusan lists it: by position, then in the order they were chosen."""
    query = select(TeamMember).where(TeamMember.season_id == season.id, TeamMember.removed_at.is_(None))
    return sorted(unit.all(query.order_by(TeamMember.id)), key=_rank)


def _rank(member: TeamMember) -> int:
    key = position_key(member.position)
    # A position of the office's own ("Koordinator Lapangan") stands before the plain members.
    return POSITIONS.index(key) if key in POSITIONS else POSITIONS.index("anggota") - 1


def member_of(unit: Unit, season: Season, id: int) -> TeamMember:
    """A member of this season's tim; an id of another kecamatan, or of somebody who left, is nobody's."""
    member = unit.get(TeamMember, id)
    if member is None or member.season_id != season.id or member.removed_at is not None:
        raise Refused("step3_team.not_in_team")
    return member


def in_position(team: list[TeamMember], key: str) -> TeamMember | None:
    """Who has this position."""
    return next((member for member in team if position_key(member.position) == key), None)


def name_of(member: TeamMember) -> str:
    """As he calls himself now; whoever is not in the system, as he was written down."""
    return member.person.name if member.person else member.name


def occupation(unit: Unit, member: TeamMember) -> str:
    """Jabatan or institution, as it stands beside the name: the posts of a person, or what was typed."""
    if member.person is None:
        return member.institution or ""
    return occupation_of(unit, member.person)


def occupation_of(unit: Unit, person: Person) -> str:
    return ", ".join(map(post_title, posts_beside_the_tim(unit, person))) or person.institution or ""


def posts_beside_the_tim(unit: Unit, person: Person) -> list[Appointment]:
    """What he is in the office; the tim and the care of the bot are no posts of the office."""
    return [one for one in person.held(unit.now) if one.post not in (Post.TIM, Post.ADMIN)]


def tell_team(
    unit: Unit, season: Season, text: str, keyboard: Keyboard = (), *, besides: Person | None = None
) -> None:
    """Say something to everybody in the tim who is in the system; plain names are rung up by the office."""
    people = [member.person for member in members(unit, season) if member.person is not None]
    for person in dict.fromkeys([*people, *holders(unit, season.kecamatan_id, Post.TIM)]):
        if besides is None or person.id != besides.id:
            unit.tell(person, text, keyboard, broadcast=True)
