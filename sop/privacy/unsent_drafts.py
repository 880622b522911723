"""Drafts that were never sent are nobody's record: they go with all that hangs on them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, select, update

from models.enums import Status
from models.proposal import Proposal, Upload
from models.tables import METADATA
from models.unit import Unit
from sop.core.erasing import erase

#: No revision and no number: nobody but its author has ever seen it.
NEVER_SENT: tuple[ColumnElement[bool], ...] = (
    Proposal.status.in_((Status.DRAFT, Status.DISCARDED)),
    Proposal.revision == 0,
    Proposal.number.is_(None),
)


def remove_drafts(unit: Unit, *which: ColumnElement[bool]) -> int:
    """Delete those of the drafts never sent; how many."""
    ids = unit.all(select(Proposal.id).where(*NEVER_SENT, *which))
    if not ids:
        return 0
    sent = select(Upload.sha256, Upload.original_sha256).where(Upload.proposal_id.in_(ids))
    hashes = [sha256 for pair in unit.session.execute(sent).all() for sha256 in pair]
    unit.session.flush()
    for table in reversed(METADATA.sorted_tables):
        for column in table.columns:
            if not any(key.column.table.name == Proposal.__tablename__ for key in column.foreign_keys):
                continue
            where = column.in_(ids)
            act = update(table).values({column.name: None}) if column.nullable else delete(table)
            unit.session.execute(act.where(where))
    unit.session.execute(delete(Proposal).where(Proposal.id.in_(ids)))
    unit.session.expire_all()
    erase(unit, hashes)
    return len(ids)
