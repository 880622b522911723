"""A broken bot, on purpose: what it has to say is stored 100 ms after the change it speaks of.

`python -m tests.torture --late` runs once against it and must find that people wait in vain: a test of the
test.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from sqlalchemy import insert

from demo import entry
from models.chat import Outbox
from models.enums import Said, Waiting
from models.unit import Database, Unit

LATE_SECONDS = 0.1


class Late:
    """Rows of the outbox in memory, where no kill leaves them."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, dict[str, Any]]] = []
        self.lock = threading.Lock()
        self.database: Database | None = None

    def out(self, unit: Unit, kind: Said, **values: Any) -> None:
        row = {"state": Waiting.WAITING, "silent": False, "broadcast": False, "pinned": False} | values
        row |= {"kind": kind, "attempts": 0, "not_before": unit.now, "created_at": unit.now}
        with self.lock:
            self.rows.append((time.monotonic() + LATE_SECONDS, row))

    def store(self) -> None:
        """Whatever is due, each in a transaction of its own."""
        while True:
            time.sleep(LATE_SECONDS / 10)
            with self.lock:
                due = [row for at, row in self.rows if at <= time.monotonic()]
                self.rows = [(at, row) for at, row in self.rows if at > time.monotonic()]
            if due and self.database is not None:
                with self.database.transaction() as connection:
                    for row in due:
                        connection.execute(insert(Outbox).values(**row))


def main() -> None:
    late = Late()
    Unit._out = lambda unit, kind, **values: late.out(unit, kind, **values)  # type: ignore[method-assign]
    opened = Database.__init__

    def open_and_remember(self: Database, url: str) -> None:
        opened(self, url)
        late.database = self

    Database.__init__ = open_and_remember  # type: ignore[method-assign]
    threading.Thread(target=late.store, daemon=True).start()
    entry.main()


if __name__ == "__main__":
    main()
