"""Scores from a sheet of paper: of a member who is here without Telegram, or whose phone is dead.

The ketua of his komisi or Sekretaris enters them, sees them once more before they count, and both names stand
in the log.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from models.enums import CommissionState
from models.meeting import Score, TeamMember
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.step3_team.members import name_of
from sop.step4_coordinate.criteria import HIGHEST, LOWEST, Criterion
from sop.step4_coordinate.weights import criteria_of
from sop.step5_meeting.attendance import is_present
from sop.step5_meeting.meeting import commission, komisi_name, leads, under_way, usulan_of
from sop.step5_meeting.score_sheets import by_people
from texts import say
from texts.figures import number

#: "0012 4 3 5", "12: 4,3,5", "12 = 435"
_LINE = re.compile(r"\A#?(\d{1,5})[\s:=.)-]+(\d[\d\s,;/-]*)\Z")

Values = Mapping[int, Mapping[str, int]]  #: usulan -> criterion -> value


def entering(unit: Unit, actor: Person, season: Season, member: TeamMember | None) -> TeamMember:
    """The member, if this person may enter his scores now."""
    if member is None or member.season_id != season.id or member.komisi is None:
        raise Refused("common.old_button")
    if not leads(unit, actor, season, member.komisi):
        raise Refused("scoring.not_ketua", komisi=komisi_name(member.komisi))
    under_way(unit, season)
    state = commission(unit, season, member.komisi, share=True).state
    if state != CommissionState.SCORING:
        key = "scoring.closed" if state == CommissionState.CLOSED else "scoring.not_scoring"
        raise Refused(key, komisi=komisi_name(member.komisi))
    if not is_present(unit, member):
        raise Refused("paper_scores.not_present", name=name_of(member))
    return member


def scored_by_people(
    unit: Unit, season: Season, member: TeamMember
) -> list[tuple[Proposal, Sequence[Criterion]]]:
    """The usulan of his komisi in their order, each with the criteria that people score."""
    criteria = criteria_of(season)
    found = [(one, by_people(criteria, one)) for one in usulan_of(unit, season, member.komisi or "")]
    return [(one, asked) for one, asked in found if asked]


def read_sheet(unit: Unit, season: Season, member: TeamMember, typed: str) -> dict[int, dict[str, int]]:
    """A line for each usulan: its number, then a value for each criterion in their order.

    Refused names the first line that cannot be read, and what it should be.
    """
    asked = {one.sequence: (one, criteria) for one, criteria in scored_by_people(unit, season, member)}
    found: dict[int, dict[str, int]] = {}
    for line in filter(None, (line.strip() for line in typed.splitlines())):
        read = _LINE.match(line)
        if read is None:
            raise Refused("paper_scores.unclear", line=line[:40])
        if int(read[1]) not in asked:
            raise Refused("paper_scores.unknown", number=read[1], komisi=komisi_name(member.komisi or ""))
        proposal, criteria = asked[int(read[1])]
        digits = [int(one) for one in re.findall(r"\d", read[2])]
        if len(digits) != len(criteria) or not all(LOWEST <= one <= HIGHEST for one in digits):
            raise Refused("paper_scores.values", line=line[:40], count=number(len(criteria)))
        if proposal.id in found:
            raise Refused("paper_scores.twice", number=read[1])
        found[proposal.id] = {one.key: value for one, value in zip(criteria, digits, strict=True)}
    return found


def enter(unit: Unit, actor: Person, season: Season, member: TeamMember, values: Values) -> int:
    """They count from here on; how many usulan. What he tapped himself is not overwritten."""
    entering(unit, actor, season, member)
    query = select(Score).where(Score.season_id == season.id, Score.member_id == member.id)
    known = {(one.proposal_id, one.criterion): one for one in unit.all(query)}
    scored = select(Proposal).where(Proposal.id.in_(values)).options(lazyload(Proposal.uploads))
    proposals = {one.id: one for one in unit.all(scored)}
    for usulan, given in values.items():
        proposal = proposals.get(usulan)
        if proposal is None or proposal.komisi != member.komisi:
            raise Refused("common.not_found")
        for key, value in given.items():
            score = known.get((usulan, key))
            if score is not None and score.entered_by_id is None:
                raise Refused("paper_scores.his_own", name=name_of(member), number=proposal.number or "-")
            if score is None:
                score = Score(
                    kecamatan_id=season.kecamatan_id,
                    season_id=season.id,
                    proposal_id=usulan,
                    member_id=member.id,
                    criterion=key,
                )
                unit.session.add(score)
            score.value, score.at, score.entered_by_id = value, unit.now, actor.id
    unit.session.flush()
    facts = {str(usulan): dict(given) for usulan, given in values.items()}
    unit.log(actor, "score.entered_for", member, member=member.id, values=facts)
    if member.person is not None and member.person.id != actor.id:
        unit.tell(member.person, say("paper_scores.told", count=number(len(values)), by=actor.name))
    return len(values)
