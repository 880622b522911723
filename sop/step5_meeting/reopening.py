"""What was closed too early on the day of the Musrenbang is opened again: a komisi, and the plenary's order.

Until step 5 ends, with a reason that goes to everybody who had been told of the end.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from models.chat import Once
from models.enums import CommissionState, Komisi, Status
from models.meeting import Commission, Standing
from models.people import Person
from models.season import Season
from models.speech import Button, button
from models.unit import Unit
from sop.core.refused import Refused
from sop.proposals import changing
from sop.step2_verify.telling_authors import hearers
from sop.step5_meeting.meeting import chairs_of, commission, komisi_name, leads, must_chair, team, under_way
from sop.step5_meeting.standings import SHORTEST_REASON, is_fixed, standings
from texts import Html, join, say


def reopening(unit: Unit, actor: Person, season: Season, komisi: Komisi | str) -> Commission:
    """The closed komisi, if this person may open it again now. All four are held still, in one order."""
    if not leads(unit, actor, season, komisi):
        raise Refused("scoring.not_ketua", komisi=komisi_name(komisi))
    under_way(unit, season)
    four = {one: commission(unit, season, one, change=True) for one in Komisi}
    found = four[Komisi(komisi)]
    if found.state != CommissionState.CLOSED:
        key = "opened_already" if found.state == CommissionState.SCORING else "not_scoring"
        raise Refused(f"scoring.{key}", komisi=komisi_name(komisi))
    return found


def reopen(unit: Unit, actor: Person, season: Season, komisi: Komisi | str, reason: str) -> None:
    """Buka lagi penilaian: what was given stays; the order of the komisi is made anew when it is closed."""
    one = reopening(unit, actor, season, komisi)
    _must_be_told(reason)
    found = standings(unit, season)
    if is_fixed(found):
        _open_order(unit, actor, season, found, reason)
    for standing in [each for each in found if each.komisi == one.komisi]:
        unit.session.delete(standing)
    unit.session.execute(delete(Once).where(Once.key.startswith(f"scored:{one.id}:")))
    one.state, one.closed_at, one.closed_by_id = CommissionState.SCORING, None, None
    unit.session.flush()
    unit.log(actor, "scoring.reopened", one, None, {"reason": reason}, komisi=one.komisi)
    words = say("doors.told_komisi", komisi=komisi_name(one.komisi), name=actor.name, reason=reason)
    members = [member.person for member in team(unit, season) if member.komisi == one.komisi]
    way = button("scoring.board", "s5:board", one.komisi)
    _tell(unit, actor, [*members, *chairs_of(unit, season)], words, way)


def opening_order(unit: Unit, actor: Person, season: Season) -> list[Standing]:
    """The fixed order, if this person may open it again now; held still like what fixes it."""
    must_chair(unit, actor, season)
    under_way(unit, season)
    for komisi in Komisi:
        commission(unit, season, komisi, change=True)
    found = standings(unit, season)
    if not is_fixed(found):
        raise Refused("doors.order_open")
    return found


def open_order(unit: Unit, actor: Person, season: Season, reason: str) -> None:
    """Buka lagi urutan: whoever was told an outcome hears that it does not hold."""
    found = opening_order(unit, actor, season)
    _must_be_told(reason)
    _open_order(unit, actor, season, found, reason)
    unit.session.flush()


def _must_be_told(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("reading.too_short", least=SHORTEST_REASON, have=len(reason.strip()))


def _open_order(unit: Unit, actor: Person, season: Season, found: list[Standing], reason: str) -> None:
    """What was said about each usulan stays as it was said, until the order is fixed anew."""
    about: dict[Person, list[Standing]] = {}
    for standing in found:
        proposal = standing.proposal
        standing.final_rank = None
        changing.judge(proposal, Status.VERIFIED, None, by=actor, at=unit.now)
        for person in hearers(unit, proposal):
            about.setdefault(person, []).append(standing)
    unit.log(actor, "plenary.reopened", season, None, {"reason": reason})
    for person, his in about.items():
        unit.tell(person, _not_yet(his, reason), broadcast=True)
    words = say("doors.told_order", name=actor.name, reason=reason)
    chairs = [one for one in chairs_of(unit, season) if one not in about]
    _tell(unit, actor, chairs, words, button("plenary.open", "s5:plenary", "nilai"))


def _not_yet(his: list[Standing], reason: str) -> Html:
    return join(say("doors.told_authors", count=len(his), reason=reason))


def _tell(unit: Unit, actor: Person, people: Sequence[Person | None], words: Html, way: Button) -> None:
    for person in dict.fromkeys(people):
        if person is not None and person.id != actor.id:
            unit.tell(person, words, [[way]])
