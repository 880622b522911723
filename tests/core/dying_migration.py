"""A migration that dies before its n-th change of the tables: DIE_AT=17. It needs DATABASE_URL."""

from __future__ import annotations

import os
from itertools import count
from typing import Any

from sqlalchemy import Engine, event

from bot.migrating import migrate

CHANGES = ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE")


def main() -> None:
    at, changes = int(os.environ["DIE_AT"]), count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def before(_connection: Any, _cursor: Any, words: str, *_rest: Any) -> None:
        if words.lstrip().startswith(CHANGES) and next(changes) == at:
            os._exit(9)

    migrate(os.environ["DATABASE_URL"])
    print("all done", flush=True)


if __name__ == "__main__":
    main()
