"""SOP 3: Sekretaris picks the tim and drafts its keputusan; the Camat's Setujui gives its people the post."""

from __future__ import annotations

from sqlalchemy import select

from documents.data import Edit, TeamDecree
from documents.data import TeamMember as Line
from models.enums import Stage
from models.meeting import TeamMember
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.season import Run, Season
from models.speech import button
from models.unit import Unit
from sop.core.people import appoint, holders, revoke
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.card import pin_card
from sop.flow.progress import finish, working_on
from sop.office.norms import norms_of
from sop.papers.letterhead import camats, copies_to, head, office
from sop.papers.papers import ask, latest, reserve_number
from sop.step3_team.members import (
    SINGLE,
    as_written,
    in_position,
    member_of,
    members,
    name_of,
    occupation,
    occupation_of,
    position_key,
    position_words,
)
from texts import Html, join, plain, say
from texts.figures import date

STEP = "step3_team"
LONGEST_NAME = 60  #: in a summary: Telegram takes 1,024 characters under a file
FEWEST = 5
FEWEST_IN_KOMISI = 4  #: beside the Penanggung Jawab: one for each komisi


def candidates(unit: Unit, season: Season) -> list[Person]:
    """Everybody of the kecamatan who holds a post, in the order of the posts."""
    people = dict.fromkeys(
        person
        for post in (Post.CAMAT, Post.SEKRETARIS, Post.JFU, Post.KEPALA_BIDANG, *Post)
        for person in holders(unit, season.kecamatan_id, post)
    )
    return list(people)


def add_person(unit: Unit, actor: Person, season: Season, person_id: int) -> TeamMember:
    """Take somebody of the system into the tim, in the position that his post suggests; twice is once."""
    working_on(unit, actor, season, STEP)
    person = unit.get(Person, person_id)
    if person is None or person.kecamatan_id != season.kecamatan_id or not person.held(unit.now):
        raise Refused("common.not_found")
    return _take_in(unit, season, person, by=actor)


def _take_in(unit: Unit, season: Season, person: Person, *, by: Person | None) -> TeamMember:
    known = select(TeamMember).where(TeamMember.season_id == season.id, TeamMember.person_id == person.id)
    member = unit.first(known)
    if member is not None and member.removed_at is None:
        return member
    position = position_words(_suggested(unit, season, person))
    if member is not None:
        member.removed_at, member.position, member.komisi, member.komisi_role = None, position, None, None
    else:
        member = unit.add(
            TeamMember(
                kecamatan_id=season.kecamatan_id,
                season_id=season.id,
                person_id=person.id,
                name=person.name,
                institution=occupation_of(unit, person) or None,
                position=position,
            )
        )
    unit.log(by, "team.added", member, person=person.id)
    return member


def _suggested(unit: Unit, season: Season, person: Person) -> str:
    team = members(unit, season)
    for post, key in ((Post.CAMAT, "penanggung_jawab"), (Post.SEKRETARIS, "ketua")):
        if person.holds(post, unit.now) and in_position(team, key) is None:
            return key
    return "anggota"


def add_name(
    unit: Unit, actor: Person, season: Season, *, name: str, institution: str, position: str
) -> TeamMember:
    """Take somebody into the tim who is not in the system."""
    working_on(unit, actor, season, STEP)
    for member in members(unit, season):
        same = member.person_id is None and member.institution is not None
        if same and (member.name.casefold(), str(member.institution).casefold()) == (
            name.casefold(),
            institution.casefold(),
        ):
            raise Refused("step3_team.twice", name=name, institution=institution)
    _must_be_free(unit, season, position, None)
    position = as_written(position)
    member = unit.add(
        TeamMember(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            name=name,
            institution=institution,
            position=position,
        )
    )
    unit.log(actor, "team.added", member)
    return member


def give_position(unit: Unit, actor: Person, season: Season, id: int, position: str) -> TeamMember:
    """Change somebody's position in the tim; there is one Ketua and one Penanggung Jawab."""
    working_on(unit, actor, season, STEP)
    member = member_of(unit, season, id)
    _must_be_free(unit, season, position, member)
    member.position = as_written(position)
    unit.log(actor, "team.position", member, position=position_key(position) or "own")
    return member


def _must_be_free(unit: Unit, season: Season, position: str, besides: TeamMember | None) -> None:
    key = position_key(position)
    holder = in_position(members(unit, season), key) if key in SINGLE else None
    if holder is not None and (besides is None or holder.id != besides.id):
        raise Refused("step3_team.taken", position=position, name=holder.name)


