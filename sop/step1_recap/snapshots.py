"""Rekap v3: which usulan there were at a moment, numbered and frozen; papers name the one they come from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from models.people import Person
from models.proposal import Proposal
from models.recap import Snapshot
from models.season import Season
from models.unit import Unit
from sop.core.people import must_hold
from sop.core.refused import Refused
from sop.flow.progress import run_of
from sop.papers.letterhead import head
from sop.step1_recap.changes import Changes, changes, mark_of
from sop.step1_recap.intake import COUNTED, STEP
from sop.step1_recap.matrix import sees_whole
from texts import plain
from texts.figures import moment


def take(unit: Unit, actor: Person, season: Season) -> Snapshot:
    """JFU makes the next numbered recap; where nothing has changed there is none to be made."""
    must_hold(unit, actor, run_of(unit, season, STEP).executor)
    if season.closed_at is not None:
        raise Refused("recap.season_over")
    made = _take(unit, actor, season)
    if made is None:
        last = newest(unit, season)
        if last is None:
            raise Refused("recap.nothing_yet")
        raise Refused("recap.nothing_new", name=name_of(last))
    return made


def _take(unit: Unit, actor: Person | None, season: Season) -> Snapshot | None:
    rows = _rows(unit, season)
    mark = mark_of(rows)
    last = newest(unit, season)
    if not rows or (last is not None and last.sha256 == mark):
        return None
    edition = last.edition + 1 if last is not None else 1
    made = Snapshot(
        kecamatan_id=season.kecamatan_id,
        season_id=season.id,
        edition=edition,
        at=unit.now,
        by_id=actor.id if actor else None,
        count=len(rows),
        total=sum(row[4] or 0 for row in rows),
        lines=rows,
        changes=_stored(changes(last.lines, rows)) if last is not None else None,
        sha256=mark,
    )
    if not unit.insert_once(made):  # of two in the same moment one makes it
        return None
    stored = unit.session.scalars(
        select(Snapshot).where(Snapshot.season_id == season.id, Snapshot.edition == edition)
    ).one()
    unit.log(actor, "recap.taken", stored, edition=edition, count=stored.count, sha256=mark)
    return stored


def _rows(unit: Unit, season: Season) -> list[Any]:
    row = Proposal.__table__.c  # columns only: a thousand rows are read in one press
    query = (
        select(row.number, row.revision, row.kelurahan_id, row.komisi, row.cost)
        .where(row.season_id == season.id, row.status.in_(COUNTED))
        .order_by(row.sequence)
    )
    return [list(found) for found in unit.session.execute(query).all()]


def _stored(found: Changes) -> dict[str, Any]:
    return {"added": list(found.added), "gone": list(found.gone), "changed": list(found.changed)}


def changes_of(snapshot: Snapshot) -> Changes | None:
    """Since the edition before; None: there is none before."""
    kept = snapshot.changes
    return None if kept is None else Changes(**{key: tuple(named) for key, named in kept.items()})


def newest(unit: Unit, season: Season) -> Snapshot | None:
    query = select(Snapshot).where(Snapshot.season_id == season.id).order_by(Snapshot.edition.desc())
    return unit.first(query)


def page_of_snapshots(unit: Unit, season: Season, at: int, most: int) -> list[Snapshot]:
    """Some of them, the newest first."""
    query = select(Snapshot).where(Snapshot.season_id == season.id).order_by(Snapshot.edition.desc())
    return unit.all(query.offset(at).limit(most))


def how_many(unit: Unit, season: Season) -> int:
    return unit.first(select(func.max(Snapshot.edition)).where(Snapshot.season_id == season.id)) or 0


def snapshot_here(unit: Unit, actor: Person, season: Season, id: int) -> Snapshot:
    """One of this season, for who sees the recap of every kelurahan."""
    must_see_whole(unit, actor, season)
    found = unit.get(Snapshot, id)
    if found is None or found.season_id != season.id:
        raise Refused("common.not_found")
    return found


def must_see_whole(unit: Unit, actor: Person, season: Season) -> None:
    if not sees_whole(unit, actor, season):
        raise Refused("recap.not_for_you")


def name_of(snapshot: Snapshot) -> str:
    """ "Rekap v3, 14 Jan 2027 09.10 WIB"."""
    return plain("recap.name", edition=snapshot.edition, at=moment(snapshot.at))


def source_of(unit: Unit, season: Season) -> str:
    """What a paper made now prints of the recap it is made from; a new one where the usulan have changed."""
    _take(unit, None, season)
    last = newest(unit, season)
    return "" if last is None else plain("recap.source", name=name_of(last), mark=last.sha256[:8])


def head_of_usulan(unit: Unit, season: Season) -> dict[str, Any]:
    """The head of a paper that shows the usulan: it names the numbered recap that they are frozen in."""
    return head(unit, season) | {"source": source_of(unit, season)}
