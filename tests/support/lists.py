"""What came of a file of rows."""

from __future__ import annotations

from sqlalchemy import select

from models.batch import Batch
from models.proposal import Proposal
from tests.support.office import Office


def of_last(office: Office) -> tuple[Batch, list[Proposal]]:
    """The newest file, and what came of it."""
    batch = office.read(
        select(Batch).where(Batch.kecamatan_id == office.kecamatan_id).order_by(Batch.id.desc())
    )[0]
    made = office.read(select(Proposal).where(Proposal.batch_id == batch.id).order_by(Proposal.id))
    return batch, made
