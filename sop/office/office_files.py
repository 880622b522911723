"""Files of the office's own that somebody sent in chat: a row at once, the bytes a little later."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from models.archive import OfficeFile
from models.people import Person
from models.unit import Unit
from sop.core.fair_turns import Turns
from sop.core.sent_today import count
from texts import say

ATTEMPTS = 3


class Unfit(Exception):
    """A file that cannot be used: the key of the sentence that says why, and its facts."""

    def __init__(self, key: str, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(key, facts or {})  # all of it in `args`, or it is lost between two processes
        self.key = key
        self.facts = dict(facts or {})


@dataclass(frozen=True)
class Fit:
    """What is kept of a file, and what was seen in it."""

    content: bytes
    facts: Mapping[str, object]


@dataclass(frozen=True)
class Waiting:
    """A file that is not with us yet."""

    id: int
    kind: str  #: what stands before the colon: "lambang", "templat"
    file_id: str


def hand_in(unit: Unit, actor: Person, kind: str, *, name: str, file_id: str, size: int) -> OfficeFile:
    """A file came: it is fetched and looked at after this."""
    count(unit, actor, size)
    return unit.add(
        OfficeFile(
            kecamatan_id=actor.kecamatan_id,
            kind=kind,
            name=name[:200],
            file_id=file_id,
            size=size,
            by_id=actor.id,
            at=unit.now,
        )
    )


def used(unit: Unit, kecamatan_id: int, kind: str) -> Sequence[OfficeFile]:
    """Those of its kind whose bytes are with us and that nobody took away, the newest first."""
    query = select(OfficeFile).where(
        OfficeFile.kecamatan_id == kecamatan_id,
        OfficeFile.kind == kind,
        OfficeFile.removed_at.is_(None),
        OfficeFile.file_id.is_(None),
    )
    return unit.all(query.order_by(OfficeFile.id.desc()))


def retire(unit: Unit, kecamatan_id: int, kind: str, besides: OfficeFile | None = None) -> None:
    """They are used no more; their bytes stay, for what was made with them."""
    for before in used(unit, kecamatan_id, kind):
        if before is not besides:
            before.removed_at = unit.now


def next_waiting(
    unit: Unit, turns: Turns, kinds: Collection[str], besides: Collection[int] = ()
) -> Waiting | None:
    """One of these kinds that is not with us, but for those that were not to be had a moment ago."""
    oldest = turns.next(
        unit,
        OfficeFile.id,
        OfficeFile.by_id,
        or_(*(OfficeFile.kind.startswith(f"{kind}:") for kind in kinds), OfficeFile.kind.in_(kinds)),
        OfficeFile.file_id.is_not(None),
        OfficeFile.removed_at.is_(None),
        OfficeFile.id.not_in(list(besides)),
    )
    sent = None if oldest is None else unit.session.get_one(OfficeFile, oldest)
    if sent is None or sent.file_id is None:
        return None
    return Waiting(sent.id, sent.kind.partition(":")[0], sent.file_id)


def came(
    unit: Unit, id: int, fit: Fit, sha256: str, use: Callable[[Unit, OfficeFile, Mapping[str, object]], None]
) -> None:
    """The bytes are with us, unless the file was taken away meanwhile: `use` says what follows."""
    sent = unit.session.get_one(OfficeFile, id)
    if sent.file_id is None or sent.removed_at is not None:
        return
    sent.file_id, sent.sha256, sent.size = None, sha256, len(fit.content)
    use(unit, sent, fit.facts)


def unfit(unit: Unit, id: int, why: Unfit) -> None:
    """It cannot be used, or not be had: everything stays as it was, and who sent it is told."""
    sent = unit.session.get_one(OfficeFile, id)
    if sent.removed_at is None:
        sent.removed_at = unit.now
        unit.tell(unit.session.get_one(Person, sent.by_id), say(why.key, **why.facts))


def failed(unit: Unit, id: int, why: Unfit) -> None:
    """We did not get through with it: tried three times."""
    sent = unit.session.get_one(OfficeFile, id)
    sent.attempts += 1
    if sent.attempts >= ATTEMPTS:
        unfit(unit, id, why)
