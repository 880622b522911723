"""A bot in which every statement outside the database thread is written down. For one test."""

from __future__ import annotations

import sys
import threading
from typing import Any

from sqlalchemy import Engine, event

from bot import run
from bot.thread import in_database_thread
from demo.entry import main


@event.listens_for(Engine, "before_cursor_execute")
def _watches(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    if run_has_begun() and not in_database_thread():
        print("OUTSIDE", threading.current_thread().name, statement, file=sys.stderr, flush=True)
        raise RuntimeError("the database was touched outside its thread")


def run_has_begun() -> bool:
    """Before that the migrations run, in the only thread there is."""
    return bool(_running)


_running: list[bool] = []
_make = run.Running.__init__


def _begins(self: run.Running, *rest: Any, **named: Any) -> None:
    _running.append(True)
    _make(self, *rest, **named)


run.Running.__init__ = _begins

if __name__ == "__main__":
    main()
