"""A komisi on the day: its ketua opens the scoring, asks those who are late, and closes it into an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from models.chat import Once
from models.enums import CommissionState, Komisi, Status
from models.meeting import Commission, Score, Standing, TeamMember
from models.people import Person
from models.proposal import Proposal
from models.season import Season
from models.speech import Button, button
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.rules import rules_of
from sop.step4_coordinate.weights import criteria_of
from sop.step5_meeting import ranking
from sop.step5_meeting.attendance import present
from sop.step5_meeting.meeting import (
    chairs_of,
    commission,
    four,
    is_empty,
    ketua_of,
    komisi_name,
    leads,
    state_of,
    team,
    under_way,
    usulan_of,
)
from sop.step5_meeting.score_sheets import by_rule, needed
from sop.step5_meeting.scores import complete_sheets, doing, scorers
from texts import say

BETWEEN_NUDGES = timedelta(minutes=15)
NAMED = 5  #: usulan that a refusal names; the rest are counted


def leading(unit: Unit, actor: Person, season: Season, komisi: Komisi | str) -> Commission:
    """The komisi, held still, for its ketua or Sekretaris."""
    if not leads(unit, actor, season, komisi):
        raise Refused("scoring.not_ketua", komisi=komisi_name(komisi))
    under_way(unit, season)
    return commission(unit, season, komisi, change=True)


def open_scoring(unit: Unit, actor: Person, season: Season, komisi: Komisi | str) -> None:
    """Now the present members may score; each is told."""
    one = leading(unit, actor, season, komisi)
    if one.state != CommissionState.WAITING:
        key = "scoring.opened_already" if one.state == CommissionState.SCORING else "scoring.closed"
        raise Refused(key, komisi=komisi_name(komisi))
    if is_empty(unit, season, komisi):
        raise Refused("scoring.empty", komisi=komisi_name(komisi))
    one.state = CommissionState.SCORING
    unit.log(actor, "scoring.opened", one, komisi=one.komisi)
    count = len(usulan_of(unit, season, komisi))
    for member in scorers(unit, season, komisi):
        if member.person is not None and member.person.id != actor.id:
            unit.tell(
                member.person,
                say("scoring.told_open", komisi=komisi_name(komisi), count=count),
                [[button("scoring.start", "s5:next", one.komisi)]],
            )


def nudge(unit: Unit, actor: Person, season: Season, komisi: Komisi | str) -> int:
    """Remind the present members who have not finished; not more often than every quarter of an hour."""
    one = leading(unit, actor, season, komisi)
    if one.state != CommissionState.SCORING:
        raise Refused("scoring.not_scoring", komisi=komisi_name(komisi))
    late = [doer for doer in doing(unit, season, komisi) if not doer.finished]
    if not late:
        raise Refused("scoring.nobody_late")
    prefix = f"nudge:{one.id}:"
    last = unit.first(select(Once.at).where(Once.key.startswith(prefix)).order_by(Once.id.desc()))
    # One that lies ahead was noted before the clock was turned back.
    if last is not None and timedelta(0) <= unit.now - last < BETWEEN_NUDGES:
        left = BETWEEN_NUDGES - (unit.now - last)
        raise Refused("scoring.nudged_already", minutes=-(-left // timedelta(minutes=1)))
    unit.once(f"{prefix}{unit.now.isoformat()}")
    for doer in late:
        if doer.member.person is not None:
            unit.tell(
                doer.member.person,
                say("scoring.told_late", komisi=komisi_name(komisi), done=doer.done, of=doer.of),
                [[button("scoring.go_on", "s5:next", one.komisi)]],
            )
    unit.log(actor, "scoring.nudged", one, count=len(late))
    return len(late)


def finished_member(unit: Unit, season: Season, member: TeamMember) -> None:
    """A member gave his last score: when nobody is left, the ketua is told that he can close."""
    if member.komisi is None or not all(doer.finished for doer in doing(unit, season, member.komisi)):
        return
    one = commission(unit, season, member.komisi)
    count = len(scorers(unit, season, member.komisi))
    if not unit.once(f"scored:{one.id}:{count}"):
        return  # he corrected a score; the ketua knows
    words = say("scoring.told_finished", komisi=komisi_name(one.komisi), count=count)
    _tell(
        unit,
        None,
        ketua_of(unit, season, one.komisi),
        words,
        [[button("scoring.board", "s5:board", one.komisi)]],
    )


# ---- closing


def unscored(unit: Unit, season: Season, komisi: Komisi | str) -> list[Proposal]:
    """Usulan for which nobody has given every score: with these the komisi cannot be closed."""
    counting = {member.id for member in scorers(unit, season, komisi)}
    scored: set[int] = set()
    for member_id, done in complete_sheets(unit, season, komisi).items():
        if member_id in counting:
            scored |= done
    lacking = {usulan for usulan, count in needed(unit, season, komisi).items() if count > 0} - scored
    return [one for one in usulan_of(unit, season, komisi) if one.id in lacking]


def seats_taken(unit: Unit, season: Season, komisi: Komisi | str) -> tuple[int, int, int]:
    """How many of its members are here, how many it has, and how many its quorum asks for."""
    sitting = [member.id for member in team(unit, season) if member.komisi == komisi]
    listed = {row.member_id for row in present(unit, season)}
    quorum = -(-len(sitting) * rules_of(season).quorum_percent // 100)
    return sum(one in listed for one in sitting), len(sitting), quorum


def ready_to_close(
    unit: Unit, actor: Person, season: Season, komisi: Komisi | str, *, without: bool = False
) -> Commission:
    """The komisi, if its scoring may be closed now; `without` the scores that nobody gave, with a quorum.

    Raises Refused: not open, "scoring.unscored", "scoring.no_quorum", or "scoring.all_scored" where nothing
    is lacking.
    """
    one = leading(unit, actor, season, komisi)
    if one.state != CommissionState.SCORING:
        key = "scoring.closed" if one.state == CommissionState.CLOSED else "scoring.not_scoring"
        raise Refused(key, komisi=komisi_name(komisi))
    lacking = unscored(unit, season, komisi)
    if without:
        _must_have_quorum(unit, season, komisi, lacking)
    elif lacking:
        numbers = ", ".join(proposal.number or str(proposal.id) for proposal in lacking[:NAMED])
        raise Refused("scoring.unscored", count=len(lacking), numbers=numbers)
    return one


def _must_have_quorum(unit: Unit, season: Season, komisi: Komisi | str, lacking: Sequence[Proposal]) -> None:
    if not lacking:
        raise Refused("scoring.all_scored", komisi=komisi_name(komisi))
    here, seats, quorum = seats_taken(unit, season, komisi)
    if here < max(quorum, 1):
        raise Refused("scoring.no_quorum", here=here, of=seats, quorum=quorum)


def close(unit: Unit, actor: Person, season: Season, komisi: Komisi | str, *, without: str = "") -> None:
    """Lock the scores and make them an order. Only whole sheets count: half a sheet is no judgement.

    `without`: why usulan that nobody scored whole stand behind the others, without a total.
    """
    one = ready_to_close(unit, actor, season, komisi, without=bool(without))
    lacking = {proposal.id for proposal in unscored(unit, season, komisi)} if without else set[int]()
    order = sorted(ranked(unit, season, komisi), key=lambda place: place.usulan in lacking)
    for rank, place in enumerate(order, start=1):
        unit.session.add(
            Standing(
                kecamatan_id=season.kecamatan_id,
                season_id=season.id,
                proposal_id=place.usulan,
                komisi=one.komisi,
                means={key: str(tally.mean) for key, tally in place.tallies.items()},
                spreads={
                    key: [tally.lowest, tally.highest, tally.members] for key, tally in place.tallies.items()
                },
                total=str(place.total),
                rank=rank,
                scored_rank=rank,
                agreed=True,
                unscored=without if place.usulan in lacking else None,
            )
        )
    one.state, one.closed_at, one.closed_by_id = CommissionState.CLOSED, unit.now, actor.id
    unit.session.flush()
    if lacking:
        said = {"reason": without}
        unit.log(actor, "scoring.closed", one, None, said, komisi=one.komisi, unscored=sorted(lacking))
    else:
        unit.log(actor, "scoring.closed", one, komisi=one.komisi)
    _tell_closed(unit, actor, season, one)


def ranked(unit: Unit, season: Season, komisi: Komisi | str) -> tuple[ranking.Ranked, ...]:
    """The order that the scores make."""
    criteria = criteria_of(season)
    usulan = usulan_of(unit, season, komisi)
    complete = complete_sheets(unit, season, komisi)
    counting = {member.id for member in scorers(unit, season, komisi)}
    rows = unit.session.execute(
        select(Score.proposal_id, Score.criterion, Score.member_id, Score.value)
        .join(Proposal, Proposal.id == Score.proposal_id)
        .where(Score.season_id == season.id, Proposal.komisi == komisi, Proposal.status == Status.VERIFIED)
    )
    scores = [
        ranking.Score(usulan=scored, criterion=criterion, member=member, value=value)
        for scored, criterion, member, value in rows
        if member in counting and scored in complete.get(member, ())
    ]
    return ranking.rank([contender(one, season) for one in usulan], criteria, scores)


def contender(proposal: Proposal, season: Season) -> ranking.Contender:
    return ranking.Contender(
        usulan=proposal.id,
        households=proposal.households,
        cost=proposal.cost or 0,
        submitted=proposal.submitted_at or proposal.created_at,
        by_rule=by_rule(criteria_of(season), proposal),
    )


def _tell_closed(unit: Unit, actor: Person, season: Season, one: Commission) -> None:
    words = say("scoring.told_closed", komisi=komisi_name(one.komisi))
    result = button("scoring.results", "s5:result", one.komisi, 0)
    _tell(unit, actor, [m.person for m in team(unit, season) if m.komisi == one.komisi], words, [[result]])
    if all(state_of(unit, season, each) == CommissionState.CLOSED for each in four(unit, season)):
        plenary = button("plenary.open", "s5:plenary", "nilai")
        _tell(unit, None, chairs_of(unit, season), say("plenary.told_ready"), [[plenary]])


def _tell(
    unit: Unit,
    besides: Person | None,
    people: Sequence[Person | None],
    words: str,
    keyboard: list[list[Button]],
) -> None:
    for person in dict.fromkeys(people):
        if person is not None and (besides is None or person.id != besides.id):
            unit.tell(person, words, keyboard)
