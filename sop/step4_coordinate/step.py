"""SOP 4: Sekretaris leads the coordination: komisi, usulan, criteria, rules are ready for the Musrenbang."""

from __future__ import annotations

from dataclasses import dataclass

from documents.data import Commission as CommissionPage
from documents.data import CommissionMember, CommissionPlan, CommissionProposals, RulesOfOrder, Signatory
from models.enums import Komisi, Stage
from models.meeting import TeamMember
from models.paper import Paper
from models.people import Person
from models.posts import Post
from models.proposal import Proposal
from models.season import Run, Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.steps import PaperKey
from sop.flow.progress import finish, working_on
from sop.papers.letterhead import event, head, signatory
from sop.papers.papers import ask, latest, part
from sop.proposals.paper_line import line
from sop.step1_recap.snapshots import head_of_usulan
from sop.step3_team.members import members, name_of, occupation
from sop.step4_coordinate.four_komisi import make_commissions
from sop.step4_coordinate.meeting_days import COORDINATION, MUSRENBANG, meeting_of
from sop.step4_coordinate.seats import ANGGOTA, lacks, seated
from sop.step4_coordinate.sorting import fall, sorted_usulan, unplaced
from sop.step4_coordinate.weights import Agreement, agreement, ask_guide, total
from texts import plain
from texts.figures import date, day_of

STEP = "step4_coordinate"
UTUSAN = 3  #: how many the tata tertib lets the plenary choose
AGENCIES = 6  #: perangkat daerah named beside a komisi


def prepare(unit: Unit, run: Run) -> None:
    """As soon as the step opens: the four komisi are there, and the usulan have fallen into them."""
    season = unit.session.get_one(Season, run.season_id)
    make_commissions(unit, season)
    fall(unit, season)


@dataclass(frozen=True)
class Checklist:
    """What of the step is done."""

    coordination: bool
    musrenbang: bool
    seats: bool
    usulan: bool
    criteria: bool
    rules: bool


def checklist(unit: Unit, season: Season) -> Checklist:
    return Checklist(
        coordination=meeting_of(unit, season, COORDINATION) is not None,
        musrenbang=meeting_of(unit, season, MUSRENBANG) is not None,
        seats=not lacks(members(unit, season)),
        usulan=unplaced(unit, season) == 0,
        criteria=agreement(unit, season) is Agreement.AGREED,
        rules=rules_issued(unit, season) is not None,
    )


def still_missing(unit: Unit, season: Season) -> list[str]:
    """What keeps the step from ending, in words. The Camat's agreement does not: the end asks for it."""
    done = checklist(unit, season)
    found = []
    if not done.coordination:
        found.append(plain("step4_coordinate.lacks_coordination"))
    musrenbang = meeting_of(unit, season, MUSRENBANG)
    if musrenbang is None:
        found.append(plain("step4_coordinate.lacks_musrenbang"))
    elif musrenbang.day < day_of(unit.now):  # its papers would announce a day on which nobody met
        found.append(plain("step4_coordinate.musrenbang_over", day=date(musrenbang.day)))
    found += lacks(members(unit, season))
    if not done.usulan:
        found.append(plain("step4_coordinate.lacks_usulan", count=unplaced(unit, season)))
    if total(season) != 100:
        found.append(plain("step4_coordinate.lacks_weights", total=total(season)))
    if not done.rules:
        found.append(plain("step4_coordinate.lacks_rules"))
    return found


# ---- tata tertib


def rules_issued(unit: Unit, season: Season) -> Paper | None:
    """The tata tertib, if it was issued for the Musrenbang as it is set now."""
    paper = latest(unit, season.id, PaperKey.TATA_TERTIB)
    musrenbang = event(meeting_of(unit, season, MUSRENBANG))
    if paper is None or musrenbang is None:
        return None
    return paper if paper.data.get("musrenbang") == musrenbang.model_dump(mode="json") else None


def issue_rules(unit: Unit, actor: Person, season: Season) -> Paper:
    """Terbitkan: the rules of the Musrenbang, with its day and place in them."""
    run = working_on(unit, actor, season, STEP)
    if meeting_of(unit, season, MUSRENBANG) is None:
        raise Refused("step4_coordinate.rules_need_day")
    if rules_issued(unit, season) is not None:
        raise Refused("step4_coordinate.rules_issued_already")
    data = RulesOfOrder(
        **head(unit, season),
        signer=_signer(unit, season, run),
        musrenbang=event(meeting_of(unit, season, MUSRENBANG)),
        delegates=UTUSAN,
    )
    return ask(unit, run, PaperKey.TATA_TERTIB, data, stage=Stage.FINAL)


# ---- the end of the step


def ready_to_conclude(unit: Unit, actor: Person, season: Season) -> Run:
    """The run, if this person may end it and nothing is missing."""
    run = working_on(unit, actor, season, STEP)
    missing = still_missing(unit, season)
    if missing:
        raise Refused("step4_coordinate.not_ready", missing="; ".join(missing))
    return run


def conclude(unit: Unit, actor: Person, season: Season) -> None:
    """Selesai: the papers are made; the step closes when the Camat has agreed the criteria."""
    run = ready_to_conclude(unit, actor, season)
    make_commissions(unit, season)
    usulan = sorted_usulan(unit, season)
    ask(unit, run, PaperKey.SUSUNAN_KOMISI, _plan(unit, season, run, usulan), stage=Stage.FINAL)
    ask(unit, run, PaperKey.USULAN_PER_KOMISI, _proposals(unit, season, run, usulan), stage=Stage.FINAL)
    if agreement(unit, season) is Agreement.OPEN:
        ask_guide(unit, season, run)
    finish(unit, actor, run)


def _signer(unit: Unit, season: Season, run: Run) -> Signatory:
    return signatory(unit, season.kecamatan, Post(run.executor))


def _plan(unit: Unit, season: Season, run: Run, usulan: list[Proposal]) -> CommissionPlan:
    decree = latest(unit, season.id, PaperKey.SK_TIM)
    return CommissionPlan(
        **head(unit, season),
        commissions=tuple(
            CommissionPage(
                key=komisi,
                members=tuple(_member(unit, member) for member in sitting),
                agencies=_agencies(usulan, komisi),
            )
            for komisi, sitting in seated(members(unit, season)).items()
        ),
        signer=_signer(unit, season, run),
        coordination=event(meeting_of(unit, season, COORDINATION)),
        musrenbang=event(meeting_of(unit, season, MUSRENBANG)),
        decree_number=decree.number or "" if decree else "",
        decree_date=part(unit, decree, "on") if decree and decree.number else None,
    )


def _member(unit: Unit, member: TeamMember) -> CommissionMember:
    return CommissionMember(
        name=name_of(member),
        occupation=occupation(unit, member),
        position=plain(f"seats.role_{member.komisi_role or ANGGOTA}"),
    )


def _agencies(usulan: list[Proposal], komisi: Komisi) -> tuple[str, ...]:
    """The offices with most usulan in this komisi: they are asked to attend it."""
    counts: dict[str, int] = {}
    for proposal in usulan:
        if proposal.komisi == komisi and proposal.office:
            counts[proposal.office] = counts.get(proposal.office, 0) + 1
    return tuple(sorted(counts, key=lambda office: (-counts[office], office))[:AGENCIES])


def _proposals(unit: Unit, season: Season, run: Run, usulan: list[Proposal]) -> CommissionProposals:
    return CommissionProposals(
        **head_of_usulan(unit, season),
        proposals=tuple(line(proposal) for proposal in usulan),
        signer=_signer(unit, season, run),
    )
