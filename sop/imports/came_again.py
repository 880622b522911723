"""Who came again and who is new: a list beside the one of the stage or year before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from models.batch import Batch
from models.likeness import PastProposal
from models.season import Season
from models.unit import Unit
from sop.core.kelurahan import kelurahan_in
from sop.duplicates.groups import Grouped, Item, came_again
from sop.duplicates.normal import Norm
from texts import plain


@dataclass(frozen=True)
class Before:
    """An usulan of an earlier year, as plain data: it is compared in a process of its own."""

    kelurahan: str
    norm: dict[str, Any]
    words: str  #: its number, and what became of it


def listed_before(unit: Unit, season: Season) -> tuple[Before, ...]:
    """The newest list of an earlier year."""
    ours = (PastProposal.kecamatan_id == season.kecamatan_id, PastProposal.year < season.year)
    newest = select(func.max(PastProposal.year)).where(*ours).scalar_subquery()
    names = {one.id: one.name for one in kelurahan_in(unit, season.kecamatan_id)}
    query = select(PastProposal).where(*ours, PastProposal.year == newest).order_by(PastProposal.id)
    return tuple(
        Before(names[one.kelurahan_id], one.norm, _words(one)) for one in unit.all(query) if one.norm
    )


def _words(past: PastProposal) -> str:
    outcome = {True: "accommodated", False: "left", None: "unknown"}[past.accommodated]
    reason = plain("imports.before_reason", reason=past.reason) if past.reason else ""
    return plain(f"imports.before_{outcome}", year=past.year, number=past.number, reason=reason).strip()


def beside(rows: Sequence[Item], before: Sequence[Before]) -> Grouped | None:
    """Rows of usulan that stood in it; None where there is no such list."""
    if not before:
        return None
    concerned = {row.kelurahan for row in rows}
    items = [
        Item("", "", one.kelurahan, Norm.of(one.norm), one.words, "")
        for one in before
        if one.kelurahan in concerned
    ]
    return came_again(rows, items)


def again_of(batch: Batch, at: object) -> str:
    """What is said of a row in the report; empty where it is new."""
    return str((batch.account.get("again") or {}).get(str(at), ""))


def counted_again(batch: Batch) -> tuple[int, int] | None:
    """Rows that came again, and those that did not; None where there was nothing to compare with."""
    again = batch.account.get("again")
    if again is None:
        return None
    taken = [at for at, outcome, _ in batch.report if outcome != "refused"]
    count = sum(1 for at in taken if str(at) in again)
    return count, len(taken) - count
