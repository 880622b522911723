"""Who is reminded of what, and when."""

from __future__ import annotations

from models.unit import Unit
from sop.settings import open_due_intakes


def sweep(unit: Unit) -> int:
    """Say what is due; how many were told."""
    return open_due_intakes(unit)
