"""One bot for one SQLite file: a second process would send what the first one is sending."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url


class Busy(OSError):
    """Another process works on this database."""


@contextmanager
def alone(database_url: str) -> Iterator[None]:
    """Hold the lock beside an SQLite file; PostgreSQL has locks of its own. It goes with the process."""
    address = make_url(database_url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        yield
        return
    path = Path(f"{address.database}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another bot works on {address.database}: stop it first") from None
        yield
