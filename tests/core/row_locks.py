"""Who waits for a row on PostgreSQL."""

from __future__ import annotations

import time
from concurrent.futures import Future

from sqlalchemy import text

from tests.core.desk import FrontDesk

_WAITS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def waits_for_a_lock(desk: FrontDesk, done: Future[None]) -> None:
    """Until somebody does; it is asked on a connection of its own."""
    for _ in range(1000):
        with desk.database.transaction() as connection:
            if done.done() or connection.execute(_WAITS).scalar():
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
