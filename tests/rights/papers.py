"""The paper that a step waits for, in each state that a paper can be in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from sqlalchemy import Connection, Table, insert, select, update

from models.base import Base
from models.enums import Drawing, Outcome, Stage
from models.paper import Decision, Paper, PaperContent

HASH = "0" * 8 + "5" * 56  #: begins as the button of tests/rights/handlers.py says
UNDO = timedelta(minutes=30)


class Before:
    """A naskah before who decides about it, and the earlier editions of it; changed as raw rows."""

    def __init__(self, connection: Connection, paper_id: int, by_id: int, post: str, moment: object) -> None:
        self._connection = connection
        self._by = {"by_id": by_id, "post": post}
        self._moment = moment
        table = Paper.__table__
        self.row = dict(connection.execute(table.select().where(table.c.id == paper_id)).mappings().one())
        self._set(sha256=HASH)

    # ---- the states

    def draft(self) -> None:
        self._set(stage=Stage.DRAF)

    def asked(self) -> None:
        self._set(state=Drawing.ASKED, sha256=None, size=None, pages=None)

    def waiting(self) -> None:
        pass

    def approved(self) -> None:
        self._decided(Outcome.APPROVED, effective_at=self._moment + UNDO)  # type: ignore[operator]

    def in_force(self) -> None:
        self._set(stage=Stage.FINAL, sealed_at=self._moment, sealed_sha256=HASH, sealed_size=1)
        self._decided(Outcome.APPROVED, effective_at=self._moment, carried_out_at=self._moment)

    def undone(self) -> None:
        self._decided(Outcome.APPROVED, effective_at=self._moment, undone_at=self._moment, live=None)

    def returned(self) -> None:
        self._decided(Outcome.RETURNED, note="Mohon dilengkapi dahulu.")

    def withdrawn(self) -> None:
        """A newer edition has taken its place."""
        newer = {name: value for name, value in self.row.items() if name != "id"}
        newer |= {"edition": self.row["edition"] + 1, "code": f"baru{self.row['id']}", "sha256": "7" * 64}
        (made,) = self._connection.execute(insert(Paper.__table__).values(**newer)).inserted_primary_key or ()
        content = _table(PaperContent)
        mine = select(content).where(content.c.paper_id == self.row["id"])
        copied = dict(self._connection.execute(mine).mappings().one()) | {"paper_id": made}
        self._connection.execute(
            insert(content).values(**{name: value for name, value in copied.items() if name != "id"})
        )

    # ---- rows

    def decisions(self) -> list[int]:
        table = Decision.__table__
        of_it = table.select().where(table.c.paper_id == self.row["id"])
        return [row.id for row in self._connection.execute(of_it)]

    def _set(self, **values: object) -> None:
        table = Paper.__table__
        self._connection.execute(update(table).where(table.c.id == self.row["id"]).values(**values))

    def _decided(self, outcome: Outcome, **values: object) -> None:
        made = {"kecamatan_id": self.row["kecamatan_id"], "paper_id": self.row["id"], "outcome": outcome}
        more = {"sha256": HASH, "at": self._moment, "live": True}
        self._connection.execute(
            insert(_table(Decision)).values(**(made | more | self._by | dict(values)))  # type: ignore[arg-type]
        )


def _table(of: type[Base]) -> Table:
    return cast("Table", of.__table__)


STATES: tuple[Callable[[Before], None], ...] = (
    Before.draft,
    Before.asked,
    Before.waiting,
    Before.approved,
    Before.in_force,
    Before.undone,
    Before.returned,
    Before.withdrawn,
)

#: What may be decided about a paper in which state; every other press about it changes nothing of it.
DECIDED_WHILE = {
    "approve:yes": {"waiting", "undone"},
    "approve:return": {"waiting", "undone"},
    "paraf:give": {"waiting", "undone"},
    "paraf:without": {"waiting", "undone"},
    "approve:undo": {"approved"},
}
