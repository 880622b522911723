"""What a Lurah finds different in his list: a task of JFU until it is answered; then he is asked again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from models.enums import StepState
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Confirmation, Proposal
from models.recap import Difference
from models.season import Season
from models.speech import button
from models.unit import Unit
from sop.core.people import holders, must_hold
from sop.core.refused import Refused
from sop.flow.debts import Debt
from sop.flow.progress import run_of, working_on
from sop.step1_recap.confirming import asked_about, confirm, open_list
from sop.step1_recap.intake import STEP
from sop.step1_recap.intake_debts import due_of
from texts import plain, say
from texts.figures import moment

KINDS = ("kurang", "lebih", "angka", "lain")
ABOUT_ONE = ("lebih", "angka")  #: of these the Lurah says which usulan it is


def differ(
    unit: Unit, actor: Person, season: Season, *, kind: str, number: str | None, note: str
) -> Difference:
    """The Lurah says what is not right about his list; JFU is told, and has it among his tasks."""
    place, said = asked_about(unit, actor, season)
    if said is None:
        said = open_list(unit, actor, season).said
    if kind not in KINDS or said is None:
        raise Refused("common.old_button")
    about = _named(unit, season, place, number) if kind in ABOUT_ONE else None
    said.agrees, said.note, said.by_id = False, note, actor.id
    found = unit.add(
        Difference(
            kecamatan_id=season.kecamatan_id,
            season_id=season.id,
            kelurahan_id=place.id,
            kind=kind,
            proposal_id=about.id if about else None,
            note=note,
            by_id=actor.id,
            at=unit.now,
        )
    )
    unit.log(actor, "recap.differs", found, kind=kind, count=said.count, total=said.total)
    told = say("recap.lurah_differs", kelurahan=place.name, kind=kind_words(found), note=note)
    for jfu in holders(unit, season.kecamatan_id, Post(run_of(unit, season, STEP).executor)):
        unit.tell(jfu, told, [[button("recap.open_difference", "s1:difference", found.id)]])
    return found


def _named(unit: Unit, season: Season, place: Kelurahan, number: str | None) -> Proposal:
    query = select(Proposal).where(
        Proposal.season_id == season.id, Proposal.number == number, Proposal.kelurahan_id == place.id
    )
    found = unit.first(query)
    if found is None:
        raise Refused("common.not_found")
    return found


def kind_words(found: Difference) -> str:
    return plain(f"recap.kind_{found.kind}")


def agree(unit: Unit, actor: Person, season: Season, mark: str) -> Confirmation:
    """The Lurah says his list is right: whatever he found different before is settled by that."""
    said = confirm(unit, actor, season, mark)
    for found in unsettled(unit, season, said.kelurahan_id):
        found.answer = plain("recap.settled_by_lurah")
        found.settled_by_id, found.settled_at = actor.id, unit.now
    return said


def unsettled(unit: Unit, season: Season, kelurahan_id: int | None = None) -> Sequence[Difference]:
    """What still waits for JFU's answer, the oldest first."""
    query = select(Difference).where(Difference.season_id == season.id, Difference.settled_at.is_(None))
    if kelurahan_id is not None:
        query = query.where(Difference.kelurahan_id == kelurahan_id)
    return unit.all(query.order_by(Difference.id))


def difference_here(unit: Unit, actor: Person, season: Season, id: int) -> Difference:
    """A difference of this season, for who takes the usulan in."""
    must_hold(unit, actor, run_of(unit, season, STEP).executor)
    found = unit.get(Difference, id)
    if found is None or found.season_id != season.id:
        raise Refused("common.not_found")
    return found


def settle(unit: Unit, actor: Person, season: Season, id: int, answer: str) -> Difference:
    """JFU has looked into it: the Lurah reads the answer and is asked about his list again."""
    found = difference_here(unit, actor, season, id)
    working_on(unit, actor, season, STEP)
    if found.settled_at is not None:
        raise Refused("recap.already_settled", at=moment(found.settled_at), answer=found.answer or "-")
    found.answer, found.settled_by_id, found.settled_at = answer, actor.id, unit.now
    unit.session.flush()
    _renote(unit, season, found.kelurahan_id)
    unit.log(actor, "recap.settled", found, kind=found.kind)
    place = unit.session.get_one(Kelurahan, found.kelurahan_id)
    words = say("recap.settled", kelurahan=place.name, note=found.note, answer=answer)
    for lurah in holders(unit, season.kecamatan_id, Post.LURAH, place.id):
        unit.tell(lurah, words, [[button("step1_recap.open_list", "lurah:list")]])
    return found


def _renote(unit: Unit, season: Season, kelurahan_id: int) -> None:
    """What boards and papers say of the list is the newest difference that is still open."""
    query = select(Confirmation).where(
        Confirmation.season_id == season.id, Confirmation.kelurahan_id == kelurahan_id
    )
    said = unit.first(query)
    left = unsettled(unit, season, kelurahan_id)
    if said is not None and not said.agrees:
        said.note = left[-1].note if left else None


def owed_settlements(unit: Unit, season: Season, person: Person | None = None) -> Iterator[Debt]:
    """Differences wait for who takes the usulan in."""
    run = run_of(unit, season, STEP)
    if run.state != StepState.OPEN or (person and not person.holds(Post(run.executor), unit.now)):
        return
    found = unsettled(unit, season)
    people = holders(unit, season.kecamatan_id, Post(run.executor)) if found else []
    for one in found:
        place = unit.session.get_one(Kelurahan, one.kelurahan_id)
        words = say("recap.owes_answer", kelurahan=place.name, kind=kind_words(one))
        way = button("recap.open_difference", "s1:difference", one.id)
        for jfu in people:
            yield Debt(f"difference:{one.id}", jfu, words, way, due_of(unit, season))
