"""What the office chooses for a season besides dates: limits, delays, habits; each has a default."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from models.season import Season


class Photos(StrEnum):
    """Whether an usulan fisik needs a photo."""

    REQUIRED = "required"  #: before it is sent
    LATER = "later"  #: until verification ends
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Rules:
    """The rules of a season. Numbers are whole; None is "no limit"."""

    photos: Photos = Photos.REQUIRED

    quota_kelurahan: int | None = None  #: usulan that one kelurahan may send
    quota_komisi: int | None = None  #: usulan that one kelurahan may send for one komisi
    undo_minutes: int = 10  #: before an author hears a verdict, it can be taken back
    verdicts_together: bool = False  #: authors hear all verdicts when the reviewer releases them
    acting_months: int = 3  #: longest period of a Plt. or Plh.
    approval_undo_minutes: int = 5  #: before an approved naskah takes effect, it can be taken back
    absent_days: int = 3  #: working days after which Sekretaris is told that a signer has not decided
    quorum_percent: int = 51  #: of the members of a komisi, to close it with usulan that nobody scored


def rules_of(season: Season) -> Rules:
    """The rules in force; a name that is not known any more is left out."""
    known = {field.name for field in fields(Rules)}
    return Rules(**{name: value for name, value in (season.rules or {}).items() if name in known})


def with_rule(season: Season, name: str, value: Any) -> dict[str, Any]:
    """The stored rules with one of them changed, to be given to `season.rules`."""
    if name not in {field.name for field in fields(Rules)}:
        raise LookupError(name)
    return {**(season.rules or {}), name: value}
