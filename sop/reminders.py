"""Who is reminded of what, and when."""

from __future__ import annotations

from models.unit import Unit


def sweep(unit: Unit) -> int:
    """Say what is due; how many were told."""
    return 0
