"""The Musrenbang while step 5 runs: from which day on, who works on it, who leads what."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from models.enums import CommissionState, Komisi, Status, StepState
from models.meeting import Commission, TeamMember
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Meeting, Run, Season
from models.unit import Unit
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.flow.progress import run_of
from texts import plain
from texts.figures import date as in_words
from texts.figures import day_of

STEP5 = "step5_meeting"
CHAIR = "Ketua"  #: TeamMember.position of who leads the tim
LEADS = "ketua"  #: TeamMember.komisi_role of who leads a komisi


def musrenbang(unit: Unit, season: Season) -> Meeting | None:
    """Day, hour and place, as step 4 set them; none when step 4 was closed as it was."""
    return unit.first(select(Meeting).where(Meeting.season_id == season.id, Meeting.kind == "musrenbang"))


def has_begun(unit: Unit, season: Season) -> bool:
    """Whether the day of the Musrenbang is here. Without a day nobody is kept waiting."""
    meeting = musrenbang(unit, season)
    return meeting is None or meeting.day <= day_of(unit.now)


def under_way(unit: Unit, season: Season) -> Run:
    """The open run of step 5, from the day of the Musrenbang on."""
    run = run_of(unit, season, STEP5)
    if run.state != StepState.OPEN:
        raise Refused("common.step_not_open")
    meeting = musrenbang(unit, season)
    if meeting is not None and not has_begun(unit, season):
        raise Refused("step5_meeting.not_yet", day=in_words(meeting.day))
    return run


def is_under_way(unit: Unit, season: Season) -> bool:
    """Whether anything of the meeting can still be changed."""
    return run_of(unit, season, STEP5).state == StepState.OPEN and has_begun(unit, season)


def working(unit: Unit, actor: Person, season: Season) -> Run:
    """The same, for those who carry the meeting: the tim, and Sekretaris who leads it."""
    executor = run_of(unit, season, STEP5).executor
    must_hold(unit, actor, *dict.fromkeys((Post(executor), Post.TIM, Post.SEKRETARIS)))
    return under_way(unit, season)


def works_on_it(unit: Unit, actor: Person, season: Season) -> bool:
    """Whether the screen offers this person the work, or only a look."""
    posts = (Post(run_of(unit, season, STEP5).executor), Post.TIM, Post.SEKRETARIS)
    return any(actor.holds(post, unit.now) for post in posts)


# ---- the tim


def team(unit: Unit, season: Season) -> list[TeamMember]:
    """The tim as the SK names it, without those who left."""
    query = select(TeamMember).where(TeamMember.season_id == season.id, TeamMember.removed_at.is_(None))
    return unit.all(query.order_by(TeamMember.id))


def member_of(unit: Unit, season: Season, person: Person) -> TeamMember | None:
    """The person's place in the tim. Without the post `tim` it gives no right."""
    if not person.holds(Post.TIM, unit.now):
        return None
    query = select(TeamMember).where(
        TeamMember.season_id == season.id, TeamMember.person_id == person.id, TeamMember.removed_at.is_(None)
    )
    return unit.first(query)


def chairs(unit: Unit, actor: Person, season: Season) -> bool:
    """Whether the actor leads the plenary: Sekretaris Kecamatan, or the Ketua of the tim."""
    member = member_of(unit, season, actor)
    return actor.holds(Post.SEKRETARIS, unit.now) or (member is not None and member.position == CHAIR)


def chairs_of(unit: Unit, season: Season) -> list[Person]:
    """Everybody who may lead the plenary."""
    ketua = [one.person for one in team(unit, season) if one.position == CHAIR and one.person is not None]
    return list(dict.fromkeys([*ketua, *holders(unit, season.kecamatan_id, Post.SEKRETARIS)]))


def must_chair(unit: Unit, actor: Person, season: Season) -> None:
    if not chairs(unit, actor, season):
        raise Refused("plenary.not_chair")


# ---- the komisi


def komisi_name(komisi: Komisi | str) -> str:
    return plain(f"paper_common.short_{Komisi(komisi)}")


def leads(unit: Unit, actor: Person, season: Season, komisi: Komisi | str) -> bool:
    """Whether the actor opens and closes the scoring of a komisi: its ketua, or Sekretaris."""
    member = member_of(unit, season, actor)
    ketua = member is not None and member.komisi == komisi and member.komisi_role == LEADS
    return ketua or actor.holds(Post.SEKRETARIS, unit.now)


def ketua_of(unit: Unit, season: Season, komisi: Komisi | str) -> list[Person]:
    """The ketua of a komisi, as far as he has joined."""
    members = [one for one in team(unit, season) if one.komisi == komisi and one.komisi_role == LEADS]
    return [member.person for member in members if member.person is not None]


def usulan_of(unit: Unit, season: Season, komisi: Komisi | str) -> list[Proposal]:
    """What a komisi scores, in the order of the numbers."""
    query = select(Proposal).where(
        Proposal.season_id == season.id, Proposal.komisi == komisi, Proposal.status == Status.VERIFIED
    )
    return unit.all(query.order_by(Proposal.sequence, Proposal.id).options(lazyload(Proposal.uploads)))


def commission(
    unit: Unit, season: Season, komisi: Komisi | str, *, change: bool = False, share: bool = False
) -> Commission:
    """A komisi of this season. `change` and `share` hold it still until the unit is stored: a score that
    is given in the second in which its komisi is closed comes either before it or too late."""
    query = select(Commission).where(Commission.season_id == season.id, Commission.komisi == komisi)
    found = unit.first(query)
    if found is None:
        raise Refused("step5_meeting.waiting")
    if change or share:
        unit.session.refresh(found, with_for_update={"read": share})
    return found


def four(unit: Unit, season: Season) -> list[Commission]:
    """The four komisi in the order of the SOP."""
    found = {one.komisi: one for one in unit.all(select(Commission).where(Commission.season_id == season.id))}
    return [found[komisi] for komisi in Komisi if komisi in found]


def state_of(unit: Unit, season: Season, one: Commission) -> CommissionState:
    """How far a komisi is. One without usulan has nothing to score, so nobody waits for it.

    That is worked out anew each time: once it gets an usulan, it is waited for like the others.
    """
    if one.state == CommissionState.WAITING and is_empty(unit, season, one.komisi):
        return CommissionState.CLOSED
    return CommissionState(one.state)


def is_empty(unit: Unit, season: Season, komisi: Komisi | str) -> bool:
    """Whether a komisi has no usulan to score."""
    query = select(Proposal.id).where(
        Proposal.season_id == season.id, Proposal.komisi == komisi, Proposal.status == Status.VERIFIED
    )
    return unit.first(query) is None
