"""Rows that may be the same as another, or as an usulan that is there: shown as groups, and a person says.

What was said is kept with the other answers about the file, by the number of the row: the name of what it is
the same as, or nothing where it is another usulan. Who says nothing gets every row taken in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.batch import Batch
from models.enums import BatchState
from models.people import Person
from models.unit import Unit
from sop.core.refused import Refused
from sop.duplicates.groups import Grouped
from sop.imports.account import Account
from sop.imports.kind import Checked, Line, Outcome
from texts import plain


@dataclass(frozen=True)
class Row:
    """A row in a group."""

    at: str  #: its number in the file
    shown: str
    exact: bool  #: the same to the letter as the first of its group
    same: bool | None  #: as it was answered; None: nobody has said yet


@dataclass(frozen=True)
class Doubles:
    """The first of a group, and the rows that may be the same."""

    name: str  #: "baris 4", a number, or "draf"
    shown: str
    rows: tuple[Row, ...]

    @property
    def open(self) -> bool:
        return any(row.same is None for row in self.rows)


# ---- while the file is looked at


def note_doubles(account: Account, found: Grouped) -> None:
    """What there is to be asked about, as it is stored and shown."""
    account.compared = found.whole
    if found.again is not None:
        account.again = {one.at: one.words for one in found.again}
    account.doubles = [
        {
            "name": group.head.name,
            "shown": group.head.shown,
            "rows": [[one.at, one.shown, one.letters == group.head.letters] for one in group.others],
        }
        for group in found.groups
    ]


def without_same(lines: Sequence[Line], answers: Mapping[str, str]) -> list[Line]:
    """The rows of which somebody said that they are the same as another are not taken in."""
    return [_weighed(line, answers.get(_key(str(line.number)), "")) for line in lines]


def unanswered(account: Account, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Rows of which nobody has said what they are, each with what it may be the same as."""
    return [
        (row, group["name"])
        for group in account.doubles
        for row, _, _ in group["rows"]
        if _key(row) not in answers
    ]


def _weighed(line: Line, same_as: str) -> Line:
    if not same_as:
        return line
    reason = plain("imports.same_as", other=same_as)
    return replace(line, checked=Checked(Outcome.REFUSED, reason))


# ---- what is asked, and said


def doubles_of(batch: Batch) -> list[Doubles]:
    """The groups of a file that waits to be taken in, in the order of its rows."""
    if batch.state != BatchState.READY:
        return []
    return [
        Doubles(
            one["name"],
            one["shown"],
            tuple(Row(at, shown, exact, _said(batch, at)) for at, shown, exact in one["rows"]),
        )
        for one in batch.account.get("doubles", [])
    ]


def say_same(
    unit: Unit, actor: Person, batch: Batch, at: int, *, same: bool, rows: Sequence[int] = ()
) -> None:
    """[Sama, gabung] or [Beda] for the `at`-th group, or for some of its rows by their place in it.

    For a group it says what nobody has said yet of its rows; where all is said, it is said anew.
    Refused("common.old_button") where there is no such group any more.
    """
    groups = doubles_of(batch)
    if not 0 <= at < len(groups) or any(not 0 <= row < len(groups[at].rows) for row in rows):
        raise Refused("common.old_button")
    group = groups[at]
    left = [row for row in group.rows if row.same is None]
    meant = [group.rows[row] for row in rows] if rows else left or group.rows
    _keep(unit, actor, batch, {row.at: group.name if same else "" for row in meant})


def say_letters_same(unit: Unit, actor: Person, batch: Batch) -> int:
    """[3 persis sama]: each row that repeats another to the letter, where nobody has said what it is."""
    said = {
        row.at: group.name
        for group in doubles_of(batch)
        for row in group.rows
        if row.exact and row.same is None
    }
    if not said:
        raise Refused("common.old_button")
    _keep(unit, actor, batch, said)
    return len(said)


def look_again(batch: Batch) -> None:
    """What was said changes what the rows come to: the file is looked at once more.

    Refused("common.old_button") where it does not wait to be taken in.
    """
    if batch.state != BatchState.READY:
        raise Refused("common.old_button")
    batch.account, batch.state = {}, BatchState.ASKED


def _keep(unit: Unit, actor: Person, batch: Batch, said: Mapping[str, str]) -> None:
    batch.answers = {**batch.answers, **{_key(at): name for at, name in said.items()}}
    unit.log(actor, "batch.compared", batch, rows=dict(said))


def _said(batch: Batch, at: str) -> bool | None:
    answer = batch.answers.get(_key(at))
    return None if answer is None else bool(answer)


def _key(at: str) -> str:
    return f"double:{at}"
