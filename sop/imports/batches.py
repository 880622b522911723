"""A file on its way: handed in, looked at, taken in piece by piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from models.batch import Batch
from models.enums import BatchState
from models.people import Person
from models.season import Season
from models.unit import Unit
from sop.core.people import must_hold, names
from sop.core.refused import Refused
from sop.core.sent_today import count
from sop.imports.examine import Examined
from sop.imports.kind import Kind, Line, Outcome
from sop.imports.kinds import KINDS
from sop.imports.workbook import check_size
from texts import plain

LONGEST_NAME = 200


# ---- handed in


def hand_in(unit: Unit, actor: Person, season: Season, *, name: str, file_id: str, size: int) -> Batch:
    """Somebody sent a file; it is fetched and read a little later."""
    kinds_for(unit, actor)
    check_size(size)
    count(unit, actor, size)
    return unit.add(new_batch(unit, actor, season, name=name, file_id=file_id))


def new_batch(unit: Unit, actor: Person | None, season: Season, *, name: str, file_id: str | None) -> Batch:
    return Batch(
        kecamatan_id=season.kecamatan_id,
        season_id=season.id,
        file_name=name[-LONGEST_NAME:],
        file_id=file_id,
        by_id=actor.id if actor else None,
        at=unit.now,
        not_before=unit.now,
        report=[],
    )


def kinds_for(unit: Unit, actor: Person) -> list[Kind]:
    """What this person may hand in; nothing at all is a refusal."""
    found = [kind for kind in KINDS.values() if any(actor.holds(post, unit.now) for post in kind.posts)]
    if not found:
        posts = dict.fromkeys(post for kind in KINDS.values() for post in kind.posts)
        raise Refused("common.not_yours", post=names(posts))
    return found


def may_hand_in(unit: Unit, actor: Person) -> bool:
    """Whether lists are taken from him at all."""
    return any(actor.holds(post, unit.now) for kind in KINDS.values() for post in kind.posts)


def batch_of(unit: Unit, actor: Person, id: int) -> Batch:
    """A file of the actor's kecamatan, of a kind that he may hand in."""
    batch = unit.get(Batch, id)
    if batch is None or batch.kecamatan_id != actor.kecamatan_id:
        raise Refused("common.not_found")
    if batch.kind:
        must_hold(unit, actor, *KINDS[batch.kind].posts)
    else:
        kinds_for(unit, actor)
    return batch


def recent(unit: Unit, actor: Person, season: Season) -> list[Batch]:
    """The files of this season that the actor may see, the newest first."""
    words = [kind.word for kind in kinds_for(unit, actor)]
    query = select(Batch).where(Batch.season_id == season.id, Batch.kind.in_([*words, ""]))
    return unit.all(query.order_by(Batch.id.desc()))


# ---- looked at


def offices_for(unit: Unit, batch: Batch) -> Mapping[str, Any]:
    """What the rows are compared with: of the kind that is known, else of each that it may be."""
    season = unit.session.get_one(Season, batch.season_id)
    actor = unit.get(Person, batch.by_id)
    kinds = [KINDS[batch.kind]] if batch.kind else kinds_for(unit, actor) if actor else list(KINDS.values())
    return offices_of(unit, season, kinds)


def offices_of(unit: Unit, season: Season, kinds: Sequence[Kind]) -> Mapping[str, Any]:
    return {kind.word: kind.office(unit, season) for kind in kinds}


def note_examined(unit: Unit, batch: Batch, found: Examined) -> None:
    """The file was read: what is in it, or why it cannot be taken."""
    batch.template_year = found.template_year
    if found.trouble is not None:
        key, facts = found.trouble
        note_trouble(unit, batch, plain(key, **facts))
        return
    if found.question is not None and batch.done:  # a newer version asks what this one did not have to
        note_trouble(unit, batch, plain("imports.broken"))
        return
    if found.question is not None:
        batch.state, batch.question = BatchState.CHOOSING, asdict(found.question)
        return
    batch.kind, batch.state, batch.question = found.kind, BatchState.READY, None
    batch.account = found.account.stored()
    _note_lines(batch, found.lines)
    unit.log(unit.get(Person, batch.by_id), "batch.read", batch, kind=batch.kind, rows=batch.rows)


def note_trouble(unit: Unit, batch: Batch, words: str) -> None:
    batch.state, batch.trouble = BatchState.REFUSED, words
    unit.log(unit.get(Person, batch.by_id), "batch.refused", batch)


