"""Two who change posts in the same moment."""

from __future__ import annotations

from sqlalchemy import select

from models.people import Appointment
from models.unit import Unit


def alone_with_posts(unit: Unit, kecamatan_id: int) -> None:
    """Read anew who has which post; until this is stored nobody else changes it who asks like this.

    No row is locked: to that of the kecamatan all that is stored points, and would wait for it.
    """
    unit.alone_in(Appointment.__tablename__, kecamatan_id)
    held = select(Appointment).where(Appointment.kecamatan_id == kecamatan_id)
    unit.all(held.execution_options(populate_existing=True))