def remove(unit: Unit, actor: Person, season: Season, id: int) -> None:
    """Take somebody out of the tim, as long as its keputusan is not signed."""
    working_on(unit, actor, season, STEP)
    member = member_of(unit, season, id)
    member.removed_at = unit.now
    unit.log(actor, "team.removed", member)


def propose(unit: Unit, actor: Person, season: Season) -> None:
    """Begin with the usual two (see _propose)."""
    working_on(unit, actor, season, STEP)
    _propose(unit, season, by=actor)


def _propose(unit: Unit, season: Season, *, by: Person | None) -> None:
    """The usual beginning: the Camat is Penanggung Jawab, the Sekretaris is Ketua."""
    for post in (Post.CAMAT, Post.SEKRETARIS):
        for person in holders(unit, season.kecamatan_id, post)[:1]:
            _take_in(unit, season, person, by=by)


def propose_at_once(unit: Unit, run: Run) -> None:
    """Nobody has to pick the Camat and the Sekretaris."""
    season = unit.session.get_one(Season, run.season_id)
    if not members(unit, season):
        _propose(unit, season, by=None)


def missing(team: list[TeamMember]) -> Html | None:
    """What the tim lacks before its keputusan can be drafted; None when nothing."""
    if in_position(team, "ketua") is None:
        return say("step3_team.needs_chair")
    if len(team) < FEWEST:
        return say("step3_team.needs_people", have=len(team), least=FEWEST, more=FEWEST - len(team))
    for_komisi = [member for member in team if position_key(member.position) != "penanggung_jawab"]
    if len(for_komisi) < FEWEST_IN_KOMISI:
        return say("step3_team.needs_members", least=FEWEST_IN_KOMISI)
    return None


def draft_decree(
    unit: Unit, actor: Person, season: Season, *, edits: tuple[Edit, ...] | None = None
) -> Paper:
    """Buat draf SK: a naskah with its number goes to the Camat."""
    run = working_on(unit, actor, season, STEP)
    team = members(unit, season)
    lack = missing(team)
    if lack is not None:
        raise Refused("step3_team.not_ready", lack=lack)
    data = TeamDecree(
        **head(unit, season),
        signer=camats(unit, season.kecamatan, PaperKey.SK_TIM),
        members=tuple(_line(unit, member) for member in team),
        legal_basis=norms_of(season.kecamatan),
        copies_to=copies_to(office(season.kecamatan)),
    )
    number = _number(unit, season)
    paper = ask(unit, run, PaperKey.SK_TIM, data, stage=Stage.NASKAH, number=number, edits=edits)
    finish(unit, actor, run)
    return paper


def _line(unit: Unit, member: TeamMember) -> Line:
    return Line(name=name_of(member), occupation=occupation(unit, member), position=member.position)


def _number(unit: Unit, season: Season) -> str:
    """A keputusan that was returned keeps the number that was reserved for it."""
    before = latest(unit, season.id, PaperKey.SK_TIM)
    if before is not None and before.number and before.stage == Stage.NASKAH:
        return before.number
    return reserve_number(unit, season)


def summarize(_unit: Unit, paper: Paper) -> Html:
    """What the Camat reads above his two buttons; from the very data that the paper was drawn from."""
    data = TeamDecree.model_validate(paper.data)
    leaders = [
        say("step3_team.summary_leader", position=line.position, name=line.name[:LONGEST_NAME])
        for key in ("penanggung_jawab", "ketua", "wakil_ketua", "sekretaris")
        for line in data.members
        if position_key(line.position) == key
    ]
    return join(
        say("step3_team.summary_number", number=paper.number or "-", day=date(data.on)),
        say("step3_team.summary_count", count=len(data.members)),
        *leaders[:4],
    )


def give_posts(unit: Unit, actor: Person, paper: Paper) -> None:
    """The keputusan stands: its tim gets the post and is told; who is not in it (last year's) loses it."""
    season = unit.session.get_one(Season, paper.season_id)
    team = {member.person: member.position for member in members(unit, season) if member.person is not None}
    for person in holders(unit, season.kecamatan_id, Post.TIM):
        if person not in team:
            revoke(unit, person, Post.TIM, by=actor)
    for person, position in team.items():
        appoint(unit, person, Post.TIM, by=actor)
        pin_card(unit, season, person)
        unit.tell(
            person,
            say("step3_team.you_are_in", position=position, number=paper.number or "-"),
            [[button("step3_team.get_decree", "paper:get", paper.id)]],
        )


def counted(team: list[TeamMember]) -> str:
    """How many, and how many of them can be reached here."""
    reached = sum(member.person is not None for member in team)
    return plain("step3_team.counted", count=len(team), reached=reached)