def _note_lines(batch: Batch, lines: Sequence[Line]) -> None:
    def count(outcome: Outcome) -> int:
        return sum(line.checked.outcome is outcome for line in lines)

    batch.rows, batch.good = len(lines), count(Outcome.GOOD)
    batch.mending, batch.refused = count(Outcome.MENDING), count(Outcome.REFUSED)
    batch.report = [[line.number, line.checked.outcome, line.checked.reason] for line in lines]


def drop(unit: Unit, actor: Person, batch: Batch) -> None:
    """[Batal]: nothing of it is taken in."""
    if batch.state in (BatchState.APPLYING, BatchState.APPLIED):
        raise Refused("imports.taken_already")
    if batch.state not in (BatchState.READY, BatchState.CHOOSING, BatchState.ASKED):
        raise Refused("common.old_button")
    batch.state = BatchState.DROPPED
    unit.log(actor, "batch.dropped", batch)


def same_before(unit: Unit, batch: Batch) -> Batch | None:
    """The very same file, taken in before and not taken back."""
    query = select(Batch).where(
        Batch.season_id == batch.season_id,
        Batch.kind == batch.kind,
        Batch.sha256 == batch.sha256,
        Batch.id != (batch.id or 0),
        Batch.state.in_((BatchState.APPLYING, BatchState.APPLIED)),
    )
    return unit.first(query.order_by(Batch.id.desc()))


# ---- taken in


def begin_applying(unit: Unit, actor: Person | None, batch: Batch, way: str) -> None:
    """[Masukkan]: from here on it goes through to the last row, whatever happens to the program."""
    kind = KINDS.get(batch.kind)
    if batch.state in (BatchState.APPLYING, BatchState.APPLIED):
        raise Refused("imports.taken_already")
    if batch.state != BatchState.READY or kind is None or way not in dict(kind.ways):
        raise Refused("common.old_button")
    if batch.good + batch.mending == 0:
        raise Refused("imports.nothing_good")
    if kind.opened is not None:
        kind.opened(unit, unit.session.get_one(Season, batch.season_id))
    earlier = same_before(unit, batch)
    if earlier is not None and earlier.applied_at is not None and earlier.applied_at > batch.at:
        raise Refused("imports.same_just_now")
    batch.state, batch.way, batch.done, batch.by_id = BatchState.APPLYING, way, 0, actor.id if actor else None
    batch.applied_at = unit.now
    unit.session.flush()  # the row's version decides between two presses
    unit.log(actor, "batch.begun", batch, kind=batch.kind, way=way)


def apply_some(unit: Unit, batch: Batch, lines: Sequence[Line], most: int) -> bool:
    """Take in the next rows; true when that was the last. `done` is stored with them: a kill repeats none."""
    kind, actor = KINDS[batch.kind], unit.get(Person, batch.by_id)
    piece = lines[batch.done : batch.done + most]
    if batch.done == 0:
        _note_lines(batch, lines)  # what was looked at hours ago may look different now
    told: dict[int | str, str] = {}
    for line in piece:
        if line.checked.outcome is not Outcome.REFUSED:
            try:
                with unit.part():
                    words = kind.apply(unit, actor, batch, line.checked)
            except Refused as refused:
                told[line.number] = plain(refused.key, **refused.facts)
                _refuse_late(batch, line)
                continue
            if words != line.checked.reason:
                told[line.number] = words
    if told:
        batch.report = [[at, outcome, told.get(at, reason)] for at, outcome, reason in batch.report]
    batch.done += len(piece)
    if batch.done < len(lines):
        return False
    batch.state = BatchState.APPLIED
    if kind.finish is not None:
        kind.finish(unit, actor, batch)
    unit.log(actor, "batch.applied", batch, good=batch.good, mending=batch.mending, refused=batch.refused)
    return True


def skip_row(unit: Unit, batch: Batch, lines: Sequence[Line]) -> bool:
    """A row that cannot be taken in through a fault of ours: it is named, and the others go on."""
    line = lines[batch.done]
    words = {line.number: plain("imports.row_broken")}
    _refuse_late(batch, line)
    batch.report = [[at, outcome, words.get(at, reason)] for at, outcome, reason in batch.report]
    batch.done += 1
    return batch.done >= len(lines) and apply_some(unit, batch, lines, 1)


def _refuse_late(batch: Batch, line: Line) -> None:
    """The rows looked right, and the office has changed since."""
    if line.checked.outcome is Outcome.GOOD:
        batch.good -= 1
    else:
        batch.mending -= 1
    batch.refused += 1
    batch.report = [
        [at, Outcome.REFUSED if at == line.number else outcome, reason]
        for at, outcome, reason in batch.report
    ]
