"""One verdict for many usulan: who would hear of it, what has changed meanwhile, and all of it taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.enums import Status
from models.people import Person
from models.proposal import Proposal, Verdict
from models.season import Season
from models.unit import Unit
from sop.core.refused import Refused
from sop.core.statuses import status_word
from sop.flow.progress import working_on
from sop.step2_verify.queue_filter import STEP
from sop.step2_verify.step import decide_many, deciding
from sop.step2_verify.telling_authors import Letterbox, hearers, letterboxes, write_again
from sop.step2_verify.undoing_verdict import restore

MOST = 100  #: usulan in one verdict


@dataclass(frozen=True)
class Weighed:
    """What of the picked usulan can get this verdict now, and what cannot any more."""

    rows: Sequence[tuple[Proposal, int]]
    left: Sequence[tuple[str, str]]  #: number and where it stands

    def authors(self, unit: Unit) -> int:
        """How many people will be told."""
        return len({person.id for row, _ in self.rows for person in hearers(unit, row)})


def weigh(unit: Unit, actor: Person, season: Season, picked: Mapping[int, int], outcome: Status) -> Weighed:
    """Look at each as it was read when it was picked: id -> revision."""
    working_on(unit, actor, season, STEP)
    query = select(Proposal).where(Proposal.id.in_(list(picked)), Proposal.season_id == season.id)
    rows, left = [], []
    for row in unit.all(query.order_by(Proposal.sequence, Proposal.id)):
        try:
            if row.status != Status.SUBMITTED:
                raise Refused("many.changed")
            deciding(unit, actor, row, outcome, picked[row.id])
        except Refused:  # somebody was faster, or its author sent it again
            left.append((row.number or "-", status_word(row.status)))
        else:
            rows.append((row, picked[row.id]))
    return Weighed(rows, left)


def decide_picked(
    unit: Unit,
    actor: Person,
    season: Season,
    picked: Mapping[int, int],
    outcome: Status,
    *,
    reason: str | None,
    field: str | None,
    code: str | None,
) -> tuple[str, list[Verdict], Weighed]:
    """The verdict on all that still wait; the others are left as they are. Its mark, for taking it back."""
    weighed = weigh(unit, actor, season, picked, outcome)
    if not weighed.rows:
        raise Refused("many.nothing_left")
    mark = f"{actor.id:x}.{int(unit.now.timestamp() * 1000):x}"[-16:]
    given = decide_many(unit, actor, weighed.rows, outcome, mark=mark, reason=reason, field=field, code=code)
    return mark, given, weighed


def open_together(unit: Unit, actor: Person, mark: str) -> list[Verdict]:
    """Of the verdicts that were given at once, those that can still be taken back."""
    query = select(Verdict).where(
        Verdict.together == mark,
        Verdict.kecamatan_id == actor.kecamatan_id,
        Verdict.undone_at.is_(None),
        Verdict.due > unit.now,
    )
    return unit.all(query.order_by(Verdict.id))


def undo_together(unit: Unit, actor: Person, mark: str) -> int:
    """Batalkan semua: each stands as before, and no author hears. What was undone singly stays undone."""
    verdicts = open_together(unit, actor, mark)
    if not verdicts:
        raise Refused("many.undone_or_told")
    undone = [(verdict, restore(unit, actor, verdict)) for verdict in verdicts]
    written: set[Letterbox] = set()
    for verdict, row in undone:
        boxes = set(letterboxes(unit, verdict, row))
        if not boxes <= written:
            write_again(unit, verdict, row)
        written |= boxes
    return len(undone)
