"""One bot for one SQLite file; and no bot at all while a whole database is brought in."""

from __future__ import annotations

import errno
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy.engine import make_url

from models.database import LEADER_LOCK, line_to


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
    with _opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"another bot works on {address.database}: stop it first") from None
        yield


def _opened(path: Path) -> IO[str]:
    """The file to lock; on a disk that is read-only just now reading it is enough: the bot waits there."""
    try:
        return path.open("w")
    except OSError as fault:
        if fault.errno != errno.EROFS or not path.exists():
            raise
        return path.open()


@contextmanager
def no_bot(database_url: str, who: str) -> Iterator[None]:
    """No bot works on this database, and none begins to.

    On PostgreSQL `who` holds the leader's lock meanwhile: of the bots over it one is always the leader, but
    for the second in which it changes.
    """
    address = make_url(database_url)
    if address.get_backend_name() != "postgresql":
        with alone(database_url):
            yield
        return
    import psycopg  # SQLite does without it

    try:
        line = line_to(database_url, who)
    except psycopg.Error as fault:
        raise OSError(f"the database {address.database}: {str(fault).splitlines()[0]}") from None
    with line:
        row = line.execute("SELECT pg_try_advisory_lock(%s, %s)", LEADER_LOCK).fetchone()
        if not row or not row[0]:
            raise Busy(f"another bot works on {address.database}: stop it first")
        yield
