"""A file taken back as a whole, within a day of when it was taken in."""

from __future__ import annotations

from datetime import timedelta

from models.batch import Batch
from models.enums import BatchState
from models.people import Person
from models.unit import Unit
from sop.core.refused import Refused
from sop.imports.kinds import KINDS

REGRET = timedelta(hours=24)  #: as long a whole file can be taken back


def can_be_undone(unit: Unit, batch: Batch) -> bool:
    return (
        batch.state == BatchState.APPLIED
        and batch.applied_at is not None
        and unit.now <= batch.applied_at + REGRET
    )


def begin_undoing(unit: Unit, actor: Person, batch: Batch) -> None:
    """[Batalkan impor], asked twice: within a day."""
    if batch.state in (BatchState.UNDOING, BatchState.UNDONE):
        raise Refused("imports.undone_already")
    if batch.state != BatchState.APPLIED:
        raise Refused("common.old_button")
    if not can_be_undone(unit, batch):
        raise Refused("imports.too_late")
    batch.state, batch.done, batch.undone_at, batch.not_before = BatchState.UNDOING, 0, unit.now, unit.now
    unit.session.flush()
    unit.log(actor, "batch.undo", batch)


def undo_some(unit: Unit, batch: Batch, most: int) -> bool:
    """Take back the next of it; true when nothing more can be."""
    kind, actor = KINDS[batch.kind], unit.get(Person, batch.by_id)
    count = kind.undo(unit, actor, batch, most)
    batch.done += count
    if count:
        return False
    batch.state = BatchState.UNDONE
    unit.log(actor, "batch.undone", batch, taken_back=batch.done)
    return True
