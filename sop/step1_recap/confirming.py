"""The Lurah's word on the list of his kelurahan: frozen as he sees it, right, or with differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.enums import StepState
from models.people import Kelurahan, Person
from models.posts import Post
from models.proposal import Confirmation, Proposal
from models.season import Season
from models.unit import Unit
from sop.core.people import kelurahan_of
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.step1_recap.changes import Changes, changes, mark_of
from sop.step1_recap.intake import COUNTED, STEP, Standing, standing_of
from texts.figures import number, rupiah

CHANGED = "step1_recap.list_changed"  #: why a word about a list that is another by now is not taken


@dataclass(frozen=True)
class Frozen:
    """The list of a kelurahan as it is asked about."""

    standing: Standing
    said: Confirmation | None  #: None: nothing is asked, or it is another list since
    since: Changes  #: what changed since the Lurah saw it last
    asked: bool  #: whether the intake is open


def as_frozen(unit: Unit, actor: Person, season: Season) -> Frozen:
    """The list as it is, and what it was frozen as, where it is still the same."""
    place = kelurahan_of(unit, actor, Post.LURAH)
    now = standing_of(unit, season, place.id)
    said = now.confirmation
    asked = run_of(unit, season, STEP).state == StepState.OPEN
    same = asked and said is not None and said.mark is not None and now.as_seen
    return Frozen(now, said if same else None, Changes(), asked=asked)


def open_list(unit: Unit, actor: Person, season: Season) -> Frozen:
    """The Lurah opens his list: as it is now it is frozen for his answer, and what changed is said."""
    found = as_frozen(unit, actor, season)
    if found.said is not None or not found.asked:
        return found
    now, said = found.standing, found.standing.confirmation
    place = now.kelurahan
    rows = list_of(unit, season, place)
    before = said.numbers if said is not None and said.mark is not None else None
    said = _freeze(unit, actor, season, now, rows)
    since = changes(rows if before is None else before, rows)
    return Frozen(standing_of(unit, season, place.id), said, since, asked=True)


def _freeze(unit: Unit, actor: Person, season: Season, now: Standing, rows: list[Any]) -> Confirmation:
    said = now.confirmation
    if said is None:
        said = Confirmation(
            kecamatan_id=season.kecamatan_id, season_id=season.id, kelurahan_id=now.kelurahan.id, agrees=False
        )
    elif not now.as_seen:
        said.agrees = False
    said.by_id, said.at = actor.id, unit.now
    said.count, said.total, said.weight = now.count, now.total, now.weight
    said.numbers, said.mark = rows, mark_of(rows)
    return unit.add(said)


def list_of(unit: Unit, season: Season, place: Kelurahan) -> list[Any]:
    """[number, revision, cost] of all that a kelurahan brought, in the order of the numbers."""
    query = (
        select(Proposal.number, Proposal.revision, Proposal.cost)
        .where(
            Proposal.season_id == season.id,
            Proposal.kelurahan_id == place.id,
            Proposal.status.in_(COUNTED),
        )
        .order_by(Proposal.sequence)
    )
    return [list(row) for row in unit.session.execute(query).all()]


def asked_about(unit: Unit, actor: Person, season: Season) -> tuple[Kelurahan, Confirmation | None]:
    """The list that the Lurah was shown, while the intake is open."""
    place = kelurahan_of(unit, actor, Post.LURAH)
    if run_of(unit, season, STEP).state != StepState.OPEN:
        raise Refused("step1_recap.intake_closed")
    query = select(Confirmation).where(
        Confirmation.season_id == season.id, Confirmation.kelurahan_id == place.id
    )
    return place, unit.first(query)


def confirm(unit: Unit, actor: Person, season: Season, mark: str) -> Confirmation:
    """The Lurah says that the list he was shown, known by the beginning of its mark, is right."""
    place, said = asked_about(unit, actor, season)
    now = standing_of(unit, season, place.id)
    if said is None or not (said.mark or "").startswith(mark) or not now.as_seen:
        raise Refused(CHANGED, count=number(now.count), total=rupiah(now.total))
    if said.agrees:
        raise Refused("step1_recap.already_confirmed")
    said.by_id, said.at, said.agrees, said.note = actor.id, unit.now, True, None
    unit.add(said)
    unit.log(actor, "recap.confirmed", said, count=said.count, total=said.total, mark=said.mark)
    return said
