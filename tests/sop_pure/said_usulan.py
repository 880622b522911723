"""An usulan that is only said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Said:
    """What is compared of an usulan."""

    title: str | None
    place: str | None
    problem: str | None = None
    rt: int | None = None
    rw: int | None = None
    volume: Decimal | None = None
    unit: str | None = None
